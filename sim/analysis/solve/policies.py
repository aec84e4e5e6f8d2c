"""How roles choose, as probabilities: one array for each scene and role, a row for each reached state.

Rule 1: a policy reads the whole state at the start of a turn, never what others choose in it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.analysis.solve.reached import Block, Reached
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import CAUTIOUS, HARD_LINE
from sim.errors import Missing
from sim.model.effects import Kind
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId
from sim.model.nearest import nearest
from sim.model.scene import Option

Floats: TypeAlias = NDArray[np.float64]
Policy: TypeAlias = Callable[[ScenarioMachine, Block, int], Floats]
"""Gives the probability of each option (columns) in each state of a block (rows), for the role at a place of its scene."""
Weights: TypeAlias = Mapping[tuple[SceneId, RoleId, OptionId], float]
"""How often an option is chosen, against the other options of its role there."""
Choosing: TypeAlias = str | Weights
"""How a role chooses, as data: the name of a policy, or weights."""
Profile: TypeAlias = tuple[tuple[Floats, ...], ...]
"""For each block and each role of its scene, chance included, the probability of each option in each state."""


def uniform(_machine: ScenarioMachine, block: Block, role: int) -> Floats:
    """Choose any option that is offered, each as likely as another."""
    return _shares(block.offered[role].astype(np.float64))


def reported(machine: ScenarioMachine, block: Block, role: int) -> Floats:
    """Choose what the documents report; where they report nothing, or it is not offered, the default."""
    plan = machine.plans[block.node.scene]
    entry = plan.scene.decision[role]
    ids = block.node.options[role]
    default = np.arange(len(ids)) == ids.index(plan.defaults[entry.role])
    if entry.reported is None:
        return np.tile(default.astype(np.float64), (len(block.packed), 1))
    place = ids.index(entry.reported)
    wanted = np.where(block.offered[role][:, [place]], np.arange(len(ids)) == place, default)
    found: Floats = wanted.astype(np.float64)
    return found


def _by_kind(order: tuple[Kind, ...]) -> Policy:
    def policy(machine: ScenarioMachine, block: Block, role: int) -> Floats:
        ranks = np.array([inf if option.kind is None else order.index(option.kind) for option in _options(machine, block, role)])
        ranked = np.where(block.offered[role], ranks, inf)
        return _shares((ranked == ranked.min(axis=1, keepdims=True)).astype(np.float64))

    return policy


@dataclass(frozen=True, slots=True, eq=False)
class _Weighted:
    """The policy that chooses by weights."""

    weights: Weights

    def __call__(self, _machine: ScenarioMachine, block: Block, role: int) -> Floats:
        """Choose by weights; where none of what is offered has one, any option that is offered."""
        name = block.node.roles[role]
        given = np.array([self.weights.get((block.node.scene, name, option), 0.0) for option in block.node.options[role]], dtype=np.float64)
        wanted: Floats = block.offered[role].astype(np.float64) * given
        nothing = wanted.sum(axis=1) == 0
        wanted[nothing] = block.offered[role][nothing]
        return _shares(wanted)


def weighted(weights: Weights) -> Policy:
    """Return the policy that chooses by weights; where none of what is offered has one, any option that is offered."""
    return _Weighted(weights)


def chance(machine: ScenarioMachine, block: Block, role: int) -> Floats:
    """Draw by the weights that the author gave."""
    given = np.array([option.weight or 0 for option in _options(machine, block, role)], dtype=np.float64)
    return _shares(block.offered[role].astype(np.float64) * given)


POLICIES: Mapping[str, Policy] = {
    "uniform": uniform,
    "reported": reported,
    "cautious": _by_kind(CAUTIOUS),
    "hard-line": _by_kind(HARD_LINE),
}
"""The policies by name: those of the bots, of which `random` is called by what it does, `uniform`."""


def by_menu(policy: Policy) -> bool:
    """Tell whether a policy looks only at what is offered: in all states with the same menu it chooses alike."""
    return policy is chance or policy in POLICIES.values() or isinstance(policy, _Weighted)


def named(name: str) -> Policy:
    """Return a policy by its name.

    Raises:
        Missing: there is none of that name; the message names the nearest and all there are.

    """
    if name in POLICIES:
        return POLICIES[name]
    guess = nearest(name, POLICIES)
    hint = f"; did you mean {guess!r}?" if guess else ""
    message = f"there is no policy {name!r}; there are: {', '.join(POLICIES)}{hint}"
    raise Missing(message, "unknown-policy")


def policy_of(choosing: Choosing) -> Policy:
    """Return the policy that is meant.

    Raises:
        Missing: there is none of that name.

    """
    return named(choosing) if isinstance(choosing, str) else weighted(choosing)


def profile(reached: Reached, by: Mapping[RoleId, Policy]) -> Profile:
    """Return how everybody chooses in every reached state; a role that is not named chooses uniformly."""
    machine = reached.kernel.machine
    return tuple(
        tuple((chance if name == CHANCE else by.get(name, uniform))(machine, block, role) for role, name in enumerate(block.node.roles))
        for block in reached.blocks
    )


def together(block: Block, chosen: Iterable[Floats]) -> Floats:
    """Return the probability of each joint choice (columns) in each state (rows)."""
    found = np.ones((len(block.packed), 1))
    for shares in chosen:
        found = (found[:, :, None] * shares[:, None, :]).reshape(len(found), found.shape[1] * shares.shape[1])
    return found


def _options(machine: ScenarioMachine, block: Block, role: int) -> tuple[Option, ...]:
    return machine.plans[block.node.scene].scene.decision[role].options


def _shares(weights: Floats) -> Floats:
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found
