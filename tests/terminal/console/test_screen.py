"""The console at the full screen, with keys through a pipe and a screen read back from what it writes."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from sim.errors import StorageFailed
from sim.terminal.console.screen import run_console
from sim.terminal.settings import Settings
from tests.terminal.console.held import Here, playing

_PATIENCE = 10.0
"""Seconds that something is waited for."""


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Here]:
    """Give the console of a play."""
    with playing(tmp_path) as made:
        yield made


class Screen(Vt100_Output):
    """A terminal whose screen can be read by another thread than the one that draws; it then is as one drawing has left it."""

    def __init__(self, columns: int, rows: int) -> None:
        """Begin with an empty screen."""
        self._sink = io.StringIO()
        self._read = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._drawing = threading.Lock()
        size = Size(rows=rows, columns=columns)
        super().__init__(self._sink, lambda: size, term="xterm-256color", default_color_depth=ColorDepth.DEPTH_8_BIT)

    def flush(self) -> None:
        """Draw what was written."""
        super().flush()
        fresh = self._sink.getvalue()[self._read :]
        self._read += len(fresh)
        with self._drawing:
            self._stream.feed(fresh)

    @property
    def words(self) -> str:
        """The words on the screen, without the breaks of lines."""
        with self._drawing:
            lines = self._screen.display
        return " ".join(" ".join(lines).split())


def led(console: Here, *steps: tuple[str, str | Callable[[], bool]], columns: int = 80, rows: int = 24) -> list[str]:
    """Press keys, each time wait for words on the screen or for something else; return the screens that had them; at the end, leave."""
    screen = Screen(columns, rows)
    seen: list[str] = []
    with create_pipe_input() as pipe:

        def press() -> None:
            try:
                for keys, awaited in (("", "Type a command"), *steps):
                    pipe.send_text(keys)
                    end = time.monotonic() + _PATIENCE
                    words = screen.words
                    while not (awaited in words if isinstance(awaited, str) else awaited()) and time.monotonic() < end:
                        time.sleep(0.02)
                        words = screen.words
                    seen.append(words)
            finally:
                pipe.send_text("\x03")

        hands = threading.Thread(target=press)
        hands.start()
        run_console(console, Settings(), None, pipe, screen)
        hands.join()
    return seen


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20)])
def test_an_order_is_typed_and_acknowledged(console: Here, columns: int, rows: int) -> None:
    """What is typed is sent, what came of it is said, and the page shows it."""
    first, refused, done = led(
        console,
        ("resume\r", "Not done: the lesson is not paused"),
        ("pause\r", "PAUSED"),
        columns=columns,
        rows=rows,
    )

    assert all(words in first for words in ("g1 · turn 1 · 1:30 left", "North: 0 of 2 voted", "A mediator.", "code K7R2HX"))
    assert "Not done: the lesson is not paused" in refused
    assert "PAUSED" in done
    assert ["resume", "pause"] == [name for name, _ in console.given]


def test_tab_completes_and_arrows_bring_lines_back(console: Here) -> None:
    """Tab fills in what there is but one of, and the line before comes back."""
    led(
        console,
        ("pau\t", "> pause"),
        ("\r", lambda: console.room.live.now.lesson.paused),
        ("resu\t", "> resume"),
        ("\r", lambda: not console.room.live.now.lesson.paused),
        ("\x1b[A\x1b[A\r", lambda: console.room.live.now.lesson.paused),
    )

    assert ["pause", "resume", "pause"] == [name for name, _ in console.given]


def test_pages_are_turned_and_scrolled(console: Here) -> None:
    """Words and Esc turn the pages, Page Down scrolls what is too long, and what is wrong with help is said."""
    seen = led(
        console,
        ("who\r", "s1 Ana:"),
        ("\x1b", "North to everybody: We stay."),
        ("help\r", "groups Show the groups"),
        ("\x1b[6~", lambda: True),
        ("help forcex\r", "did you mean 'force'"),
        ("help fork\r", "fork GROUP TURN all|half WHY"),
        ("\x1b", "turn 1"),
    )

    assert "s2 Ben Ali: g1 North, not connected" in seen[1]
    assert "Not done: there is no command 'forcex'" in seen[5]


def test_a_server_that_is_away_is_told_until_it_is_back(console: Here) -> None:
    """While the server does not answer the screen says so and keys work; when it is back, the screen goes on."""

    def away() -> bool:
        console.is_away = True
        return True

    def back() -> bool:
        console.is_away = False
        return True

    seen = led(
        console,
        ("", away),
        ("", "what was done stays done, and this goes on by itself"),
        ("", back),
        ("", "Type a command"),
        ("quit\r", lambda: True),
    )

    assert "127.0.0.1:8000 does not answer" in seen[2]
    assert "does not answer" not in seen[4]


def test_a_console_that_never_answered_is_an_error(console: Here) -> None:
    """Where the server is away from the beginning there is no screen."""
    console.is_away = True
    with create_pipe_input() as pipe, pytest.raises(StorageFailed, match="does not answer"):
        run_console(console, Settings(colour=False), None, pipe, Screen(80, 24))
