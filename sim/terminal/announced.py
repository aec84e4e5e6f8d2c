"""A play that is still to be opened: its first page, and how one sits down at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.terminal.table import Table


@dataclass(frozen=True, slots=True)
class Announced:
    """What is said before a play, and the way to it."""

    title: str
    author: str
    notice: str
    """What everything in the scenario rests on."""
    ours: bool
    """Whether the scenario came with the program."""
    sit: Callable[[], Table]
    """Opens the play; may raise a `SimError`, and then nothing was begun."""
