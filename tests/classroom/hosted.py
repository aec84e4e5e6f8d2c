"""A real server of lessons in a process of its own, as `sim host` starts it, and its facilitator."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sim.classroom.client.wire import Wire, read_door

ROOT = Path(__file__).parent.parent.parent
_PATIENCE = 30.0
"""Seconds until a server on a slow machine is ready."""
_JOIN = re.compile(r"code (?P<code>\w{6})")
_CONSOLE = re.compile(r"/console/(?P<lesson>[\w-]+)/#(?P<key>\S+)")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: tuple[str, int] = probe.getsockname()
        return found[1]


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
