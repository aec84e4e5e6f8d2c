"""One run: a lesson, its servers, the network and everybody in it, from one seed; first a storm, then calm, and then the reckoning.

Rule 1: same seed, same run: whatever is drawn is drawn from one source, in the order in which it happens.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from traceback import format_exception

from sim.classroom.lesson import turns
from sim.classroom.server.hall import Hints, Keeping
from sim.classroom.server.tokens import digest
from sim.classroom.web.programs import news
from sim.engine.lesson import Lesson
from sim.errors import InvalidLog, SimError
from sim.library import OpenScenario
from sim.model.leading import FACILITATOR
from sim.model.lesson import LessonEntry
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, NAME, convened
from tests.simulation.claims import BrokenError, Claims
from tests.simulation.devices import Phone, Terminal
from tests.simulation.kind import kind
from tests.simulation.loop import VirtualLoop, run
from tests.simulation.memory import Memory, Witness
from tests.simulation.network import Network, Server
from tests.simulation.people import Facilitator, Student
from tests.simulation.planted import SOUND, Planted
from tests.simulation.pool import scenario

_PATIENCE = 300.0
"""Seconds of calm within which everything that was decided has to be saved."""
_QUIET, _MOMENT = 50.0, 8.0
"""Seconds without anything new, after which everybody has to see what the server has: after a storm, and in calm."""
_ASKS = frozenset({0, 2, 4})
"""What is left of seeds by seven where whoever comes late waits to be let in; those that are kept from earlier leave other rests."""
_TURNS = 2
"""Turns by which a facilitator can help each group on, at least, or to its end."""


@dataclass
class Report:
    """What a run came to."""

    seed: int
    trace: str
    """Hash of everything that happened, in order."""
    counts: dict[str, int]
    broken: str | None = None
    """What did not hold, or None."""


@dataclass
class World:
    """Everything of one run."""

    seed: int
    planted: Planted = SOUND

    def __post_init__(self) -> None:
        """Draw what kind of lesson it is, and set it up."""
        self.drawn = Random(self.seed)
        self.kind = kind(self.drawn)
        self.opened: OpenScenario = scenario(self.kind.scenario)
        self.loop = VirtualLoop(self.drawn)
        self.loop.haste = self.planted.haste
        began = convened(self.opened, self.kind.agree, reasons=False).model_copy(update={"bot": self.kind.bot})
        asks = began.model_copy(update={"latecomers": "asked" if self.seed % 7 in _ASKS else "seated"})
        self.first = LessonEntry(number=1, time=self._clock(), seat=FACILITATOR, event=began if self.planted.seats_latecomers else asks)
        wanted = self.first.model_copy(update={"event": asks})
        self.claims = Claims(self.loop, self.opened.machine, Lesson.open((wanted,)), self.kind.slowness)
        self.server = [Server(f"server {number}", self._keeping, whole=self.kind.whole) for number in range(self.kind.servers)]
        self.network = Network(self.loop, self.drawn, self.server, replace(self.kind.weather))
        self.students = [
            Student(f"Name {number}", self.network, self.claims, self.drawn, self.drawn.uniform(1.0, 5.0), self.planted)
            for number in range(self.kind.people)
        ]
        self.facilitator = Facilitator(self.network, self.claims, self.drawn)

    def _clock(self) -> str:
        """Give the time of an entry, which is the loop's."""
        seconds, thousandths = divmod(int(1000 * self.loop.time()), 1000)
        return f"2026-01-01T{12 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}Z"

    def _keeping(self) -> Keeping:
        """Return what a server works with when it is started."""
        hints = self._hints() if self.kind.servers > 1 else None
        return Keeping(self.archive, self._clock, lambda _: self.opened, hints, pulse=self.loop.time)

    def _hints(self) -> Hints:
        """Return what tells a server of another's changes: late, now and then not at all, and now and then that something was missed."""
        heard = 1

        def wait(seconds: float) -> tuple[str, ...] | None:
            nonlocal heard
            self.loop.linger(seconds)
            if self.claims.lesson.number == heard or self.drawn.random() < 0.3:
                return ()
            heard = self.claims.lesson.number
            return None if self.drawn.random() < 0.1 else (NAME,)

        return wait

    # ------------------------------------------------------------------------------------------------------------- the run

    def run(self) -> Report:
        """Run to the end, and return what it came to."""
        broken: str | None = None
        failed: list[BaseException] = []
        self.loop.set_exception_handler(lambda _, context: failed.append(context.get("exception") or RuntimeError(context["message"])))
        with self._kept() as archive:
            archive.sessions.keep(self.opened.edition)
            archive.lessons.create((self.first,), CODE)
            self.witness = Witness(archive, self.claims.commit, self.planted)
            self.archive = Archive(archive.sessions, self.witness)
            try:
                run(self.loop, self._main())
            except AssertionError as error:
                broken = str(error) or repr(error)
            except InvalidLog:
                if self.claims.broken is None:  # else what was committed then was taken in half
                    raise
        if failed:
            first = failed[0]
            broken = str(first) if isinstance(first, BrokenError) else f"{broken or 'it went on'}; {''.join(format_exception(first))}"
        return Report(self.seed, self.claims.trace.hexdigest(), self.claims.counts, self.claims.broken or broken)

    @contextmanager
    def _kept(self) -> Iterator[Archive]:
        """Give what lessons are kept in."""
        if not self.kind.on_disk:
            yield Memory().archive
            return
        with TemporaryDirectory() as folder, SqliteLog(Path(folder) / "sessions.db") as log:
            yield Archive(log, log.lessons())

    async def _main(self) -> None:
        for server in self.server:
            await self._start(server)
        for student in self.students:
            student.begin(self.drawn.choice([0.0, 5.0, self.kind.length]) * self.drawn.random())
        storm = asyncio.get_running_loop().create_task(self._storm())
        while self.loop.time() < self.kind.length:
            await asyncio.sleep(self.drawn.uniform(1.0, 6.0) if self.claims.lesson.groups else 2.0)
            await self.facilitator.interfere()
            if self.planted.orders_itself:
                await self._ordered_by_nobody()
            self._same_time()
        await storm
        await self._calm()
        self._reckon()

    async def _storm(self) -> None:
        """Kill servers, and let people go home."""
        leavers = [student for student in self.students if self.drawn.random() < self.kind.leavers]
        for student in leavers:
            self.loop.call_later(self.drawn.random() * self.kind.length, student.leave)
        for _ in range(self.kind.kills):
            await asyncio.sleep(self.drawn.random() * self.kind.length / 3)
            server = self.drawn.choice(self.server)
            server.kill()
            self.claims.note(f"{server.name} is killed")
            self.claims.count("kills")
            await asyncio.sleep(self.drawn.choice([0.1, 3.0, 15.0]) * self.drawn.random())
            await self._start(server)

    def _same_time(self) -> None:
        """Compare what each server that has heard of everything shows of a clock with what the turn has left."""
        for server in self.server:
            for room in server.app.state.hall.rooms if server.app is not None else ():
                if room.lesson.number == self.claims.lesson.number:
                    self.claims.clocks_shown(server.name, room, late=not self.kind.kills)

    async def _ordered_by_nobody(self) -> None:
        """Let a server end the turn of every group by itself, and enter it as the facilitator's order."""
        for server in self.server:
            if server.app is not None:
                room = await server.app.state.hall.room(NAME)
                for group in room.lesson.groups:
                    with suppress(SimError, TimeoutError):
                        await asyncio.wait_for(room.do(lambda draft, group=group: turns.force(draft, group, draft.sessions[group].turn)), 1)

    async def _start(self, server: Server) -> None:
        await server.start()
        assert server.process is not None
        server.process.slowness = self.kind.slowness

    async def _calm(self) -> None:
        """Let the network heal and everybody come to rest; then look whether all is as it should be, and bring the lesson to its end."""
        self.network.heal()
        for student in self.students:
            student.is_calm = True
        await self._until(lambda: all(student.token or student.has_left for student in self.students), "somebody cannot come in")
        if not self.claims.lesson.groups and any(not seat.released for seat in self.claims.lesson.seats.values()):
            await self.facilitator.order("deal", groups="0")
            await self.facilitator.order("start")
        present = [device for student in self.students if not student.has_left for device in student.devices]
        await self._until(lambda: all(not device.unsent or device.is_gone for device in present), "something is never saved")
        if not self.claims.lesson.paused and self.claims.lesson.groups:
            await self.facilitator.order("pause")
        await asyncio.sleep(_QUIET)
        await self._alike(present)
        await self._finish()
        await asyncio.sleep(_MOMENT)
        await self._alike(present)

    async def _until(self, holds: Callable[[], bool], otherwise: str) -> None:
        end = self.loop.time() + _PATIENCE
        while not holds():
            if self.loop.time() > end:
                raise BrokenError(otherwise)
            await asyncio.sleep(1.0)

    async def _alike(self, present: Sequence[Terminal | Phone]) -> None:
        """Compare what everybody sees with what each server has."""
        for server in self.server:
            room = await server.app.state.hall.room(NAME)
            if room.lesson.number != self.claims.lesson.number:
                raise BrokenError(f"{server.name} is at entry {room.lesson.number} of {self.claims.lesson.number}")
            for device in present:
                held = room.lesson.holder(digest(device.way.cookie.partition("=")[2]))  # None where newer devices have closed this one
                told = news(room, held) if held is not None else None
                if told is None:
                    continue
                if device.is_gone:
                    raise BrokenError(f"{device.way.who} was told that the seat is gone, and it is not")
                if _timeless(json.loads(device.text)) != _timeless(json.loads(told.model_dump_json())):
                    raise BrokenError(f"{device.way.who} sees version {device.version}, and the server has {room.lesson.number}")

    async def _finish(self) -> None:
        """Bring the lesson to its end as a facilitator can at any time."""
        lesson = self.claims.lesson
        if lesson.paused:
            await self.facilitator.order("resume")
        for group in lesson.groups:
            for _ in range(_TURNS):
                if self.claims.session(group).over:
                    break
                turn = self.claims.session(group).turn
                await self.facilitator.order("force", group=group, turn=str(turn))
                if "never-ends" in self.facilitator.refusal:  # left to bots that go round in circles, which the scenario is told
                    break
                if self.claims.session(group).turn == turn and not self.claims.session(group).over:
                    raise BrokenError(f"turn {turn} of {group} cannot be ended")
        if lesson.groups and await self.facilitator.order("end") != 303:
            raise BrokenError("the lesson cannot be ended")

    def _reckon(self) -> None:
        """Read everything again from what is kept, and compare."""
        for server in self.server:
            server.kill()
        live = LiveLesson(self.archive, self.opened.machine, NAME, self._clock)
        if live.now.lesson != self.claims.lesson:
            raise BrokenError("what is kept is another lesson than the one that was played")
        for group, session in live.now.sessions.items():
            if list(session.log) != self.claims.log[self.claims.lesson.groups[group].session]:
                raise BrokenError(f"what is kept of {group} is another play")
        self.claims.in_order()
        self.claims.nobody_doubled()
        if self.witness.stale:
            self.claims.counts["another was faster"] = self.witness.stale


def _timeless(shown: dict[str, object]) -> dict[str, object]:
    """Return what is shown without what a clock says, and without the number of the last entry, which may be somebody else's."""
    seat = shown["seat"]
    assert isinstance(seat, dict)
    return {**shown, "left": None, "seat": {**seat, "version": 0}}
