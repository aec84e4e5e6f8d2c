"""The lesson on paper as one page of HTML for A4: parts begin a page, cards share one and are cut out.

Rule 1: sheets are written as they are; what stands on them is settled elsewhere.
"""

from collections.abc import Iterator

from sim.report.html import written
from sim.report.outline import lowered
from sim.report.page import page, safe
from sim.report.paper.deck import Sheet
from sim.report.paper.parts import Printed

_STYLE = """
@page { size: A4; margin: 14mm }
.flow { border-top: 1px solid var(--line); margin-top: 1.5rem }
.card, .slip { border: 2px dashed var(--line); padding: .2rem .8rem; margin: 1rem 0 } .slip p { margin: 1rem 0 }
section ul { list-style: none; margin: 0; padding: 0 } li { margin: .6rem 0 .2rem } li > span { font-weight: 600 }
li > p { margin: .2rem 0 .2rem 1.5rem } .part > h2 { margin-top: 2.5rem }
@media print {
  body { font-size: 9.5pt; line-height: 1.35 } .soft { font-size: .9em } p, li, blockquote { max-width: none }
  p { margin: .3rem 0 } h1 { margin: 0 } h3, h4 { margin: .6rem 0 .2rem }
  .part + .part { break-before: page } .part > h2 { margin-top: .5rem }
  .card, .slip { break-inside: avoid; margin: 6pt 0 } .card { font-size: 9pt; line-height: 1.25 } .card h3 { margin-top: .3rem }
  .card p, .card li { margin-top: .15rem; margin-bottom: .15rem } .slip p { margin: 5pt 0 } .slip h3 { margin-top: .2rem }
  .flow > h3 { break-after: avoid } .scroll { margin: .3rem 0 .6rem } blockquote { margin: .3rem 0 }
  .narrow { font-size: 8.5pt } .narrow .flow { columns: 2 }
}
"""


def booklet(printed: Printed) -> str:
    """Return a lesson as a page to print."""
    return page(printed.title, _body(printed), style=_STYLE)


def _body(printed: Printed) -> Iterator[str]:
    yield f"<h1>{safe(printed.scenario)}: {safe(printed.act)}</h1>"
    yield '<nav aria-label="Parts"><ul>'
    yield from (f'<li><a href="#part-{place}">{part.name}</a></li>' for place, part in enumerate(printed.parts, start=1))
    yield "</ul></nav>"
    for place, part in enumerate(printed.parts, start=1):
        yield f'<section class="part{" narrow" if part.narrow else ""}" id="part-{place}"><h2>{part.name}</h2>'
        for sheet in part.sheets:
            yield from _sheet(sheet)
        yield "</section>"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'<section class="{sheet.form}"><h3>{safe(sheet.title)}</h3>'
    yield from written([*lowered(sheet.elements, 1)])
    yield "</section>"
