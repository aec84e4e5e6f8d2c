"""What a seat, and everybody in the room, may see of a lesson: computed here and nowhere else; what the facilitator sees, `console_view`.

Rule 1: built by inclusion, on top of `engine.view`: a seat sees the play as its role does, its own team's votes, and what is said to it.
"""

from collections.abc import Iterator, Mapping

from sim.engine.arms import arm_of, may_talk
from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.members import Said, Seat
from sim.engine.seating import why_it_stands
from sim.engine.session import Session
from sim.engine.voting import agreed, was_even
from sim.model.events import Chose
from sim.model.ids import ANY, WATCHES, GroupId, OptionId, RoleId
from sim.model.leading import Told
from sim.model.lesson import Place, Proposed, Spoke
from sim.model.lesson_view import PublicGroup, PublicView, SeatView, ShownJudged, ShownMember, ShownMessage, ShownProposal, ShownTie, Stage
from sim.model.view import View

_NAMELESS = "Facilitator"
_EVERYBODY = "everybody"
_ALL_ROLES = "all roles"


def seat_view(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine, seat: Seat, shown: View | None) -> SeatView:
    """Return what a seat is shown.

    Args:
        lesson: the lesson.
        sessions: of its groups.
        machine: the compiled scenario.
        seat: whose view.
        shown: the play as `engine.view` has it for the seat's role; None before its group plays.

    """
    place, names = seat.place, machine.lookup.names
    arm = arm_of(lesson, place.group if place else None)
    session = sessions.get(place.group) if place else None
    team = tuple(_team(lesson, session, place)) if place and place.role else ()
    return SeatView(
        lesson=lesson.began.lesson,
        version=lesson.number,
        seat=seat.id,
        name=seat.name,
        stage=_stage(lesson, place, session),
        group=place.group if place else None,
        role=place.role if place else None,
        role_name=names[place.role] if place and place.role else "Observer",
        view=shown,
        team=team,
        agree=arm.agree,
        wants=wanted(lesson, session, place),
        even=_even(shown, team),
        unsettled=_unsettled(lesson, session, place) if place and _waiting(shown) else False,
        went=why_it_stands(lesson, sessions, place.group) if place and session and not place.role and not session.over else "",
        talk=may_talk(lesson, place.group if place else None),
        messages=tuple(_messages(lesson, machine, seat)),
        proposals=tuple(_own_proposals(lesson, session, place)) if session else (),
        reasons=arm.reasons,
        others=tuple((role.id, role.name) for role in machine.scenario.roles if place and role.id != place.role),
        consents=seat.consents,
        choosing=lesson.choosing and place is None and not lesson.groups and not lesson.ended,
        wish=_wish(seat),
        late=place is None and seat.id in lesson.late,
        default=default_of(lesson, session, place.group, place.role) if session and place and place.role and _silent(shown, team) else "",
        tie=_tie(lesson, session, place) if session and place else None,
        namesake=seat.namesake,
    )


def _wish(seat: Seat) -> str:
    if seat.wish is None:
        return ""
    return WATCHES if seat.wish.watches else seat.wish.role or ANY


def _stage(lesson: Lesson, place: Place | None, session: Session | None) -> Stage:
    if lesson.ended:
        return "over"
    if place is None:
        return "waiting"
    if session is None:
        return "dealt"
    return "paused" if lesson.paused else "playing"


def wanted(lesson: Lesson, session: Session | None, place: Place | None) -> OptionId | None:
    """Return what a seat voted for in the current turn, or None."""
    if session is None or place is None:
        return None
    return lesson.vote_of(place.group, place.seat, place.role, session.turn)


def _team(lesson: Lesson, session: Session | None, place: Place) -> Iterator[ShownMember]:
    for index, seat in enumerate(lesson.team(place.group, place.role)):
        wish = wanted(lesson, session, lesson.seats[seat].place)
        label = _label(session, place.role, wish) if session and place.role and wish else None
        yield ShownMember(name=lesson.seats[seat].name, me=seat == place.seat, speaker=index == 0, wants=label)


