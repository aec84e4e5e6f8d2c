"""Long searches in a terminal: how far one has come is said on standard error, and Ctrl-C ends the search instead of the process."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from sim.analysis.survey import Tally
    from sim.model.ids import ActId

_FEW = 10
"""A pace below this is said with a digit after the point."""


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """Let Ctrl-C end a search instead of the process: its number is put into the list that is given."""
    caught: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if caught:
            raise KeyboardInterrupt
        caught.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield caught
    finally:
        signal.signal(signal.SIGINT, before)


class Line:
    """Says in one line on standard error how far something has come; only in a terminal."""

    room = 74
    """Columns of what is said."""

    def __init__(self, stopped: list[int]) -> None:
        """Begin the clock; `stopped` as `stoppable` gives it."""
        self.stopped = stopped
        self.shown = sys.stderr.isatty()
        self.began = time.monotonic()
        self.part: ActId = ""

    def states(self, states: int, steps: int) -> bool:
        """Say how many states were found; true when the search is to stop."""
        return self.say(f"{states:,} states, {steps:,} joint steps, {steps / self.passed:,.0f} a second")

    def act(self, act: ActId, states: int, steps: int) -> bool:
        """Say the same of an act in a row of acts."""
        return self.say(f"{act}: {states:,} states, {steps:,} joint steps")

    def states_of(self, act: ActId, done: int, wanted: int) -> bool:
        """Say how many of an act's states were worked out, and how long the rest of this act may take; true when that is to stop."""
        self.begin(act)
        return self._count(done, wanted, "states", act)

    def plays(self, made: int, wanted: int) -> bool:
        """Say how many plays were drawn, and how long the rest may take; true when that is to stop."""
        return self._count(made, wanted, "plays")

    def numbers(self, done: int, wanted: int) -> bool:
        """Say how many of the author's numbers were tried, and how long the rest may take; true when that is to stop."""
        return self._count(done, wanted, "numbers tried")

    def rows(self, done: int, wanted: int) -> bool:
        """Say how many rows of a table were computed, and how long the rest may take; true when that is to stop."""
        return self._count(done, wanted, "rows")

    @property
    def passed(self) -> float:
        """Seconds since the clock began; never 0."""
        return max(time.monotonic() - self.began, 1e-3)

    def begin(self, part: ActId) -> None:
        """Begin the clock anew where another act begins."""
        if part != self.part:
            self.part, self.began = part, time.monotonic()

    def say(self, text: str) -> bool:
        """Say it; true when the search is to stop."""
        if self.shown:
            click.echo(f"\rsim: {text:<{self.room}}", err=True, nl=False)
        return bool(self.stopped)

    def wipe(self) -> None:
        """Clear the line."""
        if self.shown:
            click.echo(f"\r{' ' * (self.room + 5)}\r", err=True, nl=False)

    def _count(self, done: int, wanted: int, what: str, of: ActId = "") -> bool:
        pace = done / self.passed
        rate = f"{pace:,.0f}" if pace >= _FEW else f"{pace:,.1f}"
        return self.say(f"{f'{of}: ' if of else ''}{done:,} of {wanted:,} {what}, {rate} a second, {(wanted - done) / pace:.0f} s to go")


class Bar(Line):
    """Says how far a survey has come, how fast, and how long it may still take."""

    room = 100

    def __call__(self, tally: Tally) -> bool:
        """Say it; true when the search is to stop."""
        self.begin(tally.act)
        left = (tally.states - tally.done) * self.passed / max(tally.done, 1)
        return self.say(
            f"{tally.act}: {tally.done:,} of {tally.states:,} states, {tally.steps:,} steps, {tally.steps / self.passed:,.0f} a second, "
            f"{left:.0f} s or more to go"
        )
