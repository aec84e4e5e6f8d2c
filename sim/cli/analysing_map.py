"""A story map: the scenes of an act drawn in layers, each way out with its probability and the passages that it rests on.

Lines are SVG; scenes and ways out are text over it, placed by rules in the page's style, because a page has no `style` attributes. Each
way out can be pointed at, reached by keyboard and tapped; what it says then stands at the foot of the window.
Rule 1: no script; every text of a scenario is escaped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from sim.analysis.solve.diagram import Way, ways
from sim.analysis.solve.layered import layered
from sim.analysis.solve.outlook import Outlook
from sim.cli.analysing_cited import cited, narration
from sim.library import OpenScenario
from sim.model.ids import SceneId
from sim.report.page import safe
from sim.report.wording import percent

STYLE = """
.map { overflow-x: auto; margin: .5rem 0 1.5rem; border: 1px solid var(--line) } .sheet { position: relative; margin: 0 auto }
.sheet svg { position: absolute; inset: 0; max-width: none } .sheet path { fill: none; stroke: var(--one); stroke-opacity: .75 }
.sheet path.never { stroke: var(--line); stroke-dasharray: 3 4 }
.box { position: absolute; border: 1px solid var(--line); border-radius: .3rem; background: var(--pale);
  padding: .2rem .3rem 0; line-height: 1.25; font-size: .8rem; text-align: center; display: flex; flex-direction: column;
  justify-content: space-between }
.box.first { scroll-initial-target: nearest; scroll-snap-align: none center }
.box.end { border-width: 2px; border-color: var(--two); border-radius: 1rem } .box.never { border-style: dashed; color: var(--soft) }
.box small { color: var(--soft) } .ways { display: flex; justify-content: space-around; margin: 0 -.3rem }
.way { flex: 0 0 44px; min-height: 26px; line-height: 26px; border-radius: .3rem; background: var(--paper); border: 1px solid var(--one);
  color: var(--one); cursor: pointer; font-variant-numeric: tabular-nums } .way.never { border-color: var(--line); color: var(--soft) }
.tip { display: none; position: fixed; z-index: 9; left: 0; right: 0; bottom: 0; max-height: 50vh; overflow: auto; margin: 0 auto;
  max-width: 48rem; padding: .8rem 1rem; text-align: left; color: var(--ink); background: var(--paper); border: 2px solid var(--one);
  font-size: .95rem; cursor: auto }
.way:hover > .tip, .way:focus > .tip { display: block } .way:focus > .tip { z-index: 10 }
.tip b, .tip span, .tip q, .tip small { display: block; margin-top: .4rem }
.tip span { border-top: 1px solid var(--line); padding-top: .3rem }
.tip small { font-size: .85rem; margin-top: .1rem }
@media print { .map { overflow: visible } .tip { display: none } }
"""
"""Rules of every map; those of one map are `StoryMap.style`."""

_WIDE, _CHIP, _GAP, _NARROW = 140, 48, 18, 14
"""Of a scene, of a way out, between two, and of a line that passes by, in pixels."""
_LINE, _LETTERS, _FRAME, _WAYS, _DROP = 17, 7.2, 12, 30, 56
"""Heights of a line of text, widths of a letter, heights of a box's frame and of its ways out, and between two layers."""


@dataclass(frozen=True, slots=True)
class _Exit:
    """All branches from one scene to another."""

    to: SceneId
    ways: tuple[Way, ...]

    @property
    def share(self) -> float:
        """How often one of them is taken, of all visits to the scene."""
        return sum(way.share for way in self.ways)


