"""Nothing that was acknowledged is lost, changed, doubled or reordered when servers, connections or databases are killed.

`python -m tests.long lessons --count 2000` and `python -m tests.long.shared` kill more often.
"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.classroom.faults.killing import LEAST, kill, share, strike
from tests.classroom.hosted import hosted
from tests.store.serving import Server, needed

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems kill without asking"),
    pytest.mark.slow,
    pytest.mark.timeout(300),
]
_SOON = 2.0
"""Seconds after a start within which somebody has to have their page."""


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """Give a PostgreSQL server of our own."""
    with needed() as server:
        yield server


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    """Eight people submit while their server is killed 200 times; all that was acknowledged is there once, in order, as it was sent."""
    report = kill(str(tmp_path / "sessions.db"), 200)

    assert ([], 200) == (report.lost, report.blows)
    assert report.acknowledged >= 200 * LEAST
    assert median(report.waited) < _SOON


def test_the_program_itself_is_back_soon(tmp_path: Path) -> None:
    """`sim host`, killed and started again from nothing, has shown a page before it has computed for two seconds."""
    with hosted(tmp_path, "tutorial") as host:
        host.kill()
        before = os.times()
        host.start()
        host.kill()  # what a process has computed is told when it is gone
        after = os.times()

    computed = after.children_user + after.children_system - before.children_user - before.children_system

    assert 0 < computed < _SOON


@pytest.mark.system
def test_a_killed_server_loses_nothing_on_postgresql(running: Server) -> None:
    """The same on PostgreSQL, 25 times."""
    report = kill(running.database(), 25)

    assert ([], 25) == (report.lost, report.blows)
    assert report.acknowledged >= 25 * LEAST


@pytest.mark.system
def test_a_killed_database_loses_nothing(running: Server) -> None:
    """PostgreSQL crashes 10 times under a lesson; its server goes on by itself when it is back, and what was acknowledged is there."""

    def crash() -> None:
        running.stop(signal.SIGQUIT)
        running.start()

    report = strike("database killed", running.database(), 10, crash)

    assert ([], 10) == (report.lost, report.blows)
    assert report.acknowledged >= 10 * LEAST


@pytest.mark.system
def test_lost_connections_lose_nothing(running: Server) -> None:
    """Every connection to PostgreSQL is cut 15 times, some in the middle of a commit; each submission is there once or not yet."""
    report = strike("connections cut", running.database(), 15, running.drop)

    assert ([], 15) == (report.lost, report.blows)
    assert report.acknowledged >= 15 * LEAST


@pytest.mark.system
def test_classes_finish_while_one_of_two_servers_is_killed(running: Server) -> None:
    """Two servers share four lessons, each is killed in turn, people go on with the other, and every play comes to its end."""
    report = share(running.database(), 4, 0.7, pause=0.6)

    assert [] == report.lost
    assert report.blows >= 3
