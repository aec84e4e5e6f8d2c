"""Nothing that was acknowledged is lost, doubled or reordered when a server is killed; `python -m tests.classroom.killing` kills more."""

import signal
import sys
from pathlib import Path

import pytest

from tests.classroom.killing import kill
from tests.store.serving import Server, programs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems kill without asking")


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    """Eight people write while the server is killed again and again; every message that was acknowledged is there once, in order."""
    report = kill(str(tmp_path / "sessions.db"), 4)

    assert ([], [], [], {}) == (report.lost, report.doubled, report.reordered, report.strange)
    assert report.acknowledged > 20


@pytest.mark.system
@pytest.mark.timeout(300)
def test_two_servers_share_a_database_while_one_is_killed() -> None:
    """Two servers serve one lesson from PostgreSQL, one of them is killed again and again, and people go on with the other."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's initdb and postgres are not installed")
    with Server(folder) as running:
        report = kill(running.database(), 4, servers=2)

    assert ([], [], [], {}) == (report.lost, report.doubled, report.reordered, report.strange)
    assert report.acknowledged > 20


@pytest.mark.system
@pytest.mark.timeout(300)
def test_a_killed_database_loses_nothing() -> None:
    """PostgreSQL crashes again and again under a lesson; its server goes on when it is back, and what was acknowledged is there."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's initdb and postgres are not installed")
    with Server(folder) as running:

        def crash() -> None:
            running.stop(signal.SIGQUIT)
            running.start()

        report = kill(running.database(), 4, harm=crash)

    assert ([], [], [], {}) == (report.lost, report.doubled, report.reordered, report.strange)
    assert report.acknowledged > 20
