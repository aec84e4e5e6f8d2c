"""Tables as CSV for a spreadsheet.

Rule 1: no cell can be read as a formula.
"""

import csv
import io
from collections.abc import Iterable

from sim.report.prose import one_line

_FORMULA = tuple("=+-@\t\r＝＋－＠")  # noqa: RUF001 -- the wide ones are read as formulas too
"""A cell that begins so is taken for a formula by a spreadsheet."""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return CSV: a mark that says it is UTF-8, headings, and cells on one line each that nothing computes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(text) for text in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _cell(text: str) -> str:
    words = one_line(text)
    return f"'{words}" if words.startswith(_FORMULA) else words
