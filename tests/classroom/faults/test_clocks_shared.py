"""Clocks of real servers that are killed: what one let run, another lets run on, and time without any is nobody's loss."""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.faults.people import Caller, begin
from tests.classroom.nursery import Nursery, Order, free_port
from tests.classroom.taught import KEY
from tests.store.serving import Server, needed

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="servers are forked"), pytest.mark.slow, pytest.mark.timeout(120)]

_LESSON = "clocks-1"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """Give a PostgreSQL server of our own."""
    with needed() as server:
        yield server


def console(port: int) -> Caller:
    """Return a facilitator at a server."""
    return Caller(_LESSON, [port], f"key-{_LESSON}={KEY}", random.Random(1))


def shown(port: int) -> tuple[int, int | None]:
    """Return the turn of the first group at a server, and the seconds that its clock has left."""
    asked = console(port)
    found = json.loads(asked.ask(f"/c/{_LESSON}/console.json")[1])
    asked.leave()
    return found["groups"][0]["turn"], dict(found["left"]).get("g1")


def order(port: int, name: str, **form: str) -> None:
    """Give an order at a server; it has to be carried out."""
    asked = console(port)
    assert 200 == asked.ask(f"/c/{_LESSON}/do/{name}", form)[0]
    asked.leave()


def test_a_restart_takes_no_time_from_a_turn_and_gives_little(tmp_path: Path) -> None:
    """A server that is killed under a running clock and started later goes on with at most what the log had not yet been told."""
    place = str(tmp_path / "sessions.db")
    begin(place, _LESSON)
    with Nursery() as nursery:
        first = nursery.start(Order(place, free_port()))
        order(first.port, "clock", group="g1", seconds="60")
        time.sleep(7)
        _, before = shown(first.port)
        first.kill()
        time.sleep(3)
        second = nursery.start(Order(place, free_port()))
        _, after = shown(second.port)
        second.kill()

    assert before is not None
    assert after is not None
    assert before - 1 <= after <= before + 6
    assert after <= 59


@pytest.mark.system
def test_two_servers_show_one_time_and_one_of_them_is_enough(running: Server) -> None:
    """On PostgreSQL both show the same within two seconds, also one that comes late; when one is killed the turn ends in time."""
    place = running.database()
    begin(place, _LESSON)
    with Nursery() as nursery:
        first, second = (nursery.start(Order(place, free_port())) for _ in range(2))
        order(first.port, "clock", group="g1", seconds="14")
        began = time.monotonic()
        time.sleep(4)
        late = shown(first.port)[1], shown(second.port)[1]
        order(second.port, "pause")
        time.sleep(2)
        order(second.port, "resume")
        paused = shown(first.port)[1], shown(second.port)[1]
        first.kill()
        while shown(second.port)[0] == 1 and time.monotonic() - began < 40:
            time.sleep(0.2)
        lasted = time.monotonic() - began
        second.kill()

    for one, other in (late, paused):
        assert one is not None
        assert other is not None
        assert abs(one - other) <= 2
    assert 16 <= lasted <= 20
