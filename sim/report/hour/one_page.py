"""A debrief as one page of HTML that needs nothing else: readable without a script, printable, and without a network."""

from collections.abc import Iterable, Iterator

from sim.report.hour import charts, replaying
from sim.report.hour.debriefed import Debrief
from sim.report.hour.sheets import SHEET
from sim.report.hour.told import hour
from sim.report.html import CHAPTER, written
from sim.report.outline import Element, Heading
from sim.report.page import page, safe

_STYLE = """
.chosen { font-weight: bold } td:empty { height: 2.6rem } .write { border-bottom: 1px solid var(--line); height: 2rem }
details > summary { cursor: pointer; margin: .8rem 0 } summary > h2, summary > h3 { display: inline; margin: 0 }
.under { margin-left: 2rem } li > blockquote, .under blockquote { font-size: .95rem }
@media print { .break { break-before: page } ol.moments > li[hidden] { display: block } }
"""


_OPENED = """
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
"""
"""What is printed is printed whole."""


def html(debrief: Debrief, *, back: str = "") -> str:
    """Return the page of a debrief; `back` is where a link at its top leads, empty on a page that stands alone."""
    elements = tuple(hour(debrief))
    style = f"{_STYLE.strip()}\n{charts.STYLE.strip()}\n{replaying.STYLE.strip()}"
    plays = {play.label for play in debrief.plays} if len(debrief.plays) > 1 else set()

    def folds(heading: Heading) -> bool:
        """Tell whether a part is of one play among several: a page of ten groups would be hundreds of screens long."""
        return bool(plays) and (heading.text in plays or heading.text.startswith(SHEET))

    home = (f'<p><a href="{safe(back)}">Back to the lesson</a></p>',) if back else ()
    body = (*written(elements[:1]), *home, *_contents(elements), *written(elements[1:], folds))  # the title, then what stands below it
    return page(f"Debrief: {debrief.title}", body, style=style, script=f"{replaying.SCRIPT.strip()}\n{_OPENED.strip()}")


def _contents(elements: Iterable[Element]) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul>'
    titles = [element.text for element in elements if isinstance(element, Heading) and element.level == CHAPTER]
    sheets = [number for number, title in enumerate(titles, 1) if title.startswith(SHEET)]
    for number, title in enumerate(titles, 1):
        if number not in sheets[1:]:  # of forty sheets one place to begin is enough
            yield f'<li><a href="#s{number}">{safe("Sheets, one for each role" if number in sheets else title)}</a></li>'
    yield "</ul></nav>"
