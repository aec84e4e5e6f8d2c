"""What people hold: a terminal with the product's own correspondence, or a phone whose page keeps an outbox as its script does.

Rule 1: the terminal's protocol is `sim.classroom.client.correspondence`, and only its two threads are played here; the page's is that of
`sim/classroom/web/static/classroom.js`, line for line.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from sim.classroom.client.correspondence import (
    LISTENING,
    SENDING,
    SILENCE,
    Correspondence,
    Letter,
    Lines,
    Pauses,
    letter_to,
    read_data,
    read_news,
)
from sim.classroom.client.joining import WAIT
from sim.errors import Invalid, SimError, StorageFailed
from sim.model.lesson_view import SeatNews
from tests.simulation.network import Asked, Network
from tests.simulation.planted import SOUND, Planted

_PAGE_PATIENCE, _PAGE_SILENCE, _PAGE_RETRY = 15.0, 25.0, 2.0
_OK, _NOT_YOURS, _AGAIN = 200, 403, 429
_REFUSED = 400
_FAILED = 500


class Watching(Protocol):
    """Whoever looks over everybody's shoulder."""

    def shown(self, who: str, news: dict[str, object], text: str) -> None:
        """Something was shown."""

    def sent(self, key: str, group: str | None, turn: int | None) -> None:
        """A form was sent for the first time."""

    def tried(self, key: str) -> None:
        """A form is sent once more."""

    def acknowledged(self, who: str, key: str, name: str) -> None:
        """A form is said to be kept."""

    def refused(self, who: str, key: str, name: str, code: str) -> None:
        """A form is said not to be kept."""


@dataclass
class Way:
    """What every device has of the world."""

    who: str
    lesson: str
    cookie: str
    network: Network
    watching: Watching
    drawn: Random
    planted: Planted = SOUND

    def asked(self, name: str, form: dict[str, str] | None = None) -> Asked:
        """Return a request of this device."""
        return Asked(f"/s/{{lesson}}/{name}", {"lesson": self.lesson}, form, self.cookie)


@dataclass
class Outgoing:
    """A form on a phone, until it is acknowledged."""

    name: str
    form: dict[str, str]


@dataclass
class Device:
    """What both kinds have alike."""

    way: Way
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    is_gone: bool = False
    """Whether it was told that its seat is somebody else's now, or nobody's."""
    version: int = 0
    text: str = ""
    """What is shown, as it came."""
    group: str | None = None

    def start(self, *work: Callable[[], object]) -> None:
        """Begin to send and to listen."""
        self.tasks = [asyncio.get_running_loop().create_task(task()) for task in work]
        for task in self.tasks:
            task.add_done_callback(_must_go_on)

    def stop(self) -> None:
        """Switch it off."""
        for task in self.tasks:
            task.cancel()

    def key(self) -> str:
        """Draw the name of a request."""
        return f"{self.way.drawn.getrandbits(128):032x}"

    def shows(self, text: str) -> None:
        """Take what is shown now."""
        self.text = text
        news = json.loads(text)
        version = news["seat"]["version"]
        assert version >= self.version, f"{self.way.who} saw version {self.version}, and then {version}"
        self.version = version
        self.group = news["seat"]["group"]
        self.way.watching.shown(self.way.who, news, text)


def _must_go_on(task: asyncio.Task[None]) -> None:
    """Let the run fail by what a device stumbled over."""
    if not task.cancelled() and task.exception() is not None:
        task.get_loop().call_exception_handler({"message": "a device failed", "exception": task.exception()})


