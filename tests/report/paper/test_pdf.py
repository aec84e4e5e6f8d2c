"""A lesson as PDF holds what the page holds, on A4, for screen readers too."""

import re
import zlib

import pytest

from sim.library import open_scenario
from sim.report.paper.parts import printed
from sim.report.paper.pdf import pdf

TUTORIAL = open_scenario("tutorial")
ACT = TUTORIAL.scenario.acts[0]


@pytest.fixture(scope="module")
def lesson() -> bytes:
    """The tutorial's lesson."""
    return pdf(printed(TUTORIAL.machine, TUTORIAL.grounds, ACT, ACT.courses[0]))


def unpacked(lesson: bytes) -> bytes:
    """Return a PDF with its parts unpacked."""
    found = b""
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", lesson, re.DOTALL):
        try:
            found += zlib.decompress(part)
        except zlib.error:
            found += part
    return lesson + found


def test_every_page_is_a4(lesson: bytes) -> None:
    """Each page is 210 by 297 mm."""
    sizes = {
        tuple(round(float(side)) for side in found.split()) for found in re.findall(rb"/MediaBox ?\[0 0 ([0-9. ]+)\]", unpacked(lesson))
    }

    assert {(595, 842)} == sizes


def test_it_says_that_it_keeps_to_the_standard(lesson: bytes) -> None:
    """Screen readers look for the mark of PDF/UA-1, for the language and for the structure of the text."""
    found = unpacked(lesson)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in found
    assert b"/Lang" in found
    assert b"/StructTreeRoot" in found


def test_two_runs_write_the_same(lesson: bytes) -> None:
    """A lesson printed again is the same lesson."""
    assert lesson == pdf(printed(TUTORIAL.machine, TUTORIAL.grounds, ACT, ACT.courses[0]))
