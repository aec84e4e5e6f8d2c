"""Whoever waits in a terminal is asked which role they would like, as on a phone."""

import io
from pathlib import Path

import pytest

from sim.terminal.desk import Desk
from sim.terminal.plain import run_plain
from sim.terminal.settings import Settings
from sim.terminal.wishing import WHOSE, meant
from tests.terminal.seated import GUIDE, type_in, words_on
from tests.terminal.test_led import lesson


class Keyboard(io.StringIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        """Tell that a person is there."""
        return True


@pytest.mark.parametrize(
    ("typed", "wanted"), [("1", "eastbank"), ("4", "observer"), ("westbank", "westbank"), ("Any role", "any"), ("5", None)]
)
def test_a_wish_is_named_by_number_or_name(typed: str, wanted: str | None) -> None:
    """The roles come first, then any of them, then none."""
    assert wanted == meant(GUIDE, typed)


def test_the_full_screen_asks_for_a_wish(tmp_path: Path) -> None:
    """The lobby says that one is asked for; `w` opens the list, what was wished before is marked in it, and it can be changed."""
    with lesson(tmp_path) as table:
        table.stage, table.choosing = "waiting", True
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")
        before = words_on(desk)
        type_in(desk, "w", "2")
        after = words_on(desk)
        type_in(desk, "w", "enter")

    assert ("You are asked which role you would like. You have not said." in before, "Your wish is kept." in after) == (True, True)
    assert [("wish", "westbank")] * 2 == table.lesson.sent


def test_nobody_wishes_who_is_not_asked(tmp_path: Path) -> None:
    """Where the facilitator does not ask, the key does nothing."""
    with lesson(tmp_path) as table:
        desk = Desk(table, Settings())
        type_in(desk, "enter", "enter")

        assert (False, []) == ("wish" in {command.name for command in desk.available}, desk.sheets)


@pytest.mark.parametrize(("typed", "wanted"), [("2", "westbank"), ("", "any"), ("kfor", "any")])
def test_plain_lines_ask_for_a_wish_once(tmp_path: Path, typed: str, wanted: str) -> None:
    """A line is a wish, an empty one leaves it to the lot, and so does what names no role; then the play is waited for."""
    with lesson(tmp_path) as table:
        table.stage, table.choosing = "waiting", True

        def end() -> None:
            table.stage = "over"

        table.lesson.waits = [table.start, end]
        sink = io.StringIO()
        run_plain(table, Settings(), Keyboard(f"\n{typed}\n1\n"), sink)

    assert ("wish", wanted) == table.lesson.sent[0]
    assert 1 == sink.getvalue().count(WHOSE)
    assert ("That is none of them" in sink.getvalue()) == (typed == "kfor")


def test_a_pipe_is_not_asked(tmp_path: Path) -> None:
    """Where nobody types, each line is a decision of the play."""
    with lesson(tmp_path) as table:
        table.stage, table.choosing = "waiting", True

        def end() -> None:
            table.stage = "over"

        table.lesson.waits = [table.start, end]
        sink = io.StringIO()
        run_plain(table, Settings(), io.StringIO("\n1\n"), sink)

    assert ([], False) == (table.lesson.sent, WHOSE in sink.getvalue())
