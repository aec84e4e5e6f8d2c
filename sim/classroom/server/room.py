"""One lesson on this server: requests come one after another, what they change is kept, and only then is anybody told.

Rule 1: commit, then acknowledge. Whatever a request changed is on disk before its sender hears of it, and before anybody sees it.
Rule 2: time is running time; it stands while the lesson is paused and while no server is there.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress

from sim.classroom.lesson.clocks import sign
from sim.classroom.lesson.turns import time_up
from sim.classroom.server.concerns import NOBODY, Concerns, moved, only_time
from sim.classroom.server.countdowns import Countdowns
from sim.classroom.server.fragments import Alike
from sim.classroom.server.requests import Act, Request, Requests, settle
from sim.classroom.server.shared import Shared
from sim.engine.lesson import Lesson
from sim.engine.members import Seat
from sim.engine.session import Session
from sim.engine.view import view
from sim.errors import SimError, Stale, StorageFailed
from sim.library import OpenScenario
from sim.model.ids import GroupId, RoleId, SeatId
from sim.model.leading import Clocked
from sim.model.part import Digest
from sim.model.view import View
from sim.store.drafting import Draft
from sim.store.live_lesson import LiveLesson, Standing

_LOG = logging.getLogger("sim.classroom")

_MOMENT = 0.1
"""Seconds after a change until it is shown."""
_AGAIN = 5.0
"""Seconds after which a turn whose time is up is ended anew, where that could not be kept."""
_TRIES = 20
"""How often requests are tried anew after another server has gone on with the lesson."""


class Room:
    """A lesson, with those who ask something of it and those who look at it."""

    def __init__(
        self,
        live: LiveLesson,
        opened: OpenScenario,
        code: str | None,
        renew: Callable[[], LiveLesson] | None = None,
        shared: Shared | None = None,
    ) -> None:
        """Open the room; `run` has to run as long as it is used.

        Args:
            live: the lesson.
            opened: the scenario, in the edition that the lesson is played with.
            code: what people type to join.
            renew: opens the lesson anew after a failure of what keeps it; None where only a new start of the program may do that.
            shared: what it has in common with the other rooms of the server; None: it stands alone.

        """
        self._shared = shared or Shared()
        self.opened = opened
        self.code = code
        self.failed: StorageFailed | None = None
        self.stops = False
        """Whether the server is about to stop, so that streams end."""
        self.here: Counter[SeatId] = Counter()
        """Open streams of each seat."""
        self.windows: dict[SeatId, list[object]] = {}
        """The same one by one, oldest first."""
        self._renew = renew
        self._live = live
        self._now = live.now
        self._requests = Requests(self._answer)
        self._watchers: dict[asyncio.Event, Callable[[], Concerns] | None] = {}
        self._countdowns = Countdowns(self._ring, self._sign, live.clock if self._shared.others else None)
        self._held: tuple[Mapping[SeatId, Seat], dict[Digest, Seat]] = live.now.lesson.seats, live.now.lesson.holders()
        """The seats, and which of them each browser's token opens."""
        self._shown: dict[tuple[GroupId, RoleId | None], tuple[Session, View]] = {}
        self.written: dict[tuple[GroupId, RoleId | None], Alike] = {}
        """What all seats of a role read, as it was last written; `parts` writes it."""
        self._ringing: set[asyncio.Task[None]] = set()
        self._telling: asyncio.TimerHandle | None = None
        self._moved: Concerns | None = NOBODY
        """Where something is new since people were last told; None: everywhere."""
        self._countdowns.follow(self._now)

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
        done = self._requests.ask(act)
        with self._shared.traffic.asking():
            await done

    async def look(self) -> None:
        """Read what another server has added.

        Raises:
            SimError: it cannot be read; `Missing` where the lesson was deleted.

        """
        await self._requests.ask(None)

    async def run(self) -> None:
        """Answer requests until cancelled, which closes the room, as a fault does."""
        try:
            await self._requests.run()
        except Exception as error:  # noqa: BLE001 -- whoever asks next has the room opened anew
            lesson = self.lesson.began.lesson
            _LOG.error("room of %s closed by a fault: %s", lesson, type(error).__name__)  # its words may repeat what was sent
            self.close()

    @property
    def is_closed(self) -> bool:
        """Whether nothing is answered here any more."""
        return self._requests.closed

    async def _answer(self, asked: list[Request]) -> None:
        acts = [act for act, _ in asked if act is not None]
        looks = len(acts) < len(asked)
        try:
            answers = iter(await self._kept(acts, looks=looks))
        except Exception as error:  # noqa: BLE001 -- each of those who asked has to hear it, whatever it is
            if isinstance(error, StorageFailed) and error.code != "store-busy":
                self.failed = error
            for _, done in asked:
                settle(done, error)
            self._tell()
            return
        before, changed = self._now, self._live.now is not self._now
        self._now = self._live.now
        if changed:
            self.failed = None  # what was refused by the disk before is kept again, or was opened anew
            if self._countdowns.follow(self._now):
                self._tell()
        for act, done in asked:
            settle(done, next(answers) if act is not None else None)
        if changed and not only_time(before, self._now):
            self._tell(moved(before, self._now))

    async def _kept(self, acts: list[Act], *, looks: bool) -> tuple[object, ...]:
        """Do what is asked, anew if another server was faster; only what waits for the disk or the network runs beside the event loop."""
        if self.failed is not None and self._renew is not None:
            self._live = await asyncio.to_thread(self._renew)
        if looks:
            await asyncio.to_thread(self._live.reload)
        tries = 0
        while True:
            tried = self._live.attempt(acts, self._countdowns.measured)
            if await self._is_behind(tried.answers):
                continue
            try:
                if tried.change is not None:
                    await self._shared.commits.keep(self._live.archive.lessons, tried.change)
            except Stale:
                tries += 1
                if tries > _TRIES:
                    raise
                await asyncio.to_thread(self._live.reload)
            else:
                self._live.keep(tried)
                return tried.answers

    async def _is_behind(self, answers: Iterable[object]) -> bool:
        """Tell whether something was refused by what was true before another server went on; what it added is read then."""
        refuses = self._shared.others and any(isinstance(answer, Exception) for answer in answers)
        return refuses and await asyncio.to_thread(self._live.reload)

    async def catch_up(self) -> None:
        """Read what other servers have added, if it can be, so that nobody who comes from one of them is shown what is older."""
        if self._shared.others:
            with suppress(StorageFailed):
                await self.look()

    async def holder(self, token: Digest) -> Seat | None:
        """Return the seat that a browser's token opens, or None; another server may have given it a moment ago.

        Raises:
            StorageFailed: that cannot be looked up now.

        """
        held = self._holder(token)
        if held is None and self._shared.others:
            await self.look()
            held = self._holder(token)
        return held

    def _holder(self, token: Digest) -> Seat | None:
        seats = self.lesson.seats
        if self._held[0] is not seats:  # a thousand phones ask between two that join
            self._held = seats, self.lesson.holders()
        return self._held[1].get(token)

    # ---------------------------------------------------------------------------------------------------------- looking on

    def watch(self, concerns: Callable[[], Concerns] | None = None) -> asyncio.Event:
        """Return an event that is set whenever the lesson has changed; `leave` has to follow.

        Args:
            concerns: tells what alone matters to whoever watches; None: everything does.

        """
        news = asyncio.Event()
        self._watchers[news] = concerns
        return news

    def leave(self, news: asyncio.Event) -> None:
        """Tell no more of changes."""
        self._watchers.pop(news, None)

    def end_streams(self) -> None:
        """Let those who watch look up, and see that nothing more comes: the server is about to stop."""
        self.stops = True
        for news in self._watchers:
            news.set()

    def close(self) -> None:
        """Let those go who watch, and the clocks stand: the room is used no more."""
        self.end_streams()
        self._countdowns.close()

    def _tell(self, moved: Concerns | None = None) -> None:
        """Let people look again in a moment: whoever asked for something hears first, and what changes together is shown once.

        Args:
            moved: where something is new; None: everybody looks.

        """
        known = NOBODY if self._telling is None else self._moved
        self._moved = None if moved is None or known is None else known | moved
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_MOMENT, self._told)

    def _told(self) -> None:
        self._telling = None
        moved = self._moved
        concerned = [news for news, concerns in self._watchers.items() if concerns is None or moved is None or concerns() & moved]
        self._shared.traffic.wake(concerned)

    def _keep_on(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._ringing.add(task)  # a task that nobody holds may vanish before it is done
        task.add_done_callback(self._ringing.discard)

    def is_idle(self) -> bool:
        """Tell whether nobody looks on, nothing is under way and no clock runs, so that the room is as good as one opened from the log."""
        asked = self._ringing or not self._requests.are_none()
        return not (asked or self.failed or self._watchers or self.here.total() or self._countdowns.any_runs())

    def touch(self) -> None:
        """Let those look again to whom everything matters, though no entry was added: somebody came or went."""
        self._tell(NOBODY)

    def view(self, group: GroupId, role: RoleId | None) -> View:
        """Return the play of a group as a role, or everybody, sees it; computed once for each change."""
        session = self._now.sessions[group]
        known = self._shown.get((group, role))
        if known is not None and known[0] is session:
            return known[1]
        shown = view(session, role, self.opened.grounds)
        self._shown[group, role] = session, shown
        return shown

    # ----------------------------------------------------------------------------------------------------------------- time

    def left(self, group: GroupId) -> int | None:
        """Return how many seconds a group has left for its turn, or None where no clock is set."""
        return self._countdowns.left(group)

    def is_running(self, group: GroupId) -> bool:
        """Tell whether a group's clock runs."""
        return self._countdowns.is_running(group)

    def _ring(self, clocked: Clocked, more: int) -> None:
        def end(draft: Draft) -> None:
            if draft.lesson.groups[clocked.group].clock is clocked:  # else another was set meanwhile, on another server
                time_up(draft, clocked.group, clocked.turn, more)

        self._keep_on(self._insist(end))

    def _sign(self) -> None:
        known = {group.id: group.stood for group in self.lesson.groups.values()}
        self._keep_on(self._quietly(lambda draft: sign(draft, known)))

    async def _insist(self, end: Act) -> None:
        """End a turn whose time is up; as long as the disk refuses, of which everybody is told, try again."""
        while not self._requests.closed:
            try:
                await self.do(end)
            except StorageFailed:
                await asyncio.sleep(_AGAIN)
                continue
            except SimError:  # somebody was faster
                return
            except Exception:  # noqa: BLE001 -- logged, and tried again as where the disk refuses
                _LOG.exception("a turn whose time is up could not be ended")
                await asyncio.sleep(_AGAIN)
                continue
            return

    async def _quietly(self, act: Act) -> None:
        with suppress(SimError):  # somebody was faster, or the disk refuses, of which everybody is told
            await self.do(act)
