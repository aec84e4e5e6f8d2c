"""How much the answers hang on the author's numbers: each effect one more and one less, each weight of chance a quarter more and less.

Rule 1: one number at a time, everything else as the author wrote it.
Rule 2: whoever does the work, and in however many parts, the answer is the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias, TypeVar

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.compare import Executor, Here
from sim.analysis.solve.policies import Choosing, policy_of, profile
from sim.analysis.solve.reached import LIMITS, Cut, reach
from sim.analysis.solve.spread import flow_of, spread
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.model.effects import Effect
from sim.model.ids import CHANCE, ActId, RoleId, SceneId
from sim.model.part import Part
from sim.model.scenario import Act, Scenario
from sim.model.scene import Branch, Inject, Option, RoleDecision, Scene

_P = TypeVar("_P", bound=Part)
_Other: TypeAlias = tuple[str, str, _P]
"""Where below a part, by how much, and the part with the number changed."""
Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told how many numbers were tried, of how many; true stops."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """One number changed a little, and what that does."""

    path: str
    """Where the number stands, such as `acts.2022.scenes.talks.decision.eu.urge.effects.tension`."""
    change: str
    """`+1`, `-1`, `+25 %` or `-25 %`."""
    shift: float
    """How much of the probability of outcomes goes elsewhere: half the sum of all differences, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was tried."""

    nudges: tuple[Nudge, ...]
    """Those that shift the most first."""
    wanted: int
    """How many there are to try; more than were tried if it was stopped."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Some of the numbers, to be tried by whoever does the work."""

    scenario: str
    """As JSON."""
    act: ActId
    choosing: Mapping[RoleId, Choosing]
    numbers: range
    """Which of all changes, in the order of `nudged`."""
    base: Mapping[SceneId, float]
    """The outcomes as the author wrote the act."""
    limits: Limits


_AT_ONCE = 4
"""Numbers in one trial: few, so that it is said often how far they have come."""


def sensitivity(  # noqa: PLR0913, PLR0917 -- what is tried, and how
    machine: ScenarioMachine,
    act: ActId,
    choosing: Mapping[RoleId, Choosing],
    notice: Notice | None = None,
    limits: Limits = LIMITS,
    executor: Executor | None = None,
) -> Tried | Cut:
    """Return what small changes of the author's numbers do to the outcomes of an act.

    Args:
        machine: the compiled scenario.
        act: which act.
        choosing: how roles choose; one that is not named chooses uniformly.
        notice: told how far it has come.
        limits: where visiting the states of an act is given up, and with it all trying.
        executor: who does the work; absent: this process.

    """
    base = _outcomes(machine, act, choosing, limits)
    if isinstance(base, Cut):
        return base
    wanted = sum(1 for _ in nudged(machine.scenario, machine.lookup.act(act)))
    text = machine.scenario.model_dump_json(by_alias=True)
    parts = (range(first, min(first + _AT_ONCE, wanted)) for first in range(0, wanted, _AT_ONCE))
    found: list[Nudge] = []
    for part in (executor or Here()).map(tried, [Trial(text, act, choosing, numbers, base, limits) for numbers in parts]):
        if isinstance(part, Cut):
            return part
        found += part
        if notice is not None and notice(len(found), wanted):
            break
    return Tried(tuple(sorted(found, key=lambda one: -one.shift)), wanted)


def tried(trial: Trial) -> tuple[Nudge, ...] | Cut:
    """Return what each number of a trial does when it is changed."""
    scenario = Scenario.model_validate_json(trial.scenario)
    act = next(act for act in scenario.acts if act.id == trial.act)
    found = []
    for path, change, other in islice(nudged(scenario, act), trial.numbers.start, trial.numbers.stop):
        outcomes = _outcomes(ScenarioMachine(other), trial.act, trial.choosing, trial.limits)
        if isinstance(outcomes, Cut):
            return outcomes
        scenes = [scene.id for scene in act.scenes]
        found.append(Nudge(path, change, sum(abs(outcomes.get(scene, 0.0) - trial.base.get(scene, 0.0)) for scene in scenes) / 2))
    return tuple(found)


