"""Servers that come and go, and a network between them and everybody else that loses, doubles, delays and cuts.

Rule 1: what a server does is the product's own code; here it is only started, asked and killed.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sim.classroom.client.wire import Answer
from sim.classroom.server.hall import Keeping
from sim.classroom.web.app import Setting, application, routes
from tests.simulation.loop import RUNNING, Process, VirtualLoop

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Message

HOST = "192.168.0.10:8000"
_HALF_OPEN = 900.0
"""Seconds until a server notices that somebody has gone without a word."""
_ENDPOINTS = {(method, route.path): route.endpoint for route in routes() for method in route.methods or ()}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request."""

    path: str
    """As the table of routes has it, such as `/s/{lesson}/choose`."""
    params: dict[str, str]
    form: dict[str, str] | None = None
    cookie: str = ""
    near: bool = False
    """Whether it comes from the server's own computer."""
    page: bool = False
    """Whether a person's browser asks for a page, and no script."""

    def scope(self, app: Starlette | None) -> dict[str, object]:
        """Return it as a server hands it to an application."""
        path = self.path.format(**self.params)
        body = self.body
        headers = [(b"host", HOST.encode()), (b"origin", f"http://{HOST}".encode())]
        headers += [] if self.page else [(b"accept", b"application/json")]
        headers += [(b"cookie", self.cookie.encode())] if self.cookie else []
        headers += [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/x-www-form-urlencoded")] if body else []
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET" if self.form is None else "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1" if self.near else "192.168.0.20", 50_000),
            "server": ("192.168.0.10", 8000),
            **({"app": app, "path_params": self.params} if app is not None else {}),
        }

    @property
    def body(self) -> bytes:
        """What is sent."""
        return b"" if self.form is None else urlencode(self.form).encode()


@dataclass(eq=False)
class Exchange:
    """A request that a server has, and what it answers."""

    reply: asyncio.Future[Answer]
    chunks: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    """What a stream says; None: it has ended."""
    task: asyncio.Task[None] | None = None
    is_gone: asyncio.Event = field(default_factory=asyncio.Event)

    def leave(self) -> None:
        """Let the server notice that nobody listens any more."""
        self.is_gone.set()
        if self.task is not None:
            self.task.cancel()

    def tear(self) -> None:
        """Break the connection from the server's side."""
        if not self.reply.done():
            self.reply.set_exception(ConnectionResetError("the server has gone"))
        self.chunks.put_nowait(None)


