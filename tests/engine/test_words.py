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
    "a commitment given": ({"at_least": {"pledge-north": 1}}, ("The north's pledge: given",)),
    "a commitment not given": ({"at_most": {"pledge-north": 0}}, ("The north's pledge: not given",)),
    "a hidden indicator": ({"at_least": {"debt": 2}}, ("something that is not shown",)),
    "two forms": ({"at_least": {"tension": 3}, "at_most": {"tension": 3}}, ("Tension is at least 3", "Tension is at most 3")),
    "all": ({"all": [{"at_least": {"tension": 3}}, {"at_least": {"debt": 2}}]}, ("Tension is at least 3", "something that is not shown")),
    "any": (
        {"any": [{"at_least": {"tension": 3}}, {"at_most": {"pledge-north": 0}}]},
        ("either Tension is at least 3, or The north's pledge: not given",),
    ),
    "not": ({"not": {"at_least": {"tension": 3}}}, ("it is not so that Tension is at least 3",)),
    "the same twice": ({"at_least": {"debt": 1}, "at_most": {"debt": 1}}, ("something that is not shown",)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_condition_in_words(case: str) -> None:
    """Each form of condition is told in words, one reason a line, and no hidden indicator is named."""
    data, expected = CASES[case]

    assert expected == reasons(MACHINE, "bridge" if case == "chance" else "meeting", Condition.model_validate(data) if data else None)


HELD: dict[str, tuple[tuple[dict[str, object], ...], tuple[str, ...]]] = {
    "one of them": (({"at_least": {"tension": 3}}, {"chose": {"north": "close"}}), ("North chose “Close the bridge”",)),
    "both": (({"at_most": {"tension": 3}}, {"chose": {"north": "close"}}), ("Tension is at most 3", "North chose “Close the bridge”")),
    "one that is shown, one that is not": (({"at_least": {"debt": 0}}, {"at_most": {"tension": 3}}), ("Tension is at most 3",)),
    "one that is not shown": (
        ({"at_least": {"debt": 0}}, {"at_least": {"tension": 3}}),
        ("either something that is not shown, or Tension is at least 3",),
    ),
}


@pytest.mark.parametrize("case", HELD)
def test_of_several_grounds_those_that_there_were_are_told(case: str) -> None:
    """Of a turn it is told which ground it had; whether one held that reads what nobody is shown, is told neither way."""
    parts, expected = HELD[case]
    held = {"north": "close"}, dict.fromkeys(MACHINE.names, 2)

    assert expected == reasons(MACHINE, "meeting", Condition.model_validate({"any": parts}), held=held)
    assert 1 == len(reasons(MACHINE, "meeting", Condition.model_validate({"any": parts})))
