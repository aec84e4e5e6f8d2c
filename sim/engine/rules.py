"""The one implementation of the rules: `start`, `legal`, `step`, `fold`.

Pure functions over `model` values; a state machine runs inside `step`. Play, classroom, tests, analysis and debrief call these.
"""

from collections.abc import Iterable, Mapping

from sim.engine.machine import Cursor, Plan, ScenarioMachine
from sim.errors import Fault, Illegal
from sim.model.condition import holds
from sim.model.events import Chose, Drew, Expired, Injected, RuleEvent
from sim.model.ids import CHANCE, ActId, CourseId, InjectId, OptionId, RoleId
from sim.model.scene import Option, Outcome
from sim.model.state import State, Step, Taken

_AT_ONCE = Expired(turn=0)
"""Stands in a step for all choices of a turn made together."""


def start(machine: ScenarioMachine, act: ActId, course: CourseId = "whole") -> State:
    """Return the state in which a course of an act begins.

    Raises:
        Missing: there is no such act or course.

    """
    entry = machine.lookup.course(act, course)
    values = {indicator.id: indicator.start for indicator in machine.scenario.indicators}
    values.update((given.indicator, given.value) for given in (*machine.lookup.act(act).start, *entry.start))
    indicators = tuple(values.values())
    return State(entry.scene, indicators, indicators)


def offered(machine: ScenarioMachine, state: State, role: RoleId) -> tuple[Option, ...]:
    """Return what a role was offered at the start of this turn, whether or not it has chosen; empty if it does not decide here."""
    options = machine.plans[state.scene].options.get(role, {})
    if all(option.when is None for option in options.values()):
        return tuple(options.values())
    opened = dict(zip(machine.names, state.opened, strict=True))
    return tuple(option for option in options.values() if holds(option.when, {}, opened))


def legal(machine: ScenarioMachine, state: State, role: RoleId) -> tuple[Option, ...]:
    """Return what a role may choose now, in file order; empty if it has nothing to decide or has decided."""
    return () if any(role == done for done, _ in state.pending) else offered(machine, state, role)


def undecided(machine: ScenarioMachine, state: State) -> tuple[RoleId, ...]:
    """Return the roles whose choice this turn still waits for, chance included, in the scene's order."""
    done = {role for role, _ in state.pending}
    return tuple(role for role in machine.plans[state.scene].roles if role not in done)


def outcome(machine: ScenarioMachine, state: State) -> Outcome | None:
    """Return how the play ended, or None while it goes on."""
    return machine.plans[state.scene].scene.outcome


def step(machine: ScenarioMachine, state: State, event: RuleEvent) -> Step:
    """Admit one event and carry it out; the state that came in is not changed.

    Raises:
        Illegal: the rules refuse the event in this state.
        Fault: no branch agrees, which `crossref` rules out for a checked scenario.

    """
    cursor = Cursor(machine, state)
    if isinstance(event, Injected):
        return _inject(machine, cursor, state, event)
    if isinstance(event, Expired):
        _expire(machine, cursor, state)
    else:
        role = event.role if isinstance(event, Chose) else CHANCE
        _admit(machine, cursor, state, role, event)
        cursor.picks[role] = event.option
    return _move(machine, cursor, state, event)


def joint(machine: ScenarioMachine, state: State, picks: Mapping[RoleId, OptionId]) -> Step:
    """Resolve a whole turn at once: the same as `step` for each of the picks in any order; they must be offered and complete."""
    cursor = Cursor(machine, state)
    cursor.picks = {**picks}
    return _move(machine, cursor, state, _AT_ONCE)


def fold(machine: ScenarioMachine, state: State, events: Iterable[RuleEvent]) -> State:
    """Return the state after events that all are legal, from a given state on."""
    for event in events:
        state = step(machine, state, event).after
    return state