class Server:
    """One server, as often as it is started."""

    def __init__(self, name: str, keeping: Callable[[], Keeping], *, whole: bool) -> None:
        """Name a server that is not running yet.

        Args:
            name: what the trace calls it.
            keeping: gives what it works with, anew for each start.
            whole: whether requests pass through the whole application; else straight to the handler of their route.

        """
        self.name = name
        self.process: Process | None = None
        self.app: Starlette | None = None
        self._keeping = keeping
        self._whole = whole
        self._exchanges: list[Exchange] = []
        self._application: Callable[..., object] | None = None

    async def start(self) -> None:
        """Start it."""
        process = Process(self.name)
        context = contextvars.copy_context()
        context.run(RUNNING.set, process)
        started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().create_task(self._live(started), context=context)
        await started
        self.process = process

    async def _live(self, started: asyncio.Future[None]) -> None:
        app = application(self._keeping(), Setting(HOST))
        scope: dict[str, object] = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}}
        asked = iter(["lifespan.startup"])

        async def receive() -> Message:
            kind = next(asked, None)
            if kind is None:
                await asyncio.Event().wait()
            return {"type": kind}

        async def send(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._application, self.app = app, scope["app"]
                started.set_result(None)

        await app(scope, receive, send)

    def kill(self) -> None:
        """Kill it: whatever it had not committed is gone, and whoever waits for it hears no more."""
        if self.process is not None:
            self.process.kill()
            self.process = self.app = self._application = None
            for exchange in self._exchanges:
                exchange.tear()
            self._exchanges.clear()

    def begin(self, asked: Asked) -> Exchange:
        """Hand it a request."""
        loop = asyncio.get_running_loop()
        exchange = Exchange(loop.create_future())
        exchange.reply.add_done_callback(lambda reply: reply.cancelled() or reply.exception())
        self._exchanges.append(exchange)
        context = contextvars.copy_context()
        context.run(RUNNING.set, self.process)
        work = self._through(asked, exchange) if self._whole else self._straight(asked, exchange)
        exchange.task = loop.create_task(self._answered(work, exchange), context=context)
        return exchange

    async def _answered(self, work: object, exchange: Exchange) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is the server's fault, and the run fails by it
            if self.process is RUNNING.get():
                asyncio.get_running_loop().call_exception_handler({"message": "a handler failed", "exception": error})
        finally:
            exchange.tear()
            with suppress(ValueError):
                self._exchanges.remove(exchange)

    async def _straight(self, asked: Asked, exchange: Exchange) -> None:
        """Call the handler of a route."""

        async def receive() -> Message:
            return {"type": "http.request", "body": asked.body, "more_body": False}

        request = Request(asked.scope(self.app), receive)
        answer: Response = await _ENDPOINTS["GET" if asked.form is None else "POST", asked.path](request)
        self._reply(exchange, Answer(answer.status_code, _text(answer), dict(answer.headers)))
        if isinstance(answer, StreamingResponse):
            async for chunk in answer.body_iterator:
                exchange.chunks.put_nowait(chunk.decode() if isinstance(chunk, bytes) else str(chunk))

    async def _through(self, asked: Asked, exchange: Exchange) -> None:
        """Pass a request through the whole application."""
        bodies = iter([{"type": "http.request", "body": asked.body, "more_body": False}])
        status, headers, said, streams = 0, {}, "", False

        async def receive() -> Message:
            message = next(bodies, None)
            if message is None:
                await exchange.is_gone.wait()
                return {"type": "http.disconnect"}
            return message

        async def send(message: Message) -> None:
            nonlocal status, headers, said, streams
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
                streams = "event-stream" in headers.get("content-type", "")
                if streams:
                    self._reply(exchange, Answer(status, "", headers))
                return
            said = message.get("body", b"").decode() if streams else said + message.get("body", b"").decode()
            if streams and said:
                exchange.chunks.put_nowait(said)
            if not streams and not message.get("more_body"):
                self._reply(exchange, Answer(status, said, headers))

        assert self._application is not None
        await self._application(asked.scope(None), receive, send)

    def _reply(self, exchange: Exchange, answer: Answer) -> None:
        process = RUNNING.get()
        if process is not None and not process.is_dead and not exchange.reply.done():
            exchange.reply.set_result(answer)


def _text(answer: Response) -> str:
    return "" if isinstance(answer, StreamingResponse) else bytes(answer.body).decode()


@dataclass
class Weather:
    """How bad the network is."""

    loss: float = 0.0
    """Of requests, and of answers."""
    double: float = 0.0
    """Of requests that come once more, a moment or a minute later."""
    late: float = 0.0
    """Of requests that are given up and come all the same."""
    slow: float = 0.05
    """Seconds that something is on its way, at most."""
    tear: float = 0.0
    """Of events after which a stream is cut."""
    shuffle: float = 0.0
    """Of events of a stream that come twice, or after the next."""


class Network:
    """The way from everybody to the servers."""

    def __init__(self, loop: VirtualLoop, drawn: Random, servers: list[Server], weather: Weather) -> None:
        """Lay it."""
        self._loop = loop
        self._drawn = drawn
        self._servers = servers
        self.weather = weather
        self._cut: dict[str, float] = {}

    def cut(self, who: str, seconds: float) -> None:
        """Cut somebody off for a while."""
        self._cut[who] = self._loop.time() + seconds

    def heal(self) -> None:
        """Let everything through from now on."""
        self.weather = Weather()
        self._cut.clear()

    def _is_cut(self, who: str) -> bool:
        return self._cut.get(who, 0.0) > self._loop.time()

    def _happens(self, chance: float) -> bool:
        return chance > 0 and self._drawn.random() < chance

    def _delay(self) -> float:
        return self._drawn.uniform(0.001, self.weather.slow)

    def server(self) -> Server | None:
        """Return a server that runs, any of them, as a load balancer would; None: there is none."""
        running = [server for server in self._servers if server.process is not None]
        return self._drawn.choice(running) if running else None

    async def ask(self, who: str, asked: Asked, patience: float) -> Answer:
        """Send a request and return its answer.

        Raises:
            OSError: none came.

        """
        end = self._loop.time() + patience
        await asyncio.sleep(self._delay())
        if self._is_cut(who) or self._happens(self.weather.loss):
            await self._give_up(asked, end)
        server = self.server()
        if server is None:
            message = "nobody answers"
            raise ConnectionRefusedError(message)
        if self._happens(self.weather.double):
            self._later(asked)
        exchange = server.begin(asked)
        answer = await asyncio.wait_for(exchange.reply, max(0.0, end - self._loop.time()))
        if self._is_cut(who) or self._happens(self.weather.loss):
            await self._give_up(None, end)
        await asyncio.sleep(self._delay())
        return answer

    async def _give_up(self, asked: Asked | None, end: float) -> None:
        if asked is not None and self._happens(self.weather.late):
            self._later(asked)
        await asyncio.sleep(max(0.0, end - self._loop.time()))
        message = "no answer came"
        raise TimeoutError(message)

    def _later(self, asked: Asked) -> None:
        self._loop.call_later(self._drawn.choice([0.01, 1.0, 20.0, 90.0]) * self._drawn.random(), self._comes, asked)

    def _comes(self, asked: Asked) -> None:
        server = self.server()
        if server is not None:
            server.begin(asked)

    async def listen(self, who: str, asked: Asked, silence: float) -> AsyncIterator[tuple[int, str]]:
        """Follow a stream: the status first, then what it says, each with its status.

        Raises:
            OSError: it broke, or said nothing for so long.

        """
        await asyncio.sleep(self._delay())
        server = self.server()
        if server is None or self._is_cut(who) or self._happens(self.weather.loss):
            await asyncio.sleep(silence if server is not None else 0.0)
            message = "no stream"
            raise ConnectionRefusedError(message)
        exchange = server.begin(asked)
        try:
            answer = await asyncio.wait_for(exchange.reply, silence)
            yield answer.status, answer.body
            if answer.status == 200:
                async for said in self._events(who, exchange, silence):
                    yield 200, said
        finally:
            if self._is_cut(who):
                self._loop.call_later(_HALF_OPEN, exchange.leave)
            else:
                exchange.leave()

    async def _events(self, who: str, exchange: Exchange, silence: float) -> AsyncIterator[str]:
        held: str | None = None
        while True:
            said = await asyncio.wait_for(exchange.chunks.get(), silence)
            while self._is_cut(who):  # what was said meanwhile is lost with the connection
                await asyncio.sleep(silence)
                message = "the connection is dead"
                raise TimeoutError(message)
            if said is None or self._happens(self.weather.tear):
                message = "the stream has ended"
                raise ConnectionResetError(message)
            if self._happens(self.weather.shuffle):
                if held is None and self._drawn.random() < 0.5:
                    held = said
                    continue
                yield said
            yield said
            if held is not None:
                yield held
                held = None
