"""Joint choices applied to many states at once come to what the engine comes to."""

import numpy as np
import pytest

from sim.analysis.kernel.moves import lowest_bits
from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.held import compare, reached
from tests.analysis.solve.games import crossing


@pytest.mark.parametrize(("scenario", "steps"), [(small.stand_off(), 248), (crossing(), 14)], ids=["stand-off", "crossing"])
def test_the_kernel_agrees_with_the_engine(scenario: Scenario, steps: int) -> None:
    """Every joint choice in every state takes the same branch to the same state; the number of steps is pinned."""
    assert steps == compare(reached(ScenarioMachine(scenario)))


@pytest.mark.parametrize("count", [3, 12, 40])
def test_the_lowest_bit_is_found(count: int) -> None:
    """The place of the lowest bit is found by table and by arithmetic."""
    bits = np.array([1, 2, 3, 6, 1 << (count - 1), (1 << count) - 2], dtype=np.int64)

    assert [0, 1, 0, 1, count - 1, 1] == lowest_bits(count)(bits).tolist()


def test_many_branches_are_told_apart() -> None:
    """A scene with more branches than the table of lowest bits holds takes the right one."""
    branches = [small.branch("over", when={"at_least": {"water": least}}) for least in range(20, 0, -1)]
    scenario = small.scenario(
        {
            "bank": small.scene(
                {"chance": {"options": {f"o{add}": small.option(None, weight=1, effects={"water": add}) for add in range(20)}}},
                [*branches, small.branch("over")],
            ),
            "over": small.outcome(),
        },
        indicators={"water": small.indicator(30)},
    )

    assert 20 == compare(reached(ScenarioMachine(scenario)))
