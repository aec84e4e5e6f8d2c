"""An account as plain text: linear, no control characters, readable aloud; `>` marks what was chosen."""

from collections.abc import Iterable, Iterator

from sim.report.outline import Blank, Break, Element, Figure, Heading, Item, Moments, Paragraph, Quotation, Table, flat
from sim.report.prose import wrapped
from sim.report.review import Review
from sim.report.transcript import transcript

_GREAT = 2
"""A heading up to this level has two empty lines before it, so that it is found without a row of signs that a screen reader reads out."""


def text(review: Review, width: int = 0) -> str:
    """Return the transcript of a play as plain text; `width` in columns, 0 for one line a paragraph."""
    return "\n".join(written(transcript(review), width)) + "\n"


def written(elements: Iterable[Element], width: int = 0) -> Iterator[str]:
    """Yield the lines of an account; `width` as in `text`."""
    before: Element | None = None
    for element in flat(elements):
        if before is not None and not _close(before, element):
            yield from ("",) * (2 if isinstance(element, Heading) and element.level <= _GREAT else 1)
        for line in _lines(element):
            yield from wrapped(line, width)
        before = element


def _close(before: Element, element: Element) -> bool:
    """Tell whether two elements stand without an empty line between them."""
    together = isinstance(before, Item | Quotation) or (isinstance(before, Paragraph) and before.under)
    return together and (isinstance(element, Item | Quotation) or (isinstance(element, Paragraph) and element.under))


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading(_, title):
            yield title
        case Paragraph(words, under):
            yield f"    {words}" if under else words
        case Item(words, chosen):
            yield f"{'>' if chosen else '-'} {words}"
        case Quotation(words, credit, bearing, _, number):
            yield f"    {f'[{number}] ' if number else ''}“{words}”"
            yield f"    – {credit}"
            yield f"    {bearing}"
        case Table(caption, head, rows):
            yield caption
            for name, *cells in rows:
                yield f"- {name}: " + ", ".join(f"{title}: {cell}" for title, cell in zip(head[1:], cells, strict=True))
        case Blank(lines):
            yield from ("",) * lines
        case Figure() | Break() | Moments():
            return
