"""The scenes of an act and the branches between them as text for Mermaid and Graphviz, with the probability of each branch.

Rule 1: a branch carries how often it is taken when a play is in its scene, under the policies that were given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.analysis.solve.outlook import Outlook, Visited
from sim.engine.machine import ScenarioMachine
from sim.model.ids import SceneId
from sim.model.scene import Branch, Scene


@dataclass(frozen=True, slots=True)
class Way:
    """One branch of a diagram."""

    scene: SceneId
    branch: Branch
    share: float
    """How often it is taken, of all visits to the scene; 0 where no play comes there."""


def ways(machine: ScenarioMachine, found: Outlook) -> Iterator[Way]:
    """Give the branches of an act, in file order."""
    visited: Mapping[SceneId, Visited] = {one.scene: one for one in found.scenes}
    for scene in machine.lookup.act(found.act).scenes:
        here = visited.get(scene.id)
        for place, branch in enumerate(scene.branches):
            yield Way(scene.id, branch, here.branches[place] / here.times if here else 0.0)


def mermaid(machine: ScenarioMachine, found: Outlook) -> Iterator[str]:
    """Give the lines of a Mermaid flowchart."""
    yield "flowchart TD"
    shares = dict(found.outcomes)
    scenes = machine.lookup.act(found.act).scenes
    names = {scene.id: f"s{number}" for number, scene in enumerate(scenes)}  # no id is taken for a word of Mermaid's own
    for scene in scenes:
        text = _label(scene, shares).replace('"', "#quot;")
        yield f'    {names[scene.id]}(["{text}"])' if scene.outcome else f'    {names[scene.id]}["{text}"]'
    for way in ways(machine, found):
        arrow = "-->" if way.share else "-.->"
        yield f"    {names[way.scene]} {arrow}|{way.share:.2f}| {names[way.branch.to]}"


def dot(machine: ScenarioMachine, found: Outlook) -> Iterator[str]:
    """Give the lines of a Graphviz graph; the passages that a branch rests on show when the pointer rests on it."""
    yield f"digraph {_quoted(found.act)} {{"
    yield "    node [shape=box];"
    shares = dict(found.outcomes)
    for scene in machine.lookup.act(found.act).scenes:
        shape = ", shape=oval" if scene.outcome else ""
        yield f"    {_quoted(scene.id)} [label={_quoted(_label(scene, shares))}, tooltip={_quoted(scene.situation)}{shape}];"
    for way in ways(machine, found):
        cited = "; ".join(f"{cite.source}: {cite.quote}" for cite in way.branch.cites)
        style = "" if way.share else ", style=dashed"
        ends = f"{_quoted(way.scene)} -> {_quoted(way.branch.to)}"
        yield f'    {ends} [label="{way.share:.2f}", tooltip={_quoted(cited)}{style}];'
    yield "}"


def _label(scene: Scene, shares: Mapping[SceneId, float]) -> str:
    return f"{scene.heading} ({shares.get(scene.id, 0.0):.4f})" if scene.outcome else scene.heading


def _quoted(text: str) -> str:
    return '"{}"'.format(" ".join(text.replace("\\", "\\\\").replace('"', '\\"').split()))
