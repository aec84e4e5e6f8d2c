"""Nothing that was shown is lost, whenever the process is killed."""

import sys
from pathlib import Path

import pytest

from tests.long.kills import kill


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems kill without asking")
def test_a_killed_play_loses_nothing_that_was_shown(tmp_path: Path) -> None:
    """Forty plays killed at random moments hold every step they showed, unchanged, in a sound file; `tests.long` kills more."""
    report = kill(tmp_path / "sessions.db", 40)

    assert ([], 40) == (report.lost, report.kills)
    assert report.shown > report.kills
