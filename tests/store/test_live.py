"""A session being played: what is kept, what is shown, what is refused, and what goes on by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import legal, undecided
from sim.engine.session import Session
from sim.errors import Fault, Illegal, Missing, SimError, Stale
from sim.model.events import Chose, Entry, Expired, Injected, Proceeded
from sim.model.ids import CHANCE
from sim.model.scenario import Scenario
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.log import Standing
from sim.store.sqlite import SqliteLog
from tests import small
from tests.harness import clock
from tests.store.keeping import EDITION, MACHINE, begin, choose
from tests.strategies import moves, scenarios


def test_what_is_shown_is_kept(log: SqliteLog) -> None:
    """After every choice the log holds exactly what the session shows."""
    live = begin(log, south="person")
    choose(live, "south", "wait")

    assert live.session.log == log.read(live.name)


def test_bots_choose_in_the_same_transaction(log: SqliteLog) -> None:
    """The roles of bots have chosen before a person is asked, and chance has been drawn when a turn begins."""
    live = begin(log, south="person")
    before = live.session.state.pending
    choose(live, "south", "wait")

    assert ((("north", "block"),), "night") == (before, live.session.state.scene)
    assert (CHANCE,) == tuple(role for role, _ in live.session.state.pending)


def test_a_role_left_out_is_reported(log: SqliteLog) -> None:
    """Who is not named is decided by the bot that does what the documents report."""
    live = begin(log, south="person")

    assert {"north": "reported", "south": "person"} == {played.role: played.by for played in live.session.began.played}


def test_bots_alone_play_to_the_end(log: SqliteLog) -> None:
    """A session without people is played to its outcome when it begins."""
    live = begin(log, north="hard-line", south="hard-line")

    assert live.session.outcome is not None
    assert live.session.log == log.read(live.name)


def test_bots_in_a_circle_are_stopped(log: SqliteLog) -> None:
    """Bots that never come to an outcome are refused, and no session is kept."""
    scenario = small.scenario(
        {
            "here": small.scene({"north": {"options": {"stay": small.option()}}}, [small.branch("here")]),
            "end": small.outcome(),
        }
    )
    machine, edition = ScenarioMachine(scenario), Edition.of(scenario, small.corpus())
    with pytest.raises(Fault, match=r"no person has decided for 200 turns, and the play goes on in scene here") as refused:
        LiveSession.begin(log, machine, edition, clock, act="one", seed=1, played={"south": "person"})

    assert ("never-ends", ()) == (refused.value.code, log.sessions())


def test_a_session_is_resumed_as_it_was(log: SqliteLog) -> None:
    """A resumed session equals the one that was left, sealed choices and all."""
    live = begin(log, north="person", south="person")
    choose(live, "north", "open")
    again = LiveSession.resume(log, MACHINE, live.name, clock)

    assert live.session == again.session


def test_resuming_draws_what_is_missing(log: SqliteLog) -> None:
    """A log from elsewhere that ends where chance has to be drawn is completed when it is resumed."""
    live = begin(log, south="person")
    choose(live, "south", "wait")
    entries = live.session.log[:-1]
    first = entries[0].model_copy(update={"event": live.session.began.model_copy(update={"session": "cut"})})
    log.create((first, *entries[1:]), log.sessions()[0].standing)
    again = LiveSession.resume(log, MACHINE, "cut", clock)

    assert live.session.state == again.session.state
    assert again.session.log == log.read("cut")


@pytest.mark.parametrize(
    ("refused", "event", "turn"),
    [
        (Stale, Chose(role="south", option="wait"), 0),
        (Stale, Expired(turn=0), 1),
        (Illegal, Chose(role="south", option="sleep"), 1),
        (Illegal, Chose(role="north", option="block"), 1),
        (Illegal, Injected(inject="flood"), 1),
        (Illegal, Proceeded(to="two"), 1),
    ],
)
def test_a_refusal_changes_nothing(log: SqliteLog, refused: type[SimError], event: Chose, turn: int) -> None:
    """What the rules refuse is not kept, and the session stays as it was."""
    live = begin(log, south="person")
    before = live.session
    with pytest.raises(refused):
        live.submit(event, "south", turn)

    assert (before, before.log) == (live.session, log.read(live.name))


def test_a_session_that_went_on_elsewhere_is_stale_until_reloaded(log: SqliteLog) -> None:
    """The second of two that go on with a session is refused, reloads, and then goes on."""
    one = begin(log, north="person", south="person")
    other = LiveSession.resume(log, MACHINE, one.name, clock)
    choose(one, "north", "open")
    with pytest.raises(Stale) as refused:
        choose(other, "south", "wait")
    reloaded = other.reload()
    choose(other, "south", "wait")

    assert ("continued-elsewhere", "talks") == (refused.value.code, other.session.state.scene)
    assert one.session == reloaded


def test_an_inject_is_released(log: SqliteLog) -> None:
    """The facilitator's inject is kept, and what bots decide in the turn it begins follows with it."""
    live = begin(log, south="person")
    live.submit(Injected(inject="envoy"), "facilitator", live.session.turn)

    assert "envoy" in live.session.state.fired
    assert live.session.log == log.read(live.name)


