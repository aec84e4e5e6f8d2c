"""Whether a play shows a fault: played step by step, read back, looked at from every seat, and held against what the scenario claims."""

from collections.abc import Callable

from pydantic import TypeAdapter

from sim.analysis.prove import broken
from sim.analysis.survey import Route
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.errors import SimError
from sim.library import OpenScenario
from sim.model.events import Entry
from sim.model.ids import RoleId
from sim.testing.table import Beginning, Table
from sim.testing.writing import take

NO_END = "no-end"
"""The kind of failure of a play that goes on for too long; a shorter play does not have it."""

_LOG: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])


def judge_of(opened: OpenScenario, turns: int) -> Callable[[Route], str]:
    """Return a judge of plays: it says what is wrong with one, or nothing.

    Args:
        opened: the scenario.
        turns: a play of so many turns without an outcome is a fault.

    """

    def judge(route: Route) -> str:
        table = Table(opened, Beginning(route.act, route.course, route.campaign))
        for leg in route.legs:
            try:
                take(table, leg)
            except SimError as error:
                return f"{error.code}: {error}"
        return _claims(opened.machine, table) or _ending(table, turns) or _kept(table) or _seen(opened, table)

    return judge


def _claims(machine: ScenarioMachine, table: Table) -> str:
    for moment in table.moments:
        if moment.step is None or moment.step.turned:
            picks = dict(moment.step.picks) if moment.step else {}
            for proof in broken(machine, moment.session.state, picks):
                return f"proofs.{proof.id}: {proof.text}"
    return ""


def _ending(table: Table, turns: int) -> str:
    if table.outcome is None and table.session.depth >= turns:
        return f"{NO_END}: after {turns} turns there is no outcome"
    return ""


def _kept(table: Table) -> str:
    """Say whether the log, written down and read back, gives the same play."""
    again = Session.open(table.session.machine, _LOG.validate_json(_LOG.dump_json(table.session.log), strict=True))
    return "" if again == table.session else "other-replay: the log, read back, gives another play"


def _seen(opened: OpenScenario, table: Table) -> str:
    """Say whether a seat cannot be shown the play as it stands."""
    roles: tuple[RoleId | None, ...] = (None, *(role.id for role in opened.scenario.roles))
    for role in roles:
        try:
            table.view(role)
        except (SimError, LookupError, ValueError) as error:
            return f"no-view: {role or 'the public'} cannot be shown scene {table.scene}: {type(error).__name__} {error}"
    return ""
