"""The comparison on which the tests of killed servers rest notices whatever is wrong."""

import pytest

from sim.model.lesson import LessonEntry, Spoke
from tests.classroom.faults.people import Crowd, Kept, faults


def said(number: int, words: str, key: str | None = None) -> LessonEntry:
    """Return the entry of a message of the first seat."""
    event = Spoke(seat="s1", group="g1", role="north", to=None, words=words)
    return LessonEntry(number=number, time="2026-01-01T12:00:00Z", seat="s1", key=key or f"key-{words}", event=event)


LOG = (said(1, "one"), said(2, "two"), said(3, "three"))


@pytest.mark.parametrize(
    ("log", "found"),
    [
        (LOG, []),
        (LOG[:2], ["key-three: lost"]),
        ((*LOG[:2], said(3, "four", "key-three")), ["key-three: changed"]),
        ((*LOG, said(4, "three")), ["key-three: 2 times"]),
        ((said(1, "two"), said(2, "one"), said(3, "three")), ["s1: reordered"]),
        ((*LOG, said(4, "never acknowledged")), []),
    ],
)
def test_what_is_wrong_is_noticed(log: tuple[LessonEntry, ...], found: list[str]) -> None:
    """What was acknowledged and is missing, different, there twice or in another order is named; what was only sent may be there."""
    crowd = Crowd("lesson-1", [], 1)
    crowd.people[0].kept = [Kept(number, f"key-{words}", words) for number, words in enumerate(("one", "two", "three"))]

    assert found == faults(crowd, log)


def test_an_answer_that_no_page_expects_is_noticed() -> None:
    """A fault of the server is named with its number of times."""
    crowd = Crowd("lesson-1", [], 1)
    crowd.people[0].strange[500] = 2

    assert ["s1: 2 answers of 500"] == faults(crowd, ())
