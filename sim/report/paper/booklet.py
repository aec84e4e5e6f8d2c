"""The lesson on paper as one page of HTML for A4: sheets begin a page, cards share one and are cut out.

Rule 1: sheets are written as they are; what stands on them is settled elsewhere.
"""

from collections.abc import Iterator

from sim.engine.machine import ScenarioMachine
from sim.model.grounds import Grounds
from sim.model.scenario import Act, Course
from sim.report.outline import Element, Heading, Item, Paragraph, Quotation, Table
from sim.report.page import page, safe, table
from sim.report.paper.cards import decision_cards, passages, role_sheets, slips
from sim.report.paper.deck import Deck, Numbered, Sheet
from sim.report.paper.running_order import running_order

_STYLE = """
@page { size: A4; margin: 14mm }
.page, .flow { border-top: 1px solid var(--line); margin-top: 1.5rem }
.card { border: 2px dashed var(--line); padding: .2rem .8rem; margin: 1rem 0 }
.under { margin: .2rem 0 .2rem 1.5rem } .item { margin: .6rem 0 .2rem; font-weight: 600 } .part > h2 { margin-top: 2.5rem }
@media print {
  body { font-size: 9pt; line-height: 1.35 } .soft { font-size: .9em }
  p { margin: .3rem 0 } h1 { margin: 0 } h3, h4 { margin: .6rem 0 .2rem }
  .part + .part, .page ~ .page { break-before: page } .part > h2 { margin-top: .5rem } .page { border: 0 }
  .card { break-inside: avoid } .flow > h3 { break-after: avoid } .scroll { margin: .3rem 0 .6rem } blockquote { margin: .3rem 0 }
  #part-5 .flow { columns: 2 }
}
"""
_PARTS = ("For the facilitator", "Role sheets", "Decision cards", "Slips", "Passages")


def booklet(machine: ScenarioMachine, grounds: Grounds, act: Act, course: Course) -> str:
    """Return a course of an act as a page to print.

    Args:
        machine: the compiled scenario.
        grounds: its citations, found in its documents.
        act: which act.
        course: which way into it.

    """
    return page(f"{machine.scenario.title}: {act.title}, on paper", _body(machine, grounds, act, course), style=_STYLE)


def _body(machine: ScenarioMachine, grounds: Grounds, act: Act, course: Course) -> Iterator[str]:
    deck, numbered = Deck.of(machine, act, course), Numbered(grounds)
    order, roles, cards = tuple(running_order(deck, numbered)), tuple(role_sheets(deck)), tuple(decision_cards(deck, numbered))
    parts = zip(_PARTS, (order, roles, cards, tuple(slips()), tuple(passages(numbered))), strict=True)
    yield f"<h1>{safe(machine.scenario.title)}: {safe(act.title)}</h1>"
    yield '<nav aria-label="Parts"><ul>'
    yield from (f'<li><a href="#part-{place}">{name}</a></li>' for place, name in enumerate(_PARTS, start=1))
    yield "</ul></nav>"
    for place, (name, sheets) in enumerate(parts, start=1):
        yield f'<section class="part" id="part-{place}"><h2>{name}</h2>'
        for sheet in sheets:
            yield from _sheet(sheet)
        yield "</section>"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'<section class="{sheet.form}"><h3>{safe(sheet.title)}</h3>'
    for element in sheet.elements:
        yield from _element(element)
    yield "</section>"


def _element(element: Element) -> Iterator[str]:
    match element:
        case Heading(level, text):
            yield f"<h{level + 1}>{safe(text)}</h{level + 1}>"
        case Paragraph(text, under):
            yield f'<p class="under">{safe(text)}</p>' if under else f"<p>{safe(text)}</p>"
        case Item(text):
            yield f'<p class="item">{safe(text)}</p>'
        case Quotation(words, credit, bearing):
            yield f'<blockquote><p>{safe(words)}</p><p class="soft">{safe(credit)}</p><p class="soft">{safe(bearing)}</p></blockquote>'
        case Table(caption, head, rows):
            yield from table(head, rows, caption=caption)
