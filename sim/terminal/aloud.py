"""How the line mode speaks with a person: what is said goes out as lines, and what is asked comes back as one.

Rule 1: only printable characters and line feeds are written, one thing after the other; nothing moves or is drawn again.
"""

import shutil
from collections.abc import Iterable

from sim.model.text import clean
from sim.report.outline import Element, Paragraph
from sim.report.text import written
from sim.terminal.cited import Passages
from sim.terminal.held import Sink, Source
from sim.terminal.leaving import Ending
from sim.terminal.settings import Settings


class Stopped(Exception):  # noqa: N818 -- not an error: the way out from any depth of questions
    """The person leaves, or their input has ended."""

    def __init__(self, ending: Ending) -> None:
        """Stop in a way."""
        super().__init__(ending)
        self.ending = ending


class Aloud:
    """Says things to a person and asks them for lines."""

    def __init__(self, source: Source, sink: Sink, settings: Settings) -> None:
        """Begin with nothing said.

        Args:
            source: where lines come from.
            sink: where lines go.
            settings: how wide they may be; 0 is as wide as a terminal is, and without an end elsewhere.

        """
        self.source, self.sink = source, sink
        self._width = settings.width or (shutil.get_terminal_size().columns if sink.isatty() else 0)
        self.cites = Passages()
        """What was quoted since the page began."""

    def turn_over(self) -> None:
        """Begin a page, on which passages are numbered from 1."""
        self.cites = Passages()

    def sweep(self) -> None:
        """Let what the last person read leave a terminal's screen."""
        if self.sink.isatty():
            self.sink.write("\n" * shutil.get_terminal_size().lines)

    def say(self, elements: Iterable[Element]) -> None:
        """Say something, with an empty line after it."""
        for line in written(elements, self._width):
            self.cites.text += f"{line} "
            self.sink.write(f"{line}\n")
        self.sink.write("\n")
        self.sink.flush()

    def remark(self, words: str) -> None:
        """Say a paragraph."""
        self.say([Paragraph(words)])

    def read(self, prompt: str) -> str | None:
        """Ask for a line; None at the end of the input."""
        self.remark(prompt)
        line = self.source.readline()
        return clean(line) if line else None

    def ask(self, prompt: str) -> str:
        """Ask for a line.

        Raises:
            Stopped: there is no more input.

        """
        line = self.read(prompt)
        if line is None:
            raise Stopped(Ending.RAN_OUT)
        return line

    def answer(self, prompt: str) -> str:
        """Ask for a line that is no command but for the one that leaves.

        Raises:
            Stopped: there is no more input, or it is the line that leaves.

        """
        line = self.ask(prompt)
        if line.lower() == "q":
            raise Stopped(Ending.LEFT)
        return line

    def enter(self, prompt: str) -> None:
        """Wait for one line, whatever it says.

        Raises:
            Stopped: there is no more input, or it is the line that leaves.

        """
        self.answer(prompt)
