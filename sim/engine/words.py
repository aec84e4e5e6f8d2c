"""Conditions in words, for "this happened because …"."""

from collections.abc import Mapping
from typing import TypeAlias

from sim.engine.machine import ScenarioMachine
from sim.model.condition import Bound, Condition, holds
from sim.model.ids import CHANCE, IndicatorId, OptionId, RoleId, SceneId
from sim.model.paths import walk
from sim.model.scenario import Indicator

Held: TypeAlias = tuple[Mapping[RoleId, OptionId], Mapping[IndicatorId, int]]
"""The choices of a turn, and the indicators as its branches read them."""


def reasons(
    machine: ScenarioMachine, scene: SceneId, condition: Condition | None, *, all_named: bool = False, held: Held | None = None
) -> tuple[str, ...]:
    """Return why a branch was taken, one reason a line.

    Args:
        machine: the compiled scenario.
        scene: whose choices `chose` speaks of.
        condition: the branch's; None for the last branch, which needs no reason.
        all_named: whether hidden indicators are named too, for nobody's eyes but a facilitator's.
        held: the turn in which it was taken; then of several grounds that would do, those are told that there were. None: of no turn.

    """
    if condition is None:
        return ("no condition of another way was met, and this is the way in every other case",)
    lines = [*(_pick(machine, scene, pick.role, pick.option) for pick in condition.chose)]
    lines.extend(_bound(machine, bound, "at least", all_named=all_named) for bound in condition.at_least)
    lines.extend(_bound(machine, bound, "at most", all_named=all_named) for bound in condition.at_most)
    for part in condition.all:
        lines.extend(reasons(machine, scene, part, all_named=all_named, held=held))
    found = [part for part in condition.any if held and not _reads_hidden(machine, part) and holds(part, *held)]
    for part in found:
        lines.extend(reasons(machine, scene, part, all_named=all_named, held=held))
    if condition.any and not found:
        lines.append("either " + ", or ".join(" and ".join(reasons(machine, scene, part, all_named=all_named)) for part in condition.any))
    if condition.negated:
        lines.append("it is not so that " + " and ".join(reasons(machine, scene, condition.negated, all_named=all_named)))
    return tuple(dict.fromkeys(lines))


def _reads_hidden(machine: ScenarioMachine, condition: Condition) -> bool:
    """Tell whether a condition reads what nobody is shown: then whether it held must not be told either."""
    hidden = {indicator.id for indicator in machine.scenario.indicators if indicator.hidden}
    return any(isinstance(part, Bound) and part.indicator in hidden for _, part in walk(condition))


def _pick(machine: ScenarioMachine, scene: SceneId, role: str, option: str) -> str:
    found = machine.plans[scene].options.get(role, {}).get(option)
    label = found.label if found else option
    if role == CHANCE:
        return f"it happened that: {label}"
    name = next((entry.name for entry in machine.scenario.roles if entry.id == role), role)
    return f"{name} chose “{label}”"


def _bound(machine: ScenarioMachine, bound: Bound, relation: str, *, all_named: bool) -> str:
    indicator: Indicator = next(entry for entry in machine.scenario.indicators if entry.id == bound.indicator)
    if indicator.hidden and not all_named:
        return "something that is not shown"
    if (indicator.low, indicator.high) == (0, 1):
        no, yes = ("not given", "given") if indicator.commitment else ("no", "yes")
        said = {("at least", 1): yes, ("at most", 0): no}
        return f"{indicator.name}: {said.get((relation, bound.value), f'{yes} or {no}')}"
    return f"{indicator.name} is {relation} {bound.value}"
