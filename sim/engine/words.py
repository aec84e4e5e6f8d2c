"""Conditions in words, for "this happened because …"."""

from sim.engine.machine import ScenarioMachine
from sim.model.condition import Bound, Condition
from sim.model.ids import CHANCE, SceneId
from sim.model.scenario import Indicator


def reasons(machine: ScenarioMachine, scene: SceneId, condition: Condition | None, *, all_named: bool = False) -> tuple[str, ...]:
    """Return why a branch was taken, one reason a line.

    Args:
        machine: the compiled scenario.
        scene: whose choices `chose` speaks of.
        condition: the branch's; None for the last branch, which needs no reason.
        all_named: whether hidden indicators are named too, for nobody's eyes but a facilitator's.

    """
    if condition is None:
        return ("no condition of another way was met, and this is the way in every other case",)
    lines = [*(_pick(machine, scene, pick.role, pick.option) for pick in condition.chose)]
    lines.extend(_bound(machine, bound, "at least", all_named=all_named) for bound in condition.at_least)
    lines.extend(_bound(machine, bound, "at most", all_named=all_named) for bound in condition.at_most)
    for part in condition.all:
        lines.extend(reasons(machine, scene, part, all_named=all_named))
    if condition.any:
        lines.append("either " + ", or ".join(" and ".join(reasons(machine, scene, part, all_named=all_named)) for part in condition.any))
    if condition.negated:
        lines.append("it is not so that " + " and ".join(reasons(machine, scene, condition.negated, all_named=all_named)))
    return tuple(dict.fromkeys(lines))


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
        said = {("at least", 1): "yes", ("at most", 0): "no"}
        return f"{indicator.name}: {said.get((relation, bound.value), 'yes or no')}"
    return f"{indicator.name} is {relation} {bound.value}"
