"""The palette finds a command by letters of its name."""

from pathlib import Path

import pytest

from sim.terminal.commands import COMMANDS
from sim.terminal.palette import fuzzy, matching, said
from tests.terminal.seated import desk_at, seated, type_in


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("und", "undo"),
        ("ud", "undo"),
        ("pass", "passages"),
        ("frk", "fork"),
        ("glo", "glossary"),
        ("thm", "theme"),
        ("side by", "conflicts"),
    ],
)
def test_the_best_match_comes_first(typed: str, first: str) -> None:
    """Letters at the beginning of words and beside each other count most."""
    assert first == matching(typed, [command for command in COMMANDS if command.palette])[0][0].name


def test_letters_have_to_stand_in_order() -> None:
    """A text without the letters, or with them in another order, is not found."""
    assert fuzzy("odnu", "Undo") is None


def test_the_letters_that_match_are_told() -> None:
    """The places of the letters are there to be marked."""
    assert (0, 5) == (fuzzy("mt", "make transcript") or (0, ()))[1]


def test_nothing_typed_finds_everything() -> None:
    """An empty line shows the whole list in the table's order."""
    assert list(COMMANDS) == [command for command, _ in matching("", COMMANDS)]


def test_capital_letters_do_not_matter() -> None:
    """`MAP` finds what `map` finds."""
    assert matching("MAP", COMMANDS) == matching("map", COMMANDS)


def test_a_command_is_run_from_the_palette(tmp_path: Path) -> None:
    """Typing a part of a name and Enter opens what its key would open."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, "enter", "enter", ":", "<glos>", "enter")

        assert ("reading", "Glossary") == (desk.where, desk.page.title)


def test_the_marked_command_can_be_changed_while_typing(tmp_path: Path) -> None:
    """The arrows move the mark below the line that is written."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, "enter", "enter", "c-p", "<ma>", "down", "down", "up")
        sheet = desk.sheets[-1]

        assert (1, "entry") == (sheet.marked, desk.where)


def test_leaving_the_palette_changes_nothing(tmp_path: Path) -> None:
    """Esc closes the line and the list together."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, "enter", "enter", ":", "<un>", "escape")

        assert ("scene", []) == (desk.where, desk.sheets)


def test_letters_that_nothing_has_are_said(tmp_path: Path) -> None:
    """A search without a match is closed with a word about it."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, "enter", "enter", ":", "<xyzzy>", "enter")

        assert ("scene", "No command has these letters in this order.") == (desk.where, desk.message)


def test_the_palette_offers_only_what_applies(tmp_path: Path) -> None:
    """On a page that is read, undo is not offered; on a scene it is."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, "enter", "enter", ":")
        on_scene = [item.title for item in desk.sheets[-1].items or ()]
        type_in(desk, "escape", "m", ":")
        on_map = [item.title for item in desk.sheets[-1].items or ()]

    undo = said(next(command for command in COMMANDS if command.name == "undo"))
    assert (True, False) == (undo in on_scene, undo in on_map)
