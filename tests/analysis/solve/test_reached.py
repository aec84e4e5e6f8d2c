"""Every state that can be reached is a row, and the search says where it stopped."""

import pytest

from sim.analysis.explore import Limits, explore
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.reached import Cut, reach
from sim.engine.rules import start
from sim.model.state import State
from tests import small
from tests.analysis.held import reached


def test_the_rows_are_the_states_that_exploring_finds() -> None:
    """The same states are reached as by single steps of the engine, and each is found again by its row."""
    machine = small.machine()
    found = reached(machine)
    states = explore(machine, "one").states

    assert set(states) == {found.state(row) for row in range(found.size)}
    assert [*states] == [found.state(row) for state in states if (row := found.row(state)) is not None]


def test_a_state_that_no_play_comes_to_has_no_row() -> None:
    """A state that is not reached, off the lattice or of another act, has no row."""
    found = reached(small.machine())

    assert None is found.row(State("bridge", (0, 1, 3), (0, 1, 3)))
    assert None is found.row(State("treaty", (10, 1, 3), (10, 1, 3)))
    assert None is found.row(State("elsewhere", (0, 0, 0), (0, 0, 0)))


def test_a_turn_under_way_has_the_row_of_its_start() -> None:
    """Sealed choices do not change the row."""
    machine = small.machine()
    found, first = reached(machine), start(machine, "one")

    assert found.row(first) == found.row(State(first.scene, first.indicators, first.opened, (("north", "open"),)))


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(20, 1_000), "more than 20 states"), (Limits(1_000, 20), "more than 20 joint steps")],
    ids=["states", "steps"],
)
def test_a_search_beyond_its_limits_is_given_up(limits: Limits, said: str) -> None:
    """A search that meets a limit names it and gives no rows."""
    machine = small.machine()
    found = reach(compile_act(machine, "one", [start(machine, "one")]), limits)

    assert isinstance(found, Cut)
    assert said == found.limit


def test_a_search_can_be_stopped() -> None:
    """Whoever is told of the progress can end it."""
    machine = small.machine()
    told: list[tuple[int, int]] = []

    def notice(states: int, steps: int) -> bool:
        told.append((states, steps))
        return len(told) == 2

    found = reach(compile_act(machine, "one", [start(machine, "one")]), notice=notice)

    assert isinstance(found, Cut)
    assert ("stopped", 2) == (found.limit, len(told))
    assert (found.states, found.steps) == told[-1]
