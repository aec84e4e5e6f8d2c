"""Words that the full screen and the line mode say alike."""

import pytest

from sim.terminal.phrases import deadline, minutes, taken_back


def test_a_deadline_binds_nobody_alone() -> None:
    """It is said for a class, and that it is none here."""
    assert "Time to decide in a class: 2 minutes. Here you may take as long as you like." == deadline(120)


def test_a_turn_that_was_taken_back_has_a_new_number() -> None:
    """The number that follows is said with its reason, so that nobody looks for a turn that is missing."""
    assert "Taken back. This is turn 5 now: the number of a turn is never used twice." == taken_back(5)


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 seconds"), (60, "1 minute"), (150, "2 minutes 30 seconds"), (600, "10 minutes")])
def test_seconds_are_said_as_minutes(seconds: int, words: str) -> None:
    """Nothing is said of what there is none of."""
    assert words == minutes(seconds)
