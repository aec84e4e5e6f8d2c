"""A clock that jumps: a turn's time runs by one that only grows, and what came first is told by numbers."""

import sys
from pathlib import Path

import pytest

from tests.classroom.faults.jumping import EACH, jump

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="servers are forked"), pytest.mark.slow]


def test_a_clock_that_jumps_ends_no_turn_and_orders_nothing(tmp_path: Path) -> None:
    """While the computer's clock jumps eight times, a turn lasts as long as it was given, and what is submitted stands in its order."""
    report = jump(tmp_path, EACH)

    assert ([], EACH, 1) == (report.lost, report.jumps, report.turns)
    assert report.acknowledged > 10
