"""Deciding, and helping a group on: what turns the votes of seats, and the orders of the facilitator, into events of a session.

Rule 1: the rules are asked, never repeated: whatever an option, a turn or an inject may be, a session says.
"""

from dataclasses import dataclass
from typing import Literal

from sim.classroom.lesson.guards import goes_on, must_be_open, must_be_turn, seated
from sim.engine.arms import arm_of
from sim.engine.rules import legal, undecided
from sim.engine.seating import stands
from sim.engine.session import Session
from sim.engine.timing import LONGEST, lengthened
from sim.engine.voting import agreed, leading
from sim.errors import Illegal, Missing, Stale
from sim.model.events import Chose, Expired, Injected, Proceeded, Rewound
from sim.model.ids import GroupId, InjectId, OptionId, RoleId, SeatId
from sim.model.leading import Clocked, Intervened
from sim.model.lesson import Voted
from sim.store.drafting import Asked, Draft

CLOCK = "clock"
"""Who acts in a session's log when the time is up."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a seat wants its role to do."""

    turn: int
    """The turn it was meant for."""
    option: OptionId
    reason: str | None = None
    expectation: Literal["falls", "rises"] | None = None


def vote(draft: Draft, seat: SeatId, ballot: Ballot, key: str | None = None) -> None:
    """Let a seat say what it wants; when its team has decided, the role's choice is sealed with it.

    Raises:
        Stale: it was meant for an earlier turn.
        Illegal: the lesson is paused or over, the seat decides nothing now, or the rules refuse it.

    """
    if draft.answered(seat, key):
        return
    group, role, session = seated(draft, seat)
    goes_on(draft)
    if ballot.turn != session.turn:
        message = f"this was for turn {ballot.turn}, but the play is at turn {session.turn}; look again and decide anew"
        raise Stale(message, "stale-turn")
    asks = arm_of(draft.lesson, group).reasons
    voted = Voted(
        seat=seat,
        group=group,
        role=role,
        turn=ballot.turn,
        option=ballot.option,
        reason=(ballot.reason or None) if asks else None,
        expectation=ballot.expectation if asks else None,
    )
    draft.note(voted, seat, key)
    if _settled(draft, group, role, seat) != ballot.option:
        _could(session, role, ballot.option)  # one that was sealed has been through the rules already


def _settled(draft: Draft, group: GroupId, role: RoleId, seat: SeatId) -> OptionId | None:
    """Seal the choice of a role if its team has decided with the vote that a seat has just given, and return what was sealed.

    Nothing but a vote decides: by `speaker`, the speaker's own; by `majority`, anybody's of the team. So that whoever comes or goes turns
    nobody's earlier word into a decision.
    """
    team, agree = draft.lesson.team(group, role), arm_of(draft.lesson, group).agree
    if agree == "speaker" and seat != team[0]:
        return None
    option = agreed(agree, team, draft.lesson.votes_of(group, role, draft.sessions[group].turn))
    if option is not None:
        _seal(draft, group, role, team, option)
    return option


def time_up(draft: Draft, group: GroupId, turn: int, more: int = 0) -> None:
    """End a turn whose time is up: every team's choice is what most of it want so far, and where nobody voted, the default.

    Of a group at a table the clock only tells the time: its slips lie there, and are not entered yet.

    Args:
        draft: the lesson.
        group: whose time is up.
        turn: of which turn.
        more: the seconds that the clock that rang was given after it was set.

    Raises:
        Stale: the turn is over already, or its clock was given more time.
        Illegal: the lesson is paused or over.

    """
    goes_on(draft)
    held = draft.lesson.group(group)
    if held.clock is None or held.more != more or draft.sessions[group].turn != turn:
        message = f"the clock of turn {turn} runs no more"
        raise Stale(message, "stale-turn")
    if not draft.lesson.began.table:
        _end_turn(draft, group, CLOCK)


def force(draft: Draft, group: GroupId, turn: int, reason: str = "") -> None:
    """End a turn by order of the facilitator, as if its time were up.

    Raises:
        Stale: the turn is over already.
        Illegal: the play or the lesson is over.

    """
    must_be_turn(draft, group, turn)
    draft.note(Intervened(group=group, act="forced", about=f"turn {turn}", reason=reason))
    _end_turn(draft, group, "facilitator")


