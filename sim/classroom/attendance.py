"""A seat of a lesson on another computer: what it was last told, and what is on its way to the server.

Rule 1: nothing is said to be kept before the server has said so. What cannot be sent is sent again, under the same key, until there is an
answer.
Rule 2: whoever plays never waits for the network longer than `PATIENCE`; two threads do the rest.
"""

from __future__ import annotations

import http.client
import json
import random
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from pydantic import ValidationError

from sim.classroom.wire import Wire, cleaned, unreachable
from sim.errors import Invalid, SimError, StorageFailed
from sim.model.ids import LessonId, RoleId
from sim.model.lesson_view import SeatNews

PATIENCE = 2.0
"""Seconds that somebody waits for an answer before they go on reading."""
SILENCE = 40.0
"""Seconds without a sign of life after which the stream is opened anew; the server gives one every 15."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
"""Seconds between two tries."""
_LINE = 16 * 1024 * 1024
"""Bytes of one event, at most."""


@dataclass(slots=True)
class _Letter:
    """A form on its way."""

    path: str
    form: dict[str, str]
    is_choice: bool
    awaited: bool
    """Whether somebody waits for the answer."""
    matters: bool
    """Whether they want to know of a refusal that comes when they wait no more."""
    answered: bool = False
    error: SimError | None = None


@dataclass(slots=True)
class _State:
    """What the threads share; only touched while `changed` is held."""

    news: SeatNews
    told_at: float
    outbox: deque[_Letter] = field(default_factory=deque)
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
    is_closed: bool = False
    refused: SimError | None = None


class Attendance:
    """One seat, attended from here."""

    def __init__(self, wire: Wire, lesson: LessonId, again: str) -> None:
        """Take the seat whose cookie the wire keeps.

        Args:
            wire: the way to the server.
            lesson: the lesson.
            again: what is typed to come back to this seat.

        Raises:
            SimError: the server refuses, or is away.

        """
        self.lesson = lesson
        self.again = again
        self._wire = wire
        self._changed = threading.Condition()
        self._told: list[Callable[[], object]] = []
        self._state = _State(self._fetched(), time.monotonic())
        self._stream: http.client.HTTPConnection | None = None
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._hear)]

    def start(self) -> None:
        """Begin to listen and to send."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Let go of the server; what is still on its way is given a moment."""
        end = time.monotonic() + PATIENCE
        with self._changed:
            while self._state.outbox and not self._state.is_failing and time.monotonic() < end:
                self._changed.wait(0.1)
            self._state.is_closed = True
            self._changed.notify_all()

    # ------------------------------------------------------------------------------------------------------ what is known

    def news(self) -> SeatNews:
        """Return what the seat was last told."""
        with self._changed:
            return self._state.news

    def left(self) -> int | None:
        """Return the seconds that are left for the turn, or None where no clock is set."""
        with self._changed:
            told = self._state.news
            gone = time.monotonic() - self._state.told_at if told.runs else 0.0
        return None if told.left is None else max(0, round(told.left - gone))

    @property
    def gone(self) -> bool:
        """Whether the facilitator has released the seat."""
        with self._changed:
            return self._state.is_gone

    @property
    def unsent(self) -> bool:
        """Whether a choice is on its way, and not known to be kept."""
        with self._changed:
            return any(letter.is_choice for letter in self._state.outbox)

    def said(self) -> str:
        """Return how the way to the server stands, in a sentence; empty where there is nothing to say."""
        with self._changed:
            state = self._state
            turn = state.news.seat.view.turn if state.news.seat.view else None
            found = (
                (state.is_gone, "The facilitator has released your seat."),
                (bool(state.outbox) and state.is_failing, "Not saved yet: no connection. It is sent again by itself; leave this open."),
                (bool(state.outbox), "Sending…"),
                (state.news.failed, "The server cannot keep anything at the moment; tell the facilitator."),
                (not state.is_listening, "No connection. What was saved stays saved; this goes on by itself."),
                (state.saved is not None and state.saved == turn, "Saved."),
            )
        return next((words for holds, words in found if holds), "")

    def refusal(self) -> SimError | None:
        """Return, once, why something that was on its way was refused after all."""
        with self._changed:
            refused, self._state.refused = self._state.refused, None
            return refused

    def listen(self, told: Callable[[], object]) -> None:
        """Call this whenever something has come, from a thread of its own."""
        self._told.append(told)

    def wait(self, seconds: float) -> bool:
        """Wait until something has come; tell whether it has."""
        with self._changed:
            before = self._state.heard
            self._changed.wait_for(lambda: self._state.heard != before, seconds)
            return self._state.heard != before

    # ---------------------------------------------------------------------------------------------------------- what is done

    def post(self, name: str, form: dict[str, str], *, is_choice: bool = False, patience: float = PATIENCE) -> None:
        """Send a form, and wait a moment for the answer; if none comes, it goes on being sent.

        Raises:
            SimError: the server refuses it.

        """
        letter = _Letter(
            f"/s/{self.lesson}/{name}", {**form, "key": secrets.token_urlsafe(16)}, is_choice, awaited=patience > 0, matters=patience > 0
        )
        with self._changed:
            self._state.outbox.append(letter)
            self._changed.notify_all()
            self._changed.wait_for(lambda: letter.answered, patience)
            letter.awaited = False
        if letter.error is not None:
            raise letter.error

    def speak(self, to: RoleId | None, words: str) -> None:
        """Send a message to another role of the group, or to all of them."""
        self.post("speak", {"to": to or "", "words": words})

    def propose(self, turn: int, words: str) -> None:
        """Ask the facilitator for something that is not among the options."""
        self.post("propose", {"turn": str(turn), "words": words})

    def read(self, name: str) -> object:
        """Return what the server has under a name, cleaned.

        Raises:
            SimError: the server refuses, or is away.

        """
        try:
            answer = self._wire.ask(f"/s/{self.lesson}/{name}")
        except (OSError, http.client.HTTPException) as error:
            raise unreachable(self._wire.door.place, error) from error
        refused = answer.error()
        if refused is not None:
            raise refused
        return _data(answer.body)

    def _fetched(self) -> SeatNews:
        return _news(self.read("seat-news.json"))

    # ------------------------------------------------------------------------------------------------------------ the threads

    def _send(self) -> None:
        """Send what is in the outbox, the oldest first, until it is answered."""
        pause = FIRST_PAUSE
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._state.outbox) or self._state.is_closed)
                if self._state.is_closed:
                    return
                letter = self._state.outbox[0]
            error: SimError | None
            try:
                error = self._wire.ask(letter.path, letter.form).error()
            except (OSError, http.client.HTTPException) as away:
                error = unreachable(self._wire.door.place, away)
            if isinstance(error, StorageFailed):
                self._note(is_failing=True)
                self._sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            fresh: SeatNews | None = None
            with suppress(SimError):  # the stream tells it in a moment
                fresh = self._fetched()
            self._answer(letter, error, fresh)

    def _answer(self, letter: _Letter, error: SimError | None, fresh: SeatNews | None) -> None:
        with self._changed:
            self._state.outbox.popleft()
            self._state.is_failing = False
            letter.answered, letter.error = True, error
            if error is None and letter.is_choice:
                self._state.saved = int(letter.form["turn"])
            elif error is not None and letter.matters and not letter.awaited:
                self._state.refused = error
        self._note(fresh)

    def _hear(self) -> None:
        """Follow the stream of the seat, and open it anew whenever it breaks."""
        pause = FIRST_PAUSE
        while not self._is_over():
            try:
                for kind, data in self._events():
                    pause = FIRST_PAUSE
                    if kind == "gone":
                        self._note(is_gone=True)
                        return
                    self._note(_told(data) if kind == "view" else None, is_listening=True)
                    if self._is_over():
                        return
            except (OSError, http.client.HTTPException, Invalid):
                pass
            self._note(is_listening=False)
            self._sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _events(self) -> Iterator[tuple[str, str]]:
        """Yield what the stream says, each with its kind; a refusal ends it."""
        opened = self._wire.open(f"/s/{self.lesson}/seat-events", wait=SILENCE)
        try:
            said = opened.getresponse()
            if said.status == 403:  # noqa: PLR2004 -- the seat is no longer ours
                yield "gone", ""
                return
            if said.status != 200:  # noqa: PLR2004 -- anything else is tried again
                return
            kind = data = ""
            while line := said.readline(_LINE):
                name, _, value = line.decode("utf-8", "replace").rstrip("\r\n").partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    data = value
                elif not name and kind:
                    yield kind, data
                    kind = data = ""
        finally:
            opened.close()

    def _is_over(self) -> bool:
        with self._changed:
            return self._state.is_closed

    def _sleep(self, seconds: float) -> None:
        """Pause, a little longer or shorter, so that a class does not come back all at once; not longer than the server is away."""
        with self._changed:
            before = self._state.returned
            wait = seconds * random.uniform(0.7, 1.3)  # noqa: S311 -- no secret hangs on it
            self._changed.wait_for(lambda: self._state.is_closed or self._state.returned != before, wait)

    def _note(
        self, fresh: SeatNews | None = None, *, is_listening: bool | None = None, is_failing: bool | None = None, is_gone: bool = False
    ) -> None:
        """Take what has come, and tell whoever waits."""
        with self._changed:
            state = self._state
            before = (state.news, state.is_listening, state.is_failing, state.is_gone)
            if fresh is not None and fresh.seat.version >= state.news.seat.version:
                state.news, state.told_at = fresh, time.monotonic()
            state.returned += is_listening is True and not state.is_listening
            state.is_listening = state.is_listening if is_listening is None else is_listening
            state.is_failing = state.is_failing if is_failing is None else is_failing
            state.is_gone = state.is_gone or is_gone
            if fresh is None and before == (state.news, state.is_listening, state.is_failing, state.is_gone):
                return
            state.heard += 1
            self._changed.notify_all()
        for tell in tuple(self._told):
            tell()


def _data(text: str) -> object:
    try:
        return cleaned(json.loads(text))
    except (ValueError, RecursionError) as error:
        message = "what answers is no server of lessons, or one of another version"
        raise Invalid(message, "not-a-lesson") from error


def _news(data: object) -> SeatNews:
    try:
        return SeatNews.model_validate(data)
    except ValidationError as error:
        message = "the server sends what this version of sim does not know; use the same version as the facilitator"
        raise Invalid(message, "not-a-lesson") from error


def _told(data: str) -> SeatNews:
    wrapped = _data(data)
    return _news(_data(str(wrapped.get("news"))) if isinstance(wrapped, dict) else wrapped)
