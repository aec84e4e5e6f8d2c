"""What one role, or the public, may see of a session: computed here and nowhere else.

Rule 1: a view is built by inclusion. Public: the scene, the act's visible indicators, who has decided, what was resolved, public
commitments. Private: a role's own briefing, options, sealed choice and the injects addressed to it. Nothing else is read.
Rule 2: two sessions that are equal in everything a role may know give it identical bytes.
"""

from typing import Literal

from sim.engine.around import shown_aims, shown_carried, shown_exercise, shown_outcome, shown_results
from sim.engine.board import board
from sim.engine.machine import ScenarioMachine, change
from sim.engine.rules import offered
from sim.engine.session import Session
from sim.engine.shown import basis_of, show_all
from sim.engine.words import reasons
from sim.model.effects import Kind
from sim.model.events import PERSON, Chose, Expired
from sim.model.grounds import Grounds
from sim.model.ids import CHANCE, IndicatorId, RoleId
from sim.model.leading import FACILITATOR
from sim.model.scenario import Indicator
from sim.model.scene import Inject, Option, Scene
from sim.model.state import State, Step, Turn
from sim.model.view import (
    ShownChange,
    ShownChoice,
    ShownConflict,
    ShownDecision,
    ShownInject,
    ShownOption,
    ShownSeat,
    ShownTurn,
    ShownVersion,
    View,
)


def view(session: Session, role: RoleId | None, grounds: Grounds) -> View:
    """Return what a role may see now; None asks for what everybody may see."""
    machine, state = session.machine, session.state
    scene = machine.plans[state.scene].scene
    turns = _turns(session, role, grounds)
    return View(
        role=role,
        role_name=machine.lookup.names[role] if role is not None else "Everybody",
        turn=session.turn,
        depth=session.depth,
        scene=scene.id,
        heading=scene.heading,
        date=shown_date(scene),
        situation=scene.situation,
        basis=basis_of(scene.cites),
        passages=show_all(scene.cites, grounds),
        briefing=next((briefing.text for briefing in scene.briefings if briefing.role == role), None),
        talk_prompt=scene.talk.prompt if scene.talk else None,
        talk_seconds=scene.talk.seconds if scene.talk else None,
        deadline=scene.deadline,
        indicators=board(session),
        decision=_decision(session, role, grounds) if role is not None else None,
        seats=_seats(session),
        injects=_injects_now(session, role, grounds),
        conflicts=shown_conflicts(machine, scene, grounds),
        turns=turns,
        outcome=shown_outcome(session, scene),
        exercise=shown_exercise(session, role, grounds),
        aims=shown_aims(session, role),
        carried=shown_carried(session),
        results=shown_results(session),
        next_act=machine.lookup.act(session.next_act).title if session.next_act and scene.outcome else None,
    )


def shown_date(scene: Scene) -> str:
    """Return a scene's date; what the documents do not state says so."""
    return scene.date if scene.date_known == "stated" else f"{scene.date} ({scene.date_known})"


def _decision(session: Session, role: RoleId, grounds: Grounds) -> ShownDecision | None:
    machine, state = session.machine, session.state
    scene = machine.plans[state.scene].scene
    entry = next((entry for entry in scene.decision if entry.role == role), None)
    if entry is None:
        return None
    sealed, by = _sealed(session, role) or (None, PERSON)
    options = offered(machine, state, role)
    return ShownDecision(
        question=entry.question or scene.heading,
        options=tuple(_option(machine, state, number, option, grounds) for number, option in enumerate(options, 1)),
        chosen=sealed.option if sealed else None,
        reason=sealed.reason if sealed else None,
        expectation=sealed.expectation if sealed else None,
        by=by,
    )


def _sealed(session: Session, role: RoleId) -> tuple[Chose, str] | None:
    """Return the role's own choice of the unfinished turn, and who made it."""
    if not any(role == done for done, _ in session.state.pending):
        return None
    found = ((entry, entry.event) for entry in reversed(session.kept) if isinstance(entry.event, Chose))
    entry, event = next((entry, event) for entry, event in found if event.role == role)
    if entry.seat == role:
        return event, PERSON
    return event, FACILITATOR if entry.seat.startswith(FACILITATOR) else session.players_at(entry.number)[role]


def _option(machine: ScenarioMachine, state: State, number: int, option: Option, grounds: Grounds) -> ShownOption:
    values = machine.values(state)
    gives, breaks = [], []
    for effect in option.effects:
        indicator = next(entry for entry in machine.scenario.indicators if entry.id == effect.indicator)
        if indicator.commitment is None:
            continue
        if effect.amount > 0:
            gives.append(indicator.name)
        elif values[indicator.id] == 1:
            breaks.append(indicator.name)
    return ShownOption(
        number=number,
        id=option.id,
        label=option.label,
        text=option.text or "",
        kind=option.kind or Kind.WAIT,
        pro=option.pro or "",
        contra=option.contra or "",
        gives=tuple(gives),
        breaks=tuple(breaks),
        basis=basis_of(option.cites),
        passages=show_all(option.cites, grounds),
    )


def _seats(session: Session) -> tuple[ShownSeat, ...]:
    machine = session.machine
    names = machine.lookup.names
    by = session.players
    done = {role for role, _ in session.state.pending}
    return tuple(
        ShownSeat(role=role, name=names[role], by=by.get(role, "person"), decided=role in done)
        for role in machine.plans[session.state.scene].roles
        if role != CHANCE
    )


def _receives(inject: Inject, role: RoleId | None) -> bool:
    return not inject.roles or role in inject.roles


