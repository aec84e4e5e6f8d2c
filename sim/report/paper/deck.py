"""An act laid out for paper: which scenes a course can come to, how they are numbered, and which passages all of it rests on.

Scenes are numbered in file order with the outcomes last, passages in the order of their first use; sheets and cards name both by number.
Rule 1: nothing is computed here that a play computes; on paper the facilitator does what the sheet of a scene says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sim.engine.machine import ScenarioMachine
from sim.engine.shown import basis_of, show
from sim.model.grounds import Grounds
from sim.model.ids import RoleId, SceneId
from sim.model.scenario import Act, Course
from sim.model.scene import Inject, Scene
from sim.model.source import Basis, Citation
from sim.model.view import ShownPassage
from sim.report.outline import Element
from sim.report.paper.numbering import Card, NewsCard, card_of, news_cards
from sim.report.wording import basis_sentence


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the printed lesson that somebody holds in the hand."""

    title: str
    elements: tuple[Element, ...]
    form: Literal["flow", "card", "slip"] = "flow"
    """Goes on below what stands before it, or is cut out, so that several share a page; a slip has room to write."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Passages by the number that stands on paper; one that is named again keeps its number."""

    grounds: Grounds
    found: dict[tuple[str, str], tuple[int, ShownPassage]] = field(default_factory=dict)

    def rests_on(self, cites: tuple[Citation, ...]) -> str:
        """Return what a part rests on: the number of each passage, and on what basis; what is invented says so first."""
        named = "; ".join(f"[{self._number(cite)}] {show(cite, self.grounds).label}" for cite in cites)
        basis = basis_of(cites)
        return f"{basis_sentence(basis)} Behind it: {named}." if basis is Basis.INVENTED else f"Rests on {named}."

    def _number(self, cite: Citation) -> int:
        shown = show(cite, self.grounds)
        return self.found.setdefault((cite.source, cite.quote), (len(self.found) + 1, shown))[0]

    def passages(self) -> tuple[tuple[int, ShownPassage], ...]:
        """Return every passage that was named so far, with its number."""
        return tuple(self.found.values())


@dataclass(frozen=True, slots=True)
class Deck:
    """A course of an act as paper has it."""

    machine: ScenarioMachine
    act: Act
    course: Course
    scenes: tuple[Scene, ...]
    """Those that a play of this course can come to, outcomes last."""
    injects: tuple[Inject, ...]
    """Those that can come in one of them."""

    @classmethod
    def of(cls, machine: ScenarioMachine, act: Act, course: Course) -> "Deck":
        """Lay out a course of an act."""
        found = _reachable(act, course)
        scenes = sorted((scene for scene in act.scenes if scene.id in found), key=lambda scene: scene.outcome is not None)
        injects = tuple(inject for inject in act.injects if not inject.scenes or found & {*inject.scenes})
        return cls(machine, act, course, tuple(scenes), injects)

    def card(self, scene: SceneId, role: RoleId) -> Card:
        """Return the card of a role's decision in a scene."""
        return card_of(self.machine.scenario, scene, role)

    @property
    def news(self) -> tuple[NewsCard, ...]:
        """The cards of private news that can come in this course."""
        there = {inject.id for inject in self.injects}
        return tuple(card for card in news_cards(self.machine.scenario) if card.act == self.act.id and card.inject in there)

    @property
    def names(self) -> Mapping[RoleId, str]:
        """What the roles and chance are called."""
        return self.machine.lookup.names

    def title(self, scene: SceneId) -> str:
        """Return a scene's number and heading."""
        number = next(place for place, found in enumerate(self.scenes, start=1) if found.id == scene)
        return f"{number}. {self.machine.lookup.scenes[scene].heading}"


def _reachable(act: Act, course: Course) -> set[SceneId]:
    """Return the scenes that branches and injects lead to, whatever their conditions."""
    scenes = {scene.id: scene for scene in act.scenes}
    found: set[SceneId] = set()
    waiting = [course.scene]
    while waiting:
        here = waiting.pop()
        if here in found:
            continue
        found.add(here)
        if scenes[here].decision:
            waiting += [branch.to for branch in scenes[here].branches]
            waiting += [inject.to for inject in act.injects if inject.to and (not inject.scenes or here in inject.scenes)]
    return found
