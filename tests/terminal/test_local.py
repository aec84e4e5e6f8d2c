"""A table of people who play at this computer."""

from pathlib import Path

import pytest

from sim.errors import Illegal, Stale
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from sim.terminal.local import LocalTable
from tests.harness import ticking
from tests.terminal.seated import TUTORIAL, seated


def test_people_are_in_the_scenarios_order(tmp_path: Path) -> None:
    """The roles that people play are listed as the scenario lists them."""
    with seated(tmp_path, "westbank", "eastbank") as table:
        assert ("eastbank", "westbank") == table.people


def test_a_choice_is_on_disk_when_it_is_made(tmp_path: Path) -> None:
    """What was chosen can be read from the file by somebody else at once."""
    with seated(tmp_path, "eastbank", "westbank") as table, SqliteLog(tmp_path / "sessions.sqlite") as other:
        table.choose("eastbank", "promise-notice", 1, "a reason", "falls")

        assert "chose" == other.read(table.session)[-1].event.kind


def test_a_refused_choice_changes_nothing(tmp_path: Path) -> None:
    """An option that is not there leaves the play as it was."""
    with seated(tmp_path, "eastbank") as table:
        before = table.view("eastbank")
        with pytest.raises(Illegal):
            table.choose("eastbank", "nothing-like-it", 1)

        assert before == table.view("eastbank")


def test_a_session_that_went_on_elsewhere_is_shown_as_it_is(tmp_path: Path) -> None:
    """A choice that comes after somebody else's at the same session is refused, and the table shows how far the play is."""
    with seated(tmp_path, "eastbank") as table, SqliteLog(tmp_path / "sessions.sqlite") as other:
        elsewhere = LocalTable(LiveSession.resume(other, TUTORIAL.machine, table.session, ticking()), TUTORIAL.grounds, ours=True)
        elsewhere.choose("eastbank", "promise-notice", 1)
        with pytest.raises(Stale):
            table.choose("eastbank", "promise-nothing", 1)

        assert elsewhere.view("eastbank") == table.view("eastbank")


def test_an_undo_after_somebody_elses_choice_is_refused(tmp_path: Path) -> None:
    """Nobody takes back what they have not seen."""
    with seated(tmp_path, "eastbank") as table, SqliteLog(tmp_path / "sessions.sqlite") as other:
        table.choose("eastbank", "promise-notice", 1)
        elsewhere = LocalTable(LiveSession.resume(other, TUTORIAL.machine, table.session, ticking()), TUTORIAL.grounds, ours=True)
        elsewhere.choose("eastbank", "keep-rope", 2)
        with pytest.raises(Stale):
            table.undo()

        assert elsewhere.view("eastbank") == table.view("eastbank")


def test_an_undo_goes_back_to_the_last_decision(tmp_path: Path) -> None:
    """After an undo the turn before is played again, under a new number."""
    with seated(tmp_path, "eastbank") as table:
        first = table.view("eastbank")
        table.choose("eastbank", "promise-notice", 1)
        table.undo()
        again = table.view("eastbank")

        assert (first.scene, 3) == (again.scene, again.turn)


def test_a_fork_is_played_from_then_on(tmp_path: Path) -> None:
    """The table goes on in the copy, and the first session stays as it was."""
    with seated(tmp_path, "eastbank") as table, SqliteLog(tmp_path / "sessions.sqlite") as other:
        before = len(other.read("demo"))
        name = table.fork()
        table.choose("eastbank", "promise-notice", 1)

        assert (name, before) == (table.session, len(other.read("demo")))


def test_before_the_end_one_persons_review_is_that_persons(tmp_path: Path) -> None:
    """One person alone finds the own options in the review; several people find what everybody may know."""
    with seated(tmp_path, "eastbank") as alone:
        mine = alone.review().role
    (tmp_path / "two").mkdir()
    with seated(tmp_path / "two", "eastbank", "westbank") as together:
        ours = together.review().role

    assert ("eastbank", None) == (mine, ours)


def test_the_guide_says_whose_texts_they_are(tmp_path: Path) -> None:
    """The guide of a shipped scenario says that it is ours."""
    with seated(tmp_path, "eastbank") as table:
        assert table.guide().ours
