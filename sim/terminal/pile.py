"""What is open over a play at the full screen: a pile of pages and lists, the line that is being written, and how far each is scrolled.

Rule 1: it knows nothing of the play below it; `desk` does.
"""

from sim.terminal.pages import Page, Scroll
from sim.terminal.sheets import Ask, Sheet


class Pile:
    """Sheets that lie on each other, the uppermost last, and the line that is being written."""

    def __init__(self) -> None:
        """Begin with nothing over the play."""
        self.clear()
        self.written = ""
        """What stands in the line that is being written."""

    def clear(self) -> None:
        """Take everything away, and begin the page below at its top."""
        self.sheets: list[Sheet] = []
        self.ask: Ask | None = None
        self._lowest_scrolls = (Scroll(), Scroll())
        self._lowest_side = 0

    @property
    def scrolls(self) -> tuple[Scroll, Scroll]:
        """How far the columns of the uppermost page are scrolled."""
        return self.sheets[-1].scrolls if self.sheets else self._lowest_scrolls

    @property
    def side(self) -> int:
        """Which column the keys scroll."""
        return self.sheets[-1].side if self.sheets else self._lowest_side

    @side.setter
    def side(self, side: int) -> None:
        if self.sheets:
            self.sheets[-1].side = side
        else:
            self._lowest_side = side

    def open(self, sheet: Sheet) -> None:
        """Lay a page or a list over what is there."""
        self.sheets.append(sheet)
        if sheet.items is not None:
            self.mark(sheet.marked)

    def read(self, page: Page) -> None:
        """Lay a page to read over what is there."""
        self.open(Sheet(page))

    def ask_for(self, ask: Ask) -> None:
        """Ask for a line of text."""
        self.ask, self.written = ask, ask.text

    def close(self) -> None:
        """Take the uppermost page away."""
        if self.sheets:
            self.sheets.pop()

    def mark(self, place: int) -> None:
        """Mark an item of the uppermost list, round its ends."""
        sheet = self.sheets[-1]
        if sheet.items:
            sheet.marked = place % len(sheet.items)
            sheet.scrolls[0].reveal = f"item-{sheet.marked}"
