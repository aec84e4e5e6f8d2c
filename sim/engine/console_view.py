"""What the facilitator may see of a lesson: computed here and nowhere else.

Rule 1: what is sealed reaches the facilitator only for the groups that were asked for; a request for it stands in the log.
"""

from collections.abc import Collection, Iterator, Mapping

from sim.engine import intervened
from sim.engine.around import shown_outcome
from sim.engine.counting import judged
from sim.engine.cues import cued
from sim.engine.lesson import Lesson
from sim.engine.lesson_view import default_of, shown_proposal, shown_spoken, shown_told, wanted, whole_stage
from sim.engine.machine import ScenarioMachine
from sim.engine.members import Said, Seat
from sim.engine.rules import legal
from sim.engine.seating import stands, why_it_stands
from sim.engine.session import Session
from sim.engine.view import shown_date
from sim.model.ids import CHANCE, GroupId, RoleId, SeatId
from sim.model.leading import Intervened, Noted, Told
from sim.model.lesson import Proposed, Spoke
from sim.model.lesson_view import ConsoleView, GroupView, RoleProgress, RosterLine, ShownCue, ShownMessage

_NAMELESS = "Facilitator"


def console_view(
    lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine, opened: Collection[GroupId] = ()
) -> ConsoleView:
    """Return what the facilitator is shown.

    Args:
        lesson: the lesson.
        sessions: of its groups.
        machine: the compiled scenario.
        opened: the groups whose sealed choices the facilitator asked to see.

    """
    said = lesson.said
    return ConsoleView(
        table=lesson.began.table > 0,
        rehearsal=lesson.began.rehearsal,
        lesson=lesson.began.lesson,
        version=lesson.number,
        title=machine.scenario.title,
        act=machine.lookup.act(lesson.began.act).title,
        stage=whole_stage(lesson),
        agree=lesson.began.agree,
        talk=lesson.talk,
        ends=lesson.ends,
        roster=tuple(_roster(lesson, sessions, machine)),
        groups=tuple(
            _group(lesson, session, group, sealed=group in opened).model_copy(
                update={"stands": stands(lesson, sessions, group), "went": why_it_stands(lesson, sessions, group)}
            )
            for group, session in sessions.items()
        ),
        roles=tuple((role.id, role.name) for role in machine.scenario.roles),
        messages=tuple(shown_spoken(one, one.event, machine) for one in said if isinstance(one.event, Spoke)),
        withheld=tuple(sorted(lesson.withheld)),
        proposals=tuple(
            shown_proposal(lesson, sessions[one.event.group], one, one.event, _open_options(sessions[one.event.group], one.event))
            for one in said
            if isinstance(one.event, Proposed) and one.number not in (lesson.answers or {})
        ),
        notes=tuple(
            _noted(one, machine).model_copy(update={"by": _called(lesson, one.by)})
            for one in said
            if not isinstance(one.event, Spoke | Proposed)
        ),
        facilitators=tuple(one.name for one in lesson.facilitators),
        timed=tuple((scene.heading, scene.deadline) for scene in machine.lookup.act(lesson.began.act).scenes if scene.deadline),
        choosing=lesson.choosing,
        placed=lesson.placed,
        judged=judged(lesson, sessions, machine),
    )


def _called(lesson: Lesson, seat: SeatId) -> str:
    """Return the name of a facilitator."""
    return next((one.name for one in lesson.facilitators if one.seat == seat), _NAMELESS)


def _noted(said: Said, machine: ScenarioMachine) -> ShownMessage:
    """Return a note, what was told, or what the facilitator did, for the facilitator's own list."""
    event = said.event
    if isinstance(event, Told):
        return shown_told(said, event, machine)
    if isinstance(event, Intervened):
        return ShownMessage(number=said.number, time=said.time, by=_NAMELESS, to=event.group, words=intervened.told(event, machine))
    words = event.words if isinstance(event, Noted) else ""
    return ShownMessage(number=said.number, time=said.time, by=_NAMELESS, to="note", words=words)


