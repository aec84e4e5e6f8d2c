"""What everybody can expect of a small game, exactly: by states here, by histories in the programs that read our game files.

The game is the end of scenario S. Each begins with what it is given, the scenario or the text of the file, and ends with a number for each
role. The programs walk every history; larger acts have more of these than can be written.
"""

import importlib.util
import io
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.exact import kernel
from benchmarks.generated import Generated, generated
from benchmarks.pairs import Row, measure
from sim.analysis.solve.efg import efg, histories
from sim.analysis.solve.order import layers
from sim.analysis.solve.policies import profile
from sim.analysis.solve.reached import Cut, reach
from sim.analysis.solve.values import Solved, expected, solvable
from sim.analysis.solve.worth import aims, payoff

OURS = "ours, from the scenario"
_LAST = 42
"""The node with which the game begins."""
_CLOSE = 1e-9


def _solved(data: Generated) -> Solved:
    reached = reach(kernel(data))
    if isinstance(reached, Cut):
        raise TypeError(reached.limit)
    return solvable(reached, layers(reached))


def _ours(data: Generated) -> list[float]:
    act = _solved(data)
    met = aims(act.reached)
    ends = np.stack([payoff(met, role.id, act.reached.size) for role in act.reached.kernel.machine.scenario.roles], axis=1)
    return [*expected(act, profile(act.reached, {}), ends)[int(act.reached.starts[0])].tolist()]


def _openspiel(text: str) -> list[float]:
    import pyspiel  # noqa: PLC0415 -- only where it is installed
    from open_spiel.python.algorithms.expected_game_score import policy_value  # noqa: PLC0415 -- the same
    from open_spiel.python.policy import UniformRandomPolicy  # noqa: PLC0415 -- the same

    game = pyspiel.load_efg_game(text)
    return [*policy_value(game.new_initial_state(), [UniformRandomPolicy(game)] * game.num_players())]


def _gambit(text: str) -> list[float]:
    import pygambit  # noqa: PLC0415 -- only where it is installed

    game = pygambit.read_efg(io.StringIO(text))
    payoffs = game.mixed_behavior_profile().payoffs
    return [float(payoffs[player]) for player in game.players]


def run(told: list[str], calls: int = 1, rounds: int = 3) -> tuple[Row, ...]:
    """Measure what is found here; add a sentence for what is not, or comes to something else.

    Args:
        told: where sentences go.
        calls: how many times in a row each is asked.
        rounds: how many times they take turns.

    """
    whole = generated("S")
    data = whole.model_copy(update={"nodes": whole.nodes[_LAST:]})
    act = _solved(data)
    text = "\n".join(efg(act))
    told.append(f"the game: {act.reached.size:,} states, {histories(act):,} histories")
    things: dict[str, Callable[[], object]] = {OURS: lambda: _ours(data)}
    for name, ask in _programs(text, told):
        if np.allclose(ask(), _ours(data), atol=_CLOSE, rtol=0):
            things[name] = ask
        else:
            told.append(f"{name}: comes to something else than is known")
    return measure(OURS, things, calls=calls, rounds=rounds, limits={})


def _programs(text: str, told: list[str]) -> Iterator[tuple[str, Callable[[], list[float]]]]:
    for name, module, ask in (("OpenSpiel, policy_value", "pyspiel", _openspiel), ("Gambit, payoffs of a profile", "pygambit", _gambit)):
        if importlib.util.find_spec(module):
            yield name, lambda ask=ask: ask(text)
        else:
            told.append(f"{module} is not installed")
