"""Plays and checks kill mutants, and what nothing could tell from the scenario is not counted."""

from itertools import islice

import pytest

from sim.analysis.mutate import Mutant, mutants
from sim.analysis.survey import survey
from sim.library import open_scenario
from sim.model.scenario import Scenario
from sim.testing.mutation import drawn, guards, is_equivalent, judged
from tests import small
from tests.analysis.draft import Draft, at_least
from tests.testing.at_table import opened

FERRY = open_scenario("tutorial")


def slip(scenario: Scenario, path: str, what: str) -> Mutant:
    """Return one mutant by its place and what was done."""
    return next(mutant for mutant in mutants(scenario) if (mutant.path, mutant.what) == (path, what))


def test_every_own_play_guards_the_scenario() -> None:
    """All plays of the tutorial pass, and each knows the scenes that it decides in."""
    found = guards(FERRY)

    assert 25 == len(found)
    assert {"the-night"} == next(guard.scenes for guard in found if guard.case.title == "refusals")


def test_a_play_that_goes_otherwise_kills_a_mutant() -> None:
    """A branch that is lost is noticed by a play that took it."""
    verdict = judged(FERRY, slip(FERRY.scenario, "acts.ferry.scenes.the-night.branches[1]", "dropped"), guards(FERRY))

    assert verdict.killed_by.startswith(("bots", "broken-word"))


def test_without_plays_nothing_is_noticed() -> None:
    """A mutant that no play meets survives."""
    assert "" == judged(FERRY, slip(FERRY.scenario, "acts.ferry.scenes.the-night.branches[1]", "dropped"), ()).killed_by


def test_a_play_that_goes_elsewhere_notices_nothing() -> None:
    """A play of the short course cannot notice a slip on the landing, and is not played for it."""
    plays = [guard for guard in guards(FERRY) if guard.case.title == "refusals"]

    assert "" == judged(FERRY, slip(FERRY.scenario, "acts.ferry.scenes.the-landing.branches[0]", "dropped"), plays).killed_by


def test_a_mutant_that_cannot_be_played_is_killed_by_the_check() -> None:
    """A slip after which the scenario has a problem is noticed without any play."""
    broken = Draft(small.stand_off())
    broken.branch("bridge", 2)["when"] = at_least(tension=1)
    mutant = Mutant("acts.one.scenes.bridge.branches[2].when", "added", "one", "bridge", broken.scenario())

    assert "check" == judged(opened(), mutant, ()).killed_by


@pytest.mark.parametrize(
    ("path", "what", "equivalent"),
    [
        ("acts.one.scenes.talks.decision.north.options.leave.effects.trust", "+1", False),
        ("acts.one.scenes.bridge.branches[0]", "swapped with the next", False),
        ("acts.one.scenes.night.branches[0].when.at_least.tension", "-1", False),
        ("acts.one.injects.letter.effects.tension", "-1", False),
        ("acts.one.scenes.bridge.decision.north.options.attack.when", "removed", False),
        ("acts.one.scenes.bridge.decision.north.options.open.effects.trust", "+1", True),
    ],
)
def test_a_mutant_that_plays_the_same_is_known(path: str, what: str, equivalent: bool) -> None:  # noqa: FBT001 -- a row of the table
    """A slip that changes no state that a play can reach is equivalent: setting trust to 2 stops at its bound, 1, as before."""
    scenario = opened()
    surveys = survey(scenario.machine)

    assert equivalent == is_equivalent(scenario, slip(scenario.scenario, path, what), surveys)


def test_the_order_follows_from_a_seed() -> None:
    """The same seed gives the same mutants first."""

    def first(seed: int) -> list[tuple[str, str]]:
        return [(mutant.path, mutant.what) for mutant in islice(drawn(FERRY, seed), 5)]

    assert first(1) == first(1)
    assert first(1) != first(2)
