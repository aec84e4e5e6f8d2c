"""Work done by a process of its own: it comes back, its failures are told, and it ends when it is told to."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from sim.classroom.server.apart import Apart
from sim.errors import Fault


def worked(about: str) -> tuple[int, int, str]:
    """Return who did it, how far behind others it stands, and what it was about; two words are no work."""
    if about == "fail":
        message = "no such work"
        raise ValueError(message)
    if about == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if about == "silent":
        raise ValueError
    return os.getpid(), os.nice(0), about


@pytest.fixture
def apart() -> Iterator[Apart[str, tuple[int, int, str]]]:
    """Work apart, and stop with the test."""
    made = Apart(worked)
    yield made
    made.close()


def test_it_is_done_by_another_process_that_stands_behind(apart: Apart[str, tuple[int, int, str]]) -> None:
    """What comes back was made in one other process, which everybody else goes before."""
    first, second = asyncio.run(apart.do("a")), asyncio.run(apart.do("b"))

    assert (first[0], "a", "b") == (second[0], first[2], second[2])
    assert os.getpid() != first[0]
    assert sys.platform == "win32" or os.nice(0) < first[1]


def test_a_failure_is_told(apart: Apart[str, tuple[int, int, str]]) -> None:
    """What went wrong comes back, by its message or its name, and the next piece of work is done."""
    with pytest.raises(Fault, match="no such work"):
        asyncio.run(apart.do("fail"))
    with pytest.raises(Fault, match="ValueError"):
        asyncio.run(apart.do("silent"))

    assert "on" == asyncio.run(apart.do("on"))[2]


def test_a_process_that_died_is_replaced(apart: Apart[str, tuple[int, int, str]]) -> None:
    """Whoever waited is told to ask again, and the next piece of work is done by another process."""
    first = asyncio.run(apart.do("a"))
    with pytest.raises(Fault, match="ask again"):
        asyncio.run(apart.do("die"))

    assert first[0] != asyncio.run(apart.do("b"))[0]


def test_nothing_is_started_before_it_is_needed() -> None:
    """Closing what was never used ends nothing."""
    made = Apart(worked)
    made.close()

    with pytest.raises(RuntimeError, match="cannot schedule"):
        asyncio.run(made.do("late"))
