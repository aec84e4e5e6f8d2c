"""A real server in this process, with a lesson of which nothing is left to chance: its code, key, seed and times are known.

What `sim host` does on the command line is tested with `hosted`; here pages are compared word by word.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from sim.classroom.client.wire import Wire, read_door
from sim.classroom.server.hall import Keeping
from sim.classroom.web.app import Setting, application
from sim.classroom.web.serving import Server, serving
from sim.library import OpenScenario, open_scenario
from sim.model.ids import CourseId
from sim.model.joining import Notice
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.hosted import free_port
from tests.classroom.taught import CODE, KEY, NAME, TICKET, convened
from tests.harness import Ticking


class Pulse:
    """The seconds by which a server limits how often something may happen; they can be stopped, so that what is slowed stays so."""

    def __init__(self) -> None:
        """Let them pass."""
        self._stopped: float | None = None

    def __call__(self) -> float:
        """Return seconds that only grow, until they are stopped."""
        return time.monotonic() if self._stopped is None else self._stopped

    def stop(self) -> None:
        """Let no more of them pass."""
        self._stopped = time.monotonic()

    def go_on(self) -> None:
        """Let them pass again, with those that were left out."""
        self._stopped = None


@dataclass(frozen=True)
class Live:
    """A lesson that is served."""

    port: int
    wire: Wire
    """Of the facilitator."""
    pulse: Pulse

    @property
    def base(self) -> str:
        """What students type."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def console(self) -> str:
        """Where the facilitator gives the key."""
        return f"{self.base}/console/{NAME}/#{KEY}"

    def order(self, name: str, **form: str) -> None:
        """Give an order from the console; it has to be carried out."""
        answer = self.wire.ask(f"/c/{NAME}/do/{name}", form)
        assert 200 == answer.status, (name, form, answer.body)

    def place(self, *places: str) -> None:
        """Seat people, such as `Ana g1 eastbank`."""
        self.order("list", places="\n".join(["name,group,role", *(",".join(place.split()) for place in places)]))

    def connected(self) -> list[str]:
        """Return the seats that are open somewhere."""
        here: list[str] = json.loads(self.wire.ask(f"/c/{NAME}/console.json").body)["here"]
        return here

    def slow_codes(self) -> None:
        """Let somebody at the same address type wrong codes until typing is slowed, and let it stay slowed."""
        self.pulse.stop()
        stranger = Wire(read_door(self.base), 10)
        while stranger.ask("/enter", {"code": "000000"}).status != HTTPStatus.TOO_MANY_REQUESTS:
            pass


class Away:
    """Somebody with a seat who looks at no page: what others do in a class."""

    def __init__(self, live: Live, name: str) -> None:
        """Take a seat."""
        self._wire = Wire(read_door(live.base), 10)
        self.cookie = self._wire.ask(f"/join/{CODE}", {"name": name}).headers["set-cookie"].partition(";")[0]
        """Name and value, as a browser keeps them."""
        self._wire.keep(self.cookie)

    def send(self, what: str, **form: str) -> None:
        """Send a form; it has to be kept."""
        answer = self._wire.ask(f"/s/{NAME}/{what}", form)
        assert 200 == answer.status, (what, urlencode(form), answer.body)


@contextmanager
def live(  # noqa: PLR0913 -- what is played, and how it is served
    folder: Path,
    scenario: str | OpenScenario = "tutorial",
    act: str | None = None,
    course: CourseId = "whole",
    *,
    port: int = 0,
    table: int = 0,
    secure: bool = False,
    asks: bool = False,
    hosts: tuple[str, ...] = (),
    notice: tuple[Notice, ...] = (),
    before: Callable[[LiveLesson], None] | None = None,
) -> Iterator[Live]:
    """Serve a lesson of a scenario, or of a shipped one by its name, that nobody has joined yet, or in which something happened before.

    With `table` so many groups play at tables; where it is `secure` it is asked as a proxy that speaks TLS asks, and nobody leads it yet.
    Where it `asks`, whoever joins once a group plays waits to be let in. `notice` stands in the place of what they usually read.
    """
    opened = open_scenario(scenario) if isinstance(scenario, str) else scenario
    began = convened(opened).model_copy(update={"act": act or opened.scenario.acts[0].id, "course": course, "table": table})
    began = began.model_copy(update={"latecomers": "asked" if asks else "seated"})
    clock, pulse = Ticking(), Pulse()
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        lesson = LiveLesson.convene(archive, opened.machine, edition=opened.edition, convened=began, code=CODE, clock=clock)
        if before is not None:
            before(lesson)
        keeping = Keeping(archive, clock, lambda _: opened, pulse=pulse)
        setting = Setting(hosts=hosts, tickets={NAME: TICKET}, secure=secure, notice=notice)
        server = Server(serving(application(keeping, setting), "127.0.0.1", port or free_port(), proxy=secure), setting.stopping)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.02)
            base = f"http://127.0.0.1:{server.config.port}"
            wire = Wire(read_door(base), 10)
            if not secure:
                wire.keep(wire.ask(f"/console/{NAME}/enter", {"secret": KEY}).headers["set-cookie"].partition(";")[0])
            yield Live(server.config.port, wire, pulse)
        finally:
            server.should_exit = True
            thread.join(10)
