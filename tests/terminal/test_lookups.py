"""What the line mode looks up, and what it leaves to others."""

from pathlib import Path

import pytest

from sim.report.text import written
from sim.terminal import spoken
from sim.terminal.lookups import HELP, HELP_IN_A_LESSON, helped, look_up
from tests.terminal.seated import seated


def looked_up(folder: Path, word: str, rest: str = "", cites: spoken.Passages | None = None) -> str | None:
    """Return what is said to a word at the start of the tutorial, or None where it asks for nothing that can be looked up."""
    with seated(folder, "eastbank") as table:
        view = table.view("eastbank").model_copy(update={"conflicts": ()})
        found = look_up(word, rest, view, table.guide(), cites or spoken.Passages())
    return None if found is None else "\n".join(written(found))


@pytest.mark.parametrize("word", ["u", "f", "r", "q", "1", "", "sources"])
def test_what_changes_the_play_is_not_looked_up(tmp_path: Path, word: str) -> None:
    """A word that chooses, takes back or leaves, and any other, is left to whoever plays."""
    assert looked_up(tmp_path, word) is None


def test_help_says_everything_that_can_be_typed() -> None:
    """`?` has a line for each entry of the table; what only a lesson has is said in a lesson alone."""
    alone, led = ("\n".join(f"- {typed}: {does}" for typed, does in said) for said in (HELP, (*HELP, *HELP_IN_A_LESSON)))

    assert (alone, led) == ("\n".join(written(helped(led=False))), "\n".join(written(helped(led=True))))


def test_before_any_passage_there_is_none_to_look_up(tmp_path: Path) -> None:
    """`s` on a page that quotes nothing says so."""
    assert "There is no such passage; no passage was said yet." == looked_up(tmp_path, "s")


@pytest.mark.parametrize("number", ["0", "5", "99999999999999999999", "-1", "²"])
def test_a_number_that_no_passage_has_is_answered(tmp_path: Path, number: str) -> None:
    """Whatever is typed for a number, the answer says which there are."""
    cites = spoken.Passages()
    with seated(tmp_path, "eastbank") as table:
        [*cites.quote(table.view("eastbank").passages, "the situation")]
    (tmp_path / "again").mkdir()

    assert "There is no such passage; s and a number from 1 to 2." == looked_up(tmp_path / "again", "s", number, cites)


def test_a_scene_without_conflicts_says_so(tmp_path: Path) -> None:
    """`c` where the texts agree, or only one speaks, says that there is no contradiction."""
    assert "The texts do not contradict each other in this scene." == looked_up(tmp_path, "c")
