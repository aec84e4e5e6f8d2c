"""What is to be expected of an act, by name."""

import pytest

from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import profile
from sim.engine.machine import ScenarioMachine
from tests import small
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing


def test_a_short_act_is_told_by_name() -> None:
    """Outcomes, scenes, branches, indicators and aims of an act of two turns, as they can be counted by hand."""
    found = reached(ScenarioMachine(crossing()))
    told = outlook(found, profile(found, {}))
    bank, ford, *_ = told.scenes

    assert [("over", 0.625), ("swept", 0.375)] == [(scene, pytest.approx(share)) for scene, share in told.outcomes]
    assert ("one", 13, 14, 0.0, 0.0) == (told.act, told.states, told.steps, told.never_ends, told.unfinished)
    assert 1.875 == pytest.approx(told.turns)
    assert ("bank", 1, 1, (0.125, 0.875)) == (bank.scene, bank.ever, bank.times, bank.branches)
    assert ("ford", 0.875, (0.25, 0.625)) == (ford.scene, ford.ever, pytest.approx(ford.branches))
    assert ["water", "told"] == [name for name, _ in told.indicators]
    assert (0, 2.625) == pytest.approx(told.indicators[0][1][:2])
    assert [("north", "arrive", 0.625), ("south", "keep", 0.375)] == [
        (role, aim, pytest.approx(share)) for role, aim, share in told.aims if aim in {"arrive", "keep"}
    ]


def test_a_scene_that_is_seen_again_counts_once() -> None:
    """Where plays come back to a scene, coming there at all and how often are told apart."""
    found = reached(small.machine())
    told = outlook(found, profile(found, {}))
    night = next(scene for scene in told.scenes if scene.scene == "night")

    assert 0 < night.ever < 1
    assert night.times > night.ever


def test_an_act_that_never_ends_has_no_turns() -> None:
    """Where no play ends there is no outcome, and no number of turns."""
    machine = ScenarioMachine(
        small.scenario(
            {"circle": small.scene({"north": {"options": {"on": small.option()}}}, [small.branch("circle")]), "over": small.outcome()}
        )
    )
    found = reached(machine)
    told = outlook(found, profile(found, {}))

    assert ((), 1.0, 0.0) == (told.outcomes, told.never_ends, told.turns)
