"""One lesson on this server: requests come one after another, what they change is kept, and only then is anybody told.

Rule 1: commit, then acknowledge. Whatever a request changed is on disk before its sender hears of it, and before anybody sees it.
Rule 2: time is running time by a clock that only grows; it stands while the lesson is paused and while the server is down.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from sim.classroom.once import Once
from sim.classroom.turns import time_up
from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.engine.view import view
from sim.errors import SimError, Stale, StorageFailed
from sim.library import Opened
from sim.model.ids import GroupId, RoleId, SeatId
from sim.model.lesson import Clocked
from sim.model.view import View
from sim.store.live_lesson import Draft, LiveLesson, Standing

Act: TypeAlias = Callable[[Draft], object]

_AT_ONCE = 256
"""Requests that are kept in one commit, at most."""
_TRIES = 20
"""How often requests are tried anew after another server has gone on with the lesson."""


@dataclass(slots=True)
class Countdown:
    """The clock of one group's turn."""

    clocked: Clocked
    left: float
    """Seconds when it last stood or was set."""
    since: float | None
    """When it began to run, by the room's clock; None while it stands."""
    timer: asyncio.TimerHandle | None = None


class Room:
    """A lesson, with those who ask something of it and those who look at it."""

    def __init__(self, live: LiveLesson, opened: Opened, code: str | None) -> None:
        """Open the room; `run` has to run as long as it is used.

        Args:
            live: the lesson.
            opened: the scenario, in the edition that the lesson is played with.
            code: what people type to join.

        """
        self.opened = opened
        self.code = code
        self.failed: StorageFailed | None = None
        self.here: Counter[SeatId] = Counter()
        """Open streams of each seat."""
        self.debriefs = Once()
        self._live = live
        self._now = live.now
        self._requests: asyncio.Queue[tuple[Act | None, asyncio.Future[object]]] = asyncio.Queue()
        self._watchers: set[asyncio.Event] = set()
        self._countdowns: dict[GroupId, Countdown] = {}
        self._shown: dict[tuple[GroupId, RoleId | None], tuple[Session, View]] = {}
        self._written: dict[tuple[GroupId, RoleId | None], tuple[Session, str]] = {}
        self._ringing: set[asyncio.Task[None]] = set()
        self._set_countdowns()

    @property
    def now(self) -> Standing:
        """The lesson and its sessions as they are kept."""
        return self._now

    @property
    def lesson(self) -> Lesson:
        """The lesson as it is kept."""
        return self._now.lesson

    async def do(self, act: Act) -> None:
        """Do something, and return once it is on disk.

        Raises:
            SimError: it was refused, or could not be kept.

        """
        done: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        await self._requests.put((act, done))
        await done

    async def look(self) -> None:
        """Read what another server has added."""
        done: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        await self._requests.put((None, done))
        await done

    async def run(self) -> None:
        """Answer requests until cancelled."""
        while True:
            asked = [await self._requests.get()]
            while len(asked) < _AT_ONCE and not self._requests.empty():
                asked.append(self._requests.get_nowait())
            await self._answer(asked)

    async def _answer(self, asked: list[tuple[Act | None, asyncio.Future[object]]]) -> None:
        acts = [act for act, _ in asked if act is not None]
        looks = len(acts) < len(asked)
        try:
            answers = iter(await asyncio.to_thread(self._kept, acts, looks=looks))
        except Exception as error:  # noqa: BLE001 -- each of those who asked has to hear it, whatever it is
            if isinstance(error, StorageFailed) and error.code != "store-busy":
                self.failed = error
            for _, done in asked:
                _settle(done, error)
            self._tell()
            return
        changed = self._live.now is not self._now
        self._now = self._live.now
        if changed:
            self._set_countdowns()
        for act, done in asked:
            _settle(done, next(answers) if act is not None else None)
        if changed:
            self._tell()

    def _kept(self, acts: list[Act], *, looks: bool) -> tuple[object, ...]:
        """Do what is asked, anew if another server was faster; runs beside the event loop, one batch at a time."""
        if looks:
            self._live.reload()
        for _ in range(_TRIES):
            try:
                return self._live.do_all(acts)
            except Stale:
                self._live.reload()
        return self._live.do_all(acts)

    # ---------------------------------------------------------------------------------------------------------- looking on

    def watch(self) -> asyncio.Event:
        """Return an event that is set whenever the lesson has changed; `leave` has to follow."""
        news = asyncio.Event()
        self._watchers.add(news)
        return news

    def leave(self, news: asyncio.Event) -> None:
        """Tell no more of changes."""
        self._watchers.discard(news)

    def _tell(self) -> None:
        for news in self._watchers:
            news.set()

    def touch(self) -> None:
        """Let everybody look again, though no entry was added: somebody came or went."""
        self._tell()

    def view(self, group: GroupId, role: RoleId | None) -> View:
        """Return the play of a group as a role, or everybody, sees it; computed once for each change."""
        session = self._now.sessions[group]
        known = self._shown.get((group, role))
        if known is not None and known[0] is session:
            return known[1]
        shown = view(session, role, self.opened.grounds)
        self._shown[group, role] = session, shown
        return shown

    def written(self, group: GroupId, role: RoleId | None, write: Callable[[], str]) -> str:
        """Return how the play of a group is written for a role; written once for each change, however many read it."""
        session = self._now.sessions[group]
        known = self._written.get((group, role))
        if known is not None and known[0] is session:
            return known[1]
        text = write()
        self._written[group, role] = session, text
        return text

    # ----------------------------------------------------------------------------------------------------------------- time

    def left(self, group: GroupId) -> int | None:
        """Return how many seconds a group has left for its turn, or None where no clock is set."""
        found = self._countdowns.get(group)
        if found is None:
            return None
        gone = asyncio.get_running_loop().time() - found.since if found.since is not None else 0.0
        return max(0, round(found.left - gone))

    def is_running(self, group: GroupId) -> bool:
        """Tell whether a group's clock runs."""
        found = self._countdowns.get(group)
        return found is not None and found.since is not None

    def _set_countdowns(self) -> None:
        """Let the clocks follow the lesson: one for each group whose turn has a clock, standing while the lesson is paused."""
        loop = asyncio.get_running_loop()
        lesson = self.lesson
        runs = not lesson.paused and not lesson.ended
        for group in lesson.groups.values():
            clocked = group.clock
            if clocked is None or clocked.turn != self._now.sessions[group.id].turn or lesson.ended:
                self._stop(group.id)
                continue
            known = self._countdowns.get(group.id)
            if known is None or known.clocked is not clocked:
                self._stop(group.id)
                known = self._countdowns[group.id] = Countdown(clocked, float(clocked.seconds), None)
            if runs and known.since is None:
                known.since = loop.time()
                known.timer = loop.call_later(known.left, self._ring, group.id, clocked.turn)
            elif not runs and known.since is not None:
                known.left = max(0.0, known.left - (loop.time() - known.since))
                known.since = None
                _cancel(known)

    def _stop(self, group: GroupId) -> None:
        known = self._countdowns.pop(group, None)
        if known is not None:
            _cancel(known)

    def _ring(self, group: GroupId, turn: int) -> None:
        task = asyncio.get_running_loop().create_task(self._expire(group, turn))
        self._ringing.add(task)  # a task that nobody holds may vanish before it is done
        task.add_done_callback(self._ringing.discard)

    async def _expire(self, group: GroupId, turn: int) -> None:
        with suppress(SimError):  # somebody was faster, or the disk refuses, of which everybody is told
            await self.do(lambda draft: time_up(draft, group, turn))


def _cancel(countdown: Countdown) -> None:
    if countdown.timer is not None:
        countdown.timer.cancel()
        countdown.timer = None


def _settle(done: asyncio.Future[object], answer: object) -> None:
    if done.done():  # whoever asked has gone away
        return
    if isinstance(answer, Exception):
        done.set_exception(answer)
    else:
        done.set_result(answer)
