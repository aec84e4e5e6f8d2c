"""Nothing that was shown is lost, whenever the process is killed; `python -m tests.long` kills more."""

import sys
from pathlib import Path

import pytest

from tests.long import commands, kills
from tests.long.kills import LEAST

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems kill without asking")


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_play_replays_to_the_last_step_shown(tmp_path: Path, seed: int) -> None:
    """Ten times with each seed, `sim play` or `sim resume` is killed at a random moment, and its log holds whatever was on screen."""
    report = commands.kill(tmp_path, 10, seed)

    assert ([], 10) == (report.lost, report.kills)
    assert report.turns > report.kills


def test_a_writer_killed_in_its_work_loses_nothing(tmp_path: Path) -> None:
    """A process that does nothing but write is killed, and every entry it reported is in the file, unchanged, and the file is sound."""
    report = kills.kill(tmp_path / "sessions.db", 12)

    assert ([], 12) == (report.lost, report.kills)
    assert report.shown >= 12 * LEAST
