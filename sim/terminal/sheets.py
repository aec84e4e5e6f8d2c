"""What can be laid over a play: a page to read, a list to pick from, a line to write in."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sim.terminal.blocks import Block, Gap, Words
from sim.terminal.lines import Span
from sim.terminal.pages import Page, Scroll

LIST_ASK = "Enter opens the marked line, or press its number. Esc goes back."
_DIGITS = 9
"""Items that a key of their own picks."""
_SIGN = 2
MARGIN = (Span(" " * (_SIGN + 3)),)
"""Stands before what belongs to an item."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list that can be picked."""

    title: str
    act: Callable[[], None]
    body: tuple[Block, ...] = ()
    """Stands below the title."""
    sign: str = ""
    """Stands before the title instead of the item's number."""
    lit: tuple[int, ...] = ()
    """Places of the letters that were looked for."""
    bar: str = ""
    """What the key bar calls taking it, where that is more than to open it."""
    key: str = ""
    """A key that takes it instead of closing the list: the one that asked, so that asking twice is an answer."""


@dataclass(slots=True)
class Sheet:
    """A page or a list that was opened over the play."""

    page: Page
    items: tuple[Item, ...] | None = None
    """None for a page to read."""
    marked: int = 0
    """Place of the marked item, from 0."""
    scrolls: tuple[Scroll, Scroll] = field(default_factory=lambda: (Scroll(), Scroll()))
    side: int = 0
    """Which column the keys scroll: 0 or 1."""

    @property
    def bar(self) -> str:
        """What the key bar calls taking the marked item; empty: as always."""
        return self.items[self.marked].bar if self.items else ""

    def shown(self) -> Page:
        """Return the page with its items below it, the marked one with a sign."""
        if self.items is None:
            return self.page
        room = max((len(item.sign) for item in self.items), default=0)
        rows = tuple(block for place, item in enumerate(self.items) for block in self._row(place, item, max(room, _SIGN)))
        return replace(self.page, blocks=(*self.page.blocks, *rows))

    def _row(self, place: int, item: Item, room: int) -> tuple[Block, ...]:
        link, here = f"item {place}", place == self.marked
        sign = item.sign or (f"{place + 1}" if place < _DIGITS else "")
        style = "focus" if here else "subject"
        words = tuple(Span(letter, "match" if at in item.lit and not here else style, link) for at, letter in enumerate(item.title))
        first = (Span(f"{'▶' if here else ' '} {sign:<{room}} ", "number", link),)
        rest = (Span(" " * (room + 3)),)
        return (Words(words if item.lit else (Span(item.title, style, link),), first, rest, f"item-{place}"), *item.body)


@dataclass(slots=True)
class Ask:
    """A line of text that the person is asked to write."""

    prompt: str
    accept: Callable[[str], None]
    text: str = ""
    """What stands in the line at first."""
    limit: int = 500
    """Characters at most."""
    counted: bool = False
    """Whether the person is told how many characters are left."""
    changed: Callable[[str], None] | None = None
    """Called with the text whenever it changes."""


def below(text: str) -> tuple[Block, ...]:
    """Return a text as it stands below the title of an item."""
    return (Words((Span(text, "soft"),), MARGIN, MARGIN), Gap())
