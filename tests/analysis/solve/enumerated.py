"""What playing everything gives: every play of a small scenario enumerated through the engine, without any array."""

from collections.abc import Iterable, Iterator
from itertools import product

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, offered, outcome
from sim.model.ids import CHANCE, RoleId, SceneId
from sim.model.state import State, Step


def ends(machine: ScenarioMachine, state: State) -> dict[SceneId, float]:
    """Return how probable each end is, by playing everything: each open option as likely as another, chance by its weights."""
    if outcome(machine, state) is not None:
        return {state.scene: 1.0}
    roles = machine.plans[state.scene].roles
    found: dict[SceneId, float] = {}
    for picks in product(*(offered(machine, state, role) for role in roles)):
        share = 1.0
        for role, option in zip(roles, picks, strict=True):
            open_now = offered(machine, state, role)
            share *= (option.weight or 0) / sum(one.weight or 0 for one in open_now) if role == CHANCE else 1 / len(open_now)
        after = joint(machine, state, {role: option.id for role, option in zip(roles, picks, strict=True)}).after
        for scene, part in ends(machine, after).items():
            found[scene] = found.get(scene, 0.0) + share * part
    return found


def by_hand(machine: ScenarioMachine, steps: Iterable[Step]) -> Iterator[tuple[int, RoleId, float]]:
    """Give for each choice of a role the most that another one would have shifted."""
    for turn, made in enumerate(steps, 1):
        picks = dict(made.picks)
        was = ends(machine, made.after)
        for role, pick in picks.items():
            others = [option.id for option in offered(machine, made.before, role) if option.id != pick]
            shifts = []
            for other in others:
                then = ends(machine, joint(machine, made.before, picks | {role: other}).after)
                shifts.append(sum(abs(then.get(scene, 0.0) - was.get(scene, 0.0)) for scene in {*then, *was}) / 2)
            if role != CHANCE and shifts:
                yield turn, role, max(shifts)
