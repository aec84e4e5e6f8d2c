"""A scenario compiled, once, to one shared and stateless `transitions` machine.

Rule 1: the only file that knows `transitions`, and the one place where its untyped objects are handed over (`_at`).
Rule 2: no string of a scenario is ever a callback or a trigger name; the library would import modules by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from transitions import Event, EventData, Machine, Transition

from sim.model.condition import Bound, holds
from sim.model.effects import Effect, StartValue
from sim.model.hashes import rules_hash
from sim.model.ids import CHANCE, ActId, IndicatorId, InjectId, OptionId, RoleId, SceneId, SourceId
from sim.model.lookup import Lookup
from sim.model.part import Part
from sim.model.paths import walk
from sim.model.scenario import Scenario
from sim.model.scene import Branch, Inject, Option, Scene
from sim.model.source import Citation
from sim.model.state import State

TRIGGERS = ("chose", "drew", "expired")
"""The events that add choices to a turn; `injected` is the fourth trigger and adds none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One scene, prepared for play."""

    scene: Scene
    roles: tuple[RoleId, ...]
    """Who decides, chance included, in the scene's order."""
    readers: tuple[RoleId, ...]
    """Who is asked to judge a claim before the decision; empty where there is no exercise."""
    options: Mapping[RoleId, Mapping[OptionId, Option]]
    reported: Mapping[RoleId, OptionId]
    """What the documents report of those of whom they report something, chance included."""
    defaults: Mapping[RoleId, OptionId]
    """What a deadline chooses; without `when`. Chance has none: it is drawn."""
    injects: Mapping[InjectId, Inject]
    """Injects that may fire here, in file order."""
    conditional: tuple[Inject, ...]
    """All injects of the act that come by themselves, in file order, wherever they may fire."""


class Cursor:
    """What the machine moves: lives for one step, then is frozen back to a state."""

    __slots__ = ("arrived", "fired", "freed", "inject", "moved", "picks", "plan", "scene", "taken", "values")

    def __init__(self, machine: "ScenarioMachine", state: State) -> None:
        """Thaw a state."""
        self.scene = state.scene
        self.plan = machine.plans[state.scene]
        self.values = machine.values(state)
        self.picks = dict(state.pending)
        self.fired = state.fired
        self.taken: int | None = None
        """Index of the branch taken in this step."""
        self.inject: Inject | None = None
        """The inject being released."""
        self.moved = False
        """Whether a new turn has started."""
        self.freed: tuple[InjectId, ...] = ()
        """Injects fired in this step."""
        self.arrived: dict[RoleId, OptionId] = {}
        """The choices of the turn just resolved."""


class Way(Transition):
    """A transition that knows the branch or the inject it stands for, hence its citation."""

    def __init__(self, *args: Any, branch: Branch | None = None, index: int = 0, inject: Inject | None = None, **kwargs: Any) -> None:
        """Keep our part beside the library's own."""
        super().__init__(*args, **kwargs)
        self.branch = branch
        self.index = index
        self.inject = inject


class ScenarioMachine(Machine):
    """The compiled scenario: holds no play, so that any number of sessions and threads share it."""

    transition_cls = Way

    def __init__(self, scenario: Scenario) -> None:
        """Wire every scene, branch and inject of a scenario that `crossref` found clean."""
        self.lookup = Lookup.of(scenario)
        self.scenario = scenario
        self.rules_hash = rules_hash(scenario)
        self.names: tuple[IndicatorId, ...] = tuple(indicator.id for indicator in scenario.indicators)
        self.bounds = {indicator.id: (indicator.low, indicator.high) for indicator in scenario.indicators}
        self._boards: dict[ActId, frozenset[IndicatorId]] = {}
        self.plans = {scene.id: plan_of(self.lookup, scene) for act in scenario.acts for scene in act.scenes}
        super().__init__(
            model=None,
            model_attribute="scene",
            initial=scenario.acts[0].courses[0].scene,
            send_event=True,
            auto_transitions=False,
            prepare_event=[_resolve],
            states=[{"name": scene, "final": not plan.roles} for scene, plan in self.plans.items()],
        )
        for scene, plan in self.plans.items():
            self._wire(scene, plan)

    def board(self, act: ActId) -> frozenset[IndicatorId]:
        """Return the indicators that matter in an act: its scenes, injects or start set or read them, or an aim of a role in it does."""
        if act not in self._boards:  # an act that nobody plays is not looked through: the first screen waits for this
            self._boards[act] = frozenset(_named(self.lookup.act(act), *self._aims(act)))
        return self._boards[act]

    @cached_property
    def sources(self) -> frozenset[SourceId]:
        """The documents that the scenario quotes, and of which a passage can be opened."""
        return frozenset(part.source for _, part in walk(self.scenario) if isinstance(part, Citation))

    def values(self, state: State) -> dict[IndicatorId, int]:
        """Return the values of a state by indicator, in a mapping of the caller's own."""
        return dict(zip(self.names, state.indicators, strict=True))

    def _aims(self, act: ActId) -> Iterator[Part]:
        return (aim for role in self.scenario.roles for aim in role.aims if aim.counts_in(act))

    def _wire(self, source: SceneId, plan: Plan) -> None:
        if not plan.roles:
            return
        first, *others = TRIGGERS
        self.add_transition(first, source, None, unless=_is_complete)
        for index, branch in enumerate(plan.scene.branches):
            self.add_transition(first, source, branch.to, conditions=_agrees, after=_take, branch=branch, index=index)
        for trigger in others:  # the same ways, made once: a way does not know its trigger
            event = self.events.setdefault(trigger, Event(trigger, self))
            for way in self.events[first].transitions[source]:
                event.add_transition(way)
        for inject in plan.injects.values():
            self.add_transition("injected", source, inject.to, conditions=_is_released, after=_release, inject=inject)


