"""The lesson on paper as one page of HTML for A4: sheets begin a page, cards share one and are cut out.

Rule 1: sheets are written as they are; what stands on them is settled elsewhere.
"""

from collections.abc import Iterator

from sim.engine.machine import ScenarioMachine
from sim.model.grounds import Grounds
from sim.model.scenario import Act, Course
from sim.report.html import written
from sim.report.outline import lowered
from sim.report.page import page, safe
from sim.report.paper.cards import decision_cards, passages, role_sheets, slips
from sim.report.paper.deck import Deck, Numbered, Sheet
from sim.report.paper.running_order import running_order

_STYLE = """
@page { size: A4; margin: 14mm }
.page, .flow { border-top: 1px solid var(--line); margin-top: 1.5rem }
.card { border: 2px dashed var(--line); padding: .2rem .8rem; margin: 1rem 0 }
section ul { list-style: none; margin: 0; padding: 0 } li { margin: .6rem 0 .2rem } li > span { font-weight: 600 }
li > p { margin: .2rem 0 .2rem 1.5rem } .part > h2 { margin-top: 2.5rem }
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
    yield from written([*lowered(sheet.elements, 1)])
    yield "</section>"
