"""People who submit without a pause, each until it is acknowledged, as a page does; and what of it is kept in the end."""

from __future__ import annotations

import http.client
import itertools
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import urlencode

from sim.classroom.lesson import seats, words
from sim.cli.keeping import now
from sim.model.lesson import Consented, LessonEntry, Seated, Spoke, Voted
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.opening import open_log
from tests.classroom.taught import KEY, coming, convened, opened, placing

PEOPLE = 8
_EXPECTED = frozenset({0, 200, 409, 429, 503})
"""Answers that a page knows: none, done, too late, too much just now, and not kept."""
_CODES = "BCDFGHJK"
_PATIENCE = 60.0
"""Seconds within which somebody has to be answered."""


def open_at(place: str) -> Path | str:
    """Return a place as it is opened."""
    return place if "://" in place else Path(place)


def begin(place: str, lesson: str, people: int = PEOPLE) -> None:
    """Keep a play in which people sit in groups of four, and messages are open.

    Args:
        place: a file, or the address of a database.
        lesson: its name, which ends in a number.
        people: how many.

    """
    scenario = opened()
    number = int(lesson.rpartition("-")[2])
    code = "".join(_CODES[number >> 3 * place & 7] for place in range(6))
    with open_log(open_at(place)) as log:
        archive = Archive(log, log.lessons())
        began = convened(scenario).model_copy(update={"lesson": lesson})
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=code, clock=now)
        everybody = range(1, people + 1)
        groups = people // 4
        places = {f"s{one}": f"g{1 + one % groups} {'north' if one // groups % 2 else 'south'}" for one in everybody}
        for act in (
            *(coming(f"P{one}") for one in everybody),
            placing(**places),
            seats.start,
            lambda draft: words.permit(draft, talk=True),
        ):
            live.do(act)


class Caller:
    """A connection that is made anew, to whichever server answers, when it is lost."""

    def __init__(self, lesson: str, ports: Sequence[int], cookie: str, drawn: random.Random) -> None:
        """Know the servers, any of which will do, and show a cookie to them."""
        self.lesson = lesson
        self._ports = ports
        self._drawn = drawn
        self._headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        self._open: http.client.HTTPConnection | None = None

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Return how the server answers, and 0 when it does not."""
        if self._open is None:
            port = self._drawn.choice(self._ports)
            self._open = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            self._headers["Origin"] = f"http://127.0.0.1:{port}"
        try:
            self._open.request("GET" if form is None else "POST", path, None if form is None else urlencode(form), self._headers)
            answer = self._open.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.leave()
            return 0, b""
        if answer.status == 503:  # perhaps another server can
            self.leave()
        return answer.status, body

    def leave(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None


class Kept(NamedTuple):
    """Something that was acknowledged."""

    heard: int
    """Nanoseconds of the clock that only grows."""
    key: str
    what: str


@dataclass
class Person:
    """Somebody who decides and writes without a pause."""

    lesson: str
    seat: int
    ports: Sequence[int]
    stop: threading.Event
    kept: list[Kept] = field(default_factory=list)
    """What was acknowledged, in order."""
    strange: Counter[int] = field(default_factory=Counter)
    """Answers that no page expects."""
    refused: Counter[int] = field(default_factory=Counter)
    """How often something was answered with 503 or not at all."""
    pause: float = 0.0
    """Seconds between two submissions."""
    took: list[float] = field(default_factory=list)
    """Seconds until each acknowledgement came, from the moment it was asked for last."""
    over: bool = False
    """Whether the play has ended, as this person sees it."""

    def __post_init__(self) -> None:
        """Sit down."""
        self.drawn = random.Random(f"{self.lesson} {self.seat}")
        self.caller = Caller(self.lesson, self.ports, f"seat-{self.lesson}=token of P{self.seat}", self.drawn)

    def play(self) -> None:
        """Decide until the play has ended, as the team agrees: all of it draw alike."""
        for key in self._keys():
            self.decide(key, agreed=True)
            if self.over:
                return

    def run(self) -> None:
        """Decide and write until stopped."""
        for key in self._keys():
            if not (self.drawn.random() < 0.6 and self.decide(key)):
                self.submit("speak", key, {"to": "", "words": f"message {key}"}, f"message {key}")

    def _keys(self) -> Iterator[str]:
        """Yield the names of what is submitted, each after a pause, until stopped."""
        try:
            for number in itertools.count(1):
                if self.stop.wait(self.pause * self.drawn.uniform(0.5, 1.5)):
                    break
                yield f"{self.lesson}-{self.seat:02}-{number:05}"
        finally:
            self.caller.leave()

    def decide(self, key: str, *, agreed: bool = False) -> bool:
        """Want something in this turn, and tell whether there was something to decide."""
        status, body = self.caller.ask(f"/s/{self.lesson}/seat.json")
        if status != 200:
            return False
        view = json.loads(body)["view"]
        self.over = view["outcome"] is not None
        if not view["decision"] or view["decision"]["chosen"]:
            return False
        turn = view["turn"]
        drawn = random.Random(f"{self.lesson} {turn}") if agreed else self.drawn
        option = drawn.choice([one["id"] for one in view["decision"]["options"]])
        self.submit("choose", key, {"turn": str(turn), "option": option}, f"{turn} {option}")
        return True

    def submit(self, how: str, key: str, form: dict[str, str], what: str) -> None:
        """Send something until it is acknowledged, refused or no longer wanted."""
        while not self.stop.is_set():
            began = time.monotonic()
            status, _ = self.caller.ask(f"/s/{self.lesson}/{how}", {**form, "key": key})
            if status == 200:
                self.took.append(time.monotonic() - began)
                self.kept.append(Kept(time.monotonic_ns(), key, what))
            if status in {200, 409}:
                return
            if status in _EXPECTED:
                self.refused[status] += 1
            else:
                self.strange[status] += 1
            time.sleep(self.drawn.uniform(0.005, 0.03))


@dataclass
class Facilitator:
    """Somebody who lets every group play on when its play has ended."""

    lesson: str
    ports: Sequence[int]
    stop: threading.Event
    groups: int = 2
    pause: float = 0.0
    """Seconds between two submissions of one person."""

    def run(self) -> None:
        """Look at every group, as one of its people sees it, until stopped."""
        drawn = random.Random(self.lesson)
        seated = range(1, self.groups + 1)
        callers = [Caller(self.lesson, self.ports, f"seat-{self.lesson}=token of P{seat}", drawn) for seat in seated]
        console = Caller(self.lesson, self.ports, f"key-{self.lesson}={KEY}", drawn)
        while not self.stop.is_set():
            for caller in callers:
                status, body = caller.ask(f"/s/{self.lesson}/seat.json")
                seen = json.loads(body) if status == 200 else {"view": {"outcome": None}}
                if seen["view"]["outcome"]:
                    first = str(seen["view"]["turns"][0]["number"])
                    console.ask(f"/c/{self.lesson}/do/rewind", {"group": seen["group"], "turn": first, "reason": "again"})
            self.stop.wait(0.05 + self.pause / 2)
        for caller in (*callers, console):
            caller.leave()


class Crowd:
    """Everybody of one lesson, each in a thread of their own."""

    def __init__(self, lesson: str, ports: Sequence[int], people: int = PEOPLE, *, ends: bool = False, pause: float = 0.0) -> None:
        """Gather them.

        Args:
            lesson: that is served.
            ports: of the servers, any of which will do.
            people: how many.
            ends: whether they stop when the play has ended; else they write messages too, and a facilitator begins an ended play anew.
            pause: seconds between two submissions of one person.

        """
        self.lesson = lesson
        self._stop = threading.Event()
        self.people = [Person(lesson, seat, ports, self._stop, pause=pause) for seat in range(1, people + 1)]
        doing: list[Callable[[], None]] = [person.play if ends else person.run for person in self.people]
        if not ends:
            doing.append(Facilitator(lesson, ports, self._stop, people // 4, pause).run)
        self._threads = [threading.Thread(target=do) for do in doing]

    def __enter__(self) -> Self:
        """Let them submit for the length of a `with` statement."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let them stop."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def over(self) -> bool:
        """Whether everybody has seen the end."""
        return all(person.over for person in self.people)

    @property
    def acknowledged(self) -> int:
        """How much was acknowledged."""
        return sum(len(person.kept) for person in self.people)


