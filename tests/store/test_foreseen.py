"""What bots that look ahead expect, written down and read again."""

import pytest

from sim.engine.machine import ScenarioMachine
from sim.store.foreseen import read, written
from tests import small

MACHINE = ScenarioMachine(small.stand_off())
LOTS = {"bridge": {((3, 0, 0), ()): ((1, 2, 0), (5, 0)), ((9, 0, 1), ("alarm",)): ((0, 0, 1), (0, 1))}}


def test_what_was_written_is_read() -> None:
    """What is read is what was written."""
    assert LOTS == read(MACHINE, written(LOTS))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"bridge":[[[3,0,0],[],[[1,2],[5,0]]]]}',
        '{"bridge":[[[3,0,0],[],[[1,2,0]]]]}',
        '{"bridge":[[[3,0],[],[[1,2,0],[5,0]]]]}',
        '{"bridge":[[[3,0,0],[],[[1,-2,0],[5,0]]]]}',
        '{"bridge":[[[3,0,0],[],[[1,99999999999,0],[5,0]]]]}',
        '{"brigde":[[[3,0,0],[],[[1,2,0],[5,0]]]]}',
        '{"bridge":[[[3,0,0],[],[[1,0.5,0],[5,0]]]]}',
    ],
)
def test_what_does_not_fit_is_not_read(text: str) -> None:
    """A text that is no such list, has options or roles too few, lots below none or too many, or an unknown scene is nothing."""
    assert None is read(MACHINE, text)
