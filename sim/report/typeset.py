"""Setting pages as PDF/UA-1, for paper and for screen readers. Needs the extra `debrief`.

Typst sets the pages, and refuses to build them where a title, or the words for a picture, are missing. A template gets its data as JSON.
Rule 1: what is told goes in as data; nothing of it is read as markup, and nothing is loaded from anywhere.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from sim.errors import WITH_EXTRA, Missing
from sim.report.outline import Blank, Element, Figure, Heading, Item, Moments, Paragraph, Quotation, Table
from sim.report.prose import one_line

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool"

_ALT = re.compile(r"<title[^>]*>([^<]*)</title><desc[^>]*>([^<]*)</desc>")
_ID = re.compile(r' (?:aria-labelledby|id|role|class|data-turns)="[^"]*"')
_LEAST, _MOST = 4, 30
"""How wide a column of a table is at least and at most, in characters."""


def can_typeset() -> bool:
    """Tell whether the program that sets pages is installed."""
    return find_spec("typst") is not None


def typeset(template: Path, data: Mapping[str, Json]) -> bytes:
    """Return pages as PDF/UA-1.

    Args:
        template: what the pages look like.
        data: what stands on them.

    Raises:
        Missing: the program that sets pages is not installed.

    """
    if not can_typeset():
        message = f"PDF needs typst, which is not installed; {WITH_EXTRA.format('debrief')}; HTML can be printed without it"
        raise Missing(message, "extra-missing")
    import typst  # noqa: PLC0415 -- an extra; only here is it needed

    return typst.compile(
        template,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


def grouped(elements: Iterable[Element]) -> Iterator[Json]:
    """Yield elements as data; items in a row become one list."""
    items: list[Json] = []
    for element in _opened(elements):
        if isinstance(element, Item):
            items.append({"text": one_line(element.text), "chosen": element.chosen})
            continue
        if items:
            yield {"kind": "items", "items": items}
            items = []
        yield _as_data(element)
    if items:
        yield {"kind": "items", "items": items}


def _opened(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if isinstance(element, Moments):
            for part in element.parts:
                yield from _opened(part)
        else:
            yield element


def _as_data(element: Element) -> Json:
    match element:
        case Heading(level, title):
            found: Json = {"kind": "heading", "level": level, "text": one_line(title)}
        case Quotation(words, credit, bearing, under, number):
            found = {"kind": "quotation", "words": one_line(words), "credit": credit, "bearing": bearing, "under": under, "number": number}
        case Table(caption, head, rows):
            found = {
                "kind": "table",
                "caption": caption,
                "head": [*head],
                "rows": [[one_line(cell) for cell in row] for row in rows],
                "widths": _widths(head, rows),
                "tall": not any(cell for row in rows for cell in row),
            }
        case Figure(svg, caption):
            told = _ALT.search(svg)
            alt = unescape(f"{told[1]}. {told[2]}") if told else caption
            found = {"kind": "figure", "svg": _ID.sub("", svg), "alt": alt, "caption": caption}
        case Blank(lines):
            found = {"kind": "blank", "lines": lines}
        case Paragraph(words, under):
            found = {"kind": "paragraph", "text": one_line(words), "under": under}
        case _:
            found = {"kind": "break"}
    return found


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide the columns are against one another, by their longest cells."""
    return [min(max(len(title), *(len(row[place]) for row in rows), _LEAST), _MOST) for place, title in enumerate(head)]
