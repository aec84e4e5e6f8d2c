"""A server that is stopped with many pages open, and copies that are made while a class submits."""

import http.client
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest

from sim.store.postgres_dump import dump, load
from tests.classroom.faults.copying import LEAST, copy_meanwhile
from tests.classroom.faults.killing import entries_of
from tests.classroom.faults.people import Crowd, begin, faults, wait_for
from tests.classroom.nursery import Child, Nursery, Order, free_port
from tests.store.serving import needed

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="servers are forked"), pytest.mark.slow]

_STREAMS = 200
_SOON = 3.0
"""Seconds within which a server is gone."""
_EACH = 5
"""Streams that one seat has open, which is as many as it may."""


@contextmanager
def listening(lesson: str, child: Child) -> Iterator[None]:
    """Let many pages be open that listen."""
    opened = []
    for number in range(_STREAMS):
        connection = http.client.HTTPConnection("127.0.0.1", child.port, timeout=20)
        connection.request("GET", f"/s/{lesson}/events", headers={"Cookie": f"seat-{lesson}=token of P{number // _EACH + 1}"})
        answer = connection.getresponse()
        assert (200, b"retry") == (answer.status, answer.read(5))
        opened.append((connection, answer))
    try:
        yield
    finally:
        for connection, answer in opened:
            answer.close()
            connection.close()


def test_a_server_stops_in_good_order(tmp_path: Path) -> None:
    """Five times a server with 200 streams is told to stop while people submit: it is gone in three seconds and loses nothing."""
    place, lesson, took = str(tmp_path / "sessions.db"), "stopped-1", []
    begin(place, lesson, _STREAMS // _EACH)
    with Nursery() as nursery:
        order = Order(place, free_port())
        with Crowd(lesson, [order.port], pause=0.5) as crowd:
            for _ in range(5):
                child = nursery.start(order)
                with listening(lesson, child):
                    wait_for(crowd, 3)
                    began = time.monotonic()
                    child.stop()
                    took.append(time.monotonic() - began)

    assert [] == faults(crowd, entries_of(place, lesson))
    assert crowd.acknowledged >= 5 * 3
    assert median(took) < _SOON


def test_a_copy_that_is_made_meanwhile_is_the_beginning_of_the_log(tmp_path: Path) -> None:
    """Five copies made while twenty people submit are sound, each has all that had been acknowledged, and nothing that was not sent."""
    report = copy_meanwhile(tmp_path, 5)

    assert ([], 5) == (report.lost, report.copies)
    assert report.acknowledged >= 5 * LEAST


@pytest.mark.system
def test_a_dump_that_is_made_meanwhile_is_the_beginning_of_the_log(tmp_path: Path) -> None:
    """The same on PostgreSQL, with its own programs."""
    with needed() as running, Nursery() as nursery:
        place, lesson = running.database(), "copied-1"
        begin(place, lesson, 20)
        known = []
        child = nursery.start(Order(place, free_port()))
        with Crowd(lesson, [child.port], 20) as crowd:
            for number in range(5):
                wait_for(crowd, LEAST)
                known.append(crowd.acknowledged)
                dump(place, tmp_path / str(number))
        child.kill()
        log, copies = entries_of(place, lesson), []
        for number in range(5):
            other = running.database()
            load(other, tmp_path / str(number))
            copies.append(entries_of(other, lesson))

    assert [] == faults(crowd, log)
    assert all(copy == log[: len(copy)] for copy in copies)
    assert all(len(copy) >= count for copy, count in zip(copies, known, strict=True))
