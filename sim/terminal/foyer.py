"""The notice, before the play is open: what the screen shows while the scenario is still loaded.

Rule 1: whatever the desk would show of the notice is shown here, cell for cell; the desk takes over unseen.
Rule 2: it needs what is announced and nothing of the play.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.terminal.commands import ALWAYS, NOTICE, available, shown_key
from sim.terminal.frame import Button, key_bar, one_column, said
from sim.terminal.notice import EVERYBODY, notice_page
from sim.terminal.pages import Scroll, bar, columns

if TYPE_CHECKING:
    from sim.terminal.announced import Announced
    from sim.terminal.commands import Command
    from sim.terminal.lines import Line
    from sim.terminal.settings import Settings


class Foyer:
    """A `Front` that shows the notice of a play that is announced."""

    ask = None
    """Nothing is written here."""

    def __init__(self, announced: Announced, settings: Settings) -> None:
        """Lay out the notice."""
        self.theme = settings.theme
        self._reasons = settings.reasons
        self._page = notice_page(announced.title, announced.author, announced.notice, ours=announced.ours)
        self._scroll = Scroll()

    @property
    def available(self) -> tuple[Command, ...]:
        """The commands that apply at the notice."""
        return available(NOTICE, alone=True, reasons=self._reasons)

    def top(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the bar and the notice."""
        (lines,) = columns(self._page, width)
        return (bar(self._page.title, EVERYBODY, width), *one_column(lines, self._scroll, self._page.measure, width, height - 1))

    def asked(self, width: int, _height: int) -> tuple[Line, ...]:
        """Return what the person can do next."""
        return said(self._page.ask, "status", width)

    def keys(self, width: int, _height: int) -> tuple[Line, ...]:
        """Return the bar of keys."""
        shown = [command for command in self.available if command.bar]
        return key_bar([Button(one.name, shown_key(one.keys[0]), one.bar, one.name in ALWAYS) for one in shown], width)
