"""Charts as SVG: curves, bars and the story map, the same bytes in every run, and fit for a dark page without a second picture.

Every picture has a title and a description, and everything it shows stands in a table beside it. Colours are given twice: as attributes
for paper, and by class for a page, whose own style wins over attributes.
Rule 1: a chart takes plain values and draws them; it computes none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.report.hour.debriefed import MappedScene, StoryMap
from sim.report.outline import NAMESPACE
from sim.report.page import safe

STYLE = """
figure { margin: 1rem 0; max-width: 34rem } figcaption { color: var(--soft); font-size: .9rem }
svg { width: 100%; height: auto; display: block }
svg text { fill: var(--ink) } svg .faint { fill: var(--soft) } svg .axis { stroke: var(--line) } svg .line { stroke: var(--one) }
svg .bar { fill: var(--one) } svg .box { fill: var(--pale) } svg .way { stroke: var(--line) } svg .went { stroke: var(--one) }
svg .scene { fill: var(--paper); stroke: var(--line) } svg .on { fill: var(--one); stroke: var(--one) }
svg .on + text { fill: var(--paper) }
svg .halo { stroke: var(--paper) }
svg .told { stroke: var(--two) } svg .now { stroke: var(--warn); stroke-width: 5 }
"""
"""What a page with charts adds to its style."""

_WIDTH = 480
_FONT = 'font-family="sans-serif" font-size="14"'
_LEFT, _RIGHT = 34, 12
_STRIP, _CURVE = 96, 54
_ROW = 26
_LAYER, _COLUMN, _RADIUS = 46, 62, 15
_WORDS = 46
"""Characters of a heading that fit beside a scene."""


@dataclass(frozen=True, slots=True)
class Curve:
    """How one number moved."""

    name: str
    low: int
    high: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A share, with its name and in words."""

    name: str
    share: float
    """From 0 to 1."""
    said: str


def _picture(name: str, title: str, about: str, height: int, parts: Iterator[str]) -> str:
    head = (
        f'<svg{NAMESPACE} viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" {_FONT}><title id="{name}-t">{safe(title)}</title><desc id="{name}-d">{safe(about)}</desc>'
    )
    return f"{head}{''.join(parts)}</svg>"


def curves(name: str, title: str, rows: Sequence[Curve], moments: Sequence[str]) -> str:
    """Return a strip for each number, under one another, with a step at each moment.

    Args:
        name: of the picture, unique on a page.
        title: what it shows.
        rows: the numbers, each with as many values as there are moments.
        moments: what the places from left to right are called; the first and last are written out.

    """
    about = "; ".join(f"{row.name}, from {row.low} to {row.high}: {', '.join(map(str, row.values))}" for row in rows)

    def parts() -> Iterator[str]:
        for place, row in enumerate(rows):
            yield from _strip(row, place * _STRIP)
        below = len(rows) * _STRIP + 8
        yield f'<text class="faint" fill="#4a4a4a" x="{_LEFT}" y="{below}">{safe(moments[0])}</text>'
        if len(moments) > 1:
            yield f'<text class="faint" fill="#4a4a4a" x="{_WIDTH - _RIGHT}" y="{below}" text-anchor="end">{safe(moments[-1])}</text>'

    return _picture(name, title, about, len(rows) * _STRIP + 16, parts())


