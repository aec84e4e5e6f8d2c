"""The debrief of a class of forty: what mattered in ten groups' plays of an act, and every form of what they are given.

No other program is known to make such a debrief, so it has no peer here; its parts stand beside each other.
"""

import time
from collections.abc import Iterator

from sim.report.hour.debriefing import debrief
from sim.report.hour.forms import FORMS
from tests.report.hour.forty import GROUPS, played

_FEWER = 2
_MOST = 10.0
"""Seconds of one processor that all of it may take."""


def tables(*, quick: bool) -> Iterator[str]:
    """Give the lines of the table, and one that begins with `BEYOND: ` if all of it takes too long."""
    groups = _FEWER if quick else GROUPS
    given = played(groups)
    yield f"### The debrief of {groups} groups after an act, every number of the author's tried: processor time"
    yield ""
    yield "| what | time |"
    yield "| --- | ---: |"
    at_first = time.process_time()
    made = debrief(given)
    yield f"| what mattered, and why | {time.process_time() - at_first:.2f} s |"
    for ending, form in FORMS.items():
        began = time.process_time()
        form(made)
        yield f"| {ending} | {time.process_time() - began:.2f} s |"
    took = time.process_time() - at_first
    yield f"| all of it | {took:.2f} s |"
    yield ""
    if took > _MOST:
        yield f"BEYOND: the debrief of {groups} groups: {took:.1f} s, limit {_MOST:g}"