def wait_for(crowd: Crowd, more: int) -> None:
    """Wait until so much more was acknowledged, however slow this computer is.

    Raises:
        TimeoutError: nobody was answered for a minute.

    """
    known = crowd.acknowledged
    wanted, end = known + more, time.monotonic() + _PATIENCE
    while known < wanted:
        if time.monotonic() > end:
            message = f"nobody is answered any more: {known} of {wanted} acknowledged"
            raise TimeoutError(message)
        time.sleep(0.005)
        if crowd.acknowledged > known:
            known, end = crowd.acknowledged, time.monotonic() + _PATIENCE


def content(entry: LessonEntry) -> str:
    """Return what somebody submitted, as `Kept.what` says it."""
    event = entry.event
    if isinstance(event, Voted):
        return f"{event.turn} {event.option}"
    if isinstance(event, Consented):
        return "agrees" if event.agrees else "agrees no longer"
    if isinstance(event, Seated):
        return "watches"
    return event.words if isinstance(event, Spoke) else ""


def faults(crowd: Crowd, entries: Sequence[LessonEntry]) -> list[str]:
    """Return what of the acknowledged was lost, changed, doubled or reordered, and every answer that no page expects."""
    said = []
    counted = Counter((entry.seat, entry.key) for entry in entries if entry.key is not None)
    for person in crowd.people:
        seat = f"s{person.seat}"
        mine = {entry.key: (entry.number, content(entry)) for entry in entries if entry.seat == seat and entry.key is not None}
        said += [f"{one.key}: lost" for one in person.kept if one.key not in mine]
        said += [f"{one.key}: changed" for one in person.kept if one.key in mine and mine[one.key][1] != one.what]
        numbers = [mine[one.key][0] for one in person.kept if one.key in mine]
        said += [f"{seat}: reordered"] if numbers != sorted(numbers) else []
        said += [f"{seat}: {count} answers of {status}" for status, count in person.strange.items()]
    return said + [f"{key}: {count} times" for (_, key), count in counted.items() if count > 1]
