"""What effects do to indicators: adds are summed, a set wins, and each indicator is clamped once."""

import pytest

from sim.engine.machine import ScenarioMachine, change
from sim.model.effects import Effect
from tests import small

MACHINE = ScenarioMachine(
    small.scenario(
        {"end": small.outcome(), "other": small.outcome()},
        indicators={"tension": small.indicator(10, start=5), "debt": small.indicator(5, low=-5), "trust": small.indicator(1)},
    )
)


def changed(*effects: tuple[str, str, int], tension: int = 5) -> dict[str, int]:
    """Return the indicators after effects, each as indicator, `add` or `set`, and amount."""
    values = {"tension": tension, "debt": 0, "trust": 0}
    change(MACHINE, values, [Effect(indicator=name, op="add" if op == "add" else "set", amount=amount) for name, op, amount in effects])
    return values


def test_no_effects_change_nothing() -> None:
    """Without effects every indicator keeps its value."""
    assert {"tension": 5, "debt": 0, "trust": 0} == changed()


def test_adds_are_summed() -> None:
    """Several adds to one indicator count together."""
    assert 7 == changed(("tension", "add", 3), ("tension", "add", -1))["tension"]


def test_indicators_change_apart() -> None:
    """An effect changes its own indicator alone."""
    assert {"tension": 6, "debt": -2, "trust": 0} == changed(("tension", "add", 1), ("debt", "add", -2))


@pytest.mark.parametrize("order", [1, -1])
def test_a_set_wins_over_adds(order: int) -> None:
    """Where an indicator is also set, adds do not count, whichever comes first."""
    assert 2 == changed(*[("tension", "add", 4), ("tension", "set", 2)][::order])["tension"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_highest_of_several_sets_wins(order: int) -> None:
    """Of several sets the highest value stands, whichever comes first."""
    assert 7 == changed(*[("tension", "set", 7), ("tension", "set", 1)][::order])["tension"]


@pytest.mark.parametrize(("amount", "expected"), [(20, 10), (-20, 0)])
def test_a_sum_is_clamped_to_the_bounds(amount: int, expected: int) -> None:
    """A sum beyond a bound stops there."""
    assert expected == changed(("tension", "add", amount))["tension"]


@pytest.mark.parametrize(("amount", "expected"), [(20, 5), (-20, -5)])
def test_a_set_is_clamped_to_the_bounds(amount: int, expected: int) -> None:
    """A value that is set beyond a bound stops there, below nought too."""
    assert expected == changed(("debt", "set", amount))["debt"]


def test_clamping_happens_once() -> None:
    """Adds that overshoot and come back leave no loss: only the sum is clamped."""
    assert 8 == changed(("tension", "add", 5), ("tension", "add", -6), tension=9)["tension"]
