"""Deciders for empty seats, and what the writer of a log has to add by itself.

Pure: draws are arguments. A draw follows from seed, step and scene alone, so that a rewind to the same step draws the same.
"""

import hashlib
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import TypeAlias

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import legal, undecided
from sim.engine.session import Session
from sim.model.effects import Kind
from sim.model.events import PERSON, Chose, Drew
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId, Seed
from sim.model.scene import Option
from sim.model.state import State

Decider: TypeAlias = Callable[[ScenarioMachine, State, RoleId, int], OptionId]
"""Picks one of a role's legal options; the last argument is a draw, a whole number of 64 bits."""

_CAUTIOUS = (Kind.TALK, Kind.CONCESSION, Kind.WAIT, Kind.PRESSURE, Kind.THREAT, Kind.FORCE)
_HARD_LINE = (Kind.FORCE, Kind.THREAT, Kind.PRESSURE, Kind.WAIT, Kind.TALK, Kind.CONCESSION)


def draw(seed: Seed, step: int, scene: SceneId, role: RoleId = CHANCE) -> int:
    """Return a whole number of 64 bits that depends on these four alone.

    Args:
        seed: the session's.
        step: how many turns of the effective play came before this one.
        scene: where the turn is played.
        role: for whom is drawn; each role has its own draws.

    """
    return int.from_bytes(hashlib.sha256(f"{seed}/{step}/{scene}/{role}".encode()).digest()[:8])


def by_weight(options: tuple[Option, ...], drawn: int) -> OptionId:
    """Return the option of chance on which a draw falls."""
    weights = [option.weight or 0 for option in options]
    place = drawn % sum(weights)
    return next(option.id for option, beyond in zip(options, accumulate(weights), strict=True) if place < beyond)


def reported(machine: ScenarioMachine, state: State, role: RoleId, _drawn: int) -> OptionId:
    """Choose what the documents report; where they report nothing, or it is not open, the default."""
    plan = machine.plans[state.scene]
    entry = next(entry for entry in plan.scene.decision if entry.role == role)
    open_now = {option.id for option in legal(machine, state, role)}
    return entry.reported if entry.reported in open_now else plan.defaults[role]


def _by_kind(order: tuple[Kind, ...]) -> Decider:
    def decide(machine: ScenarioMachine, state: State, role: RoleId, drawn: int) -> OptionId:
        options = legal(machine, state, role)
        best = min(order.index(option.kind) for option in options if option.kind)
        alike = [option.id for option in options if option.kind == order[best]]
        return alike[drawn % len(alike)]

    return decide


def at_random(machine: ScenarioMachine, state: State, role: RoleId, drawn: int) -> OptionId:
    """Choose any legal option, each as likely as another."""
    options = legal(machine, state, role)
    return options[drawn % len(options)].id


BOTS: Mapping[str, Decider] = {
    "reported": reported,
    "cautious": _by_kind(_CAUTIOUS),
    "hard-line": _by_kind(_HARD_LINE),
    "random": at_random,
}
"""The deciders by name. `cautious` prefers to talk and to give way, `hard-line` to force and to threaten."""


def automatic(session: Session) -> tuple[str, Chose | Drew] | None:
    """Return the next event that nobody outside has to make, with the seat it is entered for; None when people have to decide.

    Chance is drawn first, then bots choose in the scene's order. Every one of them decides sealed, like a person.
    """
    began = session.began
    by = session.players
    for role in sorted(undecided(session.machine, session.state), key=lambda role: role != CHANCE):
        drawn = draw(began.seed, session.depth, session.state.scene, role)
        if role == CHANCE:
            return CHANCE, Drew(option=by_weight(legal(session.machine, session.state, role), drawn))
        if by.get(role, PERSON) != PERSON:
            return "bot", Chose(role=role, option=BOTS[by[role]](session.machine, session.state, role, drawn))
    return None
