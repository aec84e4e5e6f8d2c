"""A small set of plays touches every part."""

import pytest

from sim.analysis.survey import Route, survey
from sim.library import OpenScenario, open_scenario
from sim.testing.cover import covering, kept
from sim.testing.coverage import Coverage, rows
from sim.testing.writing import walk_route
from tests.testing.at_table import opened, two_acts


@pytest.mark.parametrize("scenario", [open_scenario("tutorial"), opened(), opened(two_acts())], ids=["tutorial", "stand-off", "two acts"])
def test_everything_is_covered_by_few_plays(scenario: OpenScenario) -> None:
    """Of what can be touched at all nothing is left out, and each play of the set touches something new."""
    plays = [*covering(scenario, survey(scenario.machine))]
    coverage = Coverage()
    for route, _ in plays:
        coverage.add(walk_route(scenario, route))
    left = {
        path
        for row in rows(scenario, coverage.touched[str(scenario.folder)])
        if row.role is None and row.kind not in ("joint", "citations")
        for path in row.missing
    }

    assert all(fresh > 0 for _, fresh in plays)
    assert len(plays) <= 10
    assert left <= {"acts.one.injects.summit.when true"}  # only a facilitator's news lets trust come to the night


def test_a_play_is_kept_by_its_end() -> None:
    """A play goes into the file of its act and last scene, and says how long it is."""
    scenario = open_scenario("tutorial")
    route = next(route for route, _ in covering(scenario, survey(scenario.machine)))
    ended = kept(scenario, route, "all is touched", "12 parts.")
    unfinished = kept(scenario, Route("ferry", "short"), "all is touched", "3 parts.")

    assert ended.file in {"ferry-ferry-runs", "ferry-ferry-idle"}
    assert f"Plays of act ferry that end in {ended.file.removeprefix('ferry-')}: all is touched." == ended.shows
    assert ("Plays of act ferry as far as the-night: all is touched.", "short", "0 turns; 3 parts.") == (
        unfinished.shows,
        unfinished.play.name,
        unfinished.play.about,
    )


def test_a_survey_with_injects_can_be_covered_too() -> None:
    """Where only news leads from a state to an end, plays are broken off there, and everything is touched all the same."""
    scenario = opened()
    fresh = [count for _, count in covering(scenario, survey(scenario.machine, injects=True))]

    assert fresh == sorted(fresh, reverse=True)
