"""Deciders for empty seats, and what the writer of a log has to add by itself.

Pure: draws are arguments. A draw follows from seed, step and scene alone, so that a rewind to the same step draws the same.
Rule 1: whoever plays a seat that no person has asks `pick`; how chance falls and how a bot is found is said once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from sim.engine.foresight import FORESIGHT, NOTHING_FORESEEN, Foreseen, foresee, is_foresight, lots_of
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import legal, undecided
from sim.errors import Missing
from sim.model.effects import Kind
from sim.model.events import PERSON, Chose, Drew
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId, Seed
from sim.model.scene import Option
from sim.model.state import State

if TYPE_CHECKING:
    from sim.engine.session import Session  # a session asks here which bots there are

Decider: TypeAlias = Callable[[ScenarioMachine, State, RoleId, int], OptionId]
"""Picks one of a role's legal options; the last argument is a draw, a whole number of 64 bits."""

CAUTIOUS = (Kind.TALK, Kind.CONCESSION, Kind.WAIT, Kind.PRESSURE, Kind.THREAT, Kind.FORCE)
HARD_LINE = (Kind.FORCE, Kind.THREAT, Kind.PRESSURE, Kind.WAIT, Kind.TALK, Kind.CONCESSION)


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
    """Choose what the documents report; where they report nothing, or it is not open, the default, and of chance what is likeliest."""
    plan = machine.plans[state.scene]
    options = legal(machine, state, role)
    wanted = plan.reported.get(role)
    if wanted in {option.id for option in options}:
        return wanted
    if role == CHANCE:
        return max(options, key=lambda option: option.weight or 0).id
    return plan.defaults[role]


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
    "cautious": _by_kind(CAUTIOUS),
    "hard-line": _by_kind(HARD_LINE),
    "random": at_random,
}
"""The simple deciders by name. `cautious` prefers to talk and to give way, `hard-line` to force and to threaten."""


def check_player(by: str) -> None:
    """Check that somebody of this name can play a role: a person, or a bot.

    Raises:
        Missing: there is no such bot.

    """
    if by != PERSON and by not in BOTS and not is_foresight(by):
        message = f"there is no bot {by!r}; the bots: {', '.join(BOTS)}, {FORESIGHT}:STRENGTH"
        raise Missing(message, "unknown-bot")


def pick(machine: ScenarioMachine, state: State, role: RoleId, bots: Mapping[RoleId, str], drawn: int) -> OptionId:
    """Return what a role's simple bot chooses; for the role `chance`, which no bot plays, where the draw falls."""
    if role == CHANCE:
        return by_weight(legal(machine, state, role), drawn)
    return BOTS[bots[role]](machine, state, role, drawn)


def automatic(session: Session, foreseen: Foreseen = NOTHING_FORESEEN) -> tuple[str, Chose | Drew] | None:
    """Return the next event that nobody outside has to make, with the seat it is entered for; None when people have to decide.

    Chance is drawn first, then bots choose in the scene's order. Every one of them decides sealed, like a person.

    Args:
        session: as it stands.
        foreseen: what bots that look ahead expect, by their names.

    Raises:
        Missing: nothing was computed for a bot that looks ahead.

    """
    machine, state = session.machine, session.state
    for role in sorted(undecided(machine, state), key=lambda role: role != CHANCE):
        by = session.players.get(role)
        if by == PERSON:
            continue
        drawn = draw(session.began.seed, session.depth, state.scene, role)
        if by is not None and by not in BOTS:
            option = foresee(machine, state, role, drawn, lots_of(by, foreseen))
        else:
            option = pick(machine, state, role, session.players, drawn)
        return (CHANCE, Drew(option=option)) if role == CHANCE else ("bot", Chose(role=role, option=option))
    return None
