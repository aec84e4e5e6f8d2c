"""What a session keeps of reading, and how it goes from act to act."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.engine.machine import ScenarioMachine
from sim.errors import Illegal, Missing, Stale
from sim.model.events import Chose, Judged, Marked, Opened, Proceeded
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from tests.engine import council
from tests.harness import clock

MACHINE = ScenarioMachine(council.council())
EDITION = Edition.of(council.council(), council.corpus())
PASSAGE = ("letter", "The council met on Monday")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveSession]:
    """Give a campaign that a person begins as the north."""
    with SqliteLog(tmp_path / "sessions.db") as log:
        yield LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=3, played={"north": "person"}, campaign=True, name="demo")


def kept(tmp_path: Path) -> list[object]:
    """Return the events of the session as they are on disk."""
    with SqliteLog(tmp_path / "sessions.db") as log:
        return [entry.event for entry in log.read("demo")]


def choose(live: LiveSession, option: str) -> None:
    """Let the north choose."""
    live.submit(Chose(role="north", option=option), "north", live.session.turn)


def ended(live: LiveSession) -> LiveSession:
    """Play the first act to an outcome."""
    choose(live, "close")
    choose(live, "hold")
    return live


def test_an_opened_passage_is_kept_once(live: LiveSession, tmp_path: Path) -> None:
    """However often a role opens a passage, one entry says so; another role's opening is its own."""
    for role in ("north", "north", "south"):
        live.open_passage(role, *PASSAGE)
    source, quote = PASSAGE

    assert [Opened(role=role, source=source, quote=quote) for role in ("north", "south")] == kept(tmp_path)[-2:]


@pytest.mark.parametrize(("role", "source"), [("east", "letter"), ("north", "diary")])
def test_what_is_not_in_the_play_is_not_read_in_it(live: LiveSession, tmp_path: Path, role: str, source: str) -> None:
    """A passage or wording of a role or document that there is not is refused, and nothing is kept of it."""
    before = kept(tmp_path)
    with pytest.raises(Missing):
        live.open_passage(role, source, "The council met on Monday")
    with pytest.raises(Missing):
        live.mark(role, source, "met")

    assert before == kept(tmp_path)


def test_a_judgement_is_kept_and_so_is_its_revision(live: LiveSession, tmp_path: Path) -> None:
    """Each judgement is an entry, the same one given again too."""
    live.judge("north", "meeting", "well")
    live.judge("north", "meeting", "poorly")

    assert [Judged(role="north", scene="meeting", support="well"), Judged(role="north", scene="meeting", support="poorly")] == kept(
        tmp_path
    )[-2:]


def test_only_what_was_asked_is_judged(live: LiveSession) -> None:
    """A role that the exercise does not name has nothing to judge."""
    before = live.session
    with pytest.raises(Illegal, match="south has no claim to judge in scene meeting"):
        live.judge("south", "meeting", "well")

    assert before == live.session


def test_a_judgement_of_another_scene_is_stale(live: LiveSession) -> None:
    """What was on screen before the play went on is not judged any more."""
    choose(live, "close")
    with pytest.raises(Stale, match="the play is in scene bridge"):
        live.judge("north", "meeting", "well")


def test_a_claim_is_judged_before_the_decision(tmp_path: Path) -> None:
    """Whoever has sealed a choice judges no more in that turn."""
    with SqliteLog(tmp_path / "sessions.db") as log:
        people = {"north": "person", "south": "person"}
        live = LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=3, played=people)
        choose(live, "close")
        with pytest.raises(Illegal, match="north has decided in this turn"):
            live.judge("north", "meeting", "well")


def test_marked_wording_is_kept_once(live: LiveSession, tmp_path: Path) -> None:
    """The same words of the same document, marked twice, are one entry."""
    live.mark("north", "letter", "on Monday")
    live.mark("north", "letter", "on Monday")

    assert [1, "marked"] == [
        len([event for event in kept(tmp_path) if isinstance(event, Marked)]),
        live.session.log[-1].event.kind,
    ]


def test_a_campaign_goes_on_to_its_next_act(live: LiveSession, tmp_path: Path) -> None:
    """After an outcome the next act begins, and that is kept, with what bots decide in it."""
    ended(live).proceed("north")

    assert Proceeded(to="two") in kept(tmp_path)
    assert "two" == live.session.act


def test_an_act_that_is_not_over_is_not_left(live: LiveSession) -> None:
    """Before the outcome nobody goes on to the next act."""
    with pytest.raises(Illegal, match="the act is not over"):
        live.proceed("north")


def test_after_the_last_act_nothing_follows(live: LiveSession) -> None:
    """Where no act follows, going on is refused."""
    ended(live).proceed("north")
    with pytest.raises(Illegal, match="no act follows in this play"):
        live.proceed("north")
