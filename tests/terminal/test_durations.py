"""How long something takes, in words."""

import pytest

from sim.terminal.durations import minutes


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 seconds"), (60, "1 minute"), (150, "2 minutes 30 seconds"), (600, "10 minutes")])
def test_seconds_are_said_as_minutes(seconds: int, words: str) -> None:
    """Nothing is said of what there is none of."""
    assert words == minutes(seconds)
