"""What the screen draws, whatever lies behind it: the first page while the play is still closed, or the desk of a play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sim.terminal.commands import Command
    from sim.terminal.lines import Line
    from sim.terminal.sheets import Ask


class Front(Protocol):
    """The three parts of the screen as lines, and what the person can do there."""

    @property
    def theme(self) -> str:
        """The colours, by their name."""

    @property
    def ask(self) -> Ask | None:
        """The line of text that is being written, if any."""

    @property
    def available(self) -> tuple[Command, ...]:
        """The commands that apply here."""

    def top(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the bar at the top and the page, exactly `height` lines."""

    def asked(self, width: int, height: int) -> tuple[Line, ...]:
        """Return what is asked or was said, in as many lines as it takes."""

    def keys(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the bar of keys."""
