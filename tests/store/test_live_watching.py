"""Anybody who plays may watch instead, at any time: a bot takes the seat, and no reason is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.engine.machine import ScenarioMachine
from sim.engine.view import view
from sim.errors import Illegal, Missing
from sim.model.events import Chose, Handed
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from tests.engine import council
from tests.harness import clock

MACHINE = ScenarioMachine(council.council())
EDITION = Edition.of(council.council(), council.corpus())


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveSession]:
    """Give a play of two people."""
    played = {"north": "person", "south": "person"}
    with SqliteLog(tmp_path / "sessions.db") as log:
        yield LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=3, played=played, name="demo")


def test_a_bot_takes_the_seat_and_decides_at_once(live: LiveSession) -> None:
    """The role that is handed over is decided by the bot, sealed like any choice, while the other person still decides."""
    live.hand("north", "cautious")
    seats = {seat.role: (seat.by, seat.decided) for seat in view(live.session, None, council.grounds()).seats}

    assert ("cautious", True) == seats["north"]
    assert live.session.players["south"] == "person"
    assert any(entry.event == Handed(role="north", by="cautious") for entry in live.session.log)


def test_when_the_last_person_watches_the_bots_play_to_the_end(live: LiveSession) -> None:
    """A play without people goes on by itself until its outcome."""
    live.hand("north")
    live.hand("south")

    assert live.session.outcome is not None
    assert live.undone() is None


def test_a_choice_made_before_stays_the_persons_own(live: LiveSession) -> None:
    """What a person chose before watching is kept with that person's seat."""
    live.submit(Chose(role="north", option="close"), "north")
    live.hand("north")

    assert "north" in [entry.seat for entry in live.session.log if isinstance(entry.event, Chose)]


def test_watching_survives_a_resumed_session(live: LiveSession, tmp_path: Path) -> None:
    """Who plays is part of the log."""
    live.hand("north", "random")
    with SqliteLog(tmp_path / "sessions.db") as log:
        again = LiveSession.resume(log, MACHINE, "demo", clock)

    assert {"north": "random", "south": "person"}.items() <= dict(again.session.players).items()


def test_a_copy_keeps_who_watches_from_where_it_begins(live: LiveSession) -> None:
    """A copy of the whole play keeps the hand-over; a copy from before it gives the seat back."""
    live.submit(Chose(role="north", option="close"), "north")
    live.submit(Chose(role="south", option="listen"), "south")
    first = live.session.turns[0].number
    live.hand("north")

    assert "reported" == live.fork(name="later").session.players["north"]
    assert "person" == live.fork(first, name="earlier").session.players["north"]


def test_a_bots_seat_cannot_be_handed_over(live: LiveSession) -> None:
    """Only a person can begin to watch."""
    live.hand("north")

    with pytest.raises(Illegal) as refused:
        live.hand("north")

    assert refused.value.code == "not-a-person"


def test_a_person_can_come_back(live: LiveSession) -> None:
    """A seat that a bot took is handed back to a person, who is waited for from the next turn on; what the bot sealed stands."""
    live.hand("north", "cautious")
    live.hand("north", "person")
    sealed = dict(live.session.state.pending)
    live.submit(Chose(role="south", option="listen"), "south")

    assert (["north"], "person") == ([*sealed], live.session.players["north"])
    assert ("bridge", True) == (live.session.state.scene, "north" not in dict(live.session.state.pending))


def test_an_unknown_bot_takes_no_seat(live: LiveSession) -> None:
    """A bot that there is not is refused, and nothing has changed."""
    before = live.session

    with pytest.raises(Missing):
        live.hand("north", "daring")

    assert before == live.session