class StoryMap:
    """The map of one act."""

    def __init__(self, opened: OpenScenario, found: Outlook, name: str) -> None:
        """Place everything; `name` begins the ids of this map's parts."""
        machine = opened.machine
        self._opened, self._machine, self._name = opened, machine, name
        self._scenes = [scene.id for scene in machine.lookup.act(found.act).scenes]
        self._ever = {visited.scene: visited.ever for visited in found.scenes}
        self._ends = dict(found.outcomes)
        exits: dict[SceneId, dict[SceneId, list[Way]]] = {scene: {} for scene in self._scenes}
        for way in ways(machine, found):
            exits[way.scene].setdefault(way.branch.to, []).append(way)
        self._wide = {scene: max(_WIDE, len(exits[scene]) * _CHIP) for scene in self._scenes}
        begin = machine.lookup.act(found.act).courses[0].scene
        order = sorted(self._scenes, key=lambda scene: scene != begin)
        lines = [(scene, to) for scene in self._scenes for to in exits[scene]]
        self._places = layered(order, lines, self._wide.__getitem__, _GAP, _NARROW)
        self._exits = {scene: [_Exit(to, tuple(found)) for to, found in exits[scene].items()] for scene in self._scenes}
        for scene, leaving in self._exits.items():
            towards = {one.to: self._heads_for(scene, one.to) for one in leaving}
            self._exits[scene] = sorted(leaving, key=lambda one: towards[one.to])
        self._tops, self._highs, self._height = self._rows()

    def _heads_for(self, scene: SceneId, to: SceneId) -> float:
        """Return the place towards which a line leaves."""
        bends = self._places.bends.get((scene, to), ())
        return bends[0][1] if bends else self._places.middle[to]

    def _rows(self) -> tuple[dict[SceneId, float], dict[SceneId, float], float]:
        """Return where each scene begins and how high it is, from the top, and how high the map is."""
        tops, highs, at = dict[SceneId, float](), dict[SceneId, float](), float(_FRAME)
        for layer in self._places.layers:
            high = max((self._needs(scene) for scene in layer), default=0.0)
            tops |= dict.fromkeys(layer, at)
            highs |= dict.fromkeys(layer, high)
            at += high + _DROP
        return tops, highs, at - _DROP + _FRAME

    def _needs(self, scene: SceneId) -> float:
        letters = max((self._wide[scene] - _FRAME) / _LETTERS, 1)
        return (ceil(len(self._heading(scene)) / letters) + 1) * _LINE + _FRAME + (_WAYS if self._exits[scene] else 0)

    def _heading(self, scene: SceneId) -> str:
        return self._machine.plans[scene].scene.heading

    def style(self) -> Iterator[str]:
        """Give the rules of this map: where its parts stand."""
        yield f"#{self._name} {{ width: {self._places.width + 2 * _FRAME:.0f}px; height: {self._height:.0f}px }}"
        for number, scene in enumerate(self._scenes):
            left = self._places.middle[scene] - self._wide[scene] / 2 + _FRAME
            box = f"left: {left:.0f}px; top: {self._tops[scene]:.0f}px; width: {self._wide[scene]}px; height: {self._highs[scene]:.0f}px"
            yield f"#{self._name}-{number} {{ {box} }}"

    def lines(self) -> Iterator[str]:
        """Give the map as lines of HTML."""
        width, height = self._places.width + 2 * _FRAME, self._height
        yield '<div class="map" role="region" tabindex="0" aria-label="Story map: scenes from top to bottom">'
        yield f'<div class="sheet" id="{self._name}">'
        yield f'<svg width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" aria-hidden="true">'
        for scene in self._scenes:
            for place, one in enumerate(self._exits[scene]):
                yield self._path(scene, place, one)
        yield "</svg>"
        for number, scene in sorted(enumerate(self._scenes), key=lambda entry: (self._tops[entry[1]], self._places.middle[entry[1]])):
            yield from self._box(number, scene)
        yield "</div></div>"

    def _path(self, scene: SceneId, place: int, one: _Exit) -> str:
        """Return the curve of a way out, through all places where it passes a layer."""
        down = self._tops[scene] + self._highs[scene]
        points = [(self._chip(scene, place), down)]
        for layer, at in self._places.bends.get((scene, one.to), ()):
            there = self._places.layers[layer][0] if self._places.layers[layer] else None
            top, high = (self._tops[there], self._highs[there]) if there else (down, 0.0)
            points += [(at + _FRAME, top), (at + _FRAME, top + high)]
        points.append((self._places.middle[one.to] + _FRAME, self._tops[one.to]))
        curve = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
        for (x, y), (to_x, to_y) in pairwise(points):
            bend = (to_y - y) / 2
            curve += f" C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} {to_x:.0f} {to_y:.0f}"
        kind = "" if one.share > 0 else ' class="never"'
        return f'<path d="{curve}" stroke-width="{1 + 5 * one.share * self._ever.get(scene, 0.0):.1f}"{kind}/>'

    def _chip(self, scene: SceneId, place: int) -> float:
        """Return the middle of a way out at the foot of its box."""
        count = len(self._exits[scene])
        return self._places.middle[scene] + _FRAME + self._wide[scene] * ((place + 0.5) / count - 0.5)

    def _box(self, number: int, scene: SceneId) -> Iterator[str]:
        ended = self._machine.plans[scene].scene.outcome is not None
        share = self._ends.get(scene, 0.0) if ended else self._ever.get(scene, 0.0)
        first = ["first"] if scene == self._places.layers[0][0] else []
        kinds = ["box", *first, *(["end"] if ended else []), *(["never"] if share <= 0 else [])]
        yield f'<div class="{" ".join(kinds)}" id="{self._name}-{number}">'
        yield f"<div>{safe(self._heading(scene))}<br><small>{_percent(share)}</small></div>"
        if self._exits[scene]:
            yield '<div class="ways">'
            for one in self._exits[scene]:
                yield from self._way(one)
            yield "</div>"
        yield "</div>"

    def _way(self, one: _Exit) -> Iterator[str]:
        to = safe(self._heading(one.to))
        never = "" if one.share > 0 else " never"
        yield f'<span class="way{never}" tabindex="0" role="button" aria-label="{_percent(one.share)} to: {to}">{_percent(one.share)}'
        yield f'<span class="tip"><b>{_percent(one.share)} to: {to}</b>'
        for way in one.ways:
            share = f"{_percent(way.share)}: " if len(one.ways) > 1 else ""
            yield f"<span>{share}{narration(way.branch)}</span>"
            yield from cited(self._opened, way.branch)
        yield "</span></span>"


def _percent(share: float) -> str:
    return safe(percent(share, short=True))
