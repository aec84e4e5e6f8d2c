"""Plays drawn at random come out as the exact figures say, within their intervals."""

import pytest

from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.policies import POLICIES, profile
from sim.analysis.solve.sample import Frequency, sample
from sim.analysis.solve.spread import flow_of, spread
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.library import open_scenario
from tests import small
from tests.analysis.held import reached


@pytest.mark.parametrize("act", ["2021", "2022", "2023"])
def test_samples_of_the_shipped_scenario_lie_within_their_intervals(act: str) -> None:
    """Of 20,000 plays, each outcome comes as often as its exact probability allows."""
    machine = open_scenario("kosovo").machine
    found = reached(machine, act, [start(machine, act)])
    exact = spread(found, flow_of(found, profile(found, {})))
    drawn = sample(found.kernel, {}, 20_000, 3)

    assert 20_000 == drawn.plays
    for scene, frequency in drawn.outcomes.items():
        low, high = frequency.interval
        assert low <= exact.ends[found.scene(scene).rows].sum() <= high


def test_plays_follow_from_the_seed() -> None:
    """The same seed gives the same plays, another one others; turns are counted."""
    machine = small.machine()
    kernel = compile_act(machine, "one", [start(machine, "one")])
    first = sample(kernel, {}, 500, 1)

    assert first == sample(kernel, {}, 500, 1)
    assert first != sample(kernel, {}, 500, 2)
    assert first.steps >= 500


def test_only_offered_options_are_drawn() -> None:
    """A hard line that may not attack at first blocks; a policy that is certain leaves nothing to draw."""
    machine = ScenarioMachine(
        small.scenario(
            {
                "bank": small.scene(
                    {
                        "north": {
                            "options": {"wait": small.option("wait"), "wade": small.option("force", when={"at_least": {"tension": 1}})}
                        }
                    },
                    [small.branch("lost", when={"chose": {"north": "wade"}}), small.branch("kept")],
                ),
                "kept": small.outcome(),
                "lost": small.outcome("broken"),
            }
        )
    )
    drawn = sample(compile_act(machine, "one", [start(machine, "one")]), {"north": POLICIES["hard-line"]}, 100, 5)

    assert {"kept": Frequency(100, 100)} == drawn.outcomes
    assert Frequency(0, 100) == drawn.unended


def test_plays_without_end_are_given_up() -> None:
    """A play that goes in circles is given up and counted."""
    machine = ScenarioMachine(
        small.scenario(
            {
                "circle": small.scene({"north": {"options": {"on": small.option()}}}, [small.branch("circle")]),
                "over": small.outcome(),
            }
        )
    )
    drawn = sample(compile_act(machine, "one", [start(machine, "one")]), {}, 2, 5)

    assert ({}, Frequency(2, 2), 2_000) == (drawn.outcomes, drawn.unended, drawn.steps)


def test_sampling_can_be_stopped() -> None:
    """Whoever is told how many plays were made can end it; what was made counts."""
    machine = small.machine()
    told: list[int] = []

    def notice(made: int) -> bool:
        told.append(made)
        return True

    drawn = sample(compile_act(machine, "one", [start(machine, "one")]), {}, 500_000, 5, notice)

    assert [drawn.plays] == told
    assert drawn.plays < 500_000


def test_an_interval_lies_around_its_share() -> None:
    """The interval of a frequency holds its share and stays between 0 and 1; more plays make it narrower."""
    few, many = Frequency(5, 50), Frequency(500, 5_000)

    assert few.share == many.share == 0.1
    assert few.interval[0] < many.interval[0] < 0.1 < many.interval[1] < few.interval[1]
    assert (0.0, 1.0) == (Frequency(0, 9).interval[0], Frequency(9, 9).interval[1])
