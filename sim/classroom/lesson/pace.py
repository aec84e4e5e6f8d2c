"""When a lesson will be over at its present pace, and whether enough of it is left for the debrief."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from math import ceil
from statistics import median

from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.members import Pause
from sim.engine.policy import draw, pick
from sim.engine.rules import joint, outcome
from sim.engine.seating import stands
from sim.engine.session import Session
from sim.model.events import Chose, Drew, Expired, Injected
from sim.model.ids import GroupId
from sim.model.state import State

_MINUTE = 60
_DEBRIEF = 3
"""One part in so many of a lesson belongs to the debrief."""
_OWN = 2
"""Finished turns from which a group has a pace of its own."""
_WAYS = (("reported", 0), ("cautious", 0), ("hard-line", 0), *(("random", seed) for seed in range(9)))
"""Who plays on, and from which seed, where it is asked how long a play may still take."""
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


def minutes_left(time: str, now: datetime) -> int:
    """Return how many minutes are left until a time as people count them: one that has begun is left until it is over."""
    return ceil((moment(time) - now).total_seconds() / _MINUTE)


def pace(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine, now: datetime) -> Expected | None:
    """Return when the slowest group will have ended at its pace; None before there is a pace, or once all have ended.

    A group that has finished few turns is taken to be as quick as all groups together. While the lesson is paused nobody decides, so a
    pause is no time of a turn. The lesson is counted from the beginning of the play, or from when the facilitator said when it ends,
    whichever was earlier.

    Args:
        lesson: the lesson.
        sessions: of its groups.
        machine: the compiled scenario.
        now: the time.

    """
    going = {group: session for group, session in sessions.items() if not session.over and not stands(lesson, sessions, group)}
    spent = {group: _turns(session, lesson.pauses) for group, session in sessions.items()}
    every = [seconds for group in spent.values() for seconds in group]
    if not going or not every or lesson.ended:
        return None
    usual, needs = median(every), {}
    for group, session in going.items():
        gone = _seconds(moment(_ends(session)[-1]), now, lesson.pauses)
        needs[group] = _left(turns_left(machine, session.state), gone, spent[group], usual)
    seconds, slowest = max((seconds, group) for group, seconds in needs.items())
    own = round(median(spent[slowest] if len(spent[slowest]) >= _OWN else every))
    minutes = ceil(seconds / _MINUTE)
    whose = f"group {slowest[1:]}, the slowest, takes" if len(sessions) > 1 else "the play takes"
    words = f"At the present pace ({own} s a turn) {whose} about {_counted(minutes)} more."
    if lesson.ends is None:
        return Expected(words, late=False)
    began = min(next(iter(sessions.values())).log[0].time, lesson.counted or "9")
    whole = (moment(lesson.ends) - moment(began)).total_seconds() / _MINUTE
    for_debrief = minutes_until(lesson.ends, now) - minutes
    late = for_debrief < whole / _DEBRIEF
    more = f" That leaves {_counted(max(for_debrief, 0))} for the debrief; it should have a third of the lesson." if late else ""
    return Expected(words + more, late)


def _left(turns: int, gone: float, spent: Sequence[float], usual: float) -> float:
    """Return how many seconds a group still needs; what it has spent on its current turn is taken off, but never more than a turn.

    Args:
        turns: that it may still take, the current one among them.
        gone: seconds that it has spent on the current one.
        spent: seconds of each turn that it has finished.
        usual: seconds of a turn, for a group that has finished few.

    """
    own = median(spent) if len(spent) >= _OWN else usual
    return turns * own - min(own, gone)


def turns_left(machine: ScenarioMachine, state: State) -> int:
    """Return how many turns a play may still take: of some ways to go on, one of the longer ones, but not the longest.

    The ways are the one that the documents report, those of cautious and of hard-line players, and some at random; choices that are sealed
    do not count, so that nobody can read them off the time.
    """
    return _turns_left(machine, replace(state, pending=()))


@lru_cache(maxsize=1024)
def _turns_left(machine: ScenarioMachine, state: State) -> int:
    lengths = sorted(_length(machine, state, by, seed) for by, seed in _WAYS)
    return lengths[len(lengths) * 2 // 3]


def _length(machine: ScenarioMachine, state: State, by: str, seed: int) -> int:
    """Return how many turns a play takes in which every role is played by a bot."""
    count = 0
    while outcome(machine, state) is None and count < _MOST:
        roles = machine.plans[state.scene].roles
        bots = dict.fromkeys(roles, by)
        picks = {role: pick(machine, state, role, bots, draw(seed, count, state.scene, role)) for role in roles}
        state, count = joint(machine, state, picks).after, count + 1
    return count


def _counted(minutes: int) -> str:
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _turns(session: Session, pauses: Sequence[Pause]) -> list[float]:
    """Return how many seconds each finished turn of a play took, pauses not counted."""
    return [_seconds(before, after, pauses) for before, after in pairwise(map(moment, _ends(session)))]


def _seconds(begun: datetime, ended: datetime, pauses: Sequence[Pause]) -> float:
    """Return how many seconds the lesson went on between two moments, pauses not counted; 0 where the computer's clock was set back."""
    stood = 0.0
    for pause in pauses:
        until = moment(pause.until) if pause.until is not None else ended
        stood += max(0.0, (min(ended, until) - max(begun, moment(pause.began))).total_seconds())
    return max(0.0, (ended - begun).total_seconds() - stood)


def _ends(session: Session) -> list[str]:
    """Return when the play began, and when each finished turn ended, oldest first."""
    ended: dict[int, str] = {}
    for entry in session.log:
        if isinstance(entry.event, Chose | Drew | Expired | Injected):
            ended[entry.turn] = entry.time
    ended.pop(session.turn, None)
    return [session.log[0].time, *(ended[turn] for turn in sorted(ended))]