def _strip(row: Curve, top: int) -> Iterator[str]:
    upper, lower = top + 28, top + 28 + _CURVE
    right = _WIDTH - _RIGHT
    step = (right - _LEFT) / max(len(row.values) - 1, 1)
    points = [
        (_LEFT + step * place, lower - _CURVE * (value - row.low) / max(row.high - row.low, 1)) for place, value in enumerate(row.values)
    ]
    yield f'<text font-weight="bold" x="0" y="{top + 16}">{safe(row.name)}</text>'
    for value, y in ((row.high, upper), (row.low, lower)):
        yield f'<text class="faint" fill="#4a4a4a" x="{_LEFT - 8}" y="{y + 5}" text-anchor="end">{value}</text>'
        yield f'<line class="axis" stroke="#767676" stroke-width="1" x1="{_LEFT}" y1="{y}" x2="{right}" y2="{y}"/>'
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline class="line" fill="none" stroke="#14508c" stroke-width="2.5" points="{line}"/>'
    yield from (f'<circle class="bar" fill="#14508c" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in points)


def bars(name: str, title: str, rows: Sequence[Bar]) -> str:
    """Return a bar for each share, all on one scale from nothing to all; `name` and `title` as in `curves`."""
    about = "; ".join(f"{row.name}: {row.said}" for row in rows)

    def parts() -> Iterator[str]:
        left, wide = 220, _WIDTH - 220 - 64
        for place, row in enumerate(rows):
            top = place * _ROW
            said = row.name if len(row.name) <= _WORDS - 16 else f"{row.name[: _WORDS - 17]}…"
            yield f'<text x="0" y="{top + 18}">{safe(said)}</text>'
            yield f'<rect class="box" fill="#f3f3f1" x="{left}" y="{top + 6}" width="{wide}" height="14"/>'
            yield f'<rect class="bar" fill="#14508c" x="{left}" y="{top + 6}" width="{wide * row.share:.1f}" height="14"/>'
            yield f'<text x="{_WIDTH}" y="{top + 18}" text-anchor="end">{safe(row.said)}</text>'

    return _picture(name, title, about, len(rows) * _ROW + 4, parts())


def story(name: str, shown: StoryMap) -> str:
    """Return the map of an act from top to bottom: scenes with their numbers, and the played way in a strong line."""
    layers: dict[int, int] = {}
    for scene in shown.scenes:
        layers[scene.layer] = layers.get(scene.layer, 0) + 1
    where = {scene.number: _place(scene, layers[scene.layer]) for scene in shown.scenes}
    on = ", ".join(f"{scene.number} {scene.heading}" for scene in shown.scenes if scene.on_path)
    about = f"{len(shown.scenes)} scenes from top to bottom, named by number in the table below; the play came through {on}."

    def parts() -> Iterator[str]:
        for way in sorted(shown.ways, key=lambda way: way.played):
            (x1, y1), (x2, y2) = where[way.begin], where[way.end]
            look = 'class="went" stroke="#14508c" stroke-width="4"' if way.played else 'class="way" stroke="#b0b0b0" stroke-width="1.2"'
            yield f'<path {look} fill="none" d="M{x1} {y1}C{_bent(x1, y1, x2, y2)} {x2} {y2}"/>'
        for scene in shown.scenes:
            yield from _node(name, scene, *where[scene.number], alone=layers[scene.layer] == 1)

    return _picture(name, f"Story map of “{shown.title}”", about, (max(layers, default=0) + 1) * _LAYER, parts())


def _bent(x1: int, y1: int, x2: int, y2: int) -> str:
    """Return the control points of a way: straight down, or aside where it passes by scenes that stand in a row."""
    if x1 == x2 and abs(y2 - y1) > _LAYER:
        return f"{x1 - 2 * _RADIUS} {y1 + _LAYER} {x2 - 2 * _RADIUS} {y2 - _LAYER}"
    bend = round(_LAYER * 0.45)
    return f"{x1} {y1 + bend} {x2} {y2 - bend}"


def _place(scene: MappedScene, beside: int) -> tuple[int, int]:
    """Return the middle of a scene; single ones keep to the left, so that their heading fits beside."""
    left = 3 * _RADIUS
    x = left + min(_COLUMN, (_WIDTH - left - _RADIUS - 4) // max(beside - 1, 1)) * scene.place
    return x, _LAYER // 2 + _LAYER * scene.layer


def _node(name: str, scene: MappedScene, x: int, y: int, *, alone: bool) -> Iterator[str]:
    kinds = " ".join(["scene", *(["on"] * scene.on_path), *(["told"] * scene.reported)])
    fill, ink = ("#14508c", "#fff") if scene.on_path else ("#fff", "#1a1a1a")
    edge = "#9a3412" if scene.reported else fill if scene.on_path else "#767676"
    drawn = f'class="{kinds}" fill="{fill}" stroke="{edge}" stroke-width="{3 if scene.reported else 1.5}"'
    size = 2 * _RADIUS
    turns = " ".join(map(str, scene.turns))
    yield f'<g id="{name}-{scene.number}" data-turns="{turns}"><title>{safe(f"{scene.number} {scene.heading}")}</title>'
    yield (
        f'<rect {drawn} x="{x - _RADIUS}" y="{y - _RADIUS}" width="{size}" height="{size}"/>'
        if scene.outcome
        else f'<circle {drawn} cx="{x}" cy="{y}" r="{_RADIUS}"/>'
    )
    yield f'<text fill="{ink}" x="{x}" y="{y + 5}" text-anchor="middle">{scene.number}</text></g>'
    if alone:
        said = scene.heading if len(scene.heading) <= _WORDS else f"{scene.heading[: _WORDS - 1]}…"
        halo = 'class="halo" paint-order="stroke" stroke="#fff" stroke-width="5" stroke-linejoin="round"'
        yield f'<text {halo} fill="#1a1a1a" x="{x + _RADIUS + 12}" y="{y + 5}">{safe(said)}</text>'
