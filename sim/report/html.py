"""An account as HTML, for the body of a page: items in a row become one list, and what belongs under an item stands inside it.

A chapter has the id `s` with its number, so that a page can lead to it. A part can be folded under its heading. Parts that follow one
another in time are all there to be read; a script may show them one by one.
Rule 1: how it looks is settled by the style of the page that it stands in.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from sim.report.outline import NAMESPACE, Blank, Break, Element, Figure, Heading, Item, Moments, Paragraph, Quotation, Table
from sim.report.page import safe, table

CHAPTER = 2
"""The level of the headings that have an id."""
_NUMBER = re.compile(r"((under |over )?\d+ %|\d+)")
_WORDY = 5
"""Columns from which a table's rows become cards on a narrow screen; below that it scrolls."""


def written(elements: Sequence[Element], folds: Callable[[Heading], bool] = lambda _: False) -> Iterator[str]:
    """Yield the lines of an account.

    Args:
        elements: of the account.
        folds: tells of which headings the part stays closed until somebody opens it; no such part stands within another.

    """
    chapter = 0
    fresh = False
    open_level = 0
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
                chapter += level == CHAPTER
                name = f' id="s{chapter}"' if level == CHAPTER else ""
                line = f"<h{min(level, 6)}{name}{' class=break' if fresh else ''}>{safe(title)}</h{min(level, 6)}>"
                if level <= open_level:
                    yield "</details>"
                    open_level = 0
                is_folded = folds(element)
                open_level = level if is_folded else open_level
                yield f"<details><summary>{line}</summary>" if is_folded else line
            case Moments(name, parts):
                yield from _moments(name, parts)
            case _:
                yield from _one(element)
        fresh = isinstance(element, Break)
        place += 1
    if open_level:
        yield "</details>"


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
        yield from written(part)
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
        case Quotation(words, credit, bearing, _, number):
            shown = f"{f'[{number}] ' if number else ''}“{safe(words)}”"
            yield f"<blockquote><p>{shown}</p><p class=soft>{safe(credit)}</p><p class=soft>{safe(bearing)}</p></blockquote>"
        case Table(caption, head, rows):
            numbers = [place for place in range(1, len(head)) if rows and all(_NUMBER.fullmatch(row[place]) for row in rows)]
            yield from table(head, rows, caption=caption, numbers=numbers, stacked=len(head) >= _WORDY and len(numbers) < len(head) - 1)
        case Figure(svg, caption):
            yield f"<figure>{svg.replace(NAMESPACE, '')}<figcaption>{safe(caption)}</figcaption></figure>"
        case Blank(lines):
            yield from ('<div class="write"></div>',) * lines
        case _:
            return
