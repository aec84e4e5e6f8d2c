"""`sim solve` of an act with more states than can be kept: what each role can expect is known all the same."""

import json

import pytest

from sim.analysis.explore import Limits
from sim.analysis.solve.reached import Cut
from sim.cli.analysing_solved import Found, Large, Wanted, solved
from sim.cli.analysing_weighed import weighed, weighed_json
from sim.library import OpenScenario, from_data
from tests import small
from tests.analysis.solve.games import crossing

WANTED = Wanted(None, (), None, as_json=False)


@pytest.fixture(scope="module")
def opened() -> OpenScenario:
    """Return the crossing, opened."""
    return from_data(crossing(), small.corpus())


def test_values_are_those_of_an_act_that_is_kept(opened: OpenScenario) -> None:
    """Weighed scene by scene, every role expects the same, and can get the same, as where every state is kept."""
    kept, large = solved(opened, "one", WANTED, {}, []), solved(opened, "one", WANTED, {}, [], Limits(2, 100))
    assert isinstance(kept, Found)
    assert isinstance(large, Large)

    assert "more than 2 states" == large.why.limit
    for one in kept.prospects:
        [other] = [found for found in large.weighed.worth if found.role == one.role]
        assert (one.expected, one.best) == pytest.approx((other.expected, other.best), abs=1e-12)


def test_it_says_what_was_weighed_and_what_was_not(opened: OpenScenario) -> None:
    """Values and stakes are told with the size and the reason; JSON has every stake."""
    large = solved(opened, "one", WANTED, {}, [], Limits(2, 100))
    assert isinstance(large, Large)
    lines = [*weighed("one", large.why, large.weighed)]
    data = json.loads(json.dumps(weighed_json(large.why, large.weighed)))

    assert lines[0].startswith("act one: exact, swept scene by scene and back: ")
    assert lines[0].endswith(" (more than 2 states)")
    assert "need an act whose states can be kept" in lines[-1]
    assert {"north", "south"} == set(data["roles"])
    assert len(large.weighed.stakes) == len(data["stakes"])


def test_what_was_stopped_is_not_weighed(opened: OpenScenario) -> None:
    """After Ctrl-C the search of states is given up, and nothing longer is begun."""
    found = solved(opened, "one", WANTED, {}, [2])

    assert isinstance(found, Cut)
    assert "stopped" == found.limit
