"""The lessons that this server serves, each in a room of its own, opened when somebody first asks for it.

Rule 1: a room is opened from the log alone, so that any server over the same database can serve any lesson at any time.
Rule 2: a room that nobody needs is closed, so that a server that runs for a whole term remembers only the lessons of the day.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
import time
from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sim.classroom.server.debriefs import Debriefs
from sim.classroom.server.limits import FORMS_A_MINUTE, FORMS_AT_ONCE, WRONG_GUESSES, Bucket, Buckets, Guesses, Joins, Spell
from sim.classroom.server.room import Room
from sim.classroom.server.shared import Shared
from sim.errors import Missing, SimError, StorageFailed
from sim.library import OpenScenario, open_edition
from sim.model.ids import LessonId, SessionId
from sim.store.lessons import Archive, convening
from sim.store.live_lesson import LiveLesson
from sim.store.settle import Clock

Hints: TypeAlias = Callable[[float], Collection[SessionId] | None]
"""Waits so many seconds for the names of what other servers have changed; None when some may have been missed."""

_LOG = logging.getLogger("sim.classroom")

_WAIT = 1.0
"""Seconds that are waited for a hint."""
_LOOK = 5
"""After so many waits every room looks by itself, whether it heard anything or not."""
_UNUSED = 3600.0
"""Seconds for which nobody has asked for a room that is idle, until it is closed; longer than anything takes that has asked for it."""
_TIDY = 300.0
"""Seconds from one look for such rooms to the next."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a hall works with."""

    archive: Archive
    clock: Clock
    """Gives the time of entries, UTC."""
    opened: Callable[[str], OpenScenario | None]
    """Returns a scenario that is open already, by the hash of its edition, so that it need not be compiled anew."""
    hints: Hints | None = None
    """None where no other server can change anything."""
    reopen: Callable[[], Archive] | None = None
    """Opens the archive anew after a write has failed; None where only a new start of the program may do that."""
    pulse: Callable[[], float] = time.monotonic
    """Seconds that only grow; by them is measured what may happen how often."""
    codes: Mapping[str, LessonId] = field(default_factory=dict)
    """Codes that lessons had until their end, which the archive has forgotten."""
    checked: Path | None = None
    """Where checked scenarios are remembered by their contents; None: they are read and checked anew."""


