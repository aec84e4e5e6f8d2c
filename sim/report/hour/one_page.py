"""A debrief as one page of HTML that needs nothing else: readable without a script, printable, and without a network."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sim.report.hour import charts, replaying
from sim.report.hour.debriefed import Debrief
from sim.report.hour.told import hour
from sim.report.outline import Blank, Break, Element, Figure, Heading, Item, Moments, Paragraph, Quotation, Table
from sim.report.page import page, safe, table

_STYLE = """
.chosen { font-weight: bold } td:empty { height: 2.6rem } .write { border-bottom: 1px solid var(--line); height: 2rem }
.under { margin-left: 2rem } li > blockquote, .under blockquote { font-size: .95rem }
@media print { .break { break-before: page } ol.moments > li[hidden] { display: block } }
"""
_NUMBER = re.compile(r"((under |over )?\d+ %|\d+)")
_WORDY = 5
"""Columns from which a table's rows become cards on a narrow screen; below that it scrolls."""


def html(debrief: Debrief) -> str:
    """Return the page of a debrief."""
    elements = tuple(hour(debrief))
    style = f"{_STYLE.strip()}\n{charts.STYLE.strip()}\n{replaying.STYLE.strip()}"
    return page(f"Debrief: {debrief.title}", (*_contents(elements), *_written(elements)), style=style, script=replaying.SCRIPT)


def _contents(elements: Iterable[Element]) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul>'
    titles = [element.text for element in elements if isinstance(element, Heading) and element.level == 2]  # noqa: PLR2004 -- the chapters
    yield from (f'<li><a href="#s{number}">{safe(title)}</a></li>' for number, title in enumerate(titles, 1))
    yield "</ul></nav>"


def _written(elements: Sequence[Element]) -> Iterator[str]:
    """Yield the elements as HTML; items in a row become one list, and what belongs under an item stands inside it."""
    chapter = 0
    fresh = False
    place = 0
    while place < len(elements):
        element = elements[place]
        match element:
            case Item():
                beyond = _list_end(elements, place)
                yield from _list(elements[place:beyond])
                place = beyond
                continue
            case Heading(level, title):
                chapter += level == 2  # noqa: PLR2004 -- the chapters
                name = f' id="s{chapter}"' if level == 2 else ""  # noqa: PLR2004 -- the chapters
                yield f"<h{min(level, 6)}{name}{' class=break' if fresh else ''}>{safe(title)}</h{min(level, 6)}>"
            case Moments(name, parts):
                yield from _moments(name, parts)
            case _:
                yield from _one(element)
        fresh = isinstance(element, Break)
        place += 1


def _under(element: Element) -> bool:
    return isinstance(element, Paragraph | Quotation) and element.under


def _list_end(elements: Sequence[Element], place: int) -> int:
    """Return the place after the last item of a row of items, with what belongs to each."""
    while place < len(elements) and (isinstance(elements[place], Item) or _under(elements[place])):
        place += 1
    return place


def _list(elements: Sequence[Element]) -> Iterator[str]:
    yield "<ul>"
    open_item = False
    for element in elements:
        if isinstance(element, Item):
            if open_item:
                yield "</li>"
            yield f"<li><span{' class=chosen' if element.chosen else ''}>{safe(element.text)}</span>"
            open_item = True
        else:
            yield from _one(element)
    yield "</li></ul>"


def _moments(name: str, parts: Sequence[tuple[Element, ...]]) -> Iterator[str]:
    yield f'<ol class="moments" id="{safe(name)}">'
    for part in parts:
        yield f'<li data-turn="{safe(_number(part))}">'
        yield from _written(part)
        yield "</li>"
    yield "</ol>"


def _number(part: Sequence[Element]) -> str:
    """Return the number of a moment's turn, which its heading begins with."""
    first = next((element.text for element in part if isinstance(element, Heading)), "")
    return first.partition(":")[0].removeprefix("Turn ")


def _one(element: Element) -> Iterator[str]:
    match element:
        case Paragraph(words, _):
            yield f"<p>{safe(words)}</p>"
        case Quotation(words, credit, bearing):
            yield f"<blockquote><p>“{safe(words)}”</p><p class=soft>{safe(credit)}</p><p class=soft>{safe(bearing)}</p></blockquote>"
        case Table(caption, head, rows):
            numbers = [place for place in range(1, len(head)) if rows and all(_NUMBER.fullmatch(row[place]) for row in rows)]
            yield from table(head, rows, caption=caption, numbers=numbers, stacked=len(head) >= _WORDY and len(numbers) < len(head) - 1)
        case Figure(svg, caption):
            yield f"<figure>{svg.replace(charts.NAMESPACE, '')}<figcaption>{safe(caption)}</figcaption></figure>"
        case Blank(lines):
            yield from ('<div class="write"></div>',) * lines
        case _:
            return