def _outcomes(machine: ScenarioMachine, act: ActId, choosing: Mapping[RoleId, Choosing], limits: Limits) -> Mapping[SceneId, float] | Cut:
    reached = reach(compile_act(machine, act, [start(machine, act)]), limits)
    if isinstance(reached, Cut):
        return reached
    made = spread(reached, flow_of(reached, profile(reached, {role: policy_of(how) for role, how in choosing.items()})))
    return {block.node.scene: float(made.ends[block.rows].sum()) for block in reached.blocks if not block.node.roles}


def nudged(scenario: Scenario, act: Act) -> Iterator[tuple[str, str, Scenario]]:
    """Give every scenario in which one number of an act is changed a little: where, by how much, and the scenario."""
    place = [one.id for one in scenario.acts].index(act.id)
    bounds = {indicator.id: (indicator.low, indicator.high) for indicator in scenario.indicators}
    for path, change, other in _acts(act, bounds):
        acts = _put(scenario.acts, place, other)
        yield f"acts.{act.id}.{path}", change, scenario.model_copy(update={"acts": acts})


_Bounds: TypeAlias = Mapping[str, tuple[int, int]]


def _acts(act: Act, bounds: _Bounds) -> Iterator[_Other[Act]]:
    for place, scene in enumerate(act.scenes):
        for path, change, other in _scenes(scene, bounds):
            yield f"scenes.{scene.id}.{path}", change, act.model_copy(update={"scenes": _put(act.scenes, place, other)})
    for place, inject in enumerate(act.injects):
        if inject.when or inject.scenes:
            for path, change, news in _effects(inject, bounds):
                yield f"injects.{inject.id}.{path}", change, act.model_copy(update={"injects": _put(act.injects, place, news)})


def _scenes(scene: Scene, bounds: _Bounds) -> Iterator[_Other[Scene]]:
    for place, entry in enumerate(scene.decision):
        for path, change, other in _entries(entry, bounds):
            yield f"decision.{entry.role}.{path}", change, scene.model_copy(update={"decision": _put(scene.decision, place, other)})
    for place, branch in enumerate(scene.branches):
        for path, change, way in _effects(branch, bounds):
            yield f"branches[{place}].{path}", change, scene.model_copy(update={"branches": _put(scene.branches, place, way)})


def _entries(entry: RoleDecision, bounds: _Bounds) -> Iterator[_Other[RoleDecision]]:
    for place, option in enumerate(entry.options):
        for path, change, other in _effects(option, bounds):
            yield f"{option.id}.{path}", change, entry.model_copy(update={"options": _put(entry.options, place, other)})
        if entry.role == CHANCE and len(entry.options) > 1:
            for change, parts in (("+25 %", 5), ("-25 %", 3)):
                options = tuple(_weighing(one, parts if one is option else 4) for one in entry.options)
                yield f"{option.id}.weight", change, entry.model_copy(update={"options": options})


def _weighing(option: Option, quarters: int) -> Option:
    return option.model_copy(update={"weight": (option.weight or 0) * quarters})


_E = TypeVar("_E", Option, Branch, Inject)


def _effects(part: _E, bounds: _Bounds) -> Iterator[tuple[str, str, _E]]:
    """Give a part with each of its effects one more and one less; a value that is set and clamped to the same is left out."""
    for place, effect in enumerate(part.effects):
        for step in (1, -1):
            other = effect.model_copy(update={"amount": effect.amount + step})
            if effect.op == "add" or _clamped(other, bounds) != _clamped(effect, bounds):
                effects = _put(part.effects, place, other)
                yield f"effects.{effect.indicator}", f"{step:+d}", part.model_copy(update={"effects": effects})


def _clamped(effect: Effect, bounds: _Bounds) -> int:
    low, high = bounds[effect.indicator]
    return min(max(effect.amount, low), high)


def _put(parts: Sequence[_P], place: int, part: _P) -> tuple[_P, ...]:
    return (*parts[:place], part, *parts[place + 1 :])
