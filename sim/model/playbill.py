"""What a scenario says of itself before it is opened: what there is to play, and the notice that comes first.

Rule 1: plain values made of texts, and no import that costs time: the first screen shows a playbill while the scenario is still closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.errors import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.model.ids import ActId, CourseId, RoleId, ScenarioId
    from sim.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class BilledAct:
    """An act as a playbill has it."""

    id: ActId
    title: str
    courses: tuple[tuple[CourseId, str], ...]
    """The ways into it, each with what it is about."""


@dataclass(frozen=True, slots=True)
class Playbill:
    """What can be played, by whom, and what is said before."""

    scenario: ScenarioId
    title: str
    author: str
    notice: str
    """What everything in the scenario rests on; shown first."""
    roles: tuple[tuple[RoleId, str], ...]
    """Each with its name."""
    acts: tuple[BilledAct, ...]
    campaign: tuple[ActId, ...]
    """The acts that are played in a row; empty: none are."""

    @classmethod
    def of(cls, scenario: Scenario) -> Playbill:
        """Return the playbill of a scenario."""
        return cls(
            scenario.id,
            scenario.title,
            scenario.author,
            scenario.notice,
            tuple((role.id, role.name) for role in scenario.roles),
            tuple(BilledAct(act.id, act.title, tuple((course.id, course.about) for course in act.courses)) for act in scenario.acts),
            scenario.campaign.acts if scenario.campaign else (),
        )

    def act(self, wanted: ActId) -> BilledAct:
        """Return an act by its id.

        Raises:
            Missing: there is none of that id; the message names those there are.

        """
        found = next((act for act in self.acts if act.id == wanted), None)
        if found is None:
            raise no_act(self.scenario, wanted, (act.id for act in self.acts), "; all in a row: --campaign" if self.campaign else "")
        return found

    def check_course(self, act: ActId, wanted: CourseId) -> None:
        """Check that an act has a course.

        Raises:
            Missing: there is no such act or course; the message names those there are.

        """
        known = [course for course, _ in self.act(act).courses]
        if wanted not in known:
            raise no_course(act, wanted, known)


def no_act(scenario: ScenarioId, wanted: ActId, known: Iterable[ActId], besides: str = "") -> Missing:
    """Return the error that says which acts there are, and what else can be played."""
    return Missing(f"scenario {scenario} has no act {wanted!r}; its acts: {', '.join(known)}{besides}", "unknown-act")


def no_course(act: ActId, wanted: CourseId, known: Iterable[CourseId]) -> Missing:
    """Return the error that says which courses an act has."""
    return Missing(f"act {act} has no course {wanted!r}; its courses: {', '.join(known)}", "unknown-course")
