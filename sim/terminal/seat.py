"""A person's place at the screen: the desk, how it is drawn, and the hands that change it.

Rule 1: it only hands over. What a key does stands in `actions`, how the desk looks in `paint`.
"""

from sim.terminal import actions, paint
from sim.terminal.commands import Command
from sim.terminal.desk import Desk
from sim.terminal.lines import Line
from sim.terminal.settings import Settings
from sim.terminal.sheets import Ask
from sim.terminal.table import Table


class Seat:
    """A `Front` that shows a play, and takes keys, clicks and words."""

    def __init__(self, table: Table, settings: Settings) -> None:
        """Sit down at a table.

        Raises:
            SimError: the play cannot be shown.

        """
        self.desk = Desk(table, settings)

    @property
    def theme(self) -> str:
        """The colours, by their name."""
        return self.desk.theme

    @property
    def ask(self) -> Ask | None:
        """The line of text that is being written, if any."""
        return self.desk.ask

    @property
    def available(self) -> tuple[Command, ...]:
        """The commands that apply here."""
        return self.desk.available

    def top(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the bar at the top and the page."""
        return paint.top(self.desk, width, height)

    def asked(self, width: int, height: int) -> tuple[Line, ...]:
        """Return what is asked or was said."""
        return paint.asked(self.desk, width, height)

    def keys(self, width: int, height: int) -> tuple[Line, ...]:
        """Return the bar of keys."""
        return paint.keys(self.desk, width, height)

    def catch_up(self) -> None:
        """Show what has come from a lesson."""
        self.desk.catch_up()

    def press(self, key: str) -> None:
        """Do what a key does here."""
        actions.press(self.desk, key)

    def unknown(self, text: str) -> None:
        """Say that a key does nothing here."""
        if text.isprintable():
            self.desk.message = f"{text[:20]!r} does nothing here. ? shows the keys of this page."

    def write(self, text: str) -> None:
        """Take what stands in the line that is being written."""
        actions.write(self.desk, text)

    def follow(self, link: str) -> None:
        """Do what a click on a link does."""
        actions.follow(self.desk, link)

    def wheel(self, column: int, steps: int) -> None:
        """Scroll the side of the page that stands at a column of the screen."""
        actions.wheel(self.desk, paint.side_at(self.desk, column), steps)