def _roster(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine) -> Iterator[RosterLine]:
    roles = [role.id for role in machine.scenario.roles]
    late = frozenset(lesson.late)

    def order(seat: Seat) -> tuple[bool, int, str, int]:
        """Sort by group and role; who watches comes after the roles, who has no place at the end."""
        place = seat.place
        if place is None:
            return True, 0, "", 0
        return False, len(place.group), place.group, roles.index(place.role) if place.role else len(roles)

    for seat in sorted((seat for seat in lesson.seats.values() if not seat.released), key=order):
        place = seat.place
        session = sessions.get(place.group) if place else None
        team = lesson.team(place.group, place.role) if place and place.role else ()
        yield RosterLine(
            seat=seat.id,
            name=seat.name,
            group=place.group if place else None,
            role=place.role if place else None,
            role_name=machine.lookup.names[place.role] if place and place.role else "Observer" if place else "",
            speaker=team[:1] == (seat.id,),
            voted=wanted(lesson, session, place) is not None,
            asked=session is not None and place is not None and _is_asked(session, place.role),
            wish=_wish(seat, machine),
            late=seat.id in late,
            time=seat.time,
        )


def _is_asked(session: Session, role: RoleId | None) -> bool:
    return role in session.machine.plans[session.state.scene].roles and role not in dict(session.state.pending)


def _wish(seat: Seat, machine: ScenarioMachine) -> str:
    if seat.wish is None:
        return ""
    return "Observer" if seat.wish.watches else machine.lookup.names[seat.wish.role] if seat.wish.role else ""


def _group(lesson: Lesson, session: Session, group: GroupId, *, sealed: bool) -> GroupView:
    machine, state = session.machine, session.state
    plan = machine.plans[state.scene]
    advised = {inject.id for inject in cued(machine, state)}
    clock = lesson.groups[group].clock
    return GroupView(
        group=group,
        session=session.began.session,
        turn=session.turn,
        scene=state.scene,
        heading=plan.scene.heading,
        date=shown_date(plan.scene),
        deciding=tuple(_progress(lesson, session, group, role, sealed=sealed) for role in plan.roles if role != CHANCE),
        injects=tuple(
            ShownCue(
                id=inject.id,
                heading=inject.heading,
                advised=inject.id in advised,
                text=inject.text,
                to=tuple(machine.lookup.names[role] for role in inject.roles),
            )
            for inject in plan.injects.values()
            if inject.id not in state.fired and plan.roles
        ),
        turns=tuple((turn.number, machine.plans[turn.state.scene].scene.heading) for turn in session.turns),
        outcome=shown_outcome(session, plan.scene),
        next_act=machine.lookup.act(session.next_act).title if session.next_act and session.outcome else None,
        over=session.over,
        seconds=clock.seconds + lesson.groups[group].more if clock and clock.turn == session.turn else None,
    )


def _open_options(session: Session, event: Proposed) -> tuple[tuple[str, str], ...]:
    """Return what can still be entered for a proposal."""
    options = legal(session.machine, session.state, event.role) if session.turn == event.turn else ()
    return tuple((option.id, option.label) for option in options)


def _progress(lesson: Lesson, session: Session, group: GroupId, role: RoleId, *, sealed: bool) -> RoleProgress:
    machine = session.machine
    team = lesson.team(group, role)
    wishes = [wish for seat in team if (wish := wanted(lesson, session, lesson.seats[seat].place)) is not None]
    chosen = dict(session.state.pending).get(role)
    labels = {option.id: option.label for option in machine.plans[session.state.scene].options[role].values()}
    wants = [chosen] if chosen is not None else wishes
    return RoleProgress(
        role=role,
        name=machine.lookup.names[role],
        by=session.players[role],
        team=len(team),
        voted=len(wishes),
        decided=chosen is not None,
        sealed=", ".join(labels[wish] for wish in wants) if sealed and wants else None,
        options=tuple((option.id, option.label) for option in legal(machine, session.state, role)),
        default=default_of(lesson, session, group, role) if chosen is None and not wishes and team else "",
    )
