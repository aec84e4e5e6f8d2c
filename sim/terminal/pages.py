"""A page as a value, and the part of it that a window shows.

Rule 1: nothing is cut silently: what does not fit can be scrolled to, and the last row says how much there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.terminal.blocks import Block, Gap, Rule, cited, laid_out
from sim.terminal.lines import Line, Span, clipped, width_of, wrap

if TYPE_CHECKING:  # the first screen quotes nothing
    from sim.model.view import ShownPassage

WIDE = 100
"""Columns from which a page with an aside is shown in two columns."""
MEASURE = 84
"""Columns of text at most; longer lines are hard to read."""
LEAST_WIDTH, LEAST_HEIGHT = 60, 20
"""The smallest window that is enough."""


@dataclass(frozen=True, slots=True)
class Page:
    """What fills the window between the bars."""

    title: str
    """Stands in the bar at the top."""
    blocks: tuple[Block, ...]
    aside: tuple[Block, ...] = ()
    """Beside the blocks in a wide window, below them in a narrow one."""
    ask: str = ""
    """What the person can do next, in one sentence or two."""
    measure: int = MEASURE
    """Columns of text at most; a page that stands in columns of its own can take more."""
    urgent: bool = False
    """Whether what is asked is final or is a refusal, and is said loudly."""
    last: tuple[Block, ...] = ()
    """Below the blocks in a wide window, below everything in a narrow one."""

    @property
    def passages(self) -> tuple[tuple[str, ShownPassage], ...]:
        """Every passage behind the page, each once, with what it stands behind."""
        return cited((*self.blocks, *self.aside, *self.last))


def sections(page: Page) -> tuple[tuple[str, str], ...]:
    """Return the parts of a page in their order, each with its title and its anchor."""
    return tuple((block.title, block.anchor or block.title) for block in (*page.blocks, *page.aside, *page.last) if isinstance(block, Rule))


@dataclass(slots=True)
class Scroll:
    """How far a column has been scrolled, and what its last drawing showed."""

    offset: int = 0
    """Lines above the window."""
    height: int = 0
    """Rows of text that were shown."""
    total: int = 0
    """Lines there were."""
    reveal: str = ""
    """An anchor that the next drawing has to show; empty: none."""
    flush: bool = False
    """Whether the anchor is shown in the first row, not just somewhere."""

    def by(self, rows: int) -> None:
        """Move by some rows, down when positive."""
        self.offset = max(0, min(self.offset + rows, self.total - self.height))

    def leaf(self, pages: int) -> None:
        """Move by windows, keeping two rows of the last one for the eye."""
        self.by(pages * max(1, self.height - 2))

    def to(self, anchor: str) -> None:
        """Move so that an anchor is in the first row; an empty one is the beginning."""
        self.reveal, self.flush = anchor, bool(anchor)
        if not anchor:
            self.offset = 0

    @property
    def below(self) -> int:
        """Lines below the window."""
        return max(0, self.total - self.offset - self.height)


def columns(page: Page, width: int) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of a page in one column, or in two where there is an aside and the window is wide enough."""
    if page.aside and width >= WIDE:
        left, right = sides(width)
        return laid_out((*page.blocks, *_apart(page.last)), left), laid_out(page.aside, right)
    return (laid_out((*page.blocks, *_apart(page.aside), *_apart(page.last)), min(width - 2, page.measure)),)


def _apart(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks with an empty line before them, where there are any."""
    return (Gap(), *blocks) if blocks else ()


def sides(width: int) -> tuple[int, int]:
    """Return the columns of text at the left and at the right of a wide window, whose margins and gap take five."""
    left = min(MEASURE, (width - 5) * 11 // 20)
    return left, min(MEASURE, width - 5 - left)


def seen(lines: tuple[Line, ...], scroll: Scroll, height: int, *, active: bool = True) -> tuple[Line, ...]:
    """Return the rows that a window of some height shows, and note in `scroll` what they are.

    The last row is the hint when there is more than the window holds; `active` tells whether the keys scroll this column.
    """
    fits = len(lines) <= height
    scroll.total, scroll.height = len(lines), height if fits else max(1, height - 1)
    if scroll.reveal:
        _reveal(lines, scroll)
    scroll.by(0)
    shown = lines[scroll.offset : scroll.offset + scroll.height]
    return shown if fits else (*shown, hint(scroll, active=active))


def hint(scroll: Scroll, *, active: bool = True) -> Line:
    """Return the row that says how much there is above and below, and which key moves."""
    above = f"▲ {scroll.offset} above" if scroll.offset else ""
    below = f"▼ {scroll.below} more below" if scroll.below else "the end"
    how = "PgUp PgDn" if active else "Tab to come here"
    said = " · ".join(filter(None, (above, below, how)))
    return Line((Span("── ", "rule"), Span(said, "strong" if active else "hint"), Span(" ──", "rule")))


def _reveal(lines: tuple[Line, ...], scroll: Scroll) -> None:
    """Move so that what begins at an anchor is seen whole, or its beginning where it is too long; nothing stands in part before it."""
    place = next((place for place, line in enumerate(lines) if line.anchor == scroll.reveal), None)
    flush, scroll.reveal, scroll.flush = scroll.flush, "", False
    if place is None:
        return
    if flush:
        scroll.offset = place
        return
    after = (later for later in range(place + 1, len(lines)) if lines[later].anchor)
    end = next(after, len(lines))
    if end - scroll.offset > scroll.height:
        least = end - scroll.height
        scroll.offset = next((start for start in range(least, place) if lines[start].anchor), place)
    scroll.offset = min(scroll.offset, place)


def bar(left: str, right: str, width: int) -> Line:
    """Return the bar at the top: what is played at the left, for whom and when at the right."""
    tail = clipped((Span(f" {right} ", "bar-strong"),), width)
    room = width - width_of(tail)
    head = clipped((Span(f" {left} ", "bar-strong"),), room)
    return Line((*head, Span(" " * (room - width_of(head)), "bar"), *tail))


def too_small(width: int, height: int) -> tuple[Line, ...]:
    """Return what a window shows that is smaller than the least."""
    said = (
        f"This window has {width} columns and {height} rows. Please make it larger: {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows "
        "are enough. Or leave with Ctrl-C and go on with --plain, which needs no window. Nothing is lost."
    )
    return wrap((Span(said),), max(1, width))
