"""A real terminal: the command in a pseudo-terminal of a given size, its screen read back, and kept screens to compare with.

`BLESS=1 pytest tests/terminal/test_real_terminal.py` writes the kept screens anew; their difference is then reviewed like any other.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

import pexpect
import pyte

SCREENS = Path(__file__).parent / "screens"
ROOT = Path(__file__).parent.parent.parent
KEYS = {"Enter": "\r", "Esc": "\x1b", "PgDn": "\x1b[6~", "Tab": "\t", "Ctrl-C": "\x03"}
_PATIENCE = 20.0
"""Seconds to wait for a screen; a slow machine needs a few."""
_REST = 10.0
"""Seconds without output after which no further screen is expected."""
_QUIET = 0.15
"""Seconds without output after which a screen that is whole is taken to be drawn."""
_CALM = 1.0
"""The same where the screen is about to be kept."""
_FULL = 1049 << 5
"""The mode of the full screen, as pyte numbers it."""


class Terminal:
    """A command that runs in a terminal."""

    def __init__(self, home: Path, columns: int, rows: int, *arguments: str) -> None:
        """Start `sim` with arguments and with a home folder of its own."""
        environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.columns, self.rows = columns, rows
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        command = [sys.executable, "-m", "sim", *arguments]
        self.process = pexpect.spawn(command[0], command[1:], env=environment, dimensions=(rows, columns), cwd=str(home), timeout=_PATIENCE)

    @property
    def text(self) -> str:
        """The screen, without spaces at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def shown(self) -> str:
        """The screen, without the empty lines at its end."""
        return self.text.rstrip("\n")

    @property
    def words(self) -> str:
        """The words on the screen, without the breaks of lines."""
        return " ".join(self.text.split())

    def press(self, *keys: str) -> None:
        """Press keys, by name or as they are, each of which has to change something on the screen.

        What was drawn anew as it was before, as the notice is once the play is loaded, is no answer to a key.
        """
        for key in keys:
            before, end = self._drawn(), time.monotonic() + _PATIENCE
            self.process.send(KEYS.get(key, key))
            while self._drawn() == before:
                assert time.monotonic() < end, f"the key {key} changed nothing on this screen:\n{self.text}"
                self._read(_QUIET)
                self.settle()

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def until(self, seen: Callable[[str], bool], what: str) -> str:
        """Return the words on the screen, without the breaks of lines, as soon as they are as they should be and have come to rest."""
        end = time.monotonic() + _PATIENCE
        while not seen(self.words):
            assert time.monotonic() < end, f"{what} did not come; the screen is:\n{self.text}"
            self._read(_QUIET)
        self.settle()
        return self.words

    def until_rest(self, wanted: str) -> str:
        """Return the screen as soon as it is the one that is wanted, or when nothing more comes that could make it so."""
        while self.shown != wanted:
            if not self._read(_REST):
                break
        return self.shown

    def until_it_says(self, words: str) -> str:
        """Return the words on the screen as soon as some of them are these."""
        return self.until(lambda said: words in said, words)

    def hang_up(self) -> int:
        """Close the terminal under the command; return how the command ended."""
        self.process.ptyproc.fileobj.close()
        self.process.ptyproc.wait()
        self.process.closed = True
        return self.process.ptyproc.exitstatus

    def settle(self, wait: float = _QUIET) -> None:
        """Read until nothing more has come for some seconds, and what came is a whole screen."""
        end = time.monotonic() + _PATIENCE
        while self._read(wait) or self._is_half_drawn():
            assert time.monotonic() < end, f"this screen is never whole, or never comes to rest:\n{self.text}"

    def _drawn(self) -> tuple[object, ...]:
        """Return everything that can be seen: letters, colours and where the cursor stands."""
        cells = tuple(self._screen.buffer[row][column] for row in range(self.rows) for column in range(self.columns))
        return (*cells, self._screen.cursor.x, self._screen.cursor.y)

    def _is_half_drawn(self) -> bool:
        """Tell whether the rest of a screen is still to come: above 4 kB it comes in pieces, between which a slow machine may rest.

        At the full screen prompt-toolkit hides the cursor first, and in the end shows it where somebody writes, or leaves it in the corner.
        """
        cursor = self._screen.cursor
        drawing = _FULL in self._screen.mode and cursor.hidden and (cursor.x, cursor.y) != (0, 0)
        return drawing and not self.process.flag_eof  # of a command that was killed no more will come

    def _read(self, wait: float) -> bool:
        try:
            self._stream.feed(self.process.read_nonblocking(65_536, wait))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        return True


@contextmanager
def terminal(home: Path, size: tuple[int, int], *arguments: str) -> Iterator[Terminal]:
    """Run a command in a terminal and end it with the test."""
    started = Terminal(home, *size, *arguments)
    try:
        yield started
    finally:
        if not started.process.closed and started.process.isalive():
            started.process.kill(signal.SIGKILL)
            started.process.wait()


def compare(name: str, running: Terminal, says: str) -> None:
    """Compare a screen with the one that is kept under a name and a size, or keep it if that was asked for.

    Args:
        name: of the kept screen.
        running: the command.
        says: words that the page has which is meant, and the page before has not; nothing is compared or kept until they are there.

    """
    file = SCREENS / f"{running.columns}x{running.rows}" / f"{name}.txt"
    running.until_it_says(says)
    if os.environ.get("BLESS"):
        running.settle(_CALM)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{running.text}\n", encoding="utf-8")
    kept = file.read_text("utf-8")
    running.until_rest(kept.rstrip("\n"))
    agrees(kept, f"{running.text}\n", f"{file}")


def agrees(kept: str, found: str, where: str) -> None:
    """Hold a screen against the one that is kept, and show what differs."""
    difference = "\n".join(unified_diff(kept.splitlines(), found.splitlines(), "kept", "found", lineterm=""))
    assert not difference, f"{where}:\n{difference}"
