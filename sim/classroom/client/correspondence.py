"""What a seat on another computer knows of its lesson, and what it still has to send: without thread, clock or network.

Rule 1: nothing is said to be kept before the server has said so. What cannot be sent is sent again, under the same key, until there is an
answer.
Rule 2: whoever drives it says what came and when; so it can be driven by threads, and, in tests, over a network that loses and doubles.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic import ValidationError

from sim.classroom.client.wire import LONGEST, cleaned, no_server, other_version
from sim.errors import SimError, StorageFailed
from sim.model.ids import LessonId
from sim.model.lesson_view import SeatNews
from sim.model.text import forbidden_character

SILENCE = 40.0
"""Seconds without a sign of life after which the stream is opened anew; the server gives one every 15."""


@dataclass(slots=True)
class Letter:
    """A form on its way."""

    path: str
    form: dict[str, str]
    is_choice: bool = False
    awaited: bool = False
    """Whether somebody waits for the answer."""
    matters: bool = True
    """Whether they want to know of a refusal that comes when they wait no more."""
    answered: bool = False
    error: SimError | None = None


@dataclass(slots=True)
class Pauses:
    """How long somebody waits between two tries: twice as long each time, and never all of a class at once."""

    first: float
    longest: float
    _next: float = 0.0

    def again(self, drawn: float) -> float:
        """Return the seconds to wait after a try that failed.

        Args:
            drawn: from 0 to 1, another for each try.

        """
        pause = self._next or self.first
        self._next = min(2 * pause, self.longest)
        return pause * (0.7 + 0.6 * drawn)

    def over(self) -> None:
        """Begin anew, because a try did not fail."""
        self._next = 0.0


SENDING = (1.0, 30.0)
"""Seconds between two tries to send something: the first and the longest; the stream's coming back ends a pause."""
LISTENING = (0.5, 5.0)
"""Seconds between two tries to listen: the first and the longest."""
RELEASED = "the facilitator has released your seat"
ELSEWHERE = "this seat is not open here any more: other devices have it, or the lesson was deleted"
"""Why a seat is not open here any more."""
_ESCAPED = re.compile(r"\\[bfrtu]")
"""What stands in JSON for a character that a text may not hold."""


