"""The condition language as authors write it."""

import pytest
from pydantic import ValidationError

from sim.model.condition import Condition, holds

PICKS = {"north": "talk", "south": "wait"}
VALUES = {"tension": 4, "trust": 0}


@pytest.mark.parametrize(
    ("written", "true"),
    [
        ({"chose": {"north": "talk"}}, True),
        ({"chose": {"north": "talk", "south": "talk"}}, False),
        ({"chose": {"east": "talk"}}, False),
        ({"at_least": {"tension": 4}}, True),
        ({"at_least": {"tension": 5}}, False),
        ({"at_most": {"tension": 4, "trust": 0}}, True),
        ({"at_most": {"tension": 3}}, False),
        ({"at_least": {"tension": 4}, "at_most": {"tension": 3}}, False),
        ({"all": [{"at_least": {"tension": 1}}, {"chose": {"south": "wait"}}]}, True),
        ({"all": [{"at_least": {"tension": 1}}, {"chose": {"south": "talk"}}]}, False),
        ({"any": [{"at_least": {"tension": 9}}, {"chose": {"south": "wait"}}]}, True),
        ({"any": [{"at_least": {"tension": 9}}, {"at_most": {"tension": 1}}]}, False),
        ({"not": {"at_least": {"tension": 9}}}, True),
        ({"not": {"not": {"at_least": {"tension": 9}}}}, False),
    ],
)
def test_a_condition_holds_when_all_it_says_is_so(written: dict[str, object], true: bool) -> None:  # noqa: FBT001 -- what is expected
    """Every form that is given has to hold."""
    assert true == holds(Condition.model_validate(written), PICKS, VALUES)


def test_no_condition_always_holds() -> None:
    """Where nothing is asked, nothing can fail."""
    assert holds(None, {}, {})


def test_a_condition_says_something() -> None:
    """An empty mapping is no condition, also inside another."""
    for written in ({}, {"all": []}, {"not": {}}):
        with pytest.raises(ValidationError, match="the condition says nothing"):
            Condition.model_validate(written)


def test_conditions_read_back_from_their_json() -> None:
    """The lists of the kept form and the mappings of the file mean the same."""
    condition = Condition.model_validate({"chose": {"north": "talk"}, "not": {"any": [{"at_most": {"tension": 1}}]}})

    assert condition == Condition.model_validate_json(condition.model_dump_json())
