"""Which role somebody would like, where the facilitator of a lesson asks before the roles are dealt: what can be wished for.

Rule 1: the full screen (`talking`) and plain lines (`plain`) offer the same; whether a wish can be met, the server says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.ids import ANY, WATCHES
from sim.report.prose import one_line

if TYPE_CHECKING:
    from sim.model.guide import Guide

WHOSE = "Wishes are met as far as there are places; where there are too many for one, the lot decides. Only the facilitator sees yours."
_BESIDES = ((ANY, "Any role"), (WATCHES, "Only watch"))
"""What can be wished for besides a role, in the server's words and ours."""


def choices(guide: Guide) -> tuple[tuple[str, str], ...]:
    """Return what can be wished for, each in the server's words and as people read it: roles that decide something in the act, and more."""
    return (*((role.id, one_line(role.name)) for role in guide.roles if role.decides), *_BESIDES)


def meant(guide: Guide, line: str) -> str | None:
    """Return the wish that a line names by its number or its name, in the server's words; None where it names none."""
    known = choices(guide)
    if line.isascii() and line.isdecimal() and 1 <= int(line[:4]) <= len(known):
        return known[int(line[:4]) - 1][0]
    return next((wanted for wanted, name in known if line.strip().casefold() in (wanted.casefold(), name.casefold())), None)
