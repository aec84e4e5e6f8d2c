"""A play that is announced: its notice is on the screen before it is opened."""

import io
import signal
from pathlib import Path

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from sim.errors import StorageFailed
from sim.library import from_data
from sim.model.scenario import Scenario
from sim.terminal.announced import Announced
from sim.terminal.held import Held
from sim.terminal.leaving import Ending
from sim.terminal.play import interact
from sim.terminal.screen import run_screen
from sim.terminal.settings import Settings
from sim.terminal.table import Table
from tests.terminal.seated import TUTORIAL, seated

ROWS, COLUMNS = 24, 80


def _announced(table: Table, opened: list[str], written: io.StringIO | None = None, texts: Scenario = TUTORIAL.scenario) -> Announced:
    """Announce a play whose opening notes what has been written by then."""

    def sit() -> Table:
        opened.append(written.getvalue() if written else "")
        return table

    return Announced(texts.title, texts.author, texts.notice, ours=True, sit=sit)


def _failing() -> Table:
    message = "the disk is full"
    raise StorageFailed(message, "not-written")


def test_the_notice_is_drawn_whole_before_the_play_is_opened(tmp_path: Path) -> None:
    """When the opening begins, everything that the first screen says has been sent to the terminal."""
    opened: list[str] = []
    written = io.StringIO()
    output = Vt100_Output(written, lambda: Size(ROWS, COLUMNS), term="xterm-256color")
    with seated(tmp_path, "eastbank") as table, create_pipe_input() as pipe:
        pipe.send_text("q")
        run_screen(_announced(table, opened, written), Settings(), None, pipe, output)
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(opened[0])
    shown = (Path(__file__).parent / "screens" / "80x24" / "tutorial-01-notice.txt").read_text(encoding="utf-8")

    assert shown.rstrip("\n") == "\n".join(line.rstrip() for line in screen.display).rstrip("\n")


def test_it_is_opened_once(tmp_path: Path) -> None:
    """However often the screen is drawn, the play is opened when the notice has been drawn, and never again."""
    opened: list[str] = []
    with seated(tmp_path, "eastbank") as table, create_pipe_input() as pipe:
        pipe.send_text("\r\r2\x1b[Bq\r")
        run_screen(_announced(table, opened), Settings(), None, pipe, DummyOutput())

    assert 1 == len(opened)


def test_keys_that_were_pressed_before_are_obeyed_in_their_order(tmp_path: Path) -> None:
    """Keys that wait in the terminal while the play is opened lead to its outcome as they do afterwards."""
    with seated(tmp_path, "eastbank") as table, create_pipe_input() as pipe:
        pipe.send_text("\r\r1\r\r2\r\rq")
        seat = run_screen(_announced(table, []), Settings(), None, pipe, DummyOutput())

        assert seat is table
        assert table.view(None).outcome is not None


def test_a_key_that_was_pressed_before_skips_nothing_of_the_notice(tmp_path: Path) -> None:
    """Where the notice is longer than the window, Enter reads on in it, also where it was pressed before the play was open."""
    notice = "\n\n".join(f"Paragraph {number} of many." for number in range(40))
    wordy = from_data(TUTORIAL.scenario.model_copy(update={"notice": notice}), TUTORIAL.corpus)
    taken = []
    for scenario in (TUTORIAL, wordy):
        folder = tmp_path / str(len(taken))
        folder.mkdir()
        with seated(folder, "eastbank", scenario=scenario) as table, create_pipe_input() as pipe:
            pipe.send_text("\r\r1\r\x03")
            run_screen(_announced(table, [], texts=scenario.scenario), Settings(), None, pipe, DummyOutput())
            taken.append(len(table.view(None).turns))

    assert [1, 0] == taken


def test_a_play_that_cannot_be_opened_ends_in_good_order() -> None:
    """The error reaches whoever called, and no key is waited for."""
    texts = TUTORIAL.scenario
    with create_pipe_input() as pipe, pytest.raises(StorageFailed, match="the disk is full"):
        run_screen(Announced(texts.title, texts.author, texts.notice, ours=True, sit=_failing), Settings(), None, pipe, DummyOutput())


def test_who_asked_it_to_end_before_the_notice_gets_no_play(tmp_path: Path) -> None:
    """A request to end that came before the screen was there is obeyed, and nothing is opened."""
    opened: list[str] = []
    held = Held()
    held.note(signal.SIGTERM)
    with seated(tmp_path, "eastbank") as table, create_pipe_input() as pipe:
        seat = run_screen(_announced(table, opened), Settings(), held, pipe, DummyOutput())

    assert (None, []) == (seat, opened)


def test_plain_lines_open_it_at_once(tmp_path: Path) -> None:
    """The line mode plays an announced play like an open one."""
    opened: list[str] = []
    sink = io.StringIO()
    with seated(tmp_path, "eastbank") as table:
        ending = interact(_announced(table, opened, sink), Settings(), io.StringIO("\n1\n1\n"), sink, plain=True)

    assert (Ending.OVER, [""]) == (ending, opened)
