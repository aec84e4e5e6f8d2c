"""The strategies for authors give scenarios that can be opened, plays that can be folded, and views that somebody has."""

from hypothesis import given

from sim.engine.session import Session
from sim.library import OpenScenario, open_scenario
from sim.model.view import View
from sim.testing.strategies import opened_scenarios, plays, possible, views
from sim.testing.table import Table

FERRY = open_scenario("tutorial")


@given(opened_scenarios)
def test_random_scenarios_can_be_opened_and_played(opened: OpenScenario) -> None:
    """A random scenario is compiled, and something can be done at its table."""
    assert possible(Table(opened).session)


@given(plays(FERRY))
def test_a_random_play_is_its_log(table: Table) -> None:
    """Folding the log of a random play gives the play."""
    assert table.session == Session.open(FERRY.machine, table.session.log)


@given(plays(FERRY, course="short", turns=3))
def test_a_random_play_begins_where_it_is_asked_to(table: Table) -> None:
    """A play of the short course begins with the night."""
    assert ("the-night", "short") == (table.moments[0].session.state.scene, table.session.began.course)


@given(views(FERRY))
def test_a_random_view_is_somebodys(view: View) -> None:
    """A random view is that of a role or of everybody, somewhere in the scenario."""
    assert view.role in {None, "eastbank", "westbank"}
    assert view.scene in FERRY.machine.plans
