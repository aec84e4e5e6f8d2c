"""Random plays follow from their seed, end or are cut off, and bring everything that can happen."""

import pytest

from sim.analysis.explore import Leg
from sim.analysis.fuzz import Plan, random_route
from sim.analysis.shrink import playable
from sim.analysis.survey import Onward
from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from tests import small
from tests.testing.at_table import two_acts

MACHINE = small.machine()


def test_a_play_follows_from_its_seed() -> None:
    """The same seed gives the same play, and a hundred seeds give many plays."""
    plays = [random_route(MACHINE, Plan("one"), seed) for seed in range(100)]

    assert plays == [random_route(MACHINE, Plan("one"), seed) for seed in range(100)]
    assert len(set(plays)) > 30


def test_every_play_is_legal() -> None:
    """Every leg of a random play begins where the one before ends and chooses what is offered."""
    assert all(playable(MACHINE, random_route(MACHINE, Plan("one"), seed)) for seed in range(100))


def test_a_play_is_cut_off() -> None:
    """No play has more turns than allowed."""
    assert {True} == {len(random_route(MACHINE, Plan("one", turns=3), seed).legs) <= 3 for seed in range(50)}


def test_injects_come_only_when_they_are_let() -> None:
    """With injects some plays have news of the facilitator's, without none has."""

    def news(*, injects: bool) -> bool:
        plays = (random_route(MACHINE, Plan("one", injects=injects), seed) for seed in range(50))
        return any(isinstance(leg, Leg) and leg.inject is not None for play in plays for leg in play.legs)

    assert (True, False) == (news(injects=True), news(injects=False))


def test_a_campaign_goes_on_to_its_next_act() -> None:
    """In a campaign the play goes on after the first act's outcome, and ends with the last one's."""
    machine = ScenarioMachine(two_acts())
    plays = [random_route(machine, Plan("one", campaign=True), seed) for seed in range(20)]

    assert all(playable(machine, play) for play in plays)
    assert [1] * 20 == [sum(isinstance(leg, Onward) for leg in play.legs) for play in plays]


@pytest.mark.parametrize(("policy", "option"), [("hard-line", "march"), ("cautious", "wait")])
def test_a_policy_decides_for_every_role(policy: str, option: str) -> None:
    """Under one policy every role decides as its bot does."""
    leg = random_route(MACHINE, Plan("one", policy=policy, injects=False), 1).legs[0]

    assert isinstance(leg, Leg)
    assert option == dict(leg.picks)["south"]


def test_a_play_ends_where_the_scenario_contradicts_itself() -> None:
    """A leg that the rules fail at is the last one, so that somebody can be told of it."""
    assert ("cell",) == tuple(leg.scene for leg in random_route(ScenarioMachine(dead_end()), Plan("one"), 1).legs if isinstance(leg, Leg))


def dead_end() -> Scenario:
    """Return a scenario that no check would pass: no branch of its only scene agrees."""
    return small.scenario(
        {
            "cell": small.scene({"north": {"options": {"sit": small.option()}}}, [small.branch("out", when={"at_least": {"tension": 1}})]),
            "out": small.outcome(),
        }
    )
