"""What is said in a lesson: messages between roles, what the facilitator tells and notes, proposals, and orders about the whole lesson."""

from sim.classroom.lesson.clocks import as_they_stand
from sim.classroom.lesson.guards import must_be_group, must_be_open, seated
from sim.classroom.lesson.players import follow
from sim.classroom.lesson.turns import decide
from sim.engine.arms import may_talk
from sim.errors import Illegal, Missing
from sim.model.ids import GroupId, OptionId, RoleId, SeatId
from sim.model.leading import (
    Answered,
    Ended,
    Noted,
    Paused,
    Permitted,
    Scheduled,
    Told,
    Withheld,
)
from sim.model.leading import Continued as GoneOn
from sim.model.lesson import Proposed, Spoke
from sim.store.drafting import Draft

MOST_WORDS = 200
"""Messages and proposals of one seat in one lesson, at most."""


def speak(  # noqa: PLR0913 -- who, to whom, what, and as what
    draft: Draft, seat: SeatId, to: RoleId | None, words: str, key: str | None = None, *, closed: bool = False
) -> None:
    """Send a message to another role of the seat's group, to all of them (`closed`), or to everybody in it as a public statement.

    Raises:
        Illegal: messages are not allowed now, or the seat has written too many.
        Missing: there is no such role.

    """
    if draft.answered(seat, key):
        return
    group, role, session = seated(draft, seat)
    if not may_talk(draft.lesson, group):
        message = "the facilitator has not opened messages" if not draft.lesson.ended else "the lesson is over"
        raise Illegal(message, "no-messages")
    if to is not None and (to not in session.players or to == role):
        message = "a message goes to another role of the group, or to all of them"
        raise Missing(message, "unknown-role")
    _few(draft, seat)
    draft.note(Spoke(seat=seat, group=group, role=role, to=to, closed=closed and to is None, words=words), seat, key)


def propose(draft: Draft, seat: SeatId, turn: int, words: str, key: str | None = None) -> None:
    """Ask the facilitator for something that is not among the options.

    Raises:
        Illegal: the seat decides nothing, or has written too much, or the lesson is over.

    """
    if draft.answered(seat, key):
        return
    must_be_open(draft)
    group, role, _ = seated(draft, seat)
    _few(draft, seat)
    draft.note(Proposed(seat=seat, group=group, role=role, turn=max(turn, 1), words=words), seat, key)


def answer(draft: Draft, proposal: int, words: str, option: OptionId | None) -> None:
    """Return a proposal with an answer, or enter the option nearest to it.

    Raises:
        Missing: there is no such proposal.
        Stale: its turn is over.
        Illegal: it was answered, or the rules refuse the option.

    """
    asked = next((said.event for said in draft.lesson.said if said.number == proposal and isinstance(said.event, Proposed)), None)
    if asked is None:
        message = f"entry {proposal} of this lesson is no proposal"
        raise Missing(message, "unknown-message")
    if proposal in (draft.lesson.answers or {}):
        message = "this proposal has its answer"
        raise Illegal(message, "already-answered")
    draft.note(Answered(proposal=proposal, words=words, option=option))
    if option is not None:
        decide(draft, asked.group, asked.role, asked.turn, option, f"nearest to a proposal: {words}")


def tell(  # noqa: PLR0913 -- what, to whom, and as what
    draft: Draft, words: str, group: GroupId | None = None, role: RoleId | None = None, seat: SeatId | None = None, *, news: bool = False
) -> None:
    """Tell everybody something, or those whom group, role and seat name; as news, which the facilitator made up, or as an instruction.

    Raises:
        Missing: there is no such group or role, or nobody has that seat.

    """
    if seat is not None:
        draft.lesson.seat(seat)
    if group is not None:
        must_be_group(group)
    if role is not None and role not in draft.machine.lookup.names:
        message = f"there is no role {role!r}; the roles: {', '.join(draft.machine.lookup.names)}"
        raise Missing(message, "unknown-role")
    draft.note(Told(group=group, role=role, seat=seat, words=words, news=news))


def note(draft: Draft, words: str) -> None:
    """Note something that nobody else is to read."""
    draft.note(Noted(words=words))


def permit(draft: Draft, *, talk: bool) -> None:
    """Allow or stop messages between roles.

    Raises:
        Illegal: the lesson is over.

    """
    must_be_open(draft)
    draft.note(Permitted(talk=talk))


def withhold(draft: Draft, message: int) -> None:
    """Keep a message from being opened after the end."""
    draft.note(Withheld(message=message))


def pause(draft: Draft) -> None:
    """Stop every clock and refuse choices.

    Raises:
        Illegal: the lesson is paused already, or over.

    """
    if draft.lesson.paused or draft.lesson.ended:
        message = "the lesson is paused already" if draft.lesson.paused else "the lesson is over"
        raise Illegal(message, "paused" if draft.lesson.paused else "lesson-over")
    draft.note(Paused(left=as_they_stand(draft)))


def go_on(draft: Draft) -> None:
    """Go on after a pause; roles follow whoever was moved in it.

    Raises:
        Illegal: the lesson is not paused.

    """
    if not draft.lesson.paused:
        message = "the lesson is not paused"
        raise Illegal(message, "not-paused")
    draft.note(GoneOn())
    follow(draft)


def schedule(draft: Draft, ends: str) -> None:
    """Set when the lesson has to be over: UTC, such as `2026-11-21T09:30:00Z`.

    Raises:
        Illegal: it is over.

    """
    must_be_open(draft)
    draft.note(Scheduled(ends=ends))


def end(draft: Draft) -> None:
    """End the lesson.

    Raises:
        Illegal: it is over.

    """
    must_be_open(draft)
    draft.note(Ended())


def _few(draft: Draft, seat: SeatId) -> None:
    mine = sum(isinstance(said.event, Spoke | Proposed) and said.event.seat == seat for said in draft.lesson.said)
    if mine >= MOST_WORDS:
        message = f"a seat can write {MOST_WORDS} messages in a lesson"
        raise Illegal(message, "too-many-messages")