def _label(session: Session, role: RoleId, option: OptionId) -> str:
    return session.machine.plans[session.state.scene].options[role][option].label


def _label_at(session: Session, turn: int, role: RoleId, option: OptionId) -> str | None:
    """Return the label of an option of a turn; None where the turn is no longer part of the play."""
    scene = next((one.state.scene for one in session.turns if one.number == turn), None)
    return session.machine.plans[scene].options[role][option].label if scene is not None else None


def _waiting(shown: View | None) -> bool:
    """Tell whether a role is asked, and has not decided."""
    return shown is not None and shown.decision is not None and shown.decision.chosen is None


def _silent(shown: View | None, team: tuple[ShownMember, ...]) -> bool:
    return _waiting(shown) and not any(member.wants for member in team)


def _even(shown: View | None, team: tuple[ShownMember, ...]) -> bool:
    return _waiting(shown) and bool(team) and all(member.wants is not None for member in team)


def default_of(lesson: Lesson, session: Session, group: GroupId, role: RoleId) -> str:
    """Return what is taken for a role where nobody has voted when the clock runs out; empty without a clock, and after the end."""
    clock = lesson.groups[group].clock
    if lesson.ended or clock is None or clock.turn != session.turn:
        return ""
    return _label(session, role, session.machine.plans[session.state.scene].defaults[role])


def _tie(lesson: Lesson, session: Session, place: Place) -> ShownTie | None:
    """Return how even votes of a seat's team were decided; None where they were not even, or more than a turn has passed."""
    last = session.turns[-2:]
    made = next((one for one in reversed(session.kept[last[0].steps :]) if isinstance(one.event, Chose) and one.seat == place.role), None)
    if made is None or not isinstance(made.event, Chose) or arm_of(lesson, place.group).agree != "majority":
        return None
    team, option = lesson.team(place.group, made.event.role), made.event.option
    votes = lesson.votes_of(place.group, made.event.role, made.turn)
    if not was_even(votes, option) or not {*votes} <= {*team}:  # of a team that has changed since, nobody can tell who its speaker was
        return None
    spoke = votes.get(team[0]) == option
    scene = next(turn.state.scene for turn in last if turn.number == made.turn)
    return ShownTie(
        turn=made.turn,
        name=lesson.seats[team[0]].name if spoke else "",
        me=spoke and team[0] == place.seat,
        label=session.machine.plans[scene].options[made.event.role][option].label,
    )


def _unsettled(lesson: Lesson, session: Session | None, place: Place) -> bool:
    """Tell whether a team would have decided if a vote of this seat were given now: whoever comes or goes decides nothing."""
    team, agree = lesson.team(place.group, place.role), arm_of(lesson, place.group).agree
    votes = lesson.votes_of(place.group, place.role, session.turn) if session and place.role else {}
    return place.seat in votes and (agree == "majority" or team[0] == place.seat) and agreed(agree, team, votes) is not None


def _messages(lesson: Lesson, machine: ScenarioMachine, seat: Seat) -> Iterator[ShownMessage]:
    """Yield what was said to a seat or its role, by it, or to everybody; whoever waits reads no news of the play yet."""
    waits = seat.id in lesson.late
    for said in lesson.said:
        event = said.event
        if isinstance(event, Told) and _is_told(event, seat) and not (waits and event.news and event.seat is None):
            yield shown_told(said, event, machine)
        elif isinstance(event, Spoke) and seat.place is not None and _hears(lesson, said.number, event, seat.place):
            yield shown_spoken(said, event, machine)


def _is_told(event: Told, seat: Seat) -> bool:
    own = (seat.place.group, seat.place.role) if seat.place else (None, None)
    pairs = ((event.group, own[0]), (event.role, own[1]), (event.seat, seat.id))
    return all(named in (None, mine) for named, mine in pairs)


