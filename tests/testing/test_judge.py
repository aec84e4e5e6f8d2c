"""A judge finds what is wrong with a play, and nothing where nothing is."""

from dataclasses import replace

from sim.analysis.explore import Leg
from sim.analysis.fuzz import Plan, random_route
from sim.analysis.survey import Route
from sim.model.grounds import Grounds
from sim.model.scenario import Scenario
from sim.testing.judge import NO_END, judge_of
from tests import small
from tests.testing.at_table import claiming, opened, two_acts

FIRST = Leg("bridge", (("north", "block"), ("south", "march")))


def judged(route: Route, scenario: Scenario | None = None, turns: int = 100) -> str:
    """Return what a judge says."""
    return judge_of(opened(scenario), turns)(route)


def test_a_good_play_is_not_blamed() -> None:
    """Plays of many seeds, through both acts of a campaign, give nothing to say."""
    scenario = opened(two_acts())
    judge = judge_of(scenario, 100)

    assert {""} == {judge(random_route(scenario.machine, Plan("one", campaign=True), seed)) for seed in range(50)}


def test_a_refused_step_is_told_with_its_code() -> None:
    """A choice that is not open is told with the code of its refusal."""
    said = judged(Route("one", "whole", (Leg("bridge", (("north", "attack"), ("south", "wait"))),)))

    assert "option-not-offered: option 'attack' is not open to north in this turn" == said


def test_a_broken_claim_is_told_by_its_name() -> None:
    """A play that breaks a claim is told with the claim's id and text."""
    said = judged(Route("one", "whole", (FIRST,)), claiming(never={"at_least": {"tension": 8}}))

    assert "proofs.calm: The bridge stays calm." == said


def test_a_play_without_an_end_is_told_so() -> None:
    """A play of as many turns as are allowed, without an outcome, is a fault."""
    pit = small.scenario(
        {"pit": small.scene({"north": {"options": {"dig": small.option()}}}, [small.branch("pit")]), "out": small.outcome()}
    )
    route = Route("one", "whole", (Leg("pit", (("north", "dig"),)),) * 3)

    assert f"{NO_END}: after 3 turns there is no outcome" == judged(route, pit, turns=3)


def test_a_play_that_a_seat_cannot_be_shown_is_told_so() -> None:
    """Where a view cannot be made, the judge says for whom, where and why."""
    scenario = opened()
    groundless = replace(scenario, grounds=Grounds(scenario.corpus, {}))

    assert "no-view: the public cannot be shown scene bridge: KeyError " == judge_of(groundless, 100)(Route("one", "whole"))[:59]
