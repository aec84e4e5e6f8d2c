"""Conditions taken apart into ways hold exactly where the conditions do."""

from itertools import product

import pytest

from sim.analysis.kernel.ways import MOST, Way, ways
from sim.errors import Fault
from sim.model.condition import Condition, holds

CONDITIONS = [
    {"chose": {"north": "a"}},
    {"chose": {"north": "a", "south": "b"}},
    {"at_least": {"tension": 2}, "at_most": {"tension": 3}},
    {"not": {"at_least": {"tension": 2}, "at_most": {"trust": 0}}},
    {"all": [{"chose": {"north": "a"}}, {"at_most": {"tension": 1}}]},
    {"any": [{"chose": {"north": "a"}}, {"at_most": {"tension": 1}}, {"at_least": {"trust": 1}}]},
    {"not": {"any": [{"chose": {"south": "b"}}, {"at_least": {"tension": 3}}]}},
    {"not": {"not": {"chose": {"north": "b"}}}},
    {"not": {"all": [{"chose": {"north": "b"}}, {"any": [{"at_least": {"trust": 1}}, {"at_most": {"tension": 0}}]}]}},
]


@pytest.mark.parametrize("data", CONDITIONS, ids=str)
def test_some_way_agrees_exactly_where_the_condition_holds(data: dict[str, object]) -> None:
    """For every choice and every value, one of the ways agrees if and only if the condition holds."""
    condition = Condition.model_validate(data)
    for north, south, tension, trust in product("ab", "ab", range(5), range(2)):
        picks, values = {"north": north, "south": south}, {"tension": tension, "trust": trust}
        agrees = any(way.fits(picks) and all(low <= values[name] <= high for name, low, high in way.bounds) for way in ways(condition))

        assert holds(condition, picks, values) == agrees


def test_no_condition_is_one_way_that_always_agrees() -> None:
    """Where there is no condition, there is one way without demands; its opposite has none."""
    assert (Way(),) == ways(None)
    assert () == ways(None, wanted=False)


def test_an_impossible_way_is_left_out() -> None:
    """What asks for two values of one indicator at once is no way."""
    assert () == ways(Condition.model_validate({"at_least": {"tension": 3}, "at_most": {"tension": 2}}))


def test_too_many_ways_are_refused() -> None:
    """A condition that would fall into more ways than can be analysed is refused, with what to do."""
    either = {"any": [{"at_least": {f"i{place}": 1}} for place in range(9)]}
    condition = Condition.model_validate({"all": [either] * 4})

    with pytest.raises(Fault, match=f"more than {MOST:,} ways") as caught:
        ways(condition)
    assert "too-many-ways" == caught.value.code