def test_time_that_runs_out_is_kept(log: SqliteLog) -> None:
    """An expired turn takes the defaults and goes on."""
    live = begin(log, north="person", south="person")
    live.submit(Expired(turn=1), "clock", 1)

    assert "talks" == live.session.state.scene


def test_what_was_read_is_kept(log: SqliteLog) -> None:
    """An event of the room is kept and leaves the play as it was."""
    live = begin(log, south="person")
    before = live.session.state
    live.open_passage("south", "letter", "words of a letter")

    assert ("opened", before) == (log.read(live.name)[-1].event.kind, live.session.state)


def test_a_name_can_be_given(log: SqliteLog) -> None:
    """A session and a fork take the names they are given, and a name in use is refused."""
    live = LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=1, played={"south": "person"}, name="monday")
    forked = live.fork(name="tuesday")
    with pytest.raises(Illegal, match="there is a session 'tuesday' already"):
        live.fork(name="tuesday")

    assert ("monday", "tuesday") == (live.name, forked.name)


class Crowded(SqliteLog):
    """A log in which somebody takes a fresh name just before it is used, the first few times."""

    taken = 2

    def create(self, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Keep a session under that name first, as long as there is somebody to do so."""
        if self.taken:
            self.taken -= 1
            super().create(entries, standing)
        super().create(entries, standing)


def test_a_fresh_name_that_is_taken_is_renewed(tmp_path: Path) -> None:
    """When a fresh name is in use, another one is tried, a letter longer each time."""
    with Crowded(tmp_path / "sessions.db") as log:
        live = begin(log, south="person")

        assert (live.session.log, 3, 6) == (log.read(live.name), len(log.sessions()), len(live.name.removeprefix("small-one-")))


class Closed(SqliteLog):
    """A log that refuses every new session, for a reason of its own."""

    tries = 0

    def create(self, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Keep nothing."""
        self.tries += 1
        message = f"nothing is kept here: {len(entries)} entries, in {standing.scene}"
        raise Illegal(message, "closed")


def test_another_refusal_is_no_reason_for_another_name(tmp_path: Path) -> None:
    """Only a name that is taken is renewed; any other refusal is passed on at once."""
    with Closed(tmp_path / "sessions.db") as log:
        with pytest.raises(Illegal, match="nothing is kept here"):
            begin(log, south="person")

        assert 1 == log.tries


def test_a_fresh_name_is_short_and_says_what_is_played(log: SqliteLog) -> None:
    """A fresh name has the scenario, the act and four letters or digits."""
    name = begin(log, south="person").name

    assert ("small-one-", 4) == (name[:10], len(name[10:]))


@pytest.mark.parametrize(
    ("played", "message"),
    [
        ({"west": "person"}, "scenario small has no role 'west'; its roles: north, south"),
        ({"north": "angry"}, "there is no bot 'angry'; the bots: reported, cautious, hard-line, random"),
    ],
)
def test_an_unknown_player_is_refused(log: SqliteLog, played: dict[str, str], message: str) -> None:
    """A role or a bot that does not exist is refused with those that do."""
    with pytest.raises(Missing, match=message):
        begin(log, **played)


@pytest.mark.parametrize(("act", "course"), [("two", "whole"), ("one", "short")])
def test_an_unknown_beginning_is_refused(log: SqliteLog, act: str, course: str) -> None:
    """An act or course that does not exist is refused, and nothing is kept."""
    with pytest.raises(Missing):
        LiveSession.begin(log, MACHINE, EDITION, clock, act=act, course=course, seed=1, played={})

    assert () == log.sessions()


@given(scenarios, moves)
@settings(max_examples=20)
def test_any_play_is_kept(tmp_path_factory: pytest.TempPathFactory, scenario: Scenario, numbers: list[int]) -> None:
    """Whatever people choose and take back in any scenario, the log holds what is shown, and it folds to the same session."""
    machine, edition = ScenarioMachine(scenario), Edition.of(scenario, small.corpus())
    with SqliteLog(tmp_path_factory.mktemp("any") / "sessions.db") as log:
        try:
            live = LiveSession.begin(log, machine, edition, clock, act="one", seed=5, played={"north": "person"}, campaign=True)
            for number in numbers:
                turn_of(live, number)()
        except Fault:
            return  # bots in a circle; nothing was kept of it
        finally:
            assert () == log.faults()

        assert live.session.log == log.read(live.name)
        assert live.session == LiveSession.resume(log, machine, live.name, clock).session


def turn_of(live: LiveSession, number: int) -> Callable[[], Session]:
    """Return what a person does next: choose, go on to the next act, or take something back."""
    session = live.session
    if session.next_act is not None and session.outcome is not None:
        return lambda: live.submit(Proceeded(to=str(session.next_act)), "facilitator")
    if number % 5 == 0 and live.undone() is not None:
        return lambda: live.undo("north")
    waiting = undecided(session.machine, session.state)
    if not waiting:
        return lambda: session
    options = legal(session.machine, session.state, waiting[0])
    return lambda: choose(live, waiting[0], options[number % len(options)].id)
