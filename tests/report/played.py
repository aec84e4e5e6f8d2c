"""Plays of the small stand-off and of the tutorial to be reviewed in tests."""

from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.evidence.check import ground
from sim.library import open_scenario
from sim.model.events import Chose
from sim.model.grounds import Grounds
from sim.report.debrief import review
from sim.report.review import Review
from tests import small
from tests.harness import Table

MACHINE = small.machine()
GROUNDS = ground(MACHINE.scenario, small.corpus())[0]
TUTORIAL = open_scenario("tutorial")


def table(machine: ScenarioMachine = MACHINE) -> Table:
    """Begin a play of the small stand-off in which people decide for every role."""
    return Table(machine)


def settled() -> Table:
    """Play the small stand-off to its treaty, with a reason given on the way."""
    at = table()
    at.play(Chose(role="north", option="open", reason="it is cheap", expectation="falls"), "north")
    return at.choose(south="march").choose(north="sign")


def account(at: Table, role: str | None = None, grounds: Grounds = GROUNDS) -> Review:
    """Return the review of a play at a table."""
    return review(at.session, grounds, ours=True, role=role)


def tutorial() -> Table:
    """Begin a play of the tutorial in which people decide for both villages."""
    return Table(TUTORIAL.machine, "ferry")


def ferry_runs() -> Session:
    """Return a play of the tutorial in which the ferry runs in the end."""
    at = tutorial().choose(eastbank="promise-notice", westbank="threaten-closure").draw("dry")
    return at.choose(eastbank="lend-rope", westbank="pay-half").session
