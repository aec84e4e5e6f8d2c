"""What a lesson adds to a play, in sentences: who leads, how far the team is, what was said. The full screen and plain lines say the same.

Rule 1: pure but for the computer's time zone, and everything in it comes from what the server told this seat.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING

from sim.report.prose import one_line
from sim.report.wording import EVEN, LATE, UNSETTLED, numbered, tied
from sim.terminal.clockface import at_clock

if TYPE_CHECKING:
    from sim.model.lesson_view import SeatView, ShownMember, ShownMessage
    from sim.terminal.led import Led

_LAST = 6
"""Messages that stand beside the scene; older ones were there before."""
_ROOM = 160
"""Characters of what is said once in the line below the page."""
APART = "What you choose for a role says nothing about what you think."
"""What whoever joins is told first."""
KEPT = "What you choose and write in the lesson is kept on the computer that runs it, and opened to everybody in it after the end."
"""What they are told next, where the server has no notice of what is kept."""


def sentences(seat: SeatView) -> tuple[str, ...]:
    """Return what is to be known of the lesson now, the most pressing first."""
    return (*_stage(seat), *_name(seat), *_silence(seat), *_team(seat), *_changed(seat), *_proposals(seat), *spoken(seat))


def spoken(seat: SeatView) -> tuple[str, ...]:
    """Return the last messages that this seat can read, the oldest first."""
    return tuple(_message(said) for said in seat.messages[-_LAST:])


def heard(seat: SeatView) -> str:
    """Return the last thing that the facilitator said to this seat, which stands before everything else; empty where nothing was said."""
    return next((_from_above(said) for said in reversed(seat.messages) if said.by == "Facilitator"), "")


def short(words: str) -> str:
    """Return words as they stand in the line below the page, where a long text has no room."""
    return shorten(words, _ROOM, placeholder=" …")


def _from_above(said: ShownMessage) -> str:
    return f"{'News, made up by the facilitator' if said.news else 'From the facilitator'}: {one_line(said.words)}"


def _stage(seat: SeatView) -> Iterator[str]:
    group = f" in group {seat.group[1:]}" if seat.group else ""
    if seat.late:
        yield f"You are in, {one_line(seat.name)}. {LATE} This goes on by itself."
    elif seat.stage == "waiting":
        yield f"You are in, {one_line(seat.name)}. The facilitator deals the roles; this goes on by itself."
        if seat.choosing:
            yield f"You are asked which role you would like. {'Your wish is kept.' if seat.wish else 'You have not said.'}"
    elif seat.stage == "dealt":
        said = f"Your role{group}: {seat.role_name}." if seat.role else f"You watch{group}."
        yield f"{said} The facilitator starts the play; this goes on by itself."
    elif seat.stage == "paused":
        yield "The facilitator has paused the lesson. Clocks stand, and nothing can be decided."
    elif seat.stage == "over":
        yield "The facilitator has ended the lesson."


def _name(seat: SeatView) -> Iterator[str]:
    if seat.namesake and seat.stage in ("waiting", "dealt"):
        yield numbered(seat.namesake, seat.name)


def _silence(seat: SeatView) -> Iterator[str]:
    """Yield what comes of it when nobody decides in time."""
    if seat.default and seat.stage in ("playing", "paused"):
        yield f"If nobody {'in your team votes' if len(seat.team) > 1 else 'decides'} in time: “{one_line(seat.default)}”."


def _team(seat: SeatView) -> Iterator[str]:
    if len(seat.team) < 2:  # noqa: PLR2004 -- one person is no team
        return
    how = "the speaker decides" if seat.agree == "speaker" else "most votes decide; where they are even, the speaker's"
    yield f"Your team ({how}): {'; '.join(map(_member, seat.team))}."
    if seat.even and seat.agree == "majority" and not seat.unsettled:
        yield EVEN
    if seat.tie:
        yield tied(seat.tie)


def _changed(seat: SeatView) -> Iterator[str]:
    if seat.unsettled and seat.stage == "playing":
        yield UNSETTLED
    if seat.went and seat.stage in ("playing", "paused"):
        yield f"This play: {seat.went}."


def _member(member: ShownMember) -> str:
    facts = ", ".join([*(["you"] if member.me else []), *(["speaker"] if member.speaker else [])])
    wants = f" wants “{one_line(member.wants)}”" if member.wants else " has not voted"
    return f"{one_line(member.name)}{f' ({facts})' if facts else ''}{wants}"


def _message(said: ShownMessage) -> str:
    if said.news:
        return f"{at_clock(said.time)}, news that the facilitator made up, to {one_line(said.to)}: {one_line(said.words)}"
    return f"{at_clock(said.time)}, {one_line(said.by)} to {one_line(said.to)}: {one_line(said.words)}"


def _proposals(seat: SeatView) -> Iterator[str]:
    for asked in seat.proposals:
        answer = f"the facilitator answers: {one_line(asked.answer)}" if asked.answer else "it is with the facilitator"
        entered = f" (entered: “{one_line(asked.entered)}”)" if asked.entered else ""
        yield f"You asked for “{one_line(asked.words)}”; {answer}{entered}"


def out(led: Led) -> str:
    """Return what it means for somebody that their seat is not open here any more, which `said` tells, and how they come in again."""
    if led.elsewhere:
        return f"What was saved is kept. To come back: {led.again}"
    anew = led.again.partition(" --resume ")[0]
    return f"You are out of the lesson, and what you chose stays in it. To join anew: {anew}"


def leaving_help(led: Led) -> str:
    """Return what the help says of leaving: the play of a lesson is gone on with by the code of the seat."""
    return "leave; what you chose stays in the lesson" if led.gone else f"leave; everything is kept, and {led.again} goes on"


def standing(led: Led) -> str:
    """Return the beginning of the line below the page: the time that is left, and how the way to the server stands."""
    left, said = led.left(), led.said()
    if said == "Saved." and led.news().seat.stage == "over":  # that was long ago
        said = ""
    return " ".join(filter(None, (f"{left // 60}:{left % 60:02} left." if left is not None else "", said)))


def waiting_ask(led: Led, *, can_change: bool) -> str:
    """Return what can be done while others decide."""
    seat = led.news().seat
    if led.gone:
        return f"{out(led)} q leaves."
    if seat.stage == "over":
        return "The lesson is over. q leaves."
    if led.unsent:
        return "Your choice is on its way."
    goes_on = "" if "goes on by itself" in led.said() else "This goes on by itself."  # on one line, and said once
    if seat.role is None:
        return f"You watch. {goes_on}".rstrip()
    if can_change and len(seat.team) > 1:
        return "Your vote is kept. This goes on when your team has decided; v changes your vote."
    return f"The others have not all decided. {goes_on}".rstrip()
