"""A seat of a lesson on another computer, attended: two threads keep its correspondence with the server going.

Rule 1: what is known, and when something counts as kept, `correspondence` says; here it is only sent and heard.
Rule 2: whoever plays never waits for the network longer than `PATIENCE`; two threads do the rest.
"""

from __future__ import annotations

import http.client
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sim.classroom.client.correspondence import (
    ELSEWHERE,
    LISTENING,
    RELEASED,
    SENDING,
    SILENCE,
    Correspondence,
    Lines,
    Pauses,
    letter_to,
    read_data,
    read_news,
)
from sim.classroom.client.wire import Wire
from sim.errors import Illegal, SimError, StorageFailed
from sim.model.ids import EVERY_ROLE, LessonId, RoleId
from sim.model.joining import Notice
from sim.model.lesson_view import SeatNews

PATIENCE = 2.0
"""Seconds that somebody waits for an answer before they go on reading."""
_NEWS = "seat-news.json"
"""What a seat is told, as programs read it."""
_LINE = 16 * 1024 * 1024
"""Bytes of one event, at most."""


class Attendance:
    """One seat, attended from here."""

    def __init__(self, wire: Wire, lesson: LessonId, again: str, notice: Notice | None = None) -> None:
        """Take the seat whose cookie the wire keeps.

        Args:
            wire: the way to the server.
            lesson: the lesson.
            again: what is typed to come back to this seat.
            notice: what whoever sits there read of what is kept of them; None: the server told nothing.

        Raises:
            SimError: the server refuses, or is away.

        """
        self.lesson = lesson
        self.again = again
        self.notice = notice
        self._wire = wire
        self._changed = threading.Condition()
        self._told: list[Callable[[], object]] = []
        self._kept = Correspondence(read_news(read_data(wire.told(f"/s/{lesson}/{_NEWS}").body)), time.monotonic())
        """Only touched while `_changed` is held."""
        self._is_closed = False
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._hear)]

    def start(self) -> None:
        """Begin to listen and to send."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Let go of the server; what is still on its way is given a moment."""
        end = time.monotonic() + PATIENCE
        with self._changed:
            while self._kept.outbox and not self._kept.is_failing and time.monotonic() < end:
                self._changed.wait(0.1)
            self._is_closed = True
            self._changed.notify_all()

    # ------------------------------------------------------------------------------------------------------ what is known

    def news(self) -> SeatNews:
        """Return what the seat was last told."""
        with self._changed:
            return self._kept.news

    def left(self) -> int | None:
        """Return the seconds that are left for the turn, or None where no clock is set."""
        with self._changed:
            return self._kept.left(time.monotonic())

    @property
    def gone(self) -> bool:
        """Whether the seat is not open here any more."""
        with self._changed:
            return self._kept.is_gone

    @property
    def elsewhere(self) -> bool:
        """Whether that is so because other devices have it, and not because it was released."""
        with self._changed:
            return self._kept.is_elsewhere

    @property
    def unsent(self) -> bool:
        """Whether a choice is on its way, and not known to be kept."""
        with self._changed:
            return any(letter.is_choice for letter in self._kept.outbox)

    def said(self) -> str:
        """Return how the way to the server stands, in a sentence; empty where there is nothing to say."""
        with self._changed:
            return self._kept.said()

    def refusal(self) -> SimError | None:
        """Return, once, why something that was on its way was refused after all."""
        with self._changed:
            refused, self._kept.refused = self._kept.refused, None
            return refused

    def listen(self, told: Callable[[], object]) -> None:
        """Call this whenever something has come, from a thread of its own."""
        self._told.append(told)

    def wait(self, seconds: float) -> bool:
        """Wait until something has come; tell whether it has."""
        with self._changed:
            before = self._kept.heard
            self._changed.wait_for(lambda: self._kept.heard != before, seconds)
            return self._kept.heard != before

    # ---------------------------------------------------------------------------------------------------------- what is done

    def post(self, name: str, form: dict[str, str], *, is_choice: bool = False, patience: float = PATIENCE) -> None:
        """Send a form, and wait a moment for the answer; if none comes, it goes on being sent.

        Raises:
            SimError: the server refuses it.

        """
        letter = letter_to(self.lesson, name, form, secrets.token_urlsafe(16))
        letter.is_choice, letter.awaited, letter.matters = is_choice, patience > 0, patience > 0
        with self._changed:
            self._kept.outbox.append(letter)
            self._changed.notify_all()
            self._changed.wait_for(lambda: letter.answered, patience)
            letter.awaited = False
        if letter.error is not None:
            raise letter.error

    def speak(self, to: RoleId | None, words: str, *, closed: bool = False) -> None:
        """Send a message to another role of the group, or to all of them."""
        self.post("speak", {"to": to or (EVERY_ROLE if closed else ""), "words": words})

    def wish(self, wanted: str) -> None:
        """Say which role this seat would like: its id, `any` or `observer`."""
        self.post("wish", {"wish": wanted})

    def propose(self, turn: int, words: str) -> None:
        """Ask the facilitator for something that is not among the options."""
        self.post("propose", {"turn": str(turn), "words": words})

    def read(self, name: str) -> object:
        """Return what the server has under a name, cleaned.

        Raises:
            SimError: the server refuses, or is away.

        """
        with self._as_seated():
            answer = self._wire.told(f"/s/{self.lesson}/{name}")
        return read_data(answer.body)

    def _fetched(self) -> SeatNews:
        return read_news(self.read(_NEWS))

    # ------------------------------------------------------------------------------------------------------------ the threads

    def _send(self) -> None:
        """Send what is in the outbox, the oldest first, until it is answered."""
        pauses = Pauses(*SENDING)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._kept.outbox) or self._is_closed)
                if self._is_closed:
                    return
                letter, returned = self._kept.outbox[0], self._kept.returned
            error: SimError | None = None
            try:
                with self._as_seated():
                    self._wire.told(letter.path, letter.form)
            except SimError as refused:
                error = refused
            fresh: SeatNews | None = None
            if not isinstance(error, StorageFailed):
                with suppress(SimError):  # the stream tells it in a moment
                    fresh = self._fetched()
            with self._telling():
                is_answered = self._kept.answer(letter, error)
                if fresh is not None:
                    self._kept.take(fresh, time.monotonic())
            if is_answered:
                pauses.over()
            else:
                self._sleep(pauses, returned)

    def _hear(self) -> None:
        """Follow the stream of the seat, and open it anew whenever it breaks."""
        pauses = Pauses(*LISTENING)
        while not (self._is_over() or self.gone):
            with suppress(OSError, http.client.HTTPException, SimError):
                for kind, data in self._events():
                    pauses.over()
                    with self._telling():
                        self._kept.hear(kind, data, time.monotonic())
                    if kind == "gone" or self._is_over():
                        return
            with self._telling():
                self._kept.miss()
                returned = self._kept.returned
            self._sleep(pauses, returned)

    def _events(self) -> Iterator[tuple[str, str]]:
        """Yield what the stream says, each with its kind; a refusal ends it."""
        opened = self._wire.open(f"/s/{self.lesson}/seat-events", wait=SILENCE)
        try:
            said = opened.getresponse()
            if said.status == 403:  # noqa: PLR2004 -- the seat is no longer ours; reading tells why
                self._fetched()
            if said.status != 200:  # noqa: PLR2004 -- anything else is tried again
                return
            lines = Lines()
            while line := said.readline(_LINE):
                event = lines.read(line)
                if event is not None:
                    yield event
        finally:
            opened.close()

    @contextmanager
    def _as_seated(self) -> Iterator[None]:
        """Raise a refusal as somebody hears it who had a seat: it was released, or other devices have it; either stays so."""
        try:
            yield
        except SimError as error:
            if error.code not in ("seat-released", "not-yours"):
                raise
            is_released = error.code == "seat-released"
            with self._telling():
                self._kept.lose(is_released=is_released)
            raise Illegal(RELEASED if is_released else ELSEWHERE, error.code) from error

    def _is_over(self) -> bool:
        with self._changed:
            return self._is_closed

    def _sleep(self, pauses: Pauses, returned: int) -> None:
        """Pause after a try that failed; not longer than the server is away.

        Args:
            pauses: how long.
            returned: how often the server had come back when the try began; it may have come back while the try still hung.

        """
        with self._changed:
            wait = pauses.again(random.random())  # noqa: S311 -- no secret hangs on it
            self._changed.wait_for(lambda: self._is_closed or self._kept.returned != returned, wait)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Hold what is known while it changes, and tell whoever waits if something came of it."""
        with self._changed:
            before = self._kept.heard
            yield
            has_changed = self._kept.heard != before
            self._changed.notify_all()
        if has_changed:
            for tell in tuple(self._told):
                tell()