def plan_of(lookup: Lookup, scene: Scene) -> Plan:
    """Return a scene prepared for play; also another edition of a scene that stands in what is looked up."""
    act = lookup.act_of[scene.id]
    possible = (inject for inject in act.injects if scene.decision and (not inject.scenes or scene.id in inject.scenes))
    roles = tuple(entry.role for entry in scene.decision)
    return Plan(
        scene=scene,
        roles=roles,
        readers=(scene.exercise.roles or tuple(role for role in roles if role != CHANCE)) if scene.exercise else (),
        reported={entry.role: entry.reported for entry in scene.decision if entry.reported},
        options={entry.role: {option.id: option for option in entry.options} for entry in scene.decision},
        defaults={
            entry.role: entry.default or next(option.id for option in entry.options if option.when is None)
            for entry in scene.decision
            if entry.role != CHANCE
        },
        injects={inject.id: inject for inject in possible},
        conditional=tuple(inject for inject in act.injects if inject.when or inject.scenes),
    )


def _named(*parts: Part) -> Iterator[IndicatorId]:
    """Give every indicator that parts of a scenario set, change or read."""
    inner = (found for part in parts for _, found in walk(part))
    return (found.indicator for found in inner if isinstance(found, Bound | Effect | StartValue))


def _at(event: EventData) -> tuple[Cursor, Way, ScenarioMachine]:
    """Hand over what the library holds untyped: the one seam."""
    seam: Any = event
    return seam.model, seam.transition, seam.machine


def _branch(event: EventData) -> Branch:
    """Return the branch of a transition that was wired for one."""
    seam: Any = event
    branch: Branch = seam.transition.branch
    return branch


def _news(event: EventData) -> Inject:
    """Return the inject of a transition that was wired for one."""
    seam: Any = event
    inject: Inject = seam.transition.inject
    return inject


def _is_complete(event: EventData) -> bool:
    cursor, _, _ = _at(event)
    return len(cursor.picks) == len(cursor.plan.roles)


def _resolve(event: EventData) -> None:
    """Open the choices once the last is in: sum their effects and clamp once, before any branch is tried."""
    cursor, _, machine = _at(event)
    if cursor.inject is None and len(cursor.picks) == len(cursor.plan.roles):
        options = cursor.plan.options
        change(machine, cursor.values, [effect for role, pick in cursor.picks.items() for effect in options[role][pick].effects])


def _agrees(event: EventData) -> bool:
    cursor, _, _ = _at(event)
    return holds(_branch(event).when, cursor.picks, cursor.values)


def _take(event: EventData) -> None:
    cursor, way, machine = _at(event)
    change(machine, cursor.values, _branch(event).effects)
    cursor.taken = way.index
    cursor.arrived = cursor.picks
    cursor.picks = {}
    cursor.plan = machine.plans[cursor.scene]
    cursor.moved = True


def _is_released(event: EventData) -> bool:
    cursor, _, _ = _at(event)
    return _news(event) is cursor.inject


def _release(event: EventData) -> None:
    cursor, _, machine = _at(event)
    inject = _news(event)
    change(machine, cursor.values, inject.effects)
    cursor.freed = (*cursor.freed, inject.id)
    if inject.to is not None:
        cursor.picks = {}
        cursor.plan = machine.plans[cursor.scene]
        cursor.moved = True


def change(machine: ScenarioMachine, values: dict[IndicatorId, int], effects: Iterable[Effect]) -> None:
    """Apply effects in place: adds are summed, a set wins over adds and the highest set over others; each indicator is clamped once."""
    sums: dict[IndicatorId, int] = {}
    sets: dict[IndicatorId, int] = {}
    for effect in effects:
        name = effect.indicator
        if effect.op == "add":
            sums[name] = sums.get(name, values[name]) + effect.amount
        else:
            sets[name] = max(sets.get(name, effect.amount), effect.amount)
    for name, value in (sums | sets).items():
        low, high = machine.bounds[name]
        values[name] = low if value < low else min(value, high)
