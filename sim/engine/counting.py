"""How a class judged the claims that were put to it: counts that tell nothing of anybody.

Rule 1: nothing is told before the lesson is over, so that no count can be held against an earlier one.
Rule 2: a count is told in steps of five and below five not at all, so that neither a count nor the difference of two, nor what is missing
from the number of people, speaks of fewer than five.
"""

from collections import Counter
from collections.abc import Mapping

from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.events import Judged, Support
from sim.model.ids import GroupId, RoleId, SceneId
from sim.model.lesson_view import ShownJudged

LEAST = 5
"""Judgements that are told together, at least."""

_ORDER: tuple[Support, ...] = ("well", "partly", "poorly", "cannot-tell")


def judged(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine) -> tuple[ShownJudged, ...]:
    """Return how often each claim was judged in each way, by all groups together, in the order of the scenario.

    Args:
        lesson: the lesson; while it goes on nothing is returned.
        sessions: of its groups.
        machine: the compiled scenario.

    """
    return counted(sessions, machine) if lesson.ended else ()


def counted(sessions: Mapping[GroupId, Session], machine: ScenarioMachine) -> tuple[ShownJudged, ...]:
    """Return the same of plays that nobody goes on with."""
    last: dict[tuple[GroupId, RoleId, SceneId], Support] = {}
    for group, session in sessions.items():
        for entry in session.log:
            if isinstance(entry.event, Judged):
                last[group, entry.event.role, entry.event.scene] = entry.event.support
    counts = Counter((scene, support) for (_, _, scene), support in last.items())
    told = []
    for scene, plan in machine.plans.items():
        found = tuple((support, stepped) for support in _ORDER if (stepped := counts[scene, support] // LEAST * LEAST))
        if plan.scene.exercise is not None and found:
            told.append(ShownJudged(scene=scene, heading=plan.scene.heading, claim=plan.scene.exercise.claim, counts=found))
    return tuple(told)
