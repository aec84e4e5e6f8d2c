"""The console as plain lines, for pipes, screen readers and terminals that can do no more.

Rule 1: only printable characters and line feeds are written; what was refused is said, and the next line is read.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from sim.errors import SimError
from sim.terminal.console.doing import do
from sim.terminal.console.link import Console
from sim.terminal.console.told import PAGES, head, helped
from sim.terminal.held import Sink, Source
from sim.terminal.lines import Line, Span, wrap

_WIDE = 100
"""Columns of a line where nobody looks at a terminal."""


def run_lines(console: Console, source: Source, sink: Sink) -> None:
    """Lead a lesson by lines until there are no more, or until one says `quit`.

    Args:
        console: the lesson's.
        source: where commands come from; an empty line shows the groups.
        sink: where everything is said.

    Raises:
        SimError: the server does not answer at the beginning.

    """
    lines = _Lines(console, sink)
    asks = source.isatty()
    lines.show("groups")
    if asks:
        lines.show("help")
    while True:
        if asks:
            sink.write("> ")
            sink.flush()
        line = source.readline()
        if not line or not lines.take(line.strip() or "groups"):
            return


class _Lines:
    def __init__(self, console: Console, sink: Sink) -> None:
        self._console, self._sink = console, sink
        self._width = shutil.get_terminal_size().columns if sink.isatty() else _WIDE
        self._view = console.look()

    def show(self, page: str, about: str = "") -> None:
        if page == "help":
            self._say(helped(about, self._width))
        else:
            self._say((*head(self._view, self._width), *PAGES[page](self._view, self._width)))

    def take(self, line: str) -> bool:
        """Do what a line says, and tell whether the person stays."""
        try:
            done = do(self._console, self._view, line)
            if done.leaves:
                return False
            self._view = self._console.look()
            if done.page:
                self.show(done.page, done.about)
            else:
                self._say(wrap((Span(done.said),), self._width))
        except SimError as error:
            self._say(wrap((Span(f"Not done: {error}"),), self._width))
        return True

    def _say(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._sink.write(f"{line.text}\n")
        self._sink.flush()
