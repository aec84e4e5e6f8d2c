"""Plays are made for slips that nobody notices: few, whole, and each of them needed."""

import pytest

from sim.analysis.mutate import Mutant, mutants
from sim.analysis.survey import Survey, survey
from sim.engine.rules import outcome
from sim.library import OpenScenario, open_scenario
from sim.testing.guarding import Guarding, guarding
from sim.testing.mutation import Turn, guards, is_equivalent, telling
from sim.testing.slip import Slip
from sim.testing.writing import walk_route
from tests.testing.at_table import opened, two_acts

FERRY = open_scenario("tutorial")


def noticed(made: list[Guarding]) -> set[tuple[str, str]]:
    """Return every slip that some of the plays notice first, by place and what was done."""
    return {(mutant.path, mutant.what) for one in made for mutant in one.notices}


def noticeable(scenario: OpenScenario, surveys: tuple[Survey, ...]) -> set[tuple[str, str]]:
    """Return every slip that any play can notice."""
    return {(mutant.path, mutant.what) for mutant in mutants(scenario.scenario) if not is_equivalent(scenario, mutant, surveys)}


@pytest.mark.parametrize("scenario", [FERRY, opened(), opened(two_acts())], ids=["tutorial", "stand-off", "two acts"])
def test_every_slip_that_can_be_noticed_is(scenario: OpenScenario) -> None:
    """Without plays of its own a scenario gets plays that together notice all that any play can notice, and fewer than there are slips."""
    surveys = survey(scenario.machine)
    made = [*guarding(scenario, surveys, ())]

    assert noticeable(scenario, surveys) == noticed(made)
    assert 1 < len(made) < len(noticed(made)) / 3


def test_no_play_is_too_many() -> None:
    """Each play notices something first."""
    scenario = opened()

    assert [] == [one for one in guarding(scenario, survey(scenario.machine), ()) if not one.notices]


def test_plays_go_on_to_an_end() -> None:
    """A play that notices a slip early is played on, so that it can notice more."""
    tables = [walk_route(FERRY, one.route) for one in guarding(FERRY, survey(FERRY.machine), ())]

    assert [] == [table.scene for table in tables if outcome(FERRY.machine, table.session.state) is None]


def test_what_its_own_plays_notice_is_left_alone() -> None:
    """Where a scenario's own plays and their traces notice everything, nothing is made."""
    assert [] == [*guarding(FERRY, survey(FERRY.machine), guards(FERRY))]


def slip(scenario: OpenScenario, path: str, what: str) -> Mutant:
    """Return one mutant by its place and what was done."""
    return next(mutant for mutant in mutants(scenario.scenario) if (mutant.path, mutant.what) == (path, what))


def turn_of(scenario: OpenScenario, mutant: Mutant, found: Survey) -> Turn:
    """Return the nearest turn that shows a mutant."""
    (turn,) = telling(scenario.machine, [Slip(mutant)], found).values()
    return turn


def test_the_nearest_turn_tells_a_slip() -> None:
    """A slip in what an option does is told by the first turn in which it is chosen; one in a menu by coming to it."""
    scenario = opened()
    found = survey(scenario.machine)[0]
    effect = slip(scenario, "acts.one.scenes.bridge.decision.north.options.block.effects.tension", "dropped")
    menu = slip(scenario, "acts.one.scenes.bridge.decision.north.options.attack.when", "removed")
    first, second = turn_of(scenario, effect, found), turn_of(scenario, menu, found)

    assert ("bridge", True) == (first[0].scene, first[1] is not None and ("north", "block") in first[1].picks)
    assert ("bridge", None) == (second[0].scene, second[1])


def test_a_search_with_a_limit_ends() -> None:
    """Looked for once each, fewer slips are found than looked for everywhere, and none that is not there."""
    scenario = opened()
    found = survey(scenario.machine)[0]

    def told(tries: int | None) -> set[str]:
        slips = [Slip(mutant) for mutant in mutants(scenario.scenario)]
        return {f"{slip.mutant.path} {slip.mutant.what}" for slip in telling(scenario.machine, slips, found, tries)}

    assert told(1) < told(None)
    assert told(10_000) == told(None)
