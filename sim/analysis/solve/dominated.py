"""Options that never serve a role: in some state, or in all, another option is as good whatever the others do, and sometimes better.

Rule 1: good is what the role's declared aims make of it, when everybody keeps to the given policies from the next turn on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.kernel.compiled import Numbers, Truth
from sim.analysis.solve.policies import Floats, Profile
from sim.analysis.solve.values import Solved, after_chance, along, backwards, expected
from sim.analysis.solve.worth import Met, payoff
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId

_EVEN = 1e-9
"""Differences below this are none."""


@dataclass(frozen=True, slots=True)
class Dominated:
    """In how many states an option is dominated."""

    scene: SceneId
    role: RoleId
    option: OptionId
    states: int
    """In which it is dominated."""
    offered: int
    """In which it is offered."""

    @property
    def everywhere(self) -> bool:
        """Whether it never serves."""
        return self.states == self.offered


def dominated(solved: Solved, profile: Profile, found: Sequence[Met]) -> tuple[Dominated, ...]:
    """Return the options that are dominated in some state, in file order."""
    roles = tuple(dict.fromkeys(met.role for met in found))
    if not roles:
        return ()
    ends = np.stack([payoff(found, role, solved.reached.size) for role in roles], axis=1)
    value = expected(solved, profile, ends)
    counts = {block.node.number: [np.zeros((2, size), dtype=np.int64) for size in block.node.shape] for block in solved.reached.playing}
    for layer, places, tensor in backwards(solved, value):
        node, offered = layer.block.node, [here[places] for here in layer.block.offered]
        for place, role in enumerate(node.roles):
            if role in roles:
                counts[node.number][place][0] += _beaten(
                    after_chance(solved, layer, places, tensor[..., [roles.index(role)]]), offered, place, node.roles
                )
                counts[node.number][place][1] += offered[place].sum(axis=0)
    return tuple(
        Dominated(
            block.node.scene, role, option, int(counts[block.node.number][place][0, index]), int(counts[block.node.number][place][1, index])
        )
        for block in solved.reached.playing
        for place, role in enumerate(block.node.roles)
        for index, option in enumerate(block.node.options[place])
        if counts[block.node.number][place][0, index]
    )


def _beaten(tensor: Floats, offered: Sequence[Truth], place: int, roles: Sequence[RoleId]) -> Numbers:
    """Return for each option of one role in how many states another option beats it."""
    asked = tensor.copy()
    for other, name in enumerate(roles):
        if other != place and name != CHANCE:
            asked *= along(offered[other], other, tensor.ndim)  # what nobody can choose makes no difference
    options = offered[place].shape[1]
    facing: Floats = np.moveaxis(asked, place + 1, 1).reshape(len(tensor), options, -1)
    found: Truth = np.zeros_like(offered[place])
    for option in range(options):
        for other in range(options):
            gain = facing[:, other] - facing[:, option]
            better = (gain >= -_EVEN).all(axis=1) & (gain > _EVEN).any(axis=1)
            found[:, option] |= better & offered[place][:, other] & offered[place][:, option]
    total: Numbers = found.sum(axis=0)
    return total
