"""What is solved from the ends: expectations, best responses, what a role can guarantee."""

from itertools import product

import numpy as np
import pytest

from sim.analysis.explore import joint_picks
from sim.analysis.solve.order import layers
from sim.analysis.solve.policies import POLICIES, profile
from sim.analysis.solve.spread import flow_of, spread
from sim.analysis.solve.values import best_response, expected, guaranteed, solvable
from sim.analysis.solve.worth import aims, ended, payoff
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint
from sim.errors import Fault
from sim.model.state import State
from tests import small
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing, game, solved


def test_expectations_agree_with_where_plays_go() -> None:
    """What is expected at the start is what the distribution of ends is worth, for each question by itself."""
    act = solved(crossing())
    chosen = profile(act.reached, {})
    met = aims(act.reached)
    ends = np.stack([payoff(met, role, act.reached.size) for role in ("north", "south")], axis=1)
    made = spread(act.reached, flow_of(act.reached, chosen))

    assert (made.ends @ ends).tolist() == pytest.approx(expected(act, chosen, ends)[act.reached.starts[0]].tolist())


def test_a_best_response_is_the_best_of_all_plans() -> None:
    """No plan of a role, of all there are, gets it more than its best response, and one gets just that."""
    scenario = crossing()
    act = solved(scenario)
    machine = act.reached.kernel.machine
    rows = [row for block in act.reached.playing if "north" in block.node.roles for row in range(block.first, block.rows.stop)]
    menus = [sorted({dict(picks)["north"] for picks in joint_picks(machine, act.reached.state(row))}) for row in rows]
    worth = payoff(aims(act.reached), "north", act.reached.size)
    chosen = profile(act.reached, {})
    found = []
    for plan in product(*menus):
        shares = [[part.copy() for part in parts] for parts in chosen]
        for row, option in zip(rows, plan, strict=True):
            block = next(block for block in act.reached.playing if block.rows.start <= row < block.rows.stop)
            place = block.node.roles.index("north")
            shares[block.node.number][place][row - block.first] = [one == option for one in block.node.options[place]]
        found.append(expected(act, tuple(tuple(parts) for parts in shares), worth[:, None])[act.reached.starts[0], 0])

    assert max(found) == pytest.approx(best_response(act, chosen, "north", worth[:, None])[act.reached.starts[0], 0])


def test_a_role_that_never_decides_can_only_wait() -> None:
    """The best response of a role without decisions is what is expected anyway."""
    act = solved(crossing())
    chosen = profile(act.reached, {})
    ends = ended(act.reached, ["settled"]).astype(np.float64)[:, None]

    assert expected(act, chosen, ends).tolist() == best_response(act, chosen, "chance-like", ends).tolist()


def test_a_guarantee_holds_against_the_worst_answers() -> None:
    """What a role is sure of is the most, over its options, of the least, over the others', before chance is drawn."""
    act = solved(crossing())
    machine = act.reached.kernel.machine
    settled = ended(act.reached, ["settled"])

    def sure(state: State, role: str) -> float:
        row = act.reached.row(state)
        assert row is not None
        if not machine.plans[state.scene].roles:
            return float(settled[row])
        by_own: dict[str, dict[str, float]] = {}
        for picks in map(dict, joint_picks(machine, state)):
            drawn = {"dry": 0.75, "rain": 0.25}.get(picks.pop("chance", ""), 1.0)
            own = picks.pop(role, "")
            chance = {"chance": "dry" if drawn == 0.75 else "rain"} if drawn < 1 else {}
            after = joint(machine, state, {**picks, **chance, **({role: own} if own else {})}).after
            others = by_own.setdefault(own, {})
            others[str(picks)] = others.get(str(picks), 0.0) + drawn * sure(after, role)
        return max(min(others.values()) for others in by_own.values())

    for role in ("north", "south", "nobody"):
        value = guaranteed(act, role, settled.astype(np.float64)[:, None])
        assert [sure(act.reached.state(row), role) for row in range(act.reached.size)] == pytest.approx(value[:, 0].tolist())


def test_a_guarantee_in_a_table_is_its_maximin() -> None:
    """In one joint decision a role is sure of the best of its worst cases."""
    act = solved(game([[(3, 0), (1, 0)], [(2, 0), (2, 0)]]))
    worth = payoff(aims(act.reached), "north", act.reached.size)

    assert 2 == guaranteed(act, "north", worth[:, None])[act.reached.starts[0], 0]


def test_circles_are_refused() -> None:
    """An act in which plays can go in circles cannot be solved from the ends, and the message says so."""
    found = reached(small.machine())

    with pytest.raises(Fault, match=r"act one .*circles") as caught:
        solvable(found, layers(found))
    assert "goes-in-circles" == caught.value.code


def test_policies_change_what_is_expected() -> None:
    """A hard line of both ends worse for the crossing than the reported course."""
    found = reached(ScenarioMachine(crossing()))
    act = solvable(found, layers(found))
    settled = ended(found, ["settled"]).astype(np.float64)[:, None]
    by = {name: profile(found, dict.fromkeys(("north", "south"), POLICIES[name])) for name in POLICIES}
    values = {name: float(expected(act, chosen, settled)[found.starts[0], 0]) for name, chosen in by.items()}

    assert {"uniform": 0.625, "reported": 1.0, "cautious": 1.0, "hard-line": 0.0} == pytest.approx(values)
