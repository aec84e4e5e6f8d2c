"""The lesson on paper as PDF/UA-1 for A4. Needs the extra `debrief`; the page of HTML holds the same and needs nothing."""

from pathlib import Path

from sim.report.outline import lowered
from sim.report.paper.deck import Sheet
from sim.report.paper.parts import Part, Printed
from sim.report.typeset import Json, grouped, typeset

_TEMPLATE = Path(__file__).with_name("lesson.typ")


def pdf(printed: Printed) -> bytes:
    """Return a lesson as PDF/UA-1.

    Raises:
        Missing: the program that sets pages is not installed.

    """
    return typeset(_TEMPLATE, {"title": printed.title, "parts": [_part(part) for part in printed.parts]})


def _part(part: Part) -> Json:
    return {"name": part.name, "narrow": part.narrow, "sheets": [_sheet(sheet) for sheet in part.sheets]}


def _sheet(sheet: Sheet) -> Json:
    return {"title": sheet.title, "form": sheet.form, "elements": [*grouped(lowered(sheet.elements, 1))]}
