"""What each role expects of an act under policies that other programs can be told: weights by role and option, in all scenes."""

from collections.abc import Iterator, Mapping

import numpy as np

from sim.analysis.solve.order import layers
from sim.analysis.solve.policies import Floats, profile, weighted
from sim.analysis.solve.values import Solved, expected, solvable
from sim.analysis.solve.worth import aims, payoff
from sim.engine.rules import start
from sim.library import open_scenario
from sim.model.ids import CHANCE, OptionId, RoleId
from tests.analysis.held import reached

Preferred = Mapping[tuple[RoleId, OptionId], float]
"""How often a role takes an option, against its other options; 1 where nothing is said."""


def roles(act: Solved) -> list[RoleId]:
    """Return the roles of an act."""
    return [role.id for role in act.reached.kernel.machine.scenario.roles]


def options(act: Solved) -> Iterator[tuple[RoleId, OptionId]]:
    """Give the options of an act, some more than once."""
    for block in act.reached.playing:
        for role, names in zip(block.node.roles, block.node.options, strict=True):
            if role != CHANCE:
                yield from ((role, name) for name in names)


def uneven(act: Solved) -> Preferred:
    """Return weights of which no two are alike."""
    return {pick: 1.0 + place * 0.37 for place, pick in enumerate(sorted({*options(act)}))}


def ours(act: Solved, preferred: Preferred) -> list[float]:
    """Return what each role expects, by backward induction over states."""
    weights = {
        (block.node.scene, role, option): preferred.get((role, option), 1.0)
        for block in act.reached.playing
        for role, names in zip(block.node.roles, block.node.options, strict=True)
        for option in names
    }
    met = aims(act.reached)
    ends: Floats = np.stack([payoff(met, role, act.reached.size) for role in roles(act)], axis=1)
    shares = profile(act.reached, dict.fromkeys(roles(act), weighted(weights)))
    found: list[float] = expected(act, shares, ends)[int(act.reached.starts[0])].tolist()
    return found


def tutorial() -> Solved:
    """Return the tutorial's act."""
    machine = open_scenario("tutorial").machine
    found = reached(machine, "ferry", [start(machine, "ferry")])
    return solvable(found, layers(found))
