"""How a new session comes into a log: who plays, its first entry, and a name that is free."""

from collections.abc import Mapping

from sim.engine.machine import ScenarioMachine
from sim.engine.policy import check_player
from sim.engine.session import Session
from sim.errors import Illegal, Missing
from sim.model.events import Began, Entry, Played
from sim.model.ids import RoleId
from sim.store.log import SessionLog, Standing
from sim.store.naming import fresh_name

_TRIES = 8
"""Names tried for a new session; each try that fails makes the next name one letter longer."""


def cast(machine: ScenarioMachine, played: Mapping[RoleId, str]) -> tuple[Played, ...]:
    """Return who decides for each role, in the scenario's order; a role left out is decided by the bot `reported`.

    Raises:
        Missing: there is no such role or bot.

    """
    roles = [role.id for role in machine.scenario.roles]
    for role, by in played.items():
        if role not in roles:
            message = f"scenario {machine.scenario.id} has no role {role!r}; its roles: {', '.join(roles)}"
            raise Missing(message, "unknown-role")
        check_player(by)
    return tuple(Played(role=role, by=played.get(role, "reported")) for role in roles)


def first_entry(began: Began, time: str) -> Entry:
    """Return the entry that a log begins with."""
    return Entry(number=1, time=time, seat="facilitator", turn=0, event=began)


def create(log: SessionLog, session: Session, *, renew: bool) -> Session:
    """Keep a new session and return it as it is kept.

    Args:
        log: where it is kept.
        session: the session; its edition is kept already.
        renew: whether its name is chance's, and is given anew where chance gave it twice.

    Raises:
        Illegal: there is a session of that name.
        StorageFailed: it could not be kept.

    """
    for extra in range(_TRIES):
        try:
            log.create(session.log, Standing.of(session))
        except Illegal as error:
            if error.code != "session-exists" or not renew or extra == _TRIES - 1:
                raise
        else:
            break
        began = session.began.model_copy(update={"session": fresh_name(session.began.scenario, session.began.act, 5 + extra)})
        entries = (session.log[0].model_copy(update={"event": began}), *session.log[1:])
        session = Session.open(session.machine, entries)
    return session
