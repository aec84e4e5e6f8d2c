"""Killing a server under load: a small server in a process of its own, people who keep sending, and what is kept afterwards.

`python -m tests.classroom.killing KILLS` kills more often than the tests do.
"""

import http.client
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from sim.classroom import seats, words
from sim.classroom.app import Setting, application
from sim.classroom.hall import Keeping
from sim.cli.hosted import Reopening
from sim.cli.keeping import now
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.opening import open_log
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, NAME, coming, convened, opened, placing

PEOPLE = 8
_ROOT = Path(__file__).parent.parent.parent
_BATCH = 10
"""Kills of one lesson in a long run."""
_PATIENCE = 20.0
"""Seconds in which a server that was started has to answer."""


def begin(place: str) -> None:
    """Keep a play in which eight people sit in one group, and messages are open."""
    scenario = opened()
    with open_log(place if "://" in place else Path(place)) as log:
        archive = Archive(log, log.lessons())
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=convened(scenario), code=CODE, clock=now)
        for number in range(1, PEOPLE + 1):
            live.do(coming(f"P{number}"))
        live.do(placing(**{f"s{number}": "g1 north" if number % 2 else "g1 south" for number in range(1, PEOPLE + 1)}))
        live.do(seats.start)
        live.do(lambda draft: words.permit(draft, talk=True))


def serve(place: str, port: int) -> None:
    """Serve the play until killed."""
    scenario = opened()
    with open_log(place if "://" in place else Path(place)) as log:
        lessons = log.lessons()
        hints = None if isinstance(log, SqliteLog) else log.hints().wait
        reopen = None if isinstance(log, SqliteLog) else Reopening(place, log.close)
        app = application(Keeping(Archive(log, lessons), now, lambda _: scenario, hints, reopen), Setting())
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A server in a process of its own."""

    def __init__(self, place: str, port: int) -> None:
        """Start it, and wait until it answers."""
        self.port = port
        command = [sys.executable, "-m", "tests.classroom.killing", "serve", place, str(port)]
        self._process = subprocess.Popen(command, cwd=_ROOT)
        began = time.monotonic()
        while status(port, "/health") != 200:
            if time.monotonic() - began > _PATIENCE:
                self.kill()
                message = "the server does not answer"
                raise TimeoutError(message)
            time.sleep(0.05)
        self.waited = time.monotonic() - began
        """Seconds until it answered."""

    def kill(self) -> None:
        """Kill it without asking."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)


def status(port: int, path: str, seat: int = 0, form: dict[str, str] | None = None) -> int:
    """Return how a server answers; 0 when it does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Origin": f"http://127.0.0.1:{port}", "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    if seat:
        headers["Cookie"] = f"seat-{NAME}=token of P{seat}"
    try:
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            connection.request("POST", path, urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    else:
        return answer.status
    finally:
        connection.close()


@dataclass
class Person:
    """Somebody who keeps writing messages and sends each until it is acknowledged, as a page does."""

    seat: int
    ports: list[int]
    """The servers, any of which will do."""
    stop: threading.Event
    kept: list[str] = field(default_factory=list)
    """What was acknowledged, in order."""
    strange: Counter[int] = field(default_factory=Counter)
    """Answers that no page expects."""

    def write(self) -> None:
        """Write until stopped."""
        drawn = random.Random(self.seat)
        number = 0
        while not self.stop.is_set():
            number += 1
            text = f"message-{self.seat:02}-{number:05}"
            while not self.stop.is_set():
                found = status(drawn.choice(self.ports), f"/s/{NAME}/speak", self.seat, {"to": "", "words": text, "key": text})
                if found == 200:
                    self.kept.append(text)
                    break
                if found == 409:  # a seat has written as much as it may
                    return
                if found not in (0, 503):
                    self.strange[found] += 1
                time.sleep(drawn.uniform(0.01, 0.05))


@dataclass(frozen=True)
class Report:
    """What came of the kills."""

    kills: int
    acknowledged: int
    lost: list[str]
    doubled: list[str]
    reordered: list[int]
    """Seats whose messages stand in another order than they were sent in."""
    strange: dict[int, int]
    slowest: float
    """Seconds until the slowest server answered after its start."""


def kill(place: str, kills: int, seed: int = 1, servers: int = 1, harm: Callable[[], None] | None = None) -> Report:
    """Let people write to one or more servers, kill one of them at random moments, and compare what was acknowledged with what is kept.

    Args:
        place: a file that is not there yet, or the address of an empty database.
        kills: how often.
        seed: from which moments follow.
        servers: how many serve at once; more than one needs a database.
        harm: what is done instead of killing a server, such as killing the database.

    """
    drawn = random.Random(seed)
    begin(place)
    running = [Server(place, free_port()) for _ in range(servers)]
    stop = threading.Event()
    people = [Person(seat, [server.port for server in running], stop) for seat in range(1, PEOPLE + 1)]
    threads = [threading.Thread(target=person.write) for person in people]
    for thread in threads:
        thread.start()
    slowest = 0.0
    for _ in range(kills):
        time.sleep(drawn.uniform(0.02, 0.4))
        if harm is not None:
            harm()
            continue
        which = drawn.randrange(servers)
        running[which].kill()
        running[which] = Server(place, running[which].port)
        slowest = max(slowest, running[which].waited)
    time.sleep(1.0)
    stop.set()
    for thread in threads:
        thread.join()
    for server in running:
        server.kill()
    return _compared(place, people, kills, slowest)


def _compared(place: str, people: list[Person], kills: int, slowest: float) -> Report:
    with open_log(place if "://" in place else Path(place)) as log:
        live = LiveLesson(Archive(log, log.lessons()), opened().machine, NAME, now)
        faults = log.faults()
    if faults:
        message = f"the database is damaged: {faults}"
        raise RuntimeError(message)
    said = [str(getattr(one.event, "words", "")) for one in live.now.lesson.said]
    counted = Counter(said)
    mine = {person.seat: [text for text in said if text.startswith(f"message-{person.seat:02}-")] for person in people}
    strange = sum((person.strange for person in people), Counter[int]())
    return Report(
        kills=kills,
        acknowledged=sum(len(person.kept) for person in people),
        lost=[text for person in people for text in person.kept if not counted[text]],
        doubled=[text for text, count in counted.items() if count > 1],
        reordered=[seat for seat, texts in mine.items() if texts != sorted(texts)],
        strange=dict(strange),
        slowest=slowest,
    )


def main(arguments: list[str]) -> None:
    """Serve, or kill as often as is asked for."""
    if arguments[0] == "serve":
        serve(arguments[1], int(arguments[2]))
        return
    for batch in range(-(-int(arguments[0]) // _BATCH)):  # a fresh lesson for each, because people write only so much in one
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(f"{kill(f'{folder}/sessions.db', _BATCH, seed=batch)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
