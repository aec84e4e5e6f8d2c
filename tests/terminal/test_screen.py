"""The full-screen application, with keys through a pipe and a screen read back from what it writes."""

import io
from pathlib import Path

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import ColorDepth, DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from sim.errors import Fault
from sim.model.ids import RoleId
from sim.model.view import View
from sim.terminal.drawn import link_at
from sim.terminal.lines import Line, Span
from sim.terminal.local import LocalTable
from sim.terminal.screen import run_screen
from sim.terminal.settings import Settings
from sim.terminal.table import Table
from tests.terminal.seated import seated

LEAVE = "\x03"
MOVE = "\x1b[<35;1;1M"
"""The mouse moves: that changes nothing, and the screen is drawn once more."""


def _play(table: Table, keys: str, settings: Settings | None = None) -> None:
    """Play with keys through a pipe, without looking."""
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        run_screen(table, settings or Settings(), None, pipe, DummyOutput())


class _Watched(Vt100_Output):
    """A terminal that sends the next key when it has been drawn, keeps the last screen, and leaves."""

    def __init__(self, pipe: PipeInput, keys: tuple[str, ...], columns: int, rows: int) -> None:
        self.written = io.StringIO()
        self.last = ""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._read = 0
        self._pipe = pipe
        self._keys = iter((*keys, MOVE, MOVE))
        size = Size(rows=rows, columns=columns)
        super().__init__(self.written, lambda: size, term="xterm-256color", default_color_depth=ColorDepth.DEPTH_8_BIT)

    def flush(self) -> None:
        """Write, and go on to the next key."""
        super().flush()
        fresh = self.written.getvalue()[self._read :]
        self._read += len(fresh)
        self._stream.feed(fresh)
        if "\x1b[?1049h" in self.written.getvalue():  # the first page has been drawn
            key = next(self._keys, LEAVE)
            if key == LEAVE and not self.last:
                self.last = "\n".join(self._screen.display)
            self._pipe.send_text(key)


def _watched(table: Table, *keys: str, settings: Settings | None = None, columns: int = 80, rows: int = 24) -> tuple[str, str]:
    """Play with keys through a pipe, each after the last was drawn; return the last screen, and all that was written."""
    with create_pipe_input() as pipe:
        output = _Watched(pipe, keys, columns, rows)
        run_screen(table, settings or Settings(), None, pipe, output)
    return output.last, output.written.getvalue()


def test_a_play_is_played_to_its_end(tmp_path: Path) -> None:
    """Keys alone lead from the notice to an outcome."""
    with seated(tmp_path, "eastbank") as table:
        _play(table, "\r\r1\r\r2\r\rq")

        assert table.view(None).outcome is not None


def test_each_choice_is_kept_before_the_next_page(tmp_path: Path) -> None:
    """A play left right after a choice has the choice."""
    with seated(tmp_path, "eastbank") as table:
        _play(table, f"\r\r2\r{LEAVE}")

        assert ["promise-nothing"] == [choice.option for choice in table.view(None).turns[0].choices if choice.role == "eastbank"]


def test_leaving_with_q_is_asked_and_kept(tmp_path: Path) -> None:
    """Q and Enter leave; the play stands where it stood."""
    with seated(tmp_path, "eastbank") as table:
        _play(table, "\r\rq\r")

        assert 1 == table.view(None).turn


def test_a_terminal_that_closes_loses_nothing(tmp_path: Path) -> None:
    """When no more keys can come, the application ends without a fault."""
    with seated(tmp_path, "eastbank") as table, create_pipe_input() as pipe:
        pipe.send_text("\r\r2\r")
        pipe.close()
        run_screen(table, Settings(), None, pipe, DummyOutput())

        assert table.view(None).turn in (1, 2)


def test_escape_is_told_from_the_arrows(tmp_path: Path) -> None:
    """An arrow begins with an escape character and is still an arrow."""
    with seated(tmp_path, "eastbank") as table:
        _play(table, f"\r\r\x1b[C\x1b[C\r{LEAVE}")

        assert "promise-nothing" in {choice.option for choice in table.view(None).turns[0].choices}


def test_a_reason_is_written_in_a_line(tmp_path: Path) -> None:
    """Letters that are keys elsewhere are letters there, and the line can be edited."""
    with seated(tmp_path, "eastbank") as table:
        _play(table, "\r\r2rqus:x\x7f?\r3\r\r2\r\rq")
        decisions = {decision.role: decision for decision in table.review().turns[0].decisions}

        assert ("qus:?", "rises") == (decisions["eastbank"].reason, decisions["eastbank"].expectation)


def test_the_screen_is_drawn_as_it_should_be(tmp_path: Path) -> None:
    """Bar, page, what is asked and the keys stand where they belong."""
    with seated(tmp_path, "eastbank") as table:
        screen, _ = _watched(table, "\r", "\r", "2")
        rows = screen.splitlines()

        assert rows[0].startswith(" The rope ")
        assert rows[0].rstrip().endswith("Eastbank · turn 1")
        assert "▶ 2  Promise nothing yet" in screen
        assert "Enter seals 2, “Promise nothing yet”. A sealed choice is final." in screen
        assert rows[-1].startswith(" 1–2 Look  Enter Seal")


def test_a_key_that_does_nothing_is_said(tmp_path: Path) -> None:
    """Nobody has to wonder whether a key was read."""
    with seated(tmp_path, "eastbank") as table:
        screen, _ = _watched(table, "\r", "\r", "z")

        assert "'z' does nothing here. ? shows the keys of this page." in screen


