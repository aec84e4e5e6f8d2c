"""The bot `foresight`: it looks ahead to the end of the act, and prefers what promises more of its role's declared aims.

What it expects comes in as data, computed before the play; here a draw only falls on one of the lots. Its name says how strongly it
prefers what promises more, `foresight:3`, so that a log says all that a repeated draw needs.
Rule 1: it reads the state at the start of the turn, never what others have sealed since.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeAlias

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import offered
from sim.errors import Missing
from sim.model.ids import InjectId, OptionId, RoleId, SceneId
from sim.model.state import State

FORESIGHT = "foresight"
STRENGTH = 3.0
"""Unless another is asked for."""
MOST = 20.0
"""The highest strength; from about 5 on the best option is taken nearly always."""

Stand: TypeAlias = tuple[tuple[int, ...], tuple[InjectId, ...]]
"""What the bot knows of a state in a scene: the indicators at the start of the turn, and what has come of the news that comes by itself."""
Chances: TypeAlias = tuple[tuple[int, ...], ...]
"""For each role of a scene and each of its options, in file order, how many lots it has; 0 for an option that is not offered."""
Lots: TypeAlias = Mapping[SceneId, Mapping[Stand, Chances]]
"""What has been computed for one bot."""
Foreseen: TypeAlias = Mapping[str, Lots]
"""The same by the bot's name."""

NOTHING_FORESEEN: Foreseen = {}
_NAME = re.compile(rf"{FORESIGHT}(?::([0-9]{{1,2}}(?:\.[0-9]{{1,3}})?))?")


def foresight_name(strength: float) -> str:
    """Return the name under which a log knows the bot of a strength."""
    return f"{FORESIGHT}:{strength:g}"


def strength_of(by: str) -> float | None:
    """Return the strength that a bot's name says, or None if it names no bot that looks ahead."""
    found = _NAME.fullmatch(by)
    if found is None:
        return None
    strength = STRENGTH if found[1] is None else float(found[1])
    return strength if strength <= MOST else None


def is_foresight(by: str) -> bool:
    """Tell whether this is the full name of a bot that looks ahead, as a log has it."""
    strength = strength_of(by)
    return strength is not None and by == foresight_name(strength)


def lots_of(by: str, foreseen: Foreseen) -> Lots:
    """Return what has been computed for a bot.

    Raises:
        Missing: nothing has.

    """
    if by not in foreseen:
        message = f"the bot {by!r} looks ahead, and nothing was computed for it here; it plays in `sim play` and `sim resume`"
        raise Missing(message, "nothing-foreseen")
    return foreseen[by]


def foresee(machine: ScenarioMachine, state: State, role: RoleId, drawn: int, lots: Lots) -> OptionId:
    """Return the option on which a draw falls.

    Where news from outside took the play to a state to which it does not come by itself, the nearest state of the scene stands in.
    """
    open_now = _open(machine, state, role, _expected(machine, state, lots.get(state.scene, {})))
    beyond = [*accumulate(lot for _, lot in open_now)]
    return next(option for (option, _), end in zip(open_now, beyond, strict=True) if drawn % beyond[-1] < end)


def _expected(machine: ScenarioMachine, state: State, known: Mapping[Stand, Chances]) -> Chances:
    """Return what was computed for a state, or for the nearest one; nothing where nothing was computed for the scene."""
    by_itself = {inject.id for inject in machine.plans[state.scene].conditional}
    stand = state.opened, tuple(inject for inject in state.fired if inject in by_itself)
    found = known.get(stand)
    if found is None and known:
        found = known[min(known, key=lambda other: (_distance(stand, other), other))]
    return found or ()


def _distance(one: Stand, other: Stand) -> int:
    return sum(abs(here - there) for here, there in zip(one[0], other[0], strict=True)) + len({*one[1]} ^ {*other[1]})


def _open(machine: ScenarioMachine, state: State, role: RoleId, expected: Chances) -> Sequence[tuple[OptionId, int]]:
    """Return the lots of what is offered; if none is left of those that were computed, one for each option."""
    plan = machine.plans[state.scene]
    open_now = [option.id for option in offered(machine, state, role)]
    kept = dict(zip(plan.options[role], expected[plan.roles.index(role)], strict=True)) if expected else {}
    lots = [(option, kept.get(option, 0)) for option in open_now]
    return lots if any(lot for _, lot in lots) else [(option, 1) for option in open_now]
