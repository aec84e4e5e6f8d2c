"""What asks before it changes anything: a reason, undo, fork, export, leaving."""

from pathlib import Path

import pytest

from sim.terminal.actions import press
from sim.terminal.settings import Settings
from tests.terminal.seated import SCENE, desk_at, seated, type_in, words_on


def test_a_reason_and_an_expectation_are_sealed_with_the_choice(tmp_path: Path) -> None:
    """Both are said beside the choice before it is sealed, and opened at the end."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "r", "<I want to hear them>", "enter", "3")
        asked_now = desk.page.ask
        type_in(desk, "enter", "enter", "2", "enter", "enter")

        assert "(with your reason, expecting that tension rises)" in asked_now
        assert "Reason, sealed then: “I want to hear them”" in words_on(desk)
        assert "Expected: the tension rises" in words_on(desk)


def test_a_reason_can_be_changed_until_it_is_sealed(tmp_path: Path) -> None:
    """What was written comes back when it is asked for again."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "r", "<first>", "enter", "2", "r")

        assert desk.ask is not None
        assert ("first", "falls") == (desk.ask.text, desk.expectation)


def test_a_reason_is_cleaned_and_has_its_limit(tmp_path: Path) -> None:
    """What could move other text is taken out, and the rest is cut at 280 characters."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "r", f"<a\u202eb\x1b[2J{'c' * 400}>", "enter")

        assert "ab[2J" == desk.reason[:5]
        assert 280 >= len(desk.reason)


def test_a_reason_needs_an_option(tmp_path: Path) -> None:
    """It goes with a choice, so the choice comes first."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "r")

        assert ("scene", "Press the number of an option first; a reason goes with a choice.") == (desk.where, desk.message)


def test_reasons_can_be_switched_off(tmp_path: Path) -> None:
    """Then the key does nothing."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", settings=Settings(reasons=False))

        assert not press(desk, "r")


def test_undo_asks_first_and_goes_back(tmp_path: Path) -> None:
    """After the question the play stands where the last decision was made."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "u")
        still = table.view(None).scene
        type_in(desk, "enter")

        assert ("the-night", "the-landing", "scene") == (still, table.view(None).scene, desk.where)
        assert "Taken back. This is turn 3 now: the number of a turn is never used twice." == desk.message


def test_undo_can_be_declined(tmp_path: Path) -> None:
    """The second answer leaves everything as it is."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "u", "2")

        assert ("the-night", "scene") == (table.view(None).scene, desk.where)


def test_undo_without_anything_to_take_back_is_refused_in_words(tmp_path: Path) -> None:
    """A refusal is a page that says why, and that nothing was lost."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2", "u", "enter")
        said = words_on(desk)
        type_in(desk, "escape")

        assert "there is no choice to take back" in said
        assert "Nothing was changed and nothing is lost." in said
        assert ("scene", 2) == (desk.where, desk.focus)


def test_after_undo_the_turn_is_told_again_when_it_is_resolved(tmp_path: Path) -> None:
    """What happened is told once for each time it happened."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "u", "enter", "2", "enter")

        assert "happened" == desk.where
        assert "Eastbank: Promise nothing yet" in words_on(desk)


def test_fork_goes_on_in_a_copy(tmp_path: Path) -> None:
    """The table plays the copy from the chosen turn, and the message names both."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "f", "2")

        assert ("the-landing", "scene") == (table.view(None).scene, desk.where)
        assert f"This is now session {table.session}. The other one is kept: sim resume demo" == desk.message


def test_fork_from_here_keeps_the_place(tmp_path: Path) -> None:
    """A copy of everything stands where the play stood."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "f", "1")

        assert ("the-night", "scene") == (table.view(None).scene, desk.where)
        assert "demo" != table.session


def test_watching_hands_the_seat_to_a_bot(tmp_path: Path) -> None:
    """After `o` and an answer a bot decides for the role, and what it does is told to everybody."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "o", "enter")

        assert ((), "happened") == (table.people, desk.where)
        assert table.view(None).outcome is not None


def test_watching_begins_on_any_page_of_the_play(tmp_path: Path) -> None:
    """The opening, and what happened in a turn, are as good a place to say it as a scene."""
    with seated(tmp_path, "eastbank") as table:
        desk_at(table, *SCENE[:-1], "o", "enter")
        early = table.people
    with seated(tmp_path / "later", "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter")
        between = desk.where
        type_in(desk, "o", "enter")
        later = table.people

    assert ((), "happened", ()) == (early, between, later)


def test_who_shares_a_keyboard_leaves_a_seat_from_a_page_of_its_own(tmp_path: Path) -> None:
    """On a page for everybody it is not known who asks."""
    with seated(tmp_path, "eastbank", "westbank") as table:
        desk = desk_at(table, *SCENE[:-1], "o")

        assert ("On a page of your own, o hands your seat to a bot.", 2) == (desk.message, len(table.people))


def test_watching_can_be_thought_better_of(tmp_path: Path) -> None:
    """Escape at the question leaves the seat as it was."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "o", "escape")

        assert (("eastbank",), "scene") == (table.people, desk.where)


@pytest.mark.parametrize(("name", "beginning"), [("told.md", "# The ferry – The rope"), ("told.txt", "The ferry – The rope\n\n")])
def test_the_transcript_is_written_to_a_file(tmp_path: Path, name: str, beginning: str) -> None:
    """As Markdown or as text, by the ending of the name, in the folder of the settings."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "e", f"<{name}>", "enter", settings=Settings(folder=tmp_path))

        assert f"Written to {tmp_path / name}" == desk.message
        assert tmp_path.joinpath(name).read_text("utf-8").startswith(beginning)


def test_a_file_is_not_written_over_unasked(tmp_path: Path) -> None:
    """Where there is one of that name, a question comes first."""
    tmp_path.joinpath("told.md").write_text("mine", "utf-8")
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "e", "<told.md>", "enter", settings=Settings(folder=tmp_path))
        asked_first = (desk.where, tmp_path.joinpath("told.md").read_text("utf-8"))
        type_in(desk, "enter")

        assert ("list", "mine") == asked_first
        assert "mine" != tmp_path.joinpath("told.md").read_text("utf-8")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The reason stands on the page, and the play goes on."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "e", "<nowhere/told.md>", "enter", settings=Settings(folder=tmp_path))

        assert "the transcript could not be written to" in words_on(desk)
        assert "give another folder or name" in words_on(desk)


def test_no_name_writes_no_file(tmp_path: Path) -> None:
    """An empty line is a way out."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "e", "< >", "enter", settings=Settings(folder=tmp_path))

        assert ("scene", "") == (desk.where, desk.message)


def test_leaving_asks_and_says_how_to_go_on(tmp_path: Path) -> None:
    """The question names the command; staying is possible."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "q")
        said = words_on(desk)
        type_in(desk, "2")
        stayed = desk.leaving
        type_in(desk, "q", "enter")

        assert "sim resume demo" in said
        assert (False, True) == (stayed, desk.leaving)


def test_leaving_the_notice_or_the_end_asks_nothing(tmp_path: Path) -> None:
    """There is nothing to stay for."""
    with seated(tmp_path, "eastbank") as table:
        assert desk_at(table, "q").leaving
        assert desk_at(table, *SCENE, "2", "enter", "enter", "2", "enter", "enter", "q").leaving