class Hall:
    """All rooms of one server."""

    def __init__(self, keeping: Keeping) -> None:
        """Make the hall, with no room open; `start` has to follow once the event loop runs."""
        self.keeping = keeping
        self._archive = keeping.archive
        self.guesses = Guesses(keeping.pulse)
        """Codes that were typed wrong."""
        self.slowed = Spell(keeping.pulse)
        """While codes are slowed."""
        self.crowded = Spell(keeping.pulse)
        """While joining is."""
        self.scans = Guesses(keeping.pulse)
        """Codes of which somebody said to have scanned them, and which are none."""
        self.joins = Joins(keeping.pulse)
        """Seats that are taken in each lesson."""
        self.keys = Bucket(WRONG_GUESSES, keeping.pulse)
        """Keys that were given wrong: of their own, so that whoever guesses codes never locks out the facilitator."""
        self.forms = Buckets(FORMS_A_MINUTE, keeping.pulse, FORMS_AT_ONCE)
        """What each seat sends."""
        self.debriefs = Debriefs(lambda: self._archive)
        self._shared = Shared(others=keeping.hints is not None)
        self._rooms: dict[LessonId, Room] = {}
        self._asked: dict[LessonId, float] = {}
        """When somebody last asked for each of them."""
        self._runs: dict[LessonId, asyncio.Task[None]] = {}
        self._codes = dict(keeping.codes)
        self._opening = asyncio.Lock()
        self._reopening = threading.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms that are open."""
        return tuple(self._rooms.values())

    async def room(self, lesson: LessonId) -> Room:
        """Return the room of a lesson, opened if it is not yet.

        Raises:
            Missing: there is no such lesson.

        """
        if not self._has(lesson):
            async with self._opening:
                if not self._has(lesson):
                    if lesson in self._rooms:
                        self._drop(lesson)
                    live, opened, code = await asyncio.to_thread(self._open, lesson)
                    self._rooms[lesson] = Room(live, opened, code, self._renewal(lesson, opened), self._shared)
                    self._runs[lesson] = asyncio.create_task(self._rooms[lesson].run())
                    self._hold(self._runs[lesson])
        return self._used(self._rooms[lesson])

    async def with_code(self, code: str) -> Room:
        """Return the room of the lesson that has a code; one that is over has it still, to come back to, and can be joined no more.

        Raises:
            Missing: there is none.

        """
        found = self.open_with(code)
        if found is not None and not found.lesson.ended:
            return found
        try:
            return await self.room(await asyncio.to_thread(self._archive.lessons.with_code, code))
        except Missing:
            if found is None and code in self._codes:
                found = await self.room(self._codes[code])
            if found is None:
                raise
            return found

    def open_with(self, code: str) -> Room | None:
        """Return the room of a code if it is open; that of a lesson that goes on before one that is over."""
        with_code = [room for room in self._rooms.values() if code and room.code == code and not room.is_closed]
        found = min(with_code, key=lambda room: room.lesson.ended, default=None)
        return found and self._used(found)

    def is_reachable(self) -> bool:
        """Tell whether what keeps lessons can be asked; waits for it, so call it beside the event loop."""
        try:
            self._archive.lessons.with_code("")
        except Missing:
            return True
        except StorageFailed:
            return False
        return True

    def start(self) -> None:
        """Begin to listen for what other servers change, and to close what is not needed."""
        self.begin(self._tidy())
        if self.keeping.hints is not None:
            self.begin(self._listen(self.keeping.hints))

    def end_streams(self) -> None:
        """Let whoever watches a room go, because the server is about to stop."""
        for room in self.rooms:
            room.end_streams()

    async def close(self) -> None:
        """Close every room; what was acknowledged is kept already."""
        self.debriefs.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def begin(self, work: Coroutine[object, object, None]) -> None:
        """Let work go on as long as the hall is open."""
        self._hold(asyncio.get_running_loop().create_task(work))

    def close_unused(self) -> None:
        """Close the rooms that nobody needs; whoever asks for one of their lessons later has it opened anew."""
        before = self.keeping.pulse() - _UNUSED
        for lesson in [name for name, room in self._rooms.items() if self._asked[name] < before and room.is_idle()]:
            code = self._rooms[lesson].code
            if code:
                self._codes[code] = lesson  # once the lesson has ended, the archive does not know it
            self._drop(lesson)

    def _has(self, lesson: LessonId) -> bool:
        return lesson in self._rooms and not self._rooms[lesson].is_closed

    def _drop(self, lesson: LessonId) -> None:
        self._rooms.pop(lesson).close()
        self.debriefs.forget(lesson)
        del self._asked[lesson]
        self._runs.pop(lesson).cancel()

    def _hold(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _used(self, room: Room) -> Room:
        self._asked[room.lesson.began.lesson] = self.keeping.pulse()
        return room

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(_TIDY)
            self.close_unused()

    def _open(self, lesson: LessonId) -> tuple[LiveLesson, OpenScenario, str | None]:
        archive = self._archive
        code = archive.lessons.code(lesson) or next((code for code, name in tuple(self._codes.items()) if name == lesson), None)
        began = convening(archive.lessons.read(lesson))
        opened = self.keeping.opened(began.whole_hash) or self._opened(began.whole_hash)
        if opened is None:
            opened = open_edition(
                began.scenario, began.whole_hash, lambda: archive.sessions.edition(began.whole_hash), self.keeping.checked
            )
        return LiveLesson(archive, opened.machine, lesson, self.keeping.clock), opened, code

    def _opened(self, whole_hash: str) -> OpenScenario | None:
        """Return a scenario that another room has open, because each that is opened takes its time and memory."""
        return next((room.opened for room in self.rooms if room.opened.whole_hash == whole_hash), None)

    def _renewal(self, lesson: LessonId, opened: OpenScenario) -> Callable[[], LiveLesson] | None:
        """Return how a lesson is opened anew after a failure of the database."""
        reopen = self.keeping.reopen
        if reopen is None:
            return None

        used = self._archive

        def renew() -> LiveLesson:
            nonlocal used
            with self._reopening:
                if used is self._archive:  # else another room has opened it anew already
                    self._archive = reopen()
                used = self._archive
            return LiveLesson(self._archive, opened.machine, lesson, self.keeping.clock)

        return renew

    async def _listen(self, hints: Hints) -> None:
        for turn in itertools.count():
            heard: Collection[SessionId] | None
            try:
                heard = await asyncio.to_thread(hints, _WAIT)
            except StorageFailed:  # the server is away; whoever asks something of a room is told
                await asyncio.sleep(_WAIT)
                continue
            for lesson, room in tuple(self._rooms.items()):
                if self._rooms.get(lesson) is not room:  # closed meanwhile
                    continue
                if heard is None or lesson in heard or turn % _LOOK == 0:
                    await self._look(lesson, room)

    async def _look(self, lesson: LessonId, room: Room) -> None:
        try:
            await room.look()
        except Missing:  # it was deleted
            if self._rooms.get(lesson) is room:
                self._drop(lesson)
        except SimError:  # whoever asks something of the room is told
            pass
        except Exception:  # noqa: BLE001 -- logged; the next look may find it whole
            _LOG.exception("a lesson could not be looked at")