def _end_turn(draft: Draft, group: GroupId, by: str) -> None:
    session = draft.sessions[group]
    turn = session.turn
    for role in undecided(draft.machine, session.state):
        team = draft.lesson.team(group, role)
        order = [option.id for option in legal(draft.machine, session.state, role)]
        held = leading(arm_of(draft.lesson, group).agree, team, draft.lesson.votes_of(group, role, session.turn), order)
        if held is not None:
            _seal(draft, group, role, team, held)
    if draft.sessions[group].turn == turn:
        draft.play(group, Expired(turn=turn), by, turn)


def decide(draft: Draft, group: GroupId, role: RoleId, turn: int, option: OptionId, reason: str = "") -> None:  # noqa: PLR0913, PLR0917 -- an order in full
    """Decide for a role by order of the facilitator.

    Raises:
        Stale: the turn is over already.
        Illegal: the rules refuse it, or the lesson is over.

    """
    must_be_open(draft)
    draft.note(Intervened(group=draft.lesson.group(group).id, act="decided", about=role, reason=reason))
    draft.play(group, Chose(role=role, option=option), "facilitator", turn)


def release_inject(draft: Draft, group: GroupId, inject: InjectId) -> None:
    """Release news of the scenario in a group.

    Raises:
        Illegal: it cannot come now, or the lesson is over.

    """
    must_be_open(draft)
    draft.note(Intervened(group=draft.lesson.group(group).id, act="released", about=inject))
    draft.play(group, Injected(inject=inject), "facilitator")


def rewind(draft: Draft, group: GroupId, to: int, reason: str) -> None:
    """Take a group back to the start of a turn.

    Raises:
        Illegal: it is not a turn of the play, no reason is given, or the lesson is over.

    """
    must_be_open(draft)
    if not reason.strip():
        message = "say why the group goes back; the reason is kept with the play"
        raise Illegal(message, "no-reason")
    draft.note(Intervened(group=draft.lesson.group(group).id, act="rewound", about=f"turn {to}", reason=reason))
    draft.play(group, Rewound(to=to), "facilitator")


def proceed(draft: Draft, group: GroupId) -> None:
    """Take a group on to the next act of its campaign.

    Raises:
        Illegal: its act is not over, no act follows, or the lesson is over.

    """
    must_be_open(draft)
    draft.lesson.group(group)
    following = draft.sessions[group].next_act
    if following is None:
        message = f"no act follows for group {group}"
        raise Illegal(message, "not-next-act")
    draft.note(Intervened(group=group, act="proceeded", about=following))
    draft.play(group, Proceeded(to=following), "facilitator")


def set_clock(draft: Draft, group: GroupId, seconds: int) -> None:
    """Give a group this much running time for its turn, counted from now; 0 takes its clock away.

    Where somebody who decides was given more time than others, the clock is that much longer, for everybody in the group.

    Raises:
        Missing: no such group plays.
        Illegal: it would run longer than a day, nobody plays the group, or the lesson is over.

    """
    must_be_open(draft)
    draft.lesson.group(group)
    if seconds and stands(draft.lesson, draft.sessions, group):
        message = f"nobody plays group {group} now; a clock is set once somebody is seated there"
        raise Illegal(message, "nobody-plays")
    if seconds > LONGEST:
        message = f"a clock runs {LONGEST} seconds at most"
        raise Illegal(message, "too-long")
    session = draft.sessions[group]
    draft.note(Clocked(group=group, turn=session.turn, seconds=lengthened(draft.lesson, session, group, seconds)))


def _could(session: Session, role: RoleId, option: OptionId) -> None:
    """Refuse an option as the rules would, without choosing it."""
    session.apply(session.entry(Chose(role=role, option=option), role, "2000-01-01T00:00:00Z"))


def _seal(draft: Draft, group: GroupId, role: RoleId, team: tuple[SeatId, ...], option: OptionId) -> None:
    """Enter a role's choice, with the reason of the first seat of its team that wanted it."""
    turn = draft.sessions[group].turn
    first = next((seat for seat in team if draft.lesson.vote_of(group, seat, role, turn) == option), None)
    if first is None:
        message = f"nobody of {role} wants {option}"
        raise Missing(message, "unknown-option")
    given = draft.lesson.votes[group, first]
    event = Chose(role=role, option=option, reason=given.reason, expectation=given.expectation)
    draft.play(group, event, role, turn, Asked(first))
