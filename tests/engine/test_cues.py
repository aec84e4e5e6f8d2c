"""News at its cue: where it is due, and that it waits where a facilitator leads."""

from sim.engine.cues import cued, due
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.events import Entry, Injected
from tests import small
from tests.harness import Table, began, clock

CHOICE = {"north": {"on": small.option("talk"), "back": small.option("wait")}}


def machine_with(**injects: object) -> ScenarioMachine:
    """Return a machine of two scenes, between which the north can go to and fro, and an end, with injects."""
    scenes = {
        "first": small.scene(CHOICE, [small.branch("second")]),
        "second": small.scene(CHOICE, [small.branch("first", when={"chose": {"north": "back"}}), small.branch("end")]),
        "end": small.outcome(),
    }
    return ScenarioMachine(small.scenario(scenes, injects=injects))


def session(machine: ScenarioMachine, *, alone: bool) -> Session:
    """Return a session that has just begun, led by a facilitator or (`alone`) by nobody."""
    beginning = began(machine, "one").model_copy(update={"cued": alone})
    return Session.open(machine, (Entry(number=1, time=clock(), seat="facilitator", turn=0, event=beginning),))


def test_a_cue_says_where_news_is_best_released() -> None:
    """In a scene that the cue names the news is at its cue, elsewhere not."""
    table = Table(machine_with(early=small.inject(cue=["first"]), late=small.inject(cue=["second"])))
    before = cued(table.session.machine, table.state)
    table.choose(north="on")

    assert (["early"], ["late"]) == ([news.id for news in before], [news.id for news in cued(table.session.machine, table.state)])


def test_news_that_came_is_at_its_cue_no_more() -> None:
    """What has been released is not proposed again, in a later visit either."""
    table = Table(machine_with(early=small.inject(cue=["first"]))).release("early")
    now = cued(table.session.machine, table.state)
    table.choose(north="on").choose(north="back")

    assert ((), ()) == (now, cued(table.session.machine, table.state))


def test_nothing_is_at_its_cue_after_the_end() -> None:
    """At an outcome nothing is proposed."""
    table = Table(machine_with(early=small.inject(cue=["first"]))).choose(north="on").choose(north="on")

    assert ("end", ()) == (table.scene, cued(table.session.machine, table.state))


def test_news_is_due_where_nobody_leads() -> None:
    """Without a facilitator the first news in file order is due, and is entered for the facilitator's seat."""
    machine = machine_with(one=small.inject(cue=["first"]), other=small.inject(cue=["first"]))

    assert ("facilitator", Injected(inject="one")) == due(session(machine, alone=True))


def test_nothing_is_due_where_a_facilitator_leads() -> None:
    """A facilitator decides when news comes; the cue is advice."""
    assert None is due(session(machine_with(early=small.inject(cue=["first"])), alone=False))


def test_nothing_is_due_without_a_cue() -> None:
    """Where nobody leads, news without a cue stays out."""
    assert None is due(session(machine_with(letter=small.inject()), alone=True))
