"""Where probability goes: visits, ends, turns, indicators, and plays that never end."""

import numpy as np
import pytest

from sim.analysis.solve import spread as spreading
from sim.analysis.solve.policies import POLICIES, profile
from sim.analysis.solve.spread import arrival, flow_of, spread
from sim.engine.machine import ScenarioMachine
from tests import small
from tests.analysis.held import counted, evenly, reached
from tests.analysis.solve.games import crossing


def test_outcomes_of_a_short_act_are_those_of_counting() -> None:
    """All plays of an act of two turns, counted with fractions, end where and when the arrays say."""
    machine = ScenarioMachine(crossing())
    found = reached(machine)
    made = spread(found, flow_of(found, profile(found, {})))
    course = counted(machine, found.kernel.starts[0], evenly(machine), 2)
    swept = sum(share for states in course for state, share in states.items() if state.scene == "swept")

    assert float(swept) == pytest.approx(made.ends[found.scene("swept").rows].sum(), abs=1e-15)
    assert [0, 0.125, 0.875] == pytest.approx(made.turns.tolist())
    assert (0, 0) == (made.never_ends, made.unfinished)


def test_the_course_of_an_indicator_keeps_ended_plays() -> None:
    """After each turn the values of an indicator have probability 1 together; a play that ended counts with its last value."""
    found = reached(ScenarioMachine(crossing()))
    made = spread(found, flow_of(found, profile(found, {})))
    water = made.course[0]

    assert (3, 9) == water.shape
    assert [1, 1, 1] == pytest.approx(water.sum(axis=1).tolist())
    assert [1] + [0] * 8 == water[0].tolist()
    assert [0, 0.375, 0, 0.375, 0.125, 0.125, 0, 0, 0] == pytest.approx(water[1].tolist())


def test_circles_are_followed_until_next_to_nothing_is_left() -> None:
    """Where plays may go in circles, all but 1e-12 of them end, and what is left is said."""
    found = reached(small.machine())
    made = spread(found, flow_of(found, profile(found, {})))

    assert made.ends.sum() == pytest.approx(1, abs=1e-12)
    assert 0 <= made.unfinished < spreading.LEAST
    assert 0 == made.never_ends
    assert 61 > len(made.course[0]) > 20


def test_plays_that_never_end_are_told_apart() -> None:
    """States from which no outcome can be reached take their probability out of the play."""
    machine = ScenarioMachine(
        small.scenario(
            {
                "fork": small.scene(
                    {"north": {"options": {"left": small.option(), "right": small.option()}}},
                    [small.branch("circle", when={"chose": {"north": "left"}}), small.branch("over")],
                ),
                "circle": small.scene({"north": {"options": {"on": small.option()}}}, [small.branch("circle")]),
                "over": small.outcome(),
            }
        )
    )
    found = reached(machine)
    made = spread(found, flow_of(found, profile(found, {})))

    assert (0.5, 0.5, 0) == (made.never_ends, made.ends.sum(), made.unfinished)


def test_what_goes_on_too_long_is_left_and_said() -> None:
    """Plays that leave a circle too seldom are given up, and their probability is reported as unfinished."""
    machine = ScenarioMachine(
        small.scenario(
            {
                "circle": small.scene(
                    {"chance": {"options": {"on": small.option(None, weight=999_999), "out": small.option(None, weight=1)}}},
                    [small.branch("over", when={"chose": {"chance": "out"}}), small.branch("circle")],
                ),
                "over": small.outcome(),
            }
        )
    )
    found = reached(machine)
    flow = flow_of(found, profile(found, {}))
    made = spread(found, flow)

    assert (1 - 1e-6) ** spreading.MOST_TURNS == pytest.approx(made.unfinished, rel=1e-4)
    assert 1 - made.unfinished == pytest.approx(made.ends.sum())
    begin = np.bincount(found.starts, minlength=found.size).astype(np.float64)
    assert made.ends.sum() == pytest.approx(arrival(found, flow, begin, found.scene("over")), abs=1e-5)


def test_arriving_is_counted_once() -> None:
    """The probability of ever coming to a scene counts a play once, however often it comes back."""
    machine = small.machine()
    found = reached(machine)
    flow = flow_of(found, profile(found, {"south": POLICIES["cautious"]}))
    begin = np.bincount(found.starts, minlength=found.size).astype(np.float64)

    assert 1 == pytest.approx(arrival(found, flow, begin, found.scene("bridge")))
    assert 1 > arrival(found, flow, begin, found.scene("night")) > 0
    assert spread(found, flow).visits[found.scene("bridge").rows].sum() > 1
