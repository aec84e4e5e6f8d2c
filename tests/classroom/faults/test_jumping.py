"""A clock that jumps: a turn's time runs by one that only grows, and what came first is told by numbers."""

import json
import random
import re
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.classroom.faults.killing import entries_of
from tests.classroom.faults.people import Caller, Crowd, begin, faults
from tests.classroom.nursery import Nursery, Order, free_port
from tests.classroom.taught import KEY

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="servers are forked"), pytest.mark.slow]

_SECONDS = 4
_DAY = 86_400
_LEFT = re.compile(r'data-left="(-?\d+)"')


def jumps() -> list[float]:
    """Return by how many seconds the clock is wrong in turn: back, on, far back, far on, summer time, a leap second, right again."""
    now = time.time()
    last = datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC).timestamp()
    return [-7_200.0, float(_DAY), -now, last - now, 3_600.0, -3_600.0, -1.0, 0.0]


def jump(file: Path, by: float) -> None:
    """Let the clock be wrong by so many seconds; whoever reads the file finds one number or the other."""
    draft = file.with_suffix(".draft")
    draft.write_text(str(by), encoding="utf-8")
    draft.replace(file)


def keep_jumping(file: Path) -> None:
    """Let the clock jump again and again before the turn is over."""
    for by in jumps():
        jump(file, by)
        time.sleep(_SECONDS / 10)


def test_a_clock_that_jumps_ends_no_turn_and_orders_nothing(tmp_path: Path) -> None:
    """While the computer's clock jumps eight times, a turn lasts as long as it was given, and what is submitted stands in its order."""
    place, wrong = str(tmp_path / "sessions.db"), tmp_path / "wrong"
    jump(wrong, 0.0)
    for lesson in ("clocks-1", "clocks-2"):
        begin(place, lesson)
    with Nursery() as nursery:
        child = nursery.start(Order(place, free_port(), clock=str(wrong)))
        seat = Caller("clocks-1", [child.port], "seat-clocks-1=token of P1", random.Random(1))
        console = Caller("clocks-1", [child.port], f"key-clocks-1={KEY}", random.Random(1))
        began = time.monotonic()
        assert 200 == console.ask("/c/clocks-1/do/clock", {"seconds": str(_SECONDS)})[0]
        shown, jumping = [], threading.Thread(target=keep_jumping, args=(wrong,))
        jumping.start()
        with Crowd("clocks-2", [child.port], pause=0.05) as crowd:
            while json.loads(seat.ask("/s/clocks-1/seat.json")[1])["view"]["turn"] == 1:
                shown += _LEFT.findall(seat.ask("/s/clocks-1/")[1].decode())
                time.sleep(0.1)
            lasted = time.monotonic() - began
        jumping.join()
        pages = [console.ask("/c/clocks-1/do/end", {})[0], seat.ask("/s/clocks-1/debrief")[0], console.ask("/c/clocks-1/")[0]]
        console.leave()
        seat.leave()
        child.kill()
    log = entries_of(place, "clocks-2")
    left = [int(one) for one in shown]

    assert _SECONDS <= lasted < _SECONDS + 4
    assert left == sorted(left, reverse=True)
    assert all(0 <= one <= _SECONDS for one in left)
    assert [200, 200, 200] == pages
    assert [] == faults(crowd, log)
    assert [entry.time for entry in log] != sorted(entry.time for entry in log)
    assert [entry.number for entry in log] == [*range(1, len(log) + 1)]
