"""Debriefs of fixed logs in every format, letter by letter as they are kept in golden/.

`BLESS=1 pytest tests/report/hour/test_golden.py` writes them anew; the difference is reviewed like any other.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.report.hour.data import as_csv, as_json
from sim.report.hour.debriefed import Debrief
from sim.report.hour.one_page import html
from sim.report.hour.told import hour
from sim.report.hour.xapi import xapi
from sim.report.markdown import written as markdown
from sim.report.text import written as text
from tests.report.hour.plays import alone, side_by_side

GOLDEN = Path(__file__).parent / "golden"
FORMS: dict[str, Callable[[Debrief], str]] = {
    "html": html,
    "md": lambda made: "\n".join((*markdown(hour(made)), "")),
    "txt": lambda made: "\n".join((*text(hour(made)), "")),
    "csv": as_csv,
    "json": as_json,
    "xapi.json": xapi,
}
MADE = {"alone": alone, "side-by-side": side_by_side}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", MADE)
def test_a_debrief_is_as_it_is_kept(name: str, form: str) -> None:
    """A fixed log gives the same bytes as before, and the same bytes again when everything is computed anew."""
    first, second = FORMS[form](MADE[name]()), FORMS[form](MADE[name]())
    file = GOLDEN / f"{name}.{form}"
    if "BLESS" in os.environ:
        file.write_bytes(first.encode())

    assert first == second
    assert file.read_bytes().decode() == first
