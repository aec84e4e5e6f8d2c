"""Gambit reads our game files, expects what we expect, and finds the same logit equilibria.

It has no wheel for many systems and takes long to compile; where it is not installed, these tests are skipped.
"""

import io

import numpy as np
import pytest

from sim.analysis.solve.efg import efg
from sim.analysis.solve.logit import logit
from sim.analysis.solve.values import Solved
from sim.analysis.solve.worth import aims, payoff
from tests.analysis.solve.games import crossing, game, solved
from tests.analysis.solve.preferred import Preferred, ours, roles, tutorial, uneven

pygambit = pytest.importorskip("pygambit", reason="pygambit is not installed")

_GAMES = (
    [[(9, 1), (0, 4)], [(0, 4), (3, 0)]],
    [[(6, 6), (0, 9)], [(9, 0), (2, 2)]],
    [[(2, 1), (5, 0)], [(1, 7), (3, 2)]],
    [[(7, 7), (0, 6)], [(6, 0), (5, 5)]],
    [[(0, 0), (9, 1), (1, 9)], [(1, 9), (0, 0), (9, 1)], [(9, 1), (1, 9), (0, 0)]],
    [[(3, 2), (8, 1), (0, 9)], [(5, 5), (2, 7), (6, 0)], [(1, 8), (4, 4), (10, 3)]],
)


def _read(act: Solved) -> "pygambit.ExtensiveGame":
    return pygambit.read_efg(io.StringIO("\n".join(efg(act))))


def _theirs(act: Solved, preferred: Preferred) -> list[float]:
    """Return what each player expects, in the game that Gambit reads."""
    read = _read(act)
    even = read.mixed_behavior_profile()
    data = []
    for player in read.players:
        sets = [{option: preferred.get((player, option), 1.0) for option, _ in shares} for _, shares in even[player]]
        data.append([[weight / sum(weights.values()) for weight in weights.values()] for weights in sets])
    payoffs = read.mixed_behavior_profile(data=data).payoffs
    return [float(payoffs[player]) for player in roles(act)]


@pytest.mark.parametrize("act", [solved(crossing()), solved(game(_GAMES[1])), tutorial()], ids=["crossing", "dilemma", "tutorial"])
@pytest.mark.parametrize("evenly", [True, False], ids=["evenly", "unevenly"])
def test_expected_payoffs_agree(act: Solved, *, evenly: bool) -> None:
    """With even and with uneven policies every role expects the same in both programs, to 1e-9."""
    preferred = {} if evenly else uneven(act)

    assert ours(act, preferred) == pytest.approx(_theirs(act, preferred), abs=1e-9)


@pytest.mark.parametrize("table", _GAMES, ids=["pennies", "dilemma", "mixed", "stag-hunt", "rock-paper-scissors", "three-by-three"])
def test_logit_equilibria_agree(table: list[list[tuple[int, int]]]) -> None:
    """In single joint decisions the principal branch is at the same place for every strength, to 1e-6."""
    act = solved(game(table))
    met, place = aims(act.reached), act.reached.scene("meeting").node.number
    worth = {role: payoff(met, role, act.reached.size) for role in roles(act)}
    read = _read(act)
    for strength in (0.1, 0.5, 1.0, 2.0):
        (theirs,) = pygambit.qre.logit_solve_lambda(read, [strength])
        expected = [share for player in read.players for _, shares in theirs.profile[player] for _, share in shares]
        found = np.concatenate([shares[0] for shares in logit(act, worth, strength).profile[place]])

        assert strength == pytest.approx(theirs.lam, abs=1e-8)
        assert found == pytest.approx(np.array(expected, dtype=np.float64), abs=1e-6)
