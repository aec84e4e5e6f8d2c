"""A debrief as PDF/UA-1, for paper and for screen readers. Needs the extra `debrief`."""

from pathlib import Path

from sim.report.hour.debriefed import Debrief
from sim.report.hour.told import hour
from sim.report.typeset import grouped, typeset

_TEMPLATE = Path(__file__).with_name("debrief.typ")


def pdf(debrief: Debrief) -> bytes:
    """Return the debrief as PDF/UA-1; of several plays without all their passages, which would fill hundreds of pages.

    Raises:
        Missing: the program that sets pages is not installed.

    """
    elements = grouped(hour(debrief, whole=len(debrief.plays) == 1))
    return typeset(_TEMPLATE, {"title": f"Debrief: {debrief.title}", "elements": [*elements]})
