"""Reading evidence as play on the full screen: claims weighed, wording marked, passages opened, acts in a row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.model.events import Event, Judged, Marked, Opened, Proceeded
from sim.store.sqlite import SqliteLog
from sim.terminal.desk import Desk
from sim.terminal.local import LocalTable
from tests.terminal.seated import COUNCIL, SCENE, desk_at, seated, type_in, words_on

CLAIM = "The letter says that the bridge was closed."


@pytest.fixture
def table(tmp_path: Path) -> Iterator[LocalTable]:
    """Give a campaign of the council that a person plays as the north."""
    with seated(tmp_path, "north", scenario=COUNCIL, campaign=True) as at:
        yield at


def kept(tmp_path: Path) -> list[Event]:
    """Return what is on disk."""
    with SqliteLog(tmp_path / "sessions.sqlite") as log:
        return [entry.event for entry in log.read("demo")]


def at_the_end(table: LocalTable) -> Desk:
    """Play the first act to its outcome."""
    desk = desk_at(table, *SCENE)
    while table.view(None).outcome is None:
        type_in(desk, "1", "enter")
        while desk.where == "happened":
            type_in(desk, "enter")
    return desk


def test_a_claim_stands_before_the_options(table: LocalTable) -> None:
    """Claim and passages are on the scene's page, with how to weigh it, and nothing of what stands behind them."""
    said = words_on(desk_at(table, *SCENE))

    assert (True, True, False) == (CLAIM in said, "w weighs it" in said, "corroborated" in said)


def test_a_judgement_is_kept_and_then_answered(table: LocalTable, tmp_path: Path) -> None:
    """`w` and a number judge; then publishers, contradictions and the note from outside are shown."""
    desk = desk_at(table, *SCENE, "w", "2")
    said = words_on(desk, 300)

    assert Judged(role="north", scene="meeting", support="partly") == kept(tmp_path)[-1]
    assert [] == [
        words
        for words in (
            "You judged: partly",
            "1 publisher, so not corroborated",
            "Leaves out: Why.",
            "From outside · 2021",
            "Unwelcome to:",
        )
        if words not in said
    ]


def test_a_judgement_stands_on_the_scene_and_may_be_revised(table: LocalTable, tmp_path: Path) -> None:
    """Back on the scene the judgement is shown; the list marks it, and another one revises it."""
    desk = desk_at(table, *SCENE, "w", "2", "escape")
    first = words_on(desk)
    type_in(desk, "w", "3", "escape")

    assert "You judged: partly" in first
    assert "You judged: poorly, after another judgement before" in words_on(desk)
    assert ["partly", "poorly"] == [event.support for event in kept(tmp_path) if isinstance(event, Judged)]


def test_a_choice_needs_no_judgement(table: LocalTable, tmp_path: Path) -> None:
    """Who chooses at once has judged nothing, and the play goes on."""
    desk_at(table, *SCENE, "1", "enter")

    assert [] == [event for event in kept(tmp_path) if isinstance(event, Judged)]
    assert 1 == table.view("north").depth


def test_weighing_is_offered_only_where_there_is_a_claim(tmp_path: Path) -> None:
    """Where a scene asks nothing, no key weighs."""
    with seated(tmp_path, "south", scenario=COUNCIL) as table:
        assert "weigh" not in {command.name for command in desk_at(table, *SCENE).available}


def test_an_opened_passage_is_kept(table: LocalTable, tmp_path: Path) -> None:
    """Opening a passage from the list is an entry of the log, once."""
    type_in(desk_at(table, *SCENE, "s", "1", "escape"), "1")

    assert 1 == len([event for event in kept(tmp_path) if isinstance(event, Opened)])


def test_wording_is_marked_on_the_page_of_a_passage(table: LocalTable, tmp_path: Path) -> None:
    """`x` asks for the words; they are kept, and it is said."""
    desk = desk_at(table, *SCENE, "s", "1", "x", "<council>", "enter")

    assert "council" == next(event.words for event in kept(tmp_path) if isinstance(event, Marked))
    assert "Marked as loaded: “council”" == desk.message


@pytest.mark.parametrize(("typed", "message"), [("<nowhere said>", "These words are not in the passage"), ("<>", "")])
def test_only_words_of_the_passage_are_marked(table: LocalTable, tmp_path: Path, typed: str, message: str) -> None:
    """Other words, and none, mark nothing."""
    desk = desk_at(table, *SCENE, "s", "1", "x", typed, "enter")

    assert [] == [event for event in kept(tmp_path) if isinstance(event, Marked)]
    assert desk.message.startswith(message)


def test_aims_stand_with_the_briefing(table: LocalTable) -> None:
    """A role sees its own aims on each scene."""
    assert "Aim: Calm Aim: A deal" in words_on(desk_at(table, *SCENE))


def test_the_end_of_an_act_offers_the_next_one(table: LocalTable, tmp_path: Path) -> None:
    """Outcome, aims and what was read are shown, and Enter goes on to the next act."""
    desk = at_the_end(table)
    said, ask = words_on(desk, 60), desk.page.ask
    before = any(isinstance(event, Proceeded) for event in kept(tmp_path))
    type_in(desk, "enter")

    assert (
        "Enter goes on to “The second act”." in ask,
        "No passage was opened in the document." in said,
        "You no longer speak" in said,
    ) == (
        True,
        True,
        False,
    )
    assert (False, Proceeded(to="two"), "opening") == (before, _proceeded(tmp_path), desk.where)
    assert "This act: The second act" in words_on(desk, 60)


def _proceeded(tmp_path: Path) -> Event | None:
    return next((event for event in kept(tmp_path) if isinstance(event, Proceeded)), None)


def test_after_the_last_act_nothing_follows(table: LocalTable) -> None:
    """At the end of the campaign there is no next act to go on to."""
    desk = at_the_end(table)
    type_in(desk, "enter", "enter")
    while desk.where in ("happened", "waiting"):
        type_in(desk, "enter")

    assert ("end", False) == (desk.where, "next-act" in {command.name for command in desk.available})
    assert "You have left your role" in desk.page.ask


def test_going_back_over_the_end_of_an_act_brings_its_guide_back(table: LocalTable) -> None:
    """Who takes back a decision of the act before reads again what belongs to that act."""
    desk = at_the_end(table)
    type_in(desk, "enter")
    table.undo()
    desk.begin_again()

    assert "The first act" == desk.guide.act_title
