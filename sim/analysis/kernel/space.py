"""The states of an act packed into whole numbers: one mixed-radix number for the indicators, beside the scene.

An indicator takes the values that its starts, bounds and effects can lead to: a lattice `low + digit × step`. An inject that comes by
itself is one more variable with the digits 0 (not yet) and 1 (fired). Injects that only the facilitator releases have no place here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import gcd, prod

from sim.engine.machine import ScenarioMachine
from sim.errors import Fault
from sim.model.effects import Effect
from sim.model.ids import ActId, IndicatorId, InjectId
from sim.model.scenario import Indicator
from sim.model.scene import Inject
from sim.model.state import State

MOST_CELLS = 2**62
"""Packed states of all scenes of an act together, so that each is a number of 64 bits."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One digit of a packed state."""

    name: IndicatorId
    """An indicator's id, or `inject:ID`."""
    low: int
    step: int
    radix: int
    """How many digits there are."""
    stride: int
    """What one digit is worth in the packed number."""

    def digit(self, value: int) -> int:
        """Return the digit of a value."""
        return (value - self.low) // self.step

    def clamped(self, value: int) -> int:
        """Return the digit of a value after clamping it to the bounds."""
        return min(max(self.digit(value), 0), self.radix - 1)

    def value(self, digit: int) -> int:
        """Return the value of a digit."""
        return self.low + digit * self.step

    def within(self, low: int, high: int) -> tuple[int, int]:
        """Return the lowest and highest digit whose values lie between two values; the first is higher if there is none."""
        return max(-((self.low - low) // self.step), 0), min((high - self.low) // self.step, self.radix - 1)


@dataclass(frozen=True, slots=True)
class Space:
    """All packed states of one scene of an act; every scene of the act has the same space."""

    variables: tuple[Variable, ...]
    fixed: tuple[tuple[IndicatorId, int], ...]
    """Indicators that nothing in the act changes and that always begin alike, with their value."""
    cells: int
    """How many packed states there are: the product of all radices."""

    def place(self, name: IndicatorId) -> int | None:
        """Return where a variable stands among the digits, or None for a fixed one."""
        return next((place for place, variable in enumerate(self.variables) if variable.name == name), None)

    def pack(self, machine: ScenarioMachine, state: State) -> int:
        """Return the packed number of a state at the start of a turn."""
        values = dict(zip(machine.names, state.indicators, strict=True))
        values.update({inject_name(inject): 1 for inject in state.fired})
        return sum(variable.digit(values.get(variable.name, 0)) * variable.stride for variable in self.variables)

    def unpack(self, packed: int) -> dict[IndicatorId, int]:
        """Return the value of every variable of a packed state, fixed ones included."""
        values = dict(self.fixed)
        for variable in self.variables:
            values[variable.name] = variable.value(packed // variable.stride % variable.radix)
        return values


def inject_name(inject: InjectId) -> IndicatorId:
    """Return the name of the variable that says whether an inject has fired."""
    return f"inject:{inject}"


def conditional(machine: ScenarioMachine, act: ActId) -> tuple[Inject, ...]:
    """Return the injects of an act that come by themselves, in file order."""
    return tuple(inject for inject in machine.lookup.act(act).injects if inject.when or inject.scenes)


def space_of(machine: ScenarioMachine, act: ActId, starts: Sequence[State], *, finest: bool = False) -> Space:
    """Return the space of an act for plays that begin in one of some states.

    Args:
        machine: the compiled scenario.
        act: which act.
        starts: where plays begin; an indicator that nothing changes, and that has one value in all of them, is fixed.
        finest: whether every whole number within the bounds has a place, so that the space holds for changed effects too.

    Raises:
        Fault: the packed states are more than numbers of 64 bits can name.

    """
    effects = _effects(machine, act)
    variables: list[Variable] = []
    fixed: list[tuple[IndicatorId, int]] = []
    stride = 1
    for place, indicator in enumerate(machine.scenario.indicators):
        begins = {state.indicators[place] for state in starts}
        changes = [effect for effect in effects if effect.indicator == indicator.id]
        if not changes and len(begins) == 1:
            fixed.append((indicator.id, begins.pop()))
            continue
        step = 1 if finest else _step(indicator, begins, changes)
        variables.append(Variable(indicator.id, indicator.low, step, (indicator.high - indicator.low) // step + 1, stride))
        stride *= variables[-1].radix
    for inject in conditional(machine, act):
        variables.append(Variable(inject_name(inject.id), 0, 1, 2, stride))
        stride *= 2
    cells = prod(variable.radix for variable in variables)
    if cells * len(machine.lookup.act(act).scenes) >= MOST_CELLS:
        message = f"act {act} has {cells:,} combinations of indicators and injects in every scene, which is more than can be numbered"
        raise Fault(message, "too-many-cells")
    return Space(tuple(variables), tuple(fixed), cells)


def _step(indicator: Indicator, begins: set[int], changes: list[Effect]) -> int:
    """Return the widest lattice from the lowest value on that all changes stay on."""
    distances = [indicator.high - indicator.low, *(begin - indicator.low for begin in begins)]
    for effect in changes:
        amount = min(max(effect.amount, indicator.low), indicator.high) - indicator.low if effect.op == "set" else effect.amount
        distances.append(abs(amount))
    return reduce(gcd, distances)


def _effects(machine: ScenarioMachine, act: ActId) -> list[Effect]:
    found = machine.lookup.act(act)
    options = (option.effects for scene in found.scenes for entry in scene.decision for option in entry.options)
    branches = (branch.effects for scene in found.scenes for branch in scene.branches)
    injects = (inject.effects for inject in conditional(machine, act))
    return [effect for effects in (*options, *branches, *injects) for effect in effects]
