"""What a lesson adds to the debrief of a group's play: what was said beside it, and whose names are not to stand there.

Rule 1: what the facilitator noted is the facilitator's; it stands in no debrief, only in a file of its own beside it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sim.engine.lesson import Lesson
from sim.engine.lesson_view import recipient
from sim.engine.session import Session
from sim.model.ids import GroupId, RoleId
from sim.model.leading import Intervened, Noted, Told
from sim.model.lesson import Spoke, Voted
from sim.report.hour.debriefed import Remark
from sim.report.hour.names import in_place_of, names_of, replaced
from sim.report.hour.votes import votes
from sim.report.prose import one_line

NOTES = "facilitator-notes.txt"
"""What the file is called in which the facilitator's notes stand."""
_ALONE = "Notes of the facilitator, for nobody else: take this file out before you hand on what lies beside it. Times are UTC."


def label(group: GroupId) -> str:
    """Return what a group is called in a debrief."""
    return f"Group {group[1:]}"


def people(lesson: Lesson) -> dict[str, str]:
    """Return the names of those in a lesson, each with what takes its place in what was written."""
    return in_place_of((name, f"seat {seat.id[1:]}") for seat in lesson.seats.values() for name in names_of(seat))


def teams(lesson: Lesson, group: GroupId) -> dict[RoleId, int]:
    """Return how many seats of a group have each role."""
    return dict(Counter(seat.place.role for seat in lesson.seats.values() if seat.place and seat.place.group == group and seat.place.role))


def remarks(lesson: Lesson, session: Session, group: GroupId, cast: Iterable[Voted] = ()) -> tuple[Remark, ...]:
    """Return what was said in a group, oldest first, but for what the facilitator withholds.

    Args:
        lesson: the lesson.
        session: of the group.
        group: the group.
        cast: the votes of the lesson, oldest first; once the group's play or the lesson is over, what was wanted in it is told too.

    """
    names = session.machine.lookup.names
    found = []
    for said in lesson.said:
        event = said.event
        turn = _turn(session, said.time)
        if isinstance(event, Spoke) and event.group == group and said.number not in lesson.withheld:
            found.append(Remark(turn=turn, kind="message", by=f"{names[event.role]} to {recipient(event, names)}", text=event.words))
        elif isinstance(event, Told) and event.news and event.seat is None and event.group in (None, group):
            to = names[event.role] if event.role else "everybody"
            found.append(Remark(turn=turn, kind="message", by=f"Facilitator, as made-up news, to {to}", text=event.words))
        elif isinstance(event, Intervened) and event.act == "forked":
            found.extend(Remark(turn=turn, kind="fork", by="Facilitator", text=text) for text in forked(event, group))
    return (*found, *(votes(cast, session, group) if lesson.ended or session.over else ()))


def notes(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Return what the facilitator noted, oldest first: each time, in UTC, with the words."""
    return tuple((said.time, said.event.words) for said in lesson.said if isinstance(said.event, Noted))


def notes_file(noted: Iterable[tuple[str, str]], names: Mapping[str, str]) -> bytes:
    """Return notes as a file for the facilitator alone.

    Args:
        noted: as `notes` returns them.
        names: of people, each with what takes its place.

    """
    return "\n".join((_ALONE, "", *(f"{time}  {one_line(replaced(words, names))}" for time, words in noted), "")).encode()


def forked(event: Intervened, group: GroupId) -> Iterator[str]:
    """Yield what a fork means for a group: where its play comes from, or who plays on from it."""
    turn, _, fresh = event.about.partition(" as group ")
    why = f"The facilitator's reason: {event.reason}"
    if fresh == group:
        other = label(event.group)
        yield f"Up to the start of {turn}, this play is a copy of {other}; people of it played on from there, to try another way. {why}"
    elif event.group == group:
        yield f"From the start of {turn}, people of this group played on as {label(fresh)}, to try another way. {why}"


def _turn(session: Session, time: str) -> int:
    """Return the finished turn with which something is told that was said at a time: the one it was said in, or the last before."""
    said_in = max((entry.turn for entry in session.log if entry.time <= time), default=0)
    finished = [turn.number for turn in session.turns[:-1]] or [0]
    return max((number for number in finished if number <= said_in), default=finished[0])
