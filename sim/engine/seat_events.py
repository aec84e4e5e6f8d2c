"""What is refused of the events of the seats: who plays a role, who reads, judges and marks what, and by which names.

These events change nothing in a play; they are refused because bots and the account of a play go by what they name.
Rule 1: nothing here reads a log; what a refusal depends on is given.
"""

from collections.abc import Mapping

from sim.engine.machine import ScenarioMachine
from sim.engine.policy import check_player
from sim.errors import Illegal, InvalidLog, Missing, Stale
from sim.model.events import PERSON, Handed, Judged, Played, SeatEvent
from sim.model.ids import RoleId, SourceId
from sim.model.nearest import nearest
from sim.model.state import State


def players(machine: ScenarioMachine, played: tuple[Played, ...]) -> Mapping[RoleId, str]:
    """Return who decides for each role when a session begins, in the scenario's order.

    Raises:
        InvalidLog: not every role of the scenario is named once, in its order.
        Missing: a bot is named that there is not.

    """
    roles = [role.id for role in machine.scenario.roles]
    named = [entry.role for entry in played]
    if named != roles:
        message = f"the beginning says who plays {', '.join(named) or 'no role'}; the roles of this play: {', '.join(roles)}"
        raise InvalidLog(message, "unknown-role")
    for entry in played:
        check_player(entry.by)
    return {entry.role: entry.by for entry in played}


def admit(machine: ScenarioMachine, state: State, by: Mapping[RoleId, str], event: SeatEvent) -> None:
    """Refuse an event of a seat that speaks of what is not there, or that is not for this role to do now.

    Args:
        machine: the compiled scenario.
        state: where the play stands.
        by: who decides for each role now.
        event: what happened.

    Raises:
        Missing: it names a role, bot, scene or document that this play does not have.
        Stale: a claim of a scene is judged that is not played now.
        Illegal: this is not for the role to do now.

    """
    if event.role not in by:
        message = f"there is no role {event.role!r} in this play; its roles: {', '.join(by)}"
        raise Missing(message, "unknown-role")
    if isinstance(event, Judged):
        _may_judge(machine, state, event)
    elif isinstance(event, Handed):
        _may_hand(by[event.role], event)
    else:
        _is_quoted(machine, event.source)


def _may_judge(machine: ScenarioMachine, state: State, event: Judged) -> None:
    if event.scene not in machine.plans:
        guess = nearest(event.scene, machine.plans)
        message = f"there is no scene {event.scene!r} in this play{f'; did you mean {guess!r}?' if guess else ''}"
        raise Missing(message, "unknown-scene")
    if event.scene != state.scene:
        message = f"this was for scene {event.scene}, but the play is in scene {state.scene}; look again and judge anew"
        raise Stale(message, "stale-scene")
    if event.role not in machine.plans[state.scene].readers:
        message = f"{event.role} has no claim to judge in scene {state.scene}"
        raise Illegal(message, "nothing-to-judge")
    if any(event.role == done for done, _ in state.pending):
        message = f"{event.role} has decided in this turn; a claim is judged before"
        raise Illegal(message, "already-decided")


def _may_hand(by: str, event: Handed) -> None:
    check_player(event.by)
    if by == PERSON == event.by:
        message = f"a person plays {event.role} already"
        raise Illegal(message, "not-a-bot")
    if PERSON not in (by, event.by):
        message = f"no person plays {event.role}"
        raise Illegal(message, "not-a-person")


def _is_quoted(machine: ScenarioMachine, source: SourceId) -> None:
    if source not in machine.sources:
        message = f"this play quotes no document {source!r}; it quotes {', '.join(sorted(machine.sources))}"
        raise Missing(message, "unknown-source")
