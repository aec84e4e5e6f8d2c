"""News at its cue: what a facilitator does well to release in a scene, and what comes there by itself where nobody leads the play.

Rule 1: a cue is advice; the rules do not read it. Where nobody leads, the writer of the log takes it, and what came is an entry like any
other, so that replay needs no cue and a rewind to the start of a turn brings its news again.
"""

from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.events import Injected
from sim.model.scene import Inject
from sim.model.state import State


def cued(machine: ScenarioMachine, state: State) -> tuple[Inject, ...]:
    """Return the news whose cue is this scene and that has not come yet, in file order; none at an outcome."""
    injects = machine.plans[state.scene].injects.values()
    return tuple(inject for inject in injects if state.scene in inject.cue and inject.id not in state.fired)


def due(session: Session) -> tuple[str, Injected] | None:
    """Return the next news that comes at its cue, with the seat it is entered for; None where a facilitator leads, or no more is due."""
    waiting = cued(session.machine, session.state) if session.began.cued else ()
    return ("facilitator", Injected(inject=waiting[0].id)) if waiting else None