def _hears(lesson: Lesson, number: int, event: Spoke, place: Place) -> bool:
    """Tell whether a seat may read a message: its role wrote or received it, it is public, or it was opened after the end."""
    if event.group != place.group:
        return False
    return (
        (event.to is None and not event.closed)
        or (place.role is not None and (event.closed or place.role in (event.role, event.to)))
        or (lesson.ended and number not in lesson.withheld)
    )


def shown_told(said: Said, event: Told, machine: ScenarioMachine) -> ShownMessage:
    """Return what the facilitator told, with whom it was for."""
    parts = (event.group, machine.lookup.names[event.role] if event.role else None, "one seat" if event.seat else None)
    return ShownMessage(
        number=said.number,
        time=said.time,
        by=_NAMELESS,
        to=", ".join(filter(None, parts)) or _EVERYBODY,
        words=event.words,
        news=event.news,
    )


def shown_spoken(said: Said, event: Spoke, machine: ScenarioMachine) -> ShownMessage:
    """Return a message between roles."""
    names = machine.lookup.names
    return ShownMessage(
        number=said.number,
        time=said.time,
        by=names[event.role],
        to=recipient(event, names),
        words=event.words,
    )


def recipient(event: Spoke, names: Mapping[RoleId, str]) -> str:
    """Return to whom a message went, in words, by the names of the roles."""
    if event.to is None:
        return _ALL_ROLES if event.closed else _EVERYBODY
    return names[event.to]


def _own_proposals(lesson: Lesson, session: Session, place: Place | None) -> Iterator[ShownProposal]:
    for said in lesson.said:
        event = said.event
        if isinstance(event, Proposed) and place and place.role and (event.group, event.role) == (place.group, place.role):
            yield shown_proposal(lesson, session, said, event)


def shown_proposal(
    lesson: Lesson, session: Session, said: Said, event: Proposed, options: tuple[tuple[str, str], ...] = ()
) -> ShownProposal:
    """Return a proposal in the play of a group with its answer; `options` as in `ShownProposal`."""
    answer = (lesson.answers or {}).get(said.number)
    return ShownProposal(
        number=said.number,
        time=said.time,
        group=event.group,
        role=session.machine.lookup.names[event.role],
        turn=event.turn,
        words=event.words,
        answer=answer.words if answer else None,
        entered=_label_at(session, event.turn, event.role, answer.option) if answer and answer.option else None,
        options=options,
    )


def whole_stage(lesson: Lesson) -> Stage:
    """Return how far a lesson is as a whole."""
    if lesson.ended:
        return "over"
    if lesson.groups:
        return "paused" if lesson.paused else "playing"
    return "dealt" if lesson.places else "waiting"


def public_view(
    lesson: Lesson,
    machine: ScenarioMachine,
    shown: Mapping[GroupId, View],
    judged: tuple[ShownJudged, ...] = (),
    sessions: Mapping[GroupId, Session] | None = None,
) -> PublicView:
    """Return what the screen in the room shows.

    Args:
        lesson: the lesson.
        machine: the compiled scenario.
        shown: the play of each group as everybody may see it.
        judged: how the class judged claims, as `engine.counting` tells it.
        sessions: of its groups, to tell which of them everybody left for another.

    """
    return PublicView(
        lesson=lesson.began.lesson,
        version=lesson.number,
        title=machine.scenario.title,
        act=machine.lookup.act(lesson.began.act).title,
        stage=whole_stage(lesson),
        here=sum(not seat.released for seat in lesson.seats.values()),
        ends=lesson.ends,
        judged=judged,
        groups=tuple(
            PublicGroup(
                group=group,
                turn=play.turn,
                heading=play.heading,
                date=play.date,
                situation=play.situation,
                basis=play.basis,
                indicators=play.indicators,
                deciding=play.seats,
                outcome=play.outcome,
                went=why_it_stands(lesson, sessions, group) if sessions else "",
            )
            for group, play in shown.items()
        ),
    )