def _admit(machine: ScenarioMachine, cursor: Cursor, state: State, role: RoleId, event: Chose | Drew) -> None:
    options = cursor.plan.options.get(role)
    if options is None:
        over = cursor.plan.scene.outcome is not None
        message = "the play is over" if over else f"{role} decides nothing in scene {state.scene}"
        raise Illegal(message, "play-over" if over else "not-deciding")
    if role in cursor.picks:
        message = f"{role} has already decided in this turn, and a sealed choice is final"
        raise Illegal(message, "already-decided")
    option = options.get(event.option)
    if option is None:
        message = f"scene {state.scene} offers {role} no option {event.option!r}; it offers {', '.join(options)}"
        raise Illegal(message, "unknown-option")
    if option.when is not None and option not in offered(machine, state, role):
        message = f"option {event.option!r} is not open to {role} in this turn"
        raise Illegal(message, "option-not-offered")


def _expire(machine: ScenarioMachine, cursor: Cursor, state: State) -> None:
    if not cursor.plan.roles:
        message = "the play is over"
        raise Illegal(message, "play-over")
    if CHANCE in undecided(machine, state):
        message = "chance has not been drawn yet; the writer of the log draws on entering the turn"
        raise Illegal(message, "chance-not-drawn")
    cursor.picks = {**cursor.plan.defaults, **cursor.picks}


def _inject(machine: ScenarioMachine, cursor: Cursor, state: State, event: Injected) -> Step:
    if not cursor.plan.roles:
        message = "the play is over"
        raise Illegal(message, "play-over")
    if event.inject in state.fired:
        message = f"inject {event.inject!r} has already been released"
        raise Illegal(message, "already-released")
    found = cursor.plan.injects.get(event.inject)
    if found is None:
        known = ", ".join(cursor.plan.injects) or "none"
        message = f"inject {event.inject!r} cannot be released in scene {state.scene}; possible here: {known}"
        raise Illegal(message, "unknown-inject")
    cursor.inject = found
    machine.events["injected"].trigger(cursor)
    return _frozen(machine, cursor, state, event)


def _move(machine: ScenarioMachine, cursor: Cursor, state: State, event: RuleEvent) -> Step:
    if not machine.events[event.kind].trigger(cursor):
        message = f"no branch of scene {state.scene} agrees with {dict(cursor.picks)}"
        raise Fault(message, "no-branch")
    if cursor.taken is not None:
        _news(machine, cursor)
    return _frozen(machine, cursor, state, event)


def _news(machine: ScenarioMachine, cursor: Cursor) -> None:
    """Release the conditional injects of the turn just resolved, in file order, each against what the ones before it left."""
    for inject in cursor.plan.conditional:
        fresh = inject.id not in cursor.fired and inject.id not in cursor.freed
        if fresh and inject.id in cursor.plan.injects and holds(inject.when, cursor.arrived, cursor.values):
            cursor.inject = inject
            machine.events["injected"].trigger(cursor)


def _frozen(machine: ScenarioMachine, cursor: Cursor, before: State, event: RuleEvent) -> Step:
    indicators = tuple(cursor.values.values())
    if cursor.moved:
        pending: tuple[tuple[RoleId, OptionId], ...] = ()
        opened = indicators
    else:
        pending = _in_order(cursor.plan, cursor.picks)
        opened = before.opened
    fired = _in_file_order(machine, cursor) if cursor.freed else before.fired
    after = State(cursor.scene, indicators, opened, pending, fired)
    if cursor.taken is None:
        return Step(before, event, (), None, cursor.freed, cursor.moved, after)
    picks = _in_order(machine.plans[before.scene], cursor.arrived)
    return Step(before, event, picks, Taken(before.scene, cursor.taken), cursor.freed, turned=True, after=after)


def _in_order(plan: Plan, picks: Mapping[RoleId, OptionId]) -> tuple[tuple[RoleId, OptionId], ...]:
    return tuple((role, picks[role]) for role in plan.roles if role in picks)


def _in_file_order(machine: ScenarioMachine, cursor: Cursor) -> tuple[InjectId, ...]:
    fired = {*cursor.fired, *cursor.freed}
    return tuple(inject.id for inject in machine.lookup.act_of[cursor.scene].injects if inject.id in fired)
