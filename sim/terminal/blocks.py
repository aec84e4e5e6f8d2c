"""What a page is made of: blocks that lay themselves out for any width.

Rule 1: a block is a frozen value; laying it out never changes it, so a page can be kept and laid out again when the window changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.terminal.lines import Line, Span, padded, paragraphs, width_of, wrap

if TYPE_CHECKING:  # the first screen quotes nothing
    from sim.model.view import ShownPassage


class Block(Protocol):
    """A part of a page."""

    @property
    def inner(self) -> tuple[Block, ...]:
        """The blocks it holds; empty for most."""

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return its lines, none wider than `width`."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds no other."""

    @property
    def inner(self) -> tuple[Block, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Gap(Leaf):
    """One empty line."""

    def lines(self, width: int) -> tuple[Line, ...]:  # noqa: ARG002 -- an empty line is empty at every width
        """Return the empty line."""
        return (Line(),)


@dataclass(frozen=True, slots=True)
class Words(Leaf):
    """One paragraph of styled words."""

    spans: tuple[Span, ...]
    first: tuple[Span, ...] = ()
    """Stands before the first line, such as a number or a bullet."""
    rest: tuple[Span, ...] = ()
    """Stands before the other lines."""
    anchor: str = ""

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the words, wrapped."""
        head, *tail = wrap(self.spans, width, self.first, self.rest)
        return (head._replace(anchor=self.anchor), *tail)


@dataclass(frozen=True, slots=True)
class Prose(Leaf):
    """A text of one paragraph or several in one style."""

    text: str
    style: str = ""

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the paragraphs with an empty line between them."""
        lines: list[Line] = []
        for paragraph in paragraphs(self.text):
            lines.extend((Line(),) if lines else ())
            lines.extend(wrap((Span(paragraph, self.style),), width))
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Rule(Leaf):
    """A line across, with a title in it."""

    title: str
    style: str = "heading"
    anchor: str = ""
    """Its title, if empty: the parts of a page can be jumped to."""

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the rule; a title too long for one line is wrapped and loses it."""
        anchor = self.anchor or self.title
        room = width - width_of((Span(self.title),)) - 4
        if room < 0:
            head, *tail = wrap((Span(self.title, self.style),), width)
            return (head._replace(anchor=anchor), *tail)
        spans = (Span("── ", "rule"), Span(self.title, self.style), Span(" " + "─" * room, "rule"))
        return (Line(spans, anchor),)


@dataclass(frozen=True, slots=True)
class Barred:
    """Blocks with the same mark before each of their lines."""

    mark: Span
    inner: tuple[Block, ...]

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the blocks' lines, marked."""
        room = width - width_of((self.mark,))
        return tuple(Line((self.mark, *line.spans), line.anchor) for block in self.inner for line in block.lines(room))


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns beside each other where each can be wide enough to read, else one below the other."""

    columns: tuple[tuple[Block, ...], ...]
    least: int = 36
    """Columns of text below which a column would be hard to read."""

    @property
    def inner(self) -> tuple[Block, ...]:
        """The blocks of all columns, from the left."""
        return tuple(block for column in self.columns for block in column)

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the rows of the columns, or the columns below each other with an empty line between."""
        count = len(self.columns)
        each = (width - 3 * (count - 1)) // count
        if each < self.least:
            stacked: list[Line] = []
            for column in self.columns:
                stacked.extend((Line(),) if stacked else ())
                stacked.extend(laid_out(column, width))
            return tuple(stacked)
        sides = [laid_out(column, each) for column in self.columns]
        rows = []
        for place in range(max(map(len, sides))):
            cells = [side[place] if place < len(side) else Line() for side in sides]
            spans = [*padded(cells[0], each)]
            for cell in cells[1:]:
                spans.extend((Span(" │ ", "rule"), *padded(cell, each)))
            rows.append(Line(tuple(spans), next((cell.anchor for cell in cells if cell.anchor), "")))
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class Quote(Leaf):
    """A passage's own words, and the lines that always stand beside them."""

    passage: ShownPassage
    of: str
    """What the passage stands behind, as lists call it: `The situation`, `Option 2`."""
    part: str
    """The same, as it is called where it stands: `the situation`, `this option`."""

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the words, and beneath them who says it, where, who owns that, how many publish it; then on what basis for the part."""
        link, margin = f"passage {key_of(self.passage)}", (Span("  "),)
        quoted = " ".join(self.passage.quote.split())
        words = wrap((Span(f"“{quoted}”", "quote", link),), width, margin, margin)
        credit = wrap((Span(self.passage.credit, "credit", link),), width, (Span("  — ", "credit"),), (Span("    "),))
        bearing = wrap((Span(self.passage.bearing(self.part), "credit", link),), width, (Span("    "),), (Span("    "),))
        return (*words, *credit, *bearing)


@dataclass(frozen=True, slots=True)
class Behind(Leaf):
    """Passages behind something that is shown without quoting them; it takes no line."""

    passages: tuple[ShownPassage, ...]
    of: str

    def lines(self, width: int) -> tuple[Line, ...]:  # noqa: ARG002 -- it has nothing to lay out
        """Return nothing."""
        return ()


def laid_out(blocks: tuple[Block, ...], width: int) -> tuple[Line, ...]:
    """Return the lines of blocks below each other."""
    return tuple(line for block in blocks for line in block.lines(width))


def key_of(passage: ShownPassage) -> str:
    """Return a name for a passage that is the same wherever it is cited with the same words."""
    return f"{passage.source}/{passage.first}/{passage.quote[:60]}"


def cited(blocks: tuple[Block, ...]) -> tuple[tuple[str, ShownPassage], ...]:
    """Return every passage behind blocks, in the order of the screen, with what it stands behind; each once."""
    found: dict[tuple[str, str, str], tuple[str, ShownPassage]] = {}
    for of, passage in _cited(blocks):
        found.setdefault((key_of(passage), passage.speaker, passage.basis), (of, passage))
    return tuple(found.values())


def _cited(blocks: tuple[Block, ...]) -> Iterator[tuple[str, ShownPassage]]:
    for block in blocks:
        if isinstance(block, Quote):
            yield block.of, block.passage
        elif isinstance(block, Behind):
            for passage in block.passages:
                yield block.of, passage
        else:
            yield from _cited(block.inner)
