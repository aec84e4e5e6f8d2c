"""Logit equilibria of single joint decisions and of whole acts."""

from math import exp

import numpy as np
import pytest

from sim.analysis.solve.logit import logit
from sim.analysis.solve.policies import Floats, profile
from sim.analysis.solve.values import Solved, expected
from sim.analysis.solve.worth import aims, payoff
from tests.analysis.solve.games import crossing, game, solved


def _ends(act: Solved) -> dict[str, Floats]:
    met = aims(act.reached)
    return {role: payoff(met, role, act.reached.size) for role in ("north", "south")}


def _even(difference: float) -> float:
    return 1 / (1 + exp(-difference))


def _crossing_point(table: list[list[tuple[int, int]]], strength: float) -> tuple[float, float]:
    """Solve the two equations of a two by two game by halving, where they have one solution."""
    (a, b), (c, d) = table

    def answers(first: float) -> float:
        north = first * (a[1] - b[1]) + (1 - first) * (c[1] - d[1])
        return _even(strength * north)

    def gap(first: float) -> float:
        second = answers(first)
        return _even(strength * (second * (a[0] - c[0]) + (1 - second) * (b[0] - d[0]))) - first

    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if gap(middle) > 0 else (low, middle)
    return low, answers(low)


@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0, 2.5])
@pytest.mark.parametrize(
    "table",
    [[[(9, 1), (0, 4)], [(0, 4), (3, 0)]], [[(6, 6), (0, 9)], [(9, 0), (2, 2)]], [[(2, 1), (5, 0)], [(1, 7), (3, 2)]]],
    ids=["pennies", "dilemma", "mixed"],
)
def test_a_single_joint_decision_is_solved(table: list[list[tuple[int, int]]], strength: float) -> None:
    """The equilibrium of a game with one solution is that solution, to 1e-9."""
    act = solved(game(table))
    found = logit(act, _ends(act), strength)
    shares = found.profile[act.reached.scene("meeting").node.number]
    first, second = _crossing_point(table, strength)

    assert [first, second] == pytest.approx([shares[0][0, 0], shares[1][0, 0]], abs=1e-9)
    assert (found.residual < 1e-9, 0) == (True, found.lost)


def test_the_principal_branch_goes_to_what_risks_less() -> None:
    """Where both want to meet, and one place is worth more, the branch from even odds goes to that place and stays there."""
    act = solved(game([[(10, 10), (0, 0)], [(0, 0), (4, 4)]]))
    found = logit(act, _ends(act), 3.0)

    assert found.profile[act.reached.scene("meeting").node.number][0][0, 0] > 0.99
    assert (found.residual < 1e-9, 0) == (True, found.lost)


def test_a_branch_that_turns_back_is_said() -> None:
    """Where the branch turns back before the strength asked for, the state is counted as lost, and what stands there still solves."""
    act = solved(game([[(10, 1), (0, 0)], [(0, 0), (1, 10)]]))
    found = logit(act, _ends(act), 4.0)

    assert 1 == found.lost
    assert found.residual < 1e-6


def test_every_turn_is_answered_and_valued() -> None:
    """In a whole act, each choice answers what its options promise, and values are those of the policy that is found."""
    act = solved(crossing())
    ends = _ends(act)
    found = logit(act, ends, 1.5)
    worth = np.stack([ends["north"], ends["south"]], axis=1)

    assert found.residual < 1e-9
    assert np.allclose(found.value, expected(act, found.profile, worth))
    assert np.allclose([1 / 2, 1 / 2], logit(act, ends, 0.0).profile[act.reached.scene("bank").node.number][0][0])
    assert np.allclose(
        profile(act.reached, {})[act.reached.scene("bank").node.number][1], found.profile[act.reached.scene("bank").node.number][1]
    )


def test_where_nobody_wants_anything_nothing_is_solved() -> None:
    """A role without aims goes on choosing evenly, and so does everybody where only such roles and chance decide."""
    act = solved(crossing())
    found = logit(act, {"south": _ends(act)["south"]}, 2.0)

    assert np.allclose(0.5, found.profile[act.reached.scene("bank").node.number][0])
    assert not np.allclose(0.5, found.profile[act.reached.scene("ford").node.number][1])