@dataclass(slots=True)
class Correspondence:
    """One seat's: what it was last told, and its letters, the oldest first."""

    news: SeatNews
    told_at: float
    """When that came, by the clock of whoever drives this."""
    outbox: deque[Letter] = field(default_factory=deque)
    heard: int = 0
    """How often something has come."""
    is_listening: bool = True
    returned: int = 0
    """How often the server has come back."""
    is_failing: bool = False
    """Whether the last try to send something failed."""
    saved: int | None = None
    """The turn of the last choice that is known to be kept."""
    is_gone: bool = False
    """Whether the seat is not open here any more."""
    is_elsewhere: bool = False
    """Whether that is so because other devices have it, and not because it was released."""
    refused: SimError | None = None

    def answer(self, letter: Letter, error: SimError | None) -> bool:
        """Take what a try to send the oldest letter came to, and tell whether that was its answer; if not, it is to be sent again."""
        if isinstance(error, StorageFailed):
            self.heard += not self.is_failing
            self.is_failing = True
            return False
        self.outbox.popleft()
        self.heard += 1
        self.is_failing = False
        letter.answered, letter.error = True, error
        if error is None and letter.is_choice:
            self.saved = int(letter.form["turn"])
        elif error is not None and letter.matters and not letter.awaited:
            self.refused = error
        return True

    def hear(self, kind: str, data: str, now: float) -> None:
        """Take an event of the stream.

        Raises:
            Invalid: it is none of ours.

        """
        fresh = _told(data) if kind == "view" else None
        self.returned += not self.is_listening
        self.heard += not self.is_listening
        self.is_listening = True
        if kind == "gone":
            self.lose(is_released=True)
        if fresh is not None:
            self.take(fresh, now)

    def take(self, fresh: SeatNews, now: float) -> None:
        """Take news; those that are older than what is known are dropped."""
        self.heard += 1
        if fresh.seat.version >= self.news.seat.version:
            self.news, self.told_at = fresh, now

    def lose(self, *, is_released: bool) -> None:
        """Take that the seat is not open here any more: the facilitator has released it, or other devices have it.

        Heard once: whoever is told reads what there is now, and is refused again.
        """
        is_elsewhere = not is_released and (self.is_elsewhere or not self.is_gone)
        self.heard += (self.is_gone, self.is_elsewhere) != (True, is_elsewhere)
        self.is_gone, self.is_elsewhere = True, is_elsewhere

    def miss(self) -> None:
        """Take that the stream has ended."""
        self.heard += self.is_listening
        self.is_listening = False

    def left(self, now: float) -> int | None:
        """Return the seconds that are left for the turn, or None where no clock is set."""
        gone = now - self.told_at if self.news.runs else 0.0
        return None if self.news.left is None else max(0, round(self.news.left - gone))

    def said(self) -> str:
        """Return how the way to the server stands, in a sentence; empty where there is nothing to say."""
        turn = self.news.seat.view.turn if self.news.seat.view else None
        found = (
            (self.is_elsewhere, f"{ELSEWHERE.capitalize()}."),
            (self.is_gone, f"{RELEASED.capitalize()}."),
            (bool(self.outbox) and self.is_failing, "Not saved yet: no connection. It is sent again by itself; leave this open."),
            (bool(self.outbox), "Sending…"),
            (self.news.failed, "The server cannot keep anything at the moment; tell the facilitator."),
            (not self.is_listening and self.news.seat.stage == "over", "The facilitator's computer does not answer any more."),
            (not self.is_listening, "No connection. What was saved stays saved; this goes on by itself."),
            (self.saved is not None and self.saved == turn, "Saved."),
        )
        return next((words for holds, words in found if holds), "")


@dataclass(slots=True)
class Lines:
    """Reads a stream of events line by line."""

    _kind: str = ""
    _data: str = ""

    def read(self, line: bytes) -> tuple[str, str] | None:
        """Take the next line, and return an event with its kind where one has ended."""
        name, _, value = line.decode("utf-8", "replace").rstrip("\r\n").partition(": ")
        if name == "event":
            self._kind = value
        elif name == "data":
            self._data = value
        elif not name and self._kind:
            ended, self._kind, self._data = (self._kind, self._data), "", ""
            return ended
        return None


def letter_to(lesson: LessonId, name: str, form: dict[str, str], key: str) -> Letter:
    """Return a form of a seat as it is sent; `key` names it, however often it is."""
    return Letter(f"/s/{lesson}/{name}", {**form, "key": key})


def read_data(text: str) -> object:
    """Return what a server sent as JSON, cleaned.

    Raises:
        Invalid: it is no JSON.

    """
    return _parsed(text, lambda data: data if _is_plain(text) else cleaned(data))


def _parsed(text: str, made: Callable[[object], object]) -> object:
    try:
        return made(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise no_server() from error


def _is_plain(text: str) -> bool:
    """Tell at one glance that nothing in a JSON text needs cleaning, which is so almost always."""
    return len(text) <= LONGEST and _ESCAPED.search(text) is None and forbidden_character(text) is None


def read_news(data: object) -> SeatNews:
    """Return what a seat is told.

    Raises:
        Invalid: it is none of ours.

    """
    try:
        return SeatNews.model_validate(data)
    except ValidationError as error:
        raise other_version() from error


def _told(data: str) -> SeatNews:
    wrapped = _parsed(data, lambda whole: whole)  # what is inside is cleaned once it is read; as one text it would be cut where it is long
    return read_news(read_data(str(wrapped.get("news"))) if isinstance(wrapped, dict) else wrapped)
