"""Conditions in words."""

import pytest

from sim.engine.words import reasons
from sim.model.condition import Condition
from tests.engine.council import machine

MACHINE = machine()

CASES: dict[str, tuple[dict[str, object] | None, tuple[str, ...]]] = {
    "nothing": (None, ("no condition of another way was met, and this is the way in every other case",)),
    "a choice": ({"chose": {"north": "close"}}, ("North chose “Close the bridge”",)),
    "chance": ({"chose": {"chance": "rain"}}, ("it happened that: It rains",)),
    "names that are not there": ({"chose": {"west": "run"}}, ("west chose “run”",)),
    "a lower bound": ({"at_least": {"tension": 3}}, ("Tension is at least 3",)),
    "an upper bound": ({"at_most": {"tension": 3}}, ("Tension is at most 3",)),
    "a commitment given": ({"at_least": {"pledge-north": 1}}, ("The north's pledge: yes",)),
    "a commitment not given": ({"at_most": {"pledge-north": 0}}, ("The north's pledge: no",)),
    "a hidden indicator": ({"at_least": {"debt": 2}}, ("something that is not shown",)),
    "two forms": ({"at_least": {"tension": 3}, "at_most": {"tension": 3}}, ("Tension is at least 3", "Tension is at most 3")),
    "all": ({"all": [{"at_least": {"tension": 3}}, {"at_least": {"debt": 2}}]}, ("Tension is at least 3", "something that is not shown")),
    "any": (
        {"any": [{"at_least": {"tension": 3}}, {"at_most": {"pledge-north": 0}}]},
        ("either Tension is at least 3, or The north's pledge: no",),
    ),
    "not": ({"not": {"at_least": {"tension": 3}}}, ("it is not so that Tension is at least 3",)),
    "the same twice": ({"at_least": {"debt": 1}, "at_most": {"debt": 1}}, ("something that is not shown",)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_condition_in_words(case: str) -> None:
    """Each form of condition is told in words, one reason a line, and no hidden indicator is named."""
    data, expected = CASES[case]

    assert expected == reasons(MACHINE, "bridge" if case == "chance" else "meeting", Condition.model_validate(data) if data else None)
