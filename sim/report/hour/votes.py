"""What each person of a team wanted, opened after the end: those too whose vote was not taken, in their own words and without a name.

Rule 1: people of a team stand in an order that does not follow their seats, so that nobody is known from one turn to the next.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from sim.engine.session import Session
from sim.model.events import Chose
from sim.model.ids import GroupId, OptionId, RoleId, SeatId
from sim.model.lesson import LessonEntry, Voted
from sim.report.hour.debriefed import Remark
from sim.report.prose import one_line

_COUNTED = ("One", "A second", "A third", "A fourth", "A fifth")
_Asked: TypeAlias = tuple[int, RoleId]
"""A turn, and the role that is asked in it."""


def voted(entries: Iterable[LessonEntry]) -> tuple[Voted, ...]:
    """Return the votes of a lesson, oldest first."""
    return tuple(entry.event for entry in entries if isinstance(entry.event, Voted))


def votes(cast: Iterable[Voted], session: Session, group: GroupId) -> tuple[Remark, ...]:
    """Return what was wanted in a group turn by turn, where several voted for a role, or one in vain; of each person the last vote."""
    last: dict[_Asked, dict[SeatId, Voted]] = {}
    for vote in cast:
        if vote.group == group:
            last.setdefault((vote.turn, vote.role), {})[vote.seat] = vote
    taken = {(entry.turn, entry.event.role): entry.event.option for entry in session.kept if isinstance(entry.event, Chose)}
    return tuple(_told(last, taken, session))


def _told(last: Mapping[_Asked, Mapping[SeatId, Voted]], taken: Mapping[_Asked, OptionId], session: Session) -> Iterator[Remark]:
    plans, names = session.machine.plans, session.machine.lookup.names
    for turn in session.turns:
        for role, options in plans[turn.state.scene].options.items():
            wanted = [vote for vote in last.get((turn.number, role), {}).values() if vote.option in options]
            chosen, order = taken.get((turn.number, role)), [*options]
            if len(wanted) == 1 and wanted[0].option == chosen:
                continue
            wanted.sort(key=lambda vote: (vote.option != chosen, order.index(vote.option), vote.reason or ""))
            for place, vote in enumerate(wanted):
                who = _COUNTED[place] if place < len(_COUNTED) else "Another"
                by = f"{who} person of {names[role]} wanted “{one_line(options[vote.option].label)}”"
                yield Remark(turn=turn.number, kind="vote", by=by, text=vote.reason or "")
