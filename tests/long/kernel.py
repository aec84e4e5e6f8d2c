"""Random scenarios, each held whole to the engine: every state, every joint choice, the branch that is taken and where it leads."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.analysis.solve.order import layers
from sim.analysis.solve.reached import Reached
from sim.engine.machine import ScenarioMachine
from sim.model.ids import CHANCE
from sim.model.scene import Scene
from tests.analysis.held import carried_starts, compare, reached
from tests.strategies import BYTES, scenario_of

MOST = 1_500
"""States of an act up to which it is compared; every larger one is replaced by the next scenario."""


@dataclass
class Report:
    """How much was compared, and where the two readings of the rules differ."""

    scenarios: int = 0
    states: int = 0
    steps: int = 0
    with_feature: Counter[str] = field(default_factory=Counter)
    """Scenarios that have a feature of the format."""
    lost: list[str] = field(default_factory=list)
    """The seeds of scenarios that are read differently."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        features = ", ".join(f"{name} {count:,}" for name, count in sorted(self.with_feature.items()))
        return (
            f"kernel: {self.scenarios:,} random scenarios, {self.states:,} states and {self.steps:,} joint steps held to the engine, "
            f"{len(self.lost)} differ ({features})"
        )


def hold(count: int, seed: int) -> Report:
    """Hold so many random scenarios to the engine."""
    report, dice = Report(), random.Random(seed)
    while report.scenarios < count:
        data = dice.randbytes(BYTES)
        machine = ScenarioMachine(scenario_of(data))
        first = reached(machine, "one")
        if first.size > MOST:
            continue
        second = reached(machine, "two", carried_starts(machine))
        if second.size > MOST:
            continue
        report.scenarios += 1
        try:
            report.steps += compare(first) + compare(second)
        except AssertionError:
            report.lost.append(f"scenario of the bytes {data.hex()}")
        report.states += first.size + second.size
        report.with_feature.update({*_features(first), *_features(second)})
    return report


def _features(found: Reached) -> Iterator[str]:
    """Give the features that an act has and that its plays come to."""
    machine = found.kernel.machine
    act = machine.lookup.act(found.kernel.act)
    visited = [scene for scene in act.scenes if len(found.scene(scene.id).packed) and scene.decision]
    if any(option.when for scene in visited for entry in scene.decision for option in entry.options):
        yield "option conditions"
    effects = [effect for scene in visited for entry in scene.decision for option in entry.options for effect in option.effects]
    yield from (f"effects that {op}" for op in ("set", "add") if any(effect.op == op for effect in effects))
    if any(_clamps(found, scene) for scene in visited):
        yield "clamping"
    if any(entry.role == CHANCE for scene in visited for entry in scene.decision):
        yield "chance"
    if any(len(scene.decision) > 1 for scene in visited):
        yield "joint choices"
    if any(_shadowed(found, scene) for scene in visited):
        yield "branches never taken"
    if any(inject.when or inject.scenes for inject in act.injects):
        yield "news by itself"
    if layers(found) is None:
        yield "circles"


def _clamps(found: Reached, scene: Scene) -> bool:
    """Tell whether some option alone would carry an indicator over a bound in a state that is reached."""
    machine = found.kernel.machine
    block = found.scene(scene.id)
    states = [machine.values(found.state(row)) for row in range(block.rows.start, block.rows.stop)]
    for effect in (effect for entry in scene.decision for option in entry.options for effect in option.effects):
        low, high = machine.bounds[effect.indicator]
        if any(not low <= effect.amount + (values[effect.indicator] if effect.op == "add" else 0) <= high for values in states):
            return True
    return False


def _shadowed(found: Reached, scene: Scene) -> bool:
    block = found.scene(scene.id)
    taken = {int(block.node.branch[way]) for way in block.way[block.after >= 0].tolist()}
    return len(taken) < len(scene.branches)
