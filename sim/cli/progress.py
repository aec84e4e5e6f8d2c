"""Long searches in a terminal: how far one has come is said on standard error, and Ctrl-C ends the search instead of the process."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from sim.analysis.survey import Tally


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


class Bar:
    """Says on standard error how far a survey has come, how fast, and how long it may still take; only in a terminal."""

    def __init__(self, stopped: list[int]) -> None:
        """Begin the clock."""
        self.stopped = stopped
        self.shown = sys.stderr.isatty()
        self.began = time.monotonic()
        self.act = ""
        self.before = 0

    def __call__(self, tally: Tally) -> bool:
        """Say it; true when the search is to stop."""
        if self.shown:
            if tally.act != self.act:
                self.act, self.began = tally.act, time.monotonic()
            passed = max(time.monotonic() - self.began, 1e-3)
            left = (tally.states - tally.done) * passed / max(tally.done, 1)
            text = (
                f"{tally.act}: {tally.done:,} of {tally.states:,} states, {tally.steps:,} steps, {tally.steps / passed:,.0f} a second, "
                f"{left:.0f} s or more to go"
            )
            click.echo(f"\rsim: {text:<100}", err=True, nl=False)
        return bool(self.stopped)

    def wipe(self) -> None:
        """Clear the line."""
        if self.shown:
            click.echo(f"\r{' ' * 105}\r", err=True, nl=False)
