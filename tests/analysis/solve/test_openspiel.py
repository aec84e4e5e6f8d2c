"""OpenSpiel reads our game files and expects what we expect.

Its wheel is not to be had for every system; where it is not installed, these tests are skipped.
"""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.efg import efg, histories
from sim.analysis.solve.order import layers
from sim.analysis.solve.policies import Floats
from sim.analysis.solve.reached import Cut, reach
from sim.analysis.solve.values import Solved, solvable
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.model.scenario import Scenario
from tests.analysis.solve.games import crossing, game, solved, with_aims
from tests.analysis.solve.preferred import Preferred, options, ours, roles, tutorial, uneven
from tests.strategies import scenarios

pyspiel = pytest.importorskip("pyspiel", reason="OpenSpiel is not installed")


def _theirs(act: Solved, preferred: Preferred) -> list[float]:
    """Return what each role expects, history by history, in the game that OpenSpiel reads."""
    read, players = pyspiel.load_efg_game("\n".join(efg(act))), roles(act)

    def walk(state: "pyspiel.State") -> Floats:
        if state.is_terminal():
            return np.array(state.returns())
        if state.is_chance_node():
            return sum((share * walk(state.child(action)) for action, share in state.chance_outcomes()), np.zeros(len(players)))
        role = players[state.current_player()]
        weights = {action: preferred.get((role, state.action_to_string(action)), 1.0) for action in state.legal_actions()}
        total = sum(weights.values())
        return sum((weight / total * walk(state.child(action)) for action, weight in weights.items()), np.zeros(len(players)))

    return [*walk(read.new_initial_state()).tolist()]


@pytest.mark.parametrize(
    "act",
    [solved(crossing()), solved(game([[(6, 6), (0, 9)], [(9, 0), (2, 2)]])), tutorial()],
    ids=["crossing", "dilemma", "tutorial"],
)
@pytest.mark.parametrize("evenly", [True, False], ids=["evenly", "unevenly"])
def test_expected_payoffs_agree(act: Solved, *, evenly: bool) -> None:
    """With even and with uneven policies every role expects the same in both programs, to 1e-9."""
    preferred = {} if evenly else uneven(act)

    assert ours(act, preferred) == pytest.approx(_theirs(act, preferred), abs=1e-9)


@given(scenarios, st.lists(st.floats(0.1, 9), min_size=12, max_size=12))
def test_random_games_agree(scenario: Scenario, weights: list[float]) -> None:
    """Random acts without circles are read, and every role expects the same whatever everybody's policy."""
    wanted = {f"t{least}": {"text": "More.", "when": {"at_least": {"tension": least}}, "weight": least + 3} for least in (-1, 1, 3)}
    machine = ScenarioMachine(with_aims(scenario, north=wanted))
    found = reach(compile_act(machine, "one", [start(machine, "one")]), Limits(states=300, steps=3_000))
    assume(not isinstance(found, Cut))
    assert not isinstance(found, Cut)
    order = layers(found)
    assume(order is not None)
    act = solvable(found, order)
    assume(1 < histories(act) <= 500)
    preferred = dict(zip(sorted({*options(act)}), weights, strict=False))

    assert ours(act, preferred) == pytest.approx(_theirs(act, preferred), abs=1e-9)


def test_information_sets_are_kept() -> None:
    """In a joint decision OpenSpiel cannot tell apart what the other has sealed."""
    read = pyspiel.load_efg_game("\n".join(efg(solved(game([[(6, 6), (0, 9)], [(9, 0), (2, 2)]])))))
    state = read.new_initial_state()
    seen = {state.child(action).information_state_string() for action in state.legal_actions()}

    assert 1 == len(seen)
    assert re.search(r"\d", seen.pop())
