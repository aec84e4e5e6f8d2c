"""Several consoles that lead one class at once: each order is carried out once or refused, and there is one log."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sim.classroom.lesson import seats
from sim.classroom.server.room import Room
from sim.classroom.web.orders import ordered
from sim.engine.console_view import console_view
from sim.errors import SimError
from sim.model.leading import FACILITATOR, Ended
from sim.model.lesson_view import ConsoleView
from sim.store.live_lesson import Standing
from tests.classroom.server.rooms import running
from tests.classroom.taught import NAME, Class, held, placing

CONSOLES = 4
_EACH = 500
"""Orders that each console gives in a lesson; the last of them ends it."""


@dataclass
class Report:
    """What came of the orders."""

    orders: int = 0
    done: int = 0
    lost: list[str] = field(default_factory=list)
    """Whatever was done twice or not at all, and every log that is not one; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"lessons, several consoles: {self.orders:,} orders from {CONSOLES} at once, {self.done:,} carried out once and the rest "
            f"refused, {len(self.lost)} lost, doubled or told otherwise"
        )


def lead_together(folder: Path, orders: int, seed: int = 1) -> Report:
    """Let consoles give so many orders, in lessons of two thousand.

    Args:
        folder: an empty one.
        orders: how many; those of a last lesson that is begun are given whole.
        seed: from which they follow.

    """
    report = Report()
    while report.orders < orders:
        place = folder / str(report.orders)
        place.mkdir()
        with held(place) as room:
            _lead(room, f"{seed} {report.orders}", report)
    return report


def _lead(room: Class, seed: str, report: Report) -> None:
    answers: dict[str, bool] = {}

    async def act() -> ConsoleView:
        async with running(room) as made:
            names = (FACILITATOR, *(f"{FACILITATOR}-{number}" for number in range(2, CONSOLES + 1)))
            await asyncio.gather(*(_give(made, by, random.Random(f"{seed} {by}"), answers) for by in names))
            return console_view(made.lesson, made.now.sessions, room.opened.machine)

    room.come("Ana", "Ben", "Cem", "Dua")
    room.do(placing(s1="g1 north", s2="g1 south", s3="g2 north", s4="g2 south"), seats.start)
    shown = asyncio.run(act())
    entries, again = room.archive.lessons.read(NAME), room.again().now
    keys = Counter((entry.seat, entry.key or "") for entry in entries if entry.key and entry.seat.startswith(FACILITATOR))
    done = {key for key, is_done in answers.items() if is_done}
    held_true = {
        "the log is not one": [*range(1, len(entries) + 1)] == [entry.number for entry in entries],
        "what was told to be done is not what was done": done == {key for _, key in keys},
        "an order was done twice, or by another": all(
            by == (key or "").rpartition("-")[0] and count == 1 for (by, key), count in keys.items()
        ),
        "an order was not answered": len(answers) == CONSOLES * _EACH,
        "the lesson was not ended once": sum(isinstance(entry.event, Ended) for entry in entries) == 1,
        "whoever opens it sees something else": shown == console_view(again.lesson, again.sessions, room.opened.machine),
    }
    report.orders += len(answers)
    report.done += len(done)
    report.lost += [f"{seed}: {what}" for what, is_so in held_true.items() if not is_so]


def _given(drawn: random.Random, now: Standing) -> tuple[str, dict[str, str]]:
    """Return an order of somebody who sees the lesson as it is now."""
    group = drawn.choice([*now.sessions])
    turn = str(now.sessions[group].turn)
    seat, role, inject = (drawn.choice(some) for some in (["s1", "s2", "s3", "s4"], ["north", "south", ""], ["letter", "envoy", "alarm"]))
    forms: dict[str, dict[str, str]] = {
        "force": {"group": group, "turn": turn},
        "rewind": {"group": group, "turn": drawn.choice([turn, "1"]), "reason": "again"},
        "pause": {},
        "resume": {},
        "place": {"seat": seat, "group": group, "role": role},
        "note": {"words": "A note."},
        "clock": {"group": group, "seconds": "3000"},
        "extend": {"group": group, "turn": turn, "seconds": "60"},
        "inject": {"group": group, "inject": inject},
    }
    name = drawn.choice([*forms])
    return name, forms[name]


async def _give(room: Room, by: str, drawn: random.Random, answers: dict[str, bool]) -> None:
    """Give orders from one console, some of them twice under one key, and note which were carried out."""
    for at in range(_EACH):
        name, form = _given(drawn, room.now) if at < _EACH - 1 else ("end", {})
        key = f"{by}-{at:04}"
        await asyncio.sleep(drawn.random() / 500)
        times = drawn.choice((1, 1, 1, 2))
        found = await asyncio.gather(
            *(room.do(ordered(name, urlencode({**form, "key": key}).encode(), by)) for _ in range(times)), return_exceptions=True
        )
        assert all(one is None or isinstance(one, SimError) for one in found)
        answers[key] = None in found