def test_the_palette_is_typed_into(tmp_path: Path) -> None:
    """Letters narrow the list while they are typed, and Esc takes both away."""
    with seated(tmp_path, "eastbank") as table:
        typed, _ = _watched(table, "\r", "\r", ":", "g", "l", "o", "s", "s")
        opened, _ = _watched(table, "\r", "\r", ":", "g", "l", "o", "s", "s", "\r")

        assert "> gloss" in typed
        assert "Glossary: words explained" in typed
        assert "Undo: go back" not in typed
        assert "Words explained" in opened


def test_how_much_of_a_reason_is_left_is_counted(tmp_path: Path) -> None:
    """280 characters at most, and the line says how many are left."""
    with seated(tmp_path, "eastbank") as table:
        screen, _ = _watched(table, "\r", "\r", "2", "r", "a", "b", "c")

        assert "277 characters left." in screen


def test_no_more_is_taken_than_a_reason_may_have(tmp_path: Path) -> None:
    """What is pasted beyond the limit is cut where it can be seen."""
    with seated(tmp_path, "eastbank") as table:
        screen, _ = _watched(table, "\r", "\r", "2", "r", f"\x1b[200~{'x' * 400}\x1b[201~", "!")

        assert "0 characters left." in screen


@pytest.mark.parametrize(("columns", "rows"), [(59, 24), (80, 19)])
def test_a_small_window_asks_for_a_larger_one(tmp_path: Path, columns: int, rows: int) -> None:
    """Below the least size one sentence stands there instead of a torn page."""
    with seated(tmp_path, "eastbank") as table:
        screen, _ = _watched(table, "\r", "\r", columns=columns, rows=rows)

        assert f"This window has {columns} columns and {rows} rows." in screen


def test_a_click_looks_at_an_option(tmp_path: Path) -> None:
    """With the mouse an option is focused; sealing it still takes Enter."""
    with seated(tmp_path, "eastbank") as table:
        before, _ = _watched(table, "\r", "\r", columns=120, rows=40)
        row = next(number for number, line in enumerate(before.splitlines(), 1) if "2  Promise nothing yet" in line)
        after, _ = _watched(table, "\r", "\r", f"\x1b[<0;80;{row}M", f"\x1b[<0;80;{row}m", columns=120, rows=40)

        assert "▶ 2  Promise nothing yet" in after
        assert 1 == table.view(None).turn


def test_a_click_on_the_bar_of_keys_presses_the_key(tmp_path: Path) -> None:
    """The bar's words are buttons."""
    with seated(tmp_path, "eastbank") as table:
        before, _ = _watched(table, "\r", "\r")
        column = before.splitlines()[-1].index("Passages") + 1
        after, _ = _watched(table, "\r", "\r", f"\x1b[<0;{column};24M", f"\x1b[<0;{column};24m")

        assert "The passages behind this page" in after


def test_the_wheel_scrolls(tmp_path: Path) -> None:
    """A step down moves three lines."""
    with seated(tmp_path, "eastbank") as table:
        screen, _ = _watched(table, "\r", "\r", "\x1b[<65;10;10M")

        assert "▲ 3 above" in screen


def test_the_mouse_can_be_left_to_the_terminal(tmp_path: Path) -> None:
    """Without it nothing asks the terminal for clicks."""
    with seated(tmp_path, "eastbank") as table:
        _, taken = _watched(table)
        _, left = _watched(table, settings=Settings(mouse=False))

        assert ("\x1b[?1000h" in taken, "\x1b[?1000h" in left) == (True, False)


def test_no_color_writes_no_colour(tmp_path: Path) -> None:
    """Where colour is switched off, no sequence sets one."""
    with seated(tmp_path, "eastbank") as table:
        _, coloured = _watched(table, "\r", "\r", "2")
        _, plain = _watched(table, "\r", "\r", "2", settings=Settings(colour=False))

        assert ("38;5;" in coloured, "48;5;" in coloured) == (True, True)
        assert ("38;5;" in plain, "48;5;" in plain, "\x1b[0;3" in plain) == (False, False, False)


def test_everything_happens_on_the_other_screen(tmp_path: Path) -> None:
    """What was shown is not left in the terminal's scrollback when the application is left."""
    with seated(tmp_path, "eastbank") as table:
        _, written = _watched(table, "\r", "\r", "2")
        before, _, inside = written.partition("\x1b[?1049h")
        _, _, after = inside.partition("\x1b[?1049l")

        assert "rope" not in before
        assert "rope" in inside
        assert "rope" not in after


def test_what_people_type_reaches_no_terminal(tmp_path: Path) -> None:
    """A pasted escape sequence is not written back as one."""
    with seated(tmp_path, "eastbank") as table:
        _, written = _watched(table, "\r", "\r", "2", "r", "\x1b[200~a\x1b]0;title\x07b\x1b[201~", "\r", "1")

        assert "\x1b]0;title" not in written


class _Broken(LocalTable):
    """A table whose scenario contradicts itself after the notice."""

    asked = 0

    def view(self, role: RoleId | None) -> View:
        """Fail as soon as a role's page is drawn."""
        if role is not None:
            message = "no branch agrees"
            raise Fault(message)
        return super().view(role)


def test_a_fault_while_drawing_ends_in_good_order(tmp_path: Path) -> None:
    """The error reaches whoever called, and the terminal is left as it was."""
    with seated(tmp_path, "eastbank", kind=_Broken) as table, pytest.raises(Fault, match="no branch agrees"):
        _play(table, "\r\r\r")


def test_a_link_is_found_by_its_column() -> None:
    """Wide characters count twice, and past the end there is nothing."""
    line = Line((Span("漢", "", "first"), Span("ab", "", "second")))

    assert ["first", "first", "second", "second", ""] == [link_at(line, column) for column in range(5)]
