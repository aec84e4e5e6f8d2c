"""When a lesson will be over at its present pace, and whether enough of it is left for the debrief."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median

from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import reported
from sim.engine.rules import joint, outcome
from sim.engine.seating import stands
from sim.engine.session import Session
from sim.model.events import Began, Handed, Judged, Marked, Opened
from sim.model.ids import GroupId
from sim.model.state import State

_MINUTE = 60
_DEBRIEF = 3
"""One part in so many of a lesson belongs to the debrief."""
_MOST = 60
"""Turns after which a play is taken to go round in circles."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the present pace comes to."""

    words: str
    late: bool
    """Whether less than a third of the lesson would be left for the debrief."""


def moment(time: str) -> datetime:
    """Return the time of an entry."""
    return datetime.fromisoformat(time).astimezone(UTC)


def minutes_until(time: str, now: datetime) -> int:
    """Return how many minutes are left until a time, rounded down."""
    return int((moment(time) - now).total_seconds() // _MINUTE)


def pace(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine, now: datetime) -> Expected | None:
    """Return when the slowest group will have ended at the pace of all groups; None before there is a pace, or once all have ended.

    Args:
        lesson: the lesson.
        sessions: of its groups.
        machine: the compiled scenario.
        now: the time.

    """
    going = [session for group, session in sessions.items() if not session.over and not stands(lesson, sessions, group)]
    spent = [seconds for session in sessions.values() for seconds in _turns(session)]
    if not going or not spent or lesson.ended:
        return None
    left = max(turns_left(machine, session.state) for session in going)
    minutes = round(left * median(spent) / _MINUTE)
    words = f"At the present pace ({round(median(spent))} s a turn) the play takes about {_counted(minutes)} more."
    if lesson.ends is None:
        return Expected(words, late=False)
    began = moment(next(iter(sessions.values())).log[0].time)
    whole = (moment(lesson.ends) - began).total_seconds() / _MINUTE
    for_debrief = minutes_until(lesson.ends, now) - minutes
    late = for_debrief < whole / _DEBRIEF
    more = f" That leaves {_counted(max(for_debrief, 0))} for the debrief; it should have a third of the lesson." if late else ""
    return Expected(words + more, late)


def turns_left(machine: ScenarioMachine, state: State) -> int:
    """Return how many turns a play would still take if everybody did what the documents report, or, where they do not, the default."""
    state, count = replace(state, pending=()), 0
    while outcome(machine, state) is None and count < _MOST:
        picks = {role: reported(machine, state, role, 0) for role in machine.plans[state.scene].roles}
        state, count = joint(machine, state, picks).after, count + 1
    return count


def _counted(minutes: int) -> str:
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _turns(session: Session) -> list[float]:
    """Return how many seconds each finished turn of a play took."""
    begun: dict[int, datetime] = {}
    for entry in session.log:
        if not isinstance(entry.event, Began | Opened | Judged | Marked | Handed):
            begun.setdefault(entry.turn, moment(entry.time))
    ends = [begun[turn] for turn in sorted(begun)]
    return [(after - before).total_seconds() for before, after in pairwise(ends)]
