"""A real server of lessons in a process of its own, as `sim host` starts it, and its facilitator."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from sim.classroom.client.wire import Wire, read_door

ROOT = Path(__file__).parent.parent.parent
_PATIENCE = 30.0
"""Seconds until a server on a slow machine is ready."""
_JOIN = re.compile(r"code (?P<code>\w{6})")
_CONSOLE = re.compile(r"/console/(?P<lesson>[\w-]+)/#(?P<key>\S+)")
_KERNEL = Path("/proc/sys/net/ipv4/ip_local_port_range")
"""Tells, first, the lowest of the ports that the kernel gives to whoever asks for any, and to both ends of connections."""
_USUAL = 32_768
"""What stands there on most computers."""
_FIRST = 12_000
"""The lowest port that is given; browsers refuse some below, the last of which is 10080."""
_PARTS = 8
"""Into so many parts the ports are divided; from the eighth worker on two share one."""


def _share() -> list[int]:
    """Return the ports that this process gives, none of which the kernel gives to anybody, nor another worker of the same run.

    Each worker has a part of its own of those below the kernel's, and a run without workers has one too. The order in a part is drawn
    by the number of the process, so that two runs at a time on one computer hardly ever give the same port at the same moment.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    part = 1 + int(worker) % (_PARTS - 1) if worker.isdecimal() else 0
    try:
        end = int(_KERNEL.read_text("utf-8").split()[0])
    except OSError:  # it is not Linux
        end = _USUAL
    size = ((end if end > _USUAL // 2 else _USUAL) - _FIRST) // _PARTS  # where the kernel gives low ones too, nothing better is left
    ports = [*range(_FIRST + part * size, _FIRST + (part + 1) * size)]
    random.Random(os.getpid()).shuffle(ports)
    return ports


_OURS = _share()
_GIVEN = cycle(_OURS)
"""One after the other; each is given again only when all have been given."""


def free_port() -> int:
    """Return a port that nobody uses now, and that nobody is given until a server listens there, also if it is stopped and started anew.

    Raises:
        OSError: all ports of this process are in use.

    """
    for port in islice(_GIVEN, len(_OURS)):
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    message = f"every port from {min(_OURS)} to {max(_OURS)} is in use"
    raise OSError(message)


@dataclass
class Host:
    """A server, stopped and started as a test wants it; the lesson stays the same."""

    home: Path
    scenario: tuple[str, ...]
    port: int = field(default_factory=free_port)
    code: str = ""
    lesson: str = ""
    key: str = ""
    data: Path | None = None
    """Where lessons are kept, if not where the home folder has them."""
    _process: subprocess.Popen[str] | None = None
    _wire: Wire | None = None

    @property
    def address(self) -> str:
        """What students type."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the server and of students on this computer."""
        kept = {} if self.data is None else {"SIM_DATA": str(self.data)}
        return {**os.environ, "HOME": str(self.home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **kept}

    @property
    def pid(self) -> int:
        """The number of the process that serves."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start the server, with a new lesson the first time, and wait until it answers."""
        what = ("--lesson", self.lesson) if self.lesson else self.scenario
        command = [sys.executable, "-m", "sim", "host", *what, "--bind", "127.0.0.1", "--port", str(self.port)]
        log = self.home / "host.txt"
        with log.open("w", encoding="utf-8") as sink:
            self._process = subprocess.Popen(command, env=self.environment, cwd=self.home, stdout=sink, stderr=sink, text=True)
        self.until(self._answers, "the server")
        if not self.lesson:
            said = log.read_text("utf-8")
            joined, console = _JOIN.search(said), _CONSOLE.search(said)
            assert joined is not None, said
            assert console is not None, said
            self.code, self.lesson, self.key = joined["code"], console["lesson"], console["key"]
        self._wire = Wire(read_door(self.address), 10)
        cookie = self._wire.ask(f"/console/{self.lesson}/enter", {"secret": self.key}).headers["set-cookie"]
        self._wire.keep(cookie.partition(";")[0])

    def kill(self) -> None:
        """Kill the server as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def order(self, name: str, **form: str) -> int:
        """Give an order from the console and return the status of the answer."""
        assert self._wire is not None
        return self._wire.ask(f"/c/{self.lesson}/do/{name}", form).status

    def console(self) -> dict[str, object]:
        """Return what the facilitator is shown."""
        assert self._wire is not None
        shown: dict[str, object] = json.loads(self._wire.ask(f"/c/{self.lesson}/console.json").body)
        return shown

    def begin(self, *places: str) -> None:
        """Wait for as many people as there are places, seat them (`Ana g1 eastbank`), and start."""
        self.until(lambda: len(self.roster()) >= len(places), "everybody")
        rows = [place.split() for place in places]
        text = "\n".join(["name,group,role", *(",".join(row) for row in rows)])
        assert (200, 200) == (self.order("list", places=text), self.order("start"))

    def roster(self) -> list[str]:
        """Return the names of those who have joined."""
        found = self.console()["roster"]
        assert isinstance(found, list)
        return [line["name"] for line in found]

    def until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait for something."""
        end = time.monotonic() + _PATIENCE
        while not seen():
            assert time.monotonic() < end, f"{what} did not come: {(self.home / 'host.txt').read_text('utf-8')}"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return Wire(read_door(self.address), 1).ask("/health").status == 200
        except OSError:
            return False


@contextmanager
def hosted(home: Path, *scenario: str) -> Iterator[Host]:
    """Host a lesson of a scenario, and stop it with the test."""
    host = Host(home, scenario)
    host.start()
    try:
        yield host
    finally:
        host.kill()
