"""An account as Markdown: every word of a scenario is escaped, so that no text of it becomes a link, a picture or HTML."""

import re
from collections.abc import Iterable, Iterator

from sim.report.outline import Blank, Break, Element, Figure, Heading, Item, Moments, Paragraph, Quotation, Table, flat
from sim.report.review import Review
from sim.report.transcript import transcript

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&@]|:(?=//)|(?<=www)\.)")
"""The last three are among them because renderers make links of bare addresses."""
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=])")


def markdown(review: Review) -> str:
    """Return the transcript of a play as Markdown."""
    return "\n".join(written(transcript(review))) + "\n"


def escaped(words: str) -> str:
    """Return words that Markdown shows as they are."""
    return _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", _SPECIAL.sub(r"\\\1", words))


def written(elements: Iterable[Element]) -> Iterator[str]:
    """Yield the lines of an account."""
    before: Element | None = None
    for element in flat(elements):
        if before is not None and not (isinstance(element, Item) and isinstance(before, Item)):
            yield ""
        yield from _lines(element)
        before = element


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading(level, title):
            yield f"{'#' * level} {escaped(title)}"
        case Paragraph(words, under):
            yield f"{'  ' if under else ''}{escaped(words)}"
        case Item(words, chosen):
            yield f"- **{escaped(words)}**" if chosen else f"- {escaped(words)}"
        case Quotation(words, credit, bearing, under):
            margin = "  " if under else ""
            yield f"{margin}> “{escaped(words)}”\\"
            yield f"{margin}> – {escaped(credit)}\\"
            yield f"{margin}> {escaped(bearing)}"
        case Table(caption, head, rows):
            yield escaped(caption)
            yield ""
            yield f"| {' | '.join(map(escaped, head))} |"
            yield f"|{' --- |' * len(head)}"
            for row in rows:
                yield f"| {' | '.join(map(escaped, row))} |"
        case Blank(lines):
            yield from ("\\_" * 40, "") * lines
        case Figure() | Break() | Moments():
            return