class Terminal(Device):
    """`sim join`: the product's correspondence, with two tasks for its two threads."""

    kept: Correspondence

    async def open(self) -> None:
        """Look once, as a terminal does when it has come in.

        Raises:
            OSError: the server is away.
            SimError: it refuses.

        """
        text, news = await self._fetched()
        self.kept = Correspondence(news, asyncio.get_running_loop().time())
        self.version = 0
        self.shows(text)
        self._woken, self._back = asyncio.Event(), asyncio.Event()
        self.start(self._send, self._hear)

    def post(self, name: str, form: dict[str, str]) -> None:
        """Put a form into the outbox."""
        letter = letter_to(self.way.lesson, name, form, self.key())
        letter.is_choice = name == "choose"
        self.way.watching.sent(letter.form["key"], self.group, int(form["turn"]) if "turn" in form else None)
        self.kept.outbox.append(letter)
        self._woken.set()

    @property
    def unsent(self) -> int:
        """How many forms are not known to be kept."""
        return len(self.kept.outbox)

    async def _fetched(self) -> tuple[str, SeatNews]:
        answer = await self.way.network.ask(self.way.who, self.way.asked("seat-news.json"), WAIT)
        refused = answer.error()
        if refused is not None:
            raise refused
        return answer.body, read_news(read_data(answer.body))

    def _take(self, text: str, news: SeatNews) -> None:
        before = self.kept.news
        self.kept.take(news, asyncio.get_running_loop().time())
        if self.kept.news is not before:
            self.shows(text)

    async def _send(self) -> None:
        pauses = Pauses(*SENDING)
        while True:
            while not self.kept.outbox:
                self._woken.clear()
                await self._woken.wait()
            letter = self.kept.outbox[0]
            name = letter.path.rpartition("/")[2]
            if self.way.planted.forgets_keys:
                letter.form["key"] = self.key()
                self.way.watching.sent(letter.form["key"], self.group, None)
            error = await self._tried(letter, name)
            fresh: tuple[str, SeatNews] | None = None
            if not isinstance(error, StorageFailed):
                with suppress(SimError, OSError):
                    fresh = await self._fetched()
            is_answered = self.kept.answer(letter, error)
            if fresh is not None:
                self._take(*fresh)
            if is_answered:
                pauses.over()
                self._told(letter, name, error)
            else:
                await self._sleep(pauses)

    async def _tried(self, letter: Letter, name: str) -> SimError | None:
        self.way.watching.tried(letter.form["key"])
        try:
            return (await self.way.network.ask(self.way.who, self.way.asked(name, letter.form), WAIT)).error()
        except OSError:
            return StorageFailed("no answer", "server-away")

    def _told(self, letter: Letter, name: str, error: SimError | None) -> None:
        if error is None:
            self.way.watching.acknowledged(self.way.who, letter.form["key"], name)
        else:
            self.way.watching.refused(self.way.who, letter.form["key"], name, error.code)

    async def _hear(self) -> None:
        pauses = Pauses(*LISTENING)
        while True:
            with suppress(OSError, Invalid):
                async with aclosing(self.way.network.listen(self.way.who, self.way.asked("seat-events"), SILENCE)) as stream:
                    await self._follow(stream, pauses)
            if self.is_gone:
                return
            self.kept.miss()
            await self._sleep(pauses)

    async def _follow(self, stream: AsyncIterator[tuple[int, str]], pauses: Pauses) -> None:
        lines = Lines()
        async for status, said in stream:
            events = [("gone", "")] if status == _NOT_YOURS else filter(None, map(lines.read, said.encode().splitlines(keepends=True)))
            for kind, data in events:
                pauses.over()
                before, returned = self.kept.news, self.kept.returned
                self.kept.hear(kind, data, asyncio.get_running_loop().time())
                if self.kept.returned != returned:
                    self._back.set()
                if kind == "gone":
                    self.is_gone = True
                    return
                if self.kept.news is not before:
                    self.shows(json.loads(data)["news"])

    async def _sleep(self, pauses: Pauses) -> None:
        """Pause after a try that failed; not longer than the server is away."""
        self._back.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(pauses.again(self.way.drawn.random())):
                await self._back.wait()


class Phone(Device):
    """A page: its outbox outlives it, as the browser's store does."""

    def __init__(self, way: Way, waiting: list[Outgoing]) -> None:
        """Open the page over what the browser kept."""
        super().__init__(way)
        self.waiting = waiting
        self._woken = asyncio.Event()

    async def open(self) -> None:
        """Load the page.

        Raises:
            OSError: the server is away.
            SimError: it refuses.

        """
        answer = await self.way.network.ask(self.way.who, self.way.asked("seat-news.json"), _PAGE_PATIENCE)
        refused = answer.error()
        if refused is not None:
            raise refused
        self.shows(answer.body)
        self.start(self._flush, self._listen)

    def post(self, name: str, form: dict[str, str]) -> None:
        """Send a form as the script does."""
        outgoing = Outgoing(name, {**form, "key": self.key()})
        self.way.watching.sent(outgoing.form["key"], self.group, int(form["turn"]) if "turn" in form else None)
        self.waiting.append(outgoing)
        self._woken.set()

    @property
    def unsent(self) -> int:
        """How many forms are not known to be kept."""
        return len(self.waiting)

    async def _flush(self) -> None:
        pause = 1.0
        while True:
            while not self.waiting:
                self._woken.clear()
                await self._woken.wait()
            item = self.waiting[0]
            if self.way.planted.forgets_keys:
                item.form["key"] = self.key()
                self.way.watching.sent(item.form["key"], self.group, None)
            self.way.watching.tried(item.form["key"])
            try:
                answer = await self.way.network.ask(self.way.who, self.way.asked(item.name, item.form), _PAGE_PATIENCE)
                if answer.status >= _FAILED or answer.status == _AGAIN:
                    raise ConnectionError
            except OSError:
                await asyncio.sleep(pause * (1 + self.way.drawn.random()))
                pause = min(2 * pause, 30.0)
                continue
            self.waiting.pop(0)
            pause = 1.0
            if answer.status < _REFUSED:
                self.way.watching.acknowledged(self.way.who, item.form["key"], item.name)
            else:
                self.way.watching.refused(self.way.who, item.form["key"], item.name, json.loads(answer.body)["code"])

    async def _listen(self) -> None:
        while True:
            with suppress(OSError):
                async with aclosing(self.way.network.listen(self.way.who, self.way.asked("seat-events"), _PAGE_SILENCE)) as stream:
                    async for status, said in stream:
                        self._see(status, said)
            if self.is_gone:
                return
            await asyncio.sleep(_PAGE_RETRY)

    def _see(self, status: int, said: str) -> None:
        kind, _, rest = said.partition("\n")
        self.is_gone = status == _OK and kind == "event: gone"
        if status == _OK and kind == "event: view":
            news = json.loads(rest[rest.index("data: ") + 6 :])
            if news["version"] >= self.version or self.way.planted.shows_what_is_old:
                self.shows(news["news"])