def shown_inject(inject: Inject, grounds: Grounds) -> ShownInject:
    """Return news as those read it who receive it."""
    return ShownInject(
        id=inject.id,
        heading=inject.heading,
        text=inject.text,
        private=bool(inject.roles),
        basis=basis_of(inject.cites),
        passages=show_all(inject.cites, grounds),
    )


def _seen(machine: ScenarioMachine, step: Step, role: RoleId | None) -> tuple[Inject, ...]:
    """Return the news that a step brought to a role, or to everybody."""
    if not step.injects:
        return ()
    known = {inject.id: inject for inject in machine.lookup.act_of[step.before.scene].injects}
    return tuple(known[name] for name in step.injects if _receives(known[name], role))


def _injects_now(session: Session, role: RoleId | None, grounds: Grounds) -> tuple[ShownInject, ...]:
    begun = session.turns[-1].steps
    recent = session.steps[max(begun - 1, 0) :]
    return tuple(shown_inject(inject, grounds) for step in recent for inject in _seen(session.machine, step, role))


def shown_conflicts(machine: ScenarioMachine, scene: Scene, grounds: Grounds) -> tuple[ShownConflict, ...]:
    """Return the contradictions of the documents that matter in a scene."""
    return tuple(
        ShownConflict(
            id=conflict.id,
            question=conflict.question,
            versions=tuple(
                ShownVersion(says=version.says, leaves_out=version.leaves_out, passages=show_all(version.cites, grounds))
                for version in conflict.versions
            ),
        )
        for conflict in machine.scenario.conflicts
        if conflict.id in scene.conflicts
    )


def _turns(session: Session, role: RoleId | None, grounds: Grounds) -> tuple[ShownTurn, ...]:
    shown = []
    for turn, following in zip(session.turns, session.turns[1:], strict=False):
        steps = session.steps[turn.steps : following.steps]
        if not steps:  # an outcome, after which the next act began
            continue
        shown.append(_turn(session, turn, steps, role, grounds))
    return tuple(shown)


def _turn(session: Session, turn: Turn, steps: tuple[Step, ...], role: RoleId | None, grounds: Grounds) -> ShownTurn:
    """Return a turn that is over as a role sees it; the same value for all who may know the same of it."""
    machine, last = session.machine, steps[-1]
    news = tuple(inject for step in steps for inject in _seen(machine, step, role))
    told = tuple(inject.id for inject in news)
    key = (machine, turn.number, turn.state, last.taken, last.picks, _defaulted(last), last.injects, last.after, told)
    known = grounds.past.get(key)
    if known is None:
        known = grounds.past[key] = _past(machine, turn, last, news, grounds)
    return known


def _past(machine: ScenarioMachine, turn: Turn, last: Step, news: tuple[Inject, ...], grounds: Grounds) -> ShownTurn:
    before = turn.state
    scene = machine.plans[before.scene].scene
    branch = scene.branches[last.taken.index] if last.taken else None
    moved_by = _seen(machine, last, None)
    return ShownTurn(
        number=turn.number,
        scene=scene.id,
        heading=scene.heading,
        date=shown_date(scene),
        choices=_choices(machine, last, grounds),
        narration=branch.narration if branch else f"News ended this moment: {moved_by[-1].heading if moved_by else 'an inject'}.",
        why=reasons(machine, scene.id, branch.when, held=(dict(last.picks), _resolved(machine, last)))
        if branch
        else ("an inject moved the play on",),
        to=last.after.scene,
        changes=changes(machine, before, last.after),
        injects=tuple(shown_inject(inject, grounds) for inject in news),
        basis=basis_of(branch.cites) if branch else basis_of(scene.cites),
        passages=show_all(branch.cites, grounds) if branch else (),
    )


def _resolved(machine: ScenarioMachine, step: Step) -> dict[IndicatorId, int]:
    """Return the indicators as the branches read them by which a turn could be left: with what the choices did, and nothing else yet."""
    values, options = machine.values(step.before), machine.plans[step.before.scene].options
    change(machine, values, (effect for role, pick in step.picks for effect in options[role][pick].effects))
    return values


def _choices(machine: ScenarioMachine, step: Step, grounds: Grounds) -> tuple[ShownChoice, ...]:
    names = machine.lookup.names
    options = machine.plans[step.before.scene].options
    defaulted = _defaulted(step)
    return tuple(
        ShownChoice(
            role=role,
            name=names[role],
            option=pick,
            label=options[role][pick].label,
            kind=options[role][pick].kind,
            basis=basis_of(options[role][pick].cites),
            passages=show_all(options[role][pick].cites, grounds),
            defaulted=role in defaulted,
        )
        for role, pick in step.picks
    )


def _defaulted(step: Step) -> tuple[RoleId, ...]:
    """Return the roles for which nobody had decided when a turn's time was up."""
    if not isinstance(step.event, Expired):
        return ()
    decided = dict(step.before.pending)
    return tuple(role for role, _ in step.picks if role not in decided)


def changes(machine: ScenarioMachine, before: State, after: State) -> tuple[ShownChange, ...]:
    """Return how far each indicator that is not hidden moved between two states."""
    return tuple(
        ShownChange(name=indicator.name, before=old, after=new, sort=_sort(indicator))
        for indicator, old, new in zip(machine.scenario.indicators, before.indicators, after.indicators, strict=True)
        if old != new and not indicator.hidden
    )


def _sort(indicator: Indicator) -> Literal["number", "fact", "promise"]:
    if indicator.commitment is not None:
        return "promise"
    return "fact" if (indicator.low, indicator.high) == (0, 1) else "number"
