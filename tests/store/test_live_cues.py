"""News that comes at its cue where nobody leads a session."""

from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.events import Injected
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from tests import small
from tests.harness import clock
from tests.store.keeping import choose


def cued() -> ScenarioMachine:
    """Return a machine of two turns in which the north decides; news has its cue in the first and in the second."""
    choice = {"north": {"reported": "on", "options": {"on": small.option("talk"), "back": small.option("wait")}}}
    scenes = {
        "first": small.scene(choice, [small.branch("second")]),
        "second": small.scene(choice, [small.branch("first", when={"chose": {"north": "back"}}), small.branch("end")]),
        "end": small.outcome(),
    }
    injects = {"letter": small.inject(effects={"tension": 1}, cue=["first", "second"]), "call": small.inject(cue=["second"])}
    return ScenarioMachine(small.scenario(scenes, injects=injects))


def begun(log: SqliteLog, machine: ScenarioMachine, *, alone: bool, by: str = "person") -> LiveSession:
    """Begin a session that nobody leads (`alone`), or that a facilitator leads."""
    edition = Edition.of(machine.scenario, small.corpus())
    return LiveSession.begin(log, machine, edition, clock, act="one", seed=3, played={"north": by}, cued=alone)


def came(session: Session) -> list[tuple[int, str]]:
    """Return what news came in the whole log, with the turn."""
    return [(entry.turn, entry.event.inject) for entry in session.log if isinstance(entry.event, Injected)]


def test_where_nobody_leads_news_comes_at_its_cue(log: SqliteLog) -> None:
    """News comes on entering the first scene that its cue names, once, before anybody decides, and is kept."""
    live = begun(log, cued(), alone=True)
    first = came(live.session), live.session.state.indicators
    choose(live, "north", "on")

    assert (([(1, "letter")], (1,)), [(1, "letter"), (2, "call")]) == (first, came(live.session))
    assert live.session.log == log.read(live.name)


def test_where_a_facilitator_leads_no_news_comes_at_its_cue(log: SqliteLog) -> None:
    """A cue is advice to somebody who leads; nothing comes without them."""
    live = begun(log, cued(), alone=False)
    choose(live, "north", "on")

    assert [] == came(live.session)


def test_news_comes_again_after_a_rewind(log: SqliteLog) -> None:
    """Going back to a turn takes back the news that came in it, and it comes there again: once in the effective play."""
    live = begun(log, cued(), alone=True)
    choose(live, "north", "on")
    live.rewind(1, "north")

    assert ([(1, "letter"), (2, "call"), (3, "letter")], ("letter",)) == (came(live.session), live.session.state.fired)


def test_a_copy_has_the_news_of_its_last_turn(log: SqliteLog) -> None:
    """A fork at the start of a turn brings the news of that turn, too."""
    live = begun(log, cued(), alone=True)
    choose(live, "north", "on")

    assert ("letter", "call") == live.fork(2).session.state.fired


def test_bots_alone_hear_the_news_too(log: SqliteLog) -> None:
    """Where only bots play, news comes at its cue as well, and the play ends."""
    live = begun(log, cued(), alone=True, by="reported")

    assert ("end", [(1, "letter"), (2, "call")]) == (live.session.state.scene, came(live.session))
