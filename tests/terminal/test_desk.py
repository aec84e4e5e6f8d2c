"""A play at the desk, page by page, without a terminal."""

import dataclasses
from pathlib import Path

import pytest

from sim.errors import SimError, Stale, StorageFailed
from sim.terminal.local import LocalTable
from sim.terminal.paint import asked
from tests.terminal.seated import SCENE, TUTORIAL, desk_at, drawn, seated, type_in, words_on


def test_the_notice_comes_first(tmp_path: Path) -> None:
    """Nothing but the notice and the way on is there at first."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table)

        assert ("notice", "Press Enter when you have read this.") == (desk.where, desk.page.ask)
        assert "Everything here is invented" in words_on(desk)


def test_one_key_goes_on_from_the_notice(tmp_path: Path) -> None:
    """After it come the act, on whose account it rests, the role and how to play."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, "enter")

        for part in ("This act: The rope", "Everything rests on one report", "Your role", "Your clerk gives you", "How to play"):
            assert part in words_on(desk)


def test_a_notice_longer_than_the_window_is_read_to_its_end(tmp_path: Path) -> None:
    """Enter scrolls what was not seen before it goes on."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table)
        shown = []
        while desk.where == "notice":
            shown.append(drawn(desk, 60, 4))
            type_in(desk, "enter")

        assert len(shown) > 1
        assert "a real conflict in the way." in shown[-1]


def test_a_scenario_from_elsewhere_names_its_author(tmp_path: Path) -> None:
    """The notice says whose texts these are when they are not ours."""
    elsewhere = dataclasses.replace(TUTORIAL, origin="folder")
    with seated(tmp_path, "eastbank", scenario=elsewhere) as table:
        assert "This scenario is by Standoff contributors. Its texts are its author's and not ours" in words_on(desk_at(table))


def test_the_scene_shows_what_the_role_needs(tmp_path: Path) -> None:
    """Situation, own briefing, talk, conflict, board, seats and options stand on one page."""
    with seated(tmp_path, "eastbank") as table:
        said = words_on(desk_at(table, *SCENE))

        for part in (
            "Two mayors on the landing",
            "Tuesday noon (inferred) · turn 1",
            "Basis: reported.",
            "For Eastbank alone",
            "You have a new rope in the barn.",
            "Talk first: 3 minutes",
            "What happened to the rope?",
            "Tension ████░░░░ 2 of 4",
            "Not in force: Eastbank's word, Westbank's word",
            "✓ Westbank (bot: cautious) has decided, sealed",
            "What do you promise?",
            "1 Promise to hang no rope unannounced",
        ):
            assert part in said


def test_no_other_roles_briefing_is_shown(tmp_path: Path) -> None:
    """What Westbank alone is told is on none of Eastbank's pages."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE)

        assert "The landing is all you have to bargain with" not in words_on(desk)


def test_what_happened_tells_choices_reasons_changes_and_news(tmp_path: Path) -> None:
    """All choices are opened, the branch is told with its reason, and what moved."""
    with seated(tmp_path, "eastbank") as table:
        said = words_on(desk_at(table, *SCENE, "1", "enter"))

        for part in (
            "Eastbank: Promise to hang no rope unannounced",
            "Westbank: Promise to leave the landing open",
            "Chance: Rain in the hills",
            "Two promises were made on one landing.",
            "Why it went this way",
            "Eastbank chose “Promise to hang no rope unannounced”",
            "Tension: 2 → 0 −2, falls",
            "Eastbank's word: just given",
            "A call from the upper lock (for you alone)",
        ):
            assert part in said


def test_the_end_tells_the_outcome_and_what_else_was_open(tmp_path: Path) -> None:
    """Outcome, epilogue, comparison, decisions not taken, promises, and that nobody speaks for the role any more."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1", "enter", "enter", "2", "enter", "enter")
        said = words_on(desk)

        assert ("end", True) == (desk.where, desk.page.ask.startswith("You have left your role: Eastbank."))
        for part in (
            "Outcome: Standstill",
            "Both mayors said that they had done what they could.",
            "This is where the paper's report ends",
            "Beside the reported course",
            "not taken: Hang the new rope",
            "Eastbank's word: kept (given in turn 1)",
            "The river (hidden in play)",
            "On whose account all this rests",
        ):
            assert part in said


def _refusing(error: SimError) -> type[LocalTable]:
    """Return a kind of table that refuses every choice, as a full disk or another window would."""

    class Refusing(LocalTable):
        def choose(self, *_: object, **__: object) -> None:
            raise error

    return Refusing


@pytest.mark.parametrize("error", [StorageFailed("the disk is full"), Stale("continued elsewhere")])
def test_a_refused_choice_loses_nothing(tmp_path: Path, error: SimError) -> None:
    """The reason for the refusal is shown, and option, reason and expectation are still there."""
    with seated(tmp_path, "eastbank", kind=_refusing(error)) as table:
        desk = desk_at(table, *SCENE, "2", "r", "<because>", "enter", "2", "enter")
        said = words_on(desk)
        type_in(desk, "escape")

        assert str(error) in said
        assert (2, "because", "falls", "scene") == (desk.focus, desk.reason, desk.expectation, desk.where)


def test_a_play_that_went_on_elsewhere_is_shown_where_it_stands(tmp_path: Path) -> None:
    """A choice for a turn that has passed is refused, and behind the refusal stands the present; the smallest window says both."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "2")
        table.choose("eastbank", "promise-nothing", 1)
        type_in(desk, "enter")
        said, bar = words_on(desk), drawn(desk, 60, 20).splitlines()[0]
        desk.guide = desk.guide.model_copy(update={"act_title": "The ferry, and all that came of it on both banks"})
        narrow = drawn(desk, 60, 20).splitlines()[0]
        type_in(desk, "escape")

        assert "this was for turn 1, but the play is at turn 2" in said
        assert "Esc shows how it stands now." in said
        assert (True, True, True) == (" · Refused " in bar, narrow.startswith(" Refused "), "…" not in narrow)
        assert "happened" == desk.where


def test_who_comes_back_is_told_where_the_play_stands(tmp_path: Path) -> None:
    """A play that somebody here has decided in goes on with what happened last, without the notice."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        desk = desk_at(table)

        assert ("happened", "You go on with session demo.") == (desk.where, desk.message)
        assert "The rope of the ferry was found cut on Monday" in words_on(desk)


def test_who_watches_is_told_every_turn(tmp_path: Path) -> None:
    """Where bots decide for all, each turn is told with its scene, up to the outcome."""
    with seated(tmp_path, bot="cautious") as table:
        desk = desk_at(table, "enter")
        opening = words_on(desk)
        type_in(desk, "enter")
        pages = [words_on(desk)]
        while desk.where == "happened":
            type_in(desk, "enter")
            pages.append(words_on(desk))

        assert "The roles, all played by bots" in opening
        assert 3 == len(pages)
        for page, part in zip(pages, ("The rope of the ferry was found cut", "A rope can be hung tonight", "Outcome:"), strict=True):
            assert part in page


def test_what_is_asked_is_never_cut(tmp_path: Path) -> None:
    """The lines at the bottom take as much room as their words need."""
    with seated(tmp_path, "eastbank") as table:
        desk = desk_at(table, *SCENE, "1")

        for width in (60, 80, 120):
            assert desk.page.ask == " ".join(" ".join(line.text for line in asked(desk, width, 0)).split())
