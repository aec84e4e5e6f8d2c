"""The parts of a written account, whatever it is written as: headings, paragraphs, items, quotations.

Rule 1: a quotation holds both lines that have to stand beside it, so that no format can leave it out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from sim.model.view import ShownPassage
from sim.report.prose import one_line, paragraphs


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    level: int
    """1 is the title of the account."""
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose on one line."""

    text: str
    under: bool = False
    """Whether it belongs to the item before it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list."""

    text: str
    chosen: bool = False
    """Whether it is the one that was chosen among its like."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, and who says them, where, who owns that, how many publish it, and on what basis."""

    words: str
    credit: str
    """Who says them, where, who owns that, and how many publish it."""
    bearing: str
    """On what basis something rests on them."""
    under: bool = False
    """Whether it belongs to the item before it."""
    number: int = 0
    """By which a reader asks for more of it; 0 where nobody can."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short cells under a row of headings; what it shows is told in words in `caption`."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""By which a picture says that it is SVG where it stands alone; inside a page it is known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; what it shows stands in words beside it, so that a format without pictures loses nothing."""

    svg: str
    """With a title and a description of its own."""
    caption: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Lines to write on."""

    lines: int


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins a new page where there are pages."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Parts that follow one another in time, each with its elements; a page may show them one by one."""

    name: str
    """Of what they are the moments; unique in an account."""
    parts: "tuple[tuple[Element, ...], ...]"


Element: TypeAlias = Heading | Paragraph | Item | Quotation | Table | Figure | Blank | Break | Moments


def flat(elements: "Iterable[Element]") -> "Iterator[Element]":
    """Yield elements with those of moments in their place, and without what only a page can show."""
    for element in elements:
        if isinstance(element, Moments):
            for part in element.parts:
                yield from flat(part)
        elif not isinstance(element, Figure | Break):
            yield element


def lowered(elements: "Iterable[Element]", by: int) -> "Iterator[Element]":
    """Yield elements with every heading so many levels deeper."""
    for element in elements:
        yield replace(element, level=element.level + by) if isinstance(element, Heading) else element


def prose(text: str, *, under: bool = False) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text; `under` as in `Paragraph`."""
    return (Paragraph(part, under) for part in paragraphs(text))


def quotations(passages: Iterable[ShownPassage], part: str, *, under: bool = False) -> Iterator[Quotation]:
    """Yield the passages behind a part, such as `this option`, with the lines that stand beside each; `under` as in `Quotation`."""
    return (Quotation(one_line(passage.quote), passage.credit, passage.bearing(part), under) for passage in passages)
