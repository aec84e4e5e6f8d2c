"""Servers that start in a moment and can be killed in any: each a real process that opens its place anew and serves over HTTP.

They are children of a process that has imported and compiled everything already, which is all that they share with one another.
`python -m tests.classroom.nursery` is that process; it reads orders, one a line, and answers each with a line.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Self

import uvicorn
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto

from sim.classroom.lesson import seats
from sim.classroom.server.hall import Keeping
from sim.classroom.web.app import Setting, application
from sim.classroom.web.serving import Server
from sim.cli.hosted import Reopening
from sim.cli.keeping import now
from sim.store.lessons import Archive
from sim.store.opening import open_log
from sim.store.sqlite import SqliteLog
from tests.classroom.hosted import free_port  # noqa: F401 -- whoever starts a server asks here for its port
from tests.classroom.taught import NAME, held, opened, placing, served
from tests.store.faulty import Disk, Plan

_ROOT = Path(__file__).parent.parent.parent
_PATIENCE = 30.0
"""Seconds in which a server that was started has to answer."""


@dataclass(frozen=True)
class Order:
    """A server that is wanted."""

    place: str
    """A file, or the address of a database."""
    port: int
    disk: str = ""
    """How its disk behaves, as a `Plan` is written; empty: as it is."""
    clock: str = ""
    """A file with the seconds by which the computer's clock is wrong; empty: it is right."""


def wrong_by(file: Path) -> Callable[[], str]:
    """Return a clock that is wrong by as many seconds as stand in a file."""

    def wrong() -> str:
        moment = datetime.now(UTC) + timedelta(seconds=float(file.read_text("utf-8")))
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    return wrong


def serve(order: Order) -> None:
    """Serve until stopped or killed."""
    scenario = opened()
    if order.disk:
        Disk(Plan.read(order.disk)).install()
    with open_log(order.place if "://" in order.place else Path(order.place)) as log:
        clock = wrong_by(Path(order.clock)) if order.clock else now
        hints = None if isinstance(log, SqliteLog) else log.hints().wait
        reopen = None if isinstance(log, SqliteLog) else Reopening(order.place, log.close)
        setting = Setting()
        served_as = uvicorn.Config(  # as `sim host` does
            application(Keeping(Archive(log, log.lessons()), clock, lambda _: scenario, hints, reopen), setting),
            host="127.0.0.1",
            port=order.port,
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=75,
        )
        Server(served_as, setting.stopping).run()


@dataclass
class Child:
    """A server that runs."""

    nursery: Nursery
    order: Order
    pid: int

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.order.port

    def kill(self) -> None:
        """Kill it without asking."""
        self.nursery.signal(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.nursery.signal(self.pid, signal.SIGTERM)


class Nursery:
    """The process whose children the servers are."""

    def __init__(self) -> None:
        """Start it, and wait until it has imported everything."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.classroom.nursery"], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._heard()

    def __enter__(self) -> Self:
        """Use the nursery in a `with` statement, which kills all that it started."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill every server."""
        with suppress(BrokenPipeError):
            self._end(self._process.stdin).close()
        self._process.wait(_PATIENCE)
        self._end(self._process.stdout).close()

    def start(self, order: Order) -> Child:
        """Start a server, and wait until it listens."""
        child = Child(self, order, int(self._ask("serve", order.place, order.port, order.disk, order.clock)))
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", order.port), 1):
                return child
            time.sleep(0.005)
        child.kill()
        message = "the server does not listen"
        raise TimeoutError(message)

    def signal(self, pid: int, number: int) -> None:
        """Send a signal to a server, and wait until it is gone."""
        self._ask("signal", pid, number)

    def _ask(self, *order: str | int) -> str:
        asked = self._end(self._process.stdin)
        asked.write(f"{json.dumps(order)}\n")
        asked.flush()
        return self._heard()

    def _heard(self) -> str:
        heard = self._end(self._process.stdout).readline()
        if not heard:
            message = "the nursery is gone"
            raise RuntimeError(message)
        return heard.strip()

    @staticmethod
    def _end(pipe: IO[str] | None) -> IO[str]:
        if pipe is None:
            message = "a pipe was asked for"
            raise RuntimeError(message)
        return pipe


def _imported() -> None:
    """Let a class be served once, so that whatever is loaded or compiled when it is first needed is there."""
    with TemporaryDirectory() as folder, held(Path(folder)) as room:
        room.come("P1")
        room.do(placing(s1="g1 north"), seats.start)
        with served(room) as server:
            seat = server.browser()
            seat.cookies.set(f"seat-{NAME}", "token of P1")
            answers = [seat.get(f"/s/{NAME}/{what}").status_code for what in ("", "seat.json")]
    if answers != [200, 200]:
        message = f"a seat's pages answer {answers}"
        raise RuntimeError(message)
    gc.freeze()  # what is there already need not be looked at by every child


def _let_go() -> None:
    """Leave the orders and the answers to the parent."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for end in (sys.stdin, sys.stdout):
        os.dup2(nothing, end.fileno())


def main() -> None:
    """Obey until nobody gives orders any more."""
    _imported()
    alive = set()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        what, *rest = json.loads(line)
        if what == "serve":
            answer = os.fork()
            if not answer:
                _let_go()
                serve(Order(*rest))
                os._exit(0)
            alive.add(answer)
        else:
            answer, number = rest
            os.kill(answer, number)
            os.waitpid(answer, 0)
            alive.discard(answer)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
