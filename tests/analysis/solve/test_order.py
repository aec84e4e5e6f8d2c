"""The order in which states are solved."""

import numpy as np

from sim.analysis.solve.order import layers
from sim.engine.machine import ScenarioMachine
from tests import small
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing


def test_every_state_comes_before_all_that_can_follow_it() -> None:
    """Each deciding state stands in one layer, and what follows it in a later one or in none."""
    found = reached(ScenarioMachine(crossing()))
    order = layers(found)
    assert order is not None
    place = {int(row): number for number, layer in enumerate(order) for row in layer.rows}
    deciding = sum(len(block.packed) for block in found.playing)

    assert deciding == len(place) == sum(len(layer.rows) for layer in order)
    for layer in order:
        for row, following in zip(layer.rows, layer.block.after[layer.places], strict=True):
            assert all(place.get(int(after), len(order)) > place[int(row)] for after in np.unique(following[following >= 0]))


def test_circles_have_no_order() -> None:
    """Where a play can come back to a state, there is no order."""
    assert None is layers(reached(small.machine()))
