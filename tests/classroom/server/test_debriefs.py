"""The debriefs of a lesson: pages at once, every form in one archive, and no name in any of them."""

import re
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from sim.model.leading import Ended
from sim.report.hour.lesson import NOTES
from sim.store.lessons import Archive
from sim.store.sqlite import SqliteLog
from tests.classroom.faults.crossed import cross
from tests.classroom.taught import CODE, NAME, Served, served
from tests.classroom.written import ANA, wanting, written
from tests.harness import Ticking
from tests.report.hour.unpacked import unpacked

FORMS = [f"debrief{ending}" for ending in (".csv", ".html", ".json", ".md", ".pdf", ".txt", ".xapi.json")]
PATIENCE = 60.0
"""Seconds until a process on a slow machine has tried every number."""


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[Served]:
    """Serve a lesson that was ended in the middle of a turn, with names and a withheld message in what people wrote."""
    with written(tmp_path) as room:
        room.do(wanting("s3", "guard", 2, f"{ANA} said so"), wanting("s3", "wait", 3, "We stay calm"), lambda draft: draft.note(Ended()))
        with served(room) as server:
            yield server


def files(server: Served) -> dict[str, bytes]:
    """Return what is in the archive of the console; paper unpacked."""
    answer = server.facilitator.get(f"/c/{NAME}/debrief.zip")
    assert 200 == answer.status_code, answer.text
    with zipfile.ZipFile(BytesIO(answer.content)) as opened:
        return {name: unpacked(opened.read(name)) for name in opened.namelist()}


def test_the_console_gives_every_form_at_once(ended: Served) -> None:
    """One address gives an archive, to be saved under the lesson's name, with a file for each form; asked again, the same bytes."""
    first, again = (ended.facilitator.get(f"/c/{NAME}/debrief.zip") for _ in range(2))

    assert f'attachment; filename="{NAME}-debrief.zip"' == first.headers["content-disposition"]
    assert ([*FORMS, NOTES], first.content) == (sorted(files(ended)), again.content)
    assert 'href="debrief.zip"' in ended.facilitator.get(f"/c/{NAME}/").text


def test_what_the_facilitator_noted_is_the_facilitators(ended: Served) -> None:
    """A note stands, with its time and without names, in a file of its own, which says whose it is; in no form and on no page."""
    found = files(ended)
    told = found.pop(NOTES).decode()
    pages = {group: ended.facilitator.get(f"/c/{NAME}/debrief?group={group}").content for group in ("g1", "all")}

    assert [] == [name for name, data in (found | pages).items() if b"was quick" in data]
    assert re.search(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*  seat 1 was quick\.$", told, re.MULTILINE)
    assert told.startswith("Notes of the facilitator, for nobody else")


def test_a_page_may_run_its_own_script_and_nothing_else(ended: Served) -> None:
    """A debrief is served as HTML, with a policy beside its own instead of that of the server's pages, whose files it does not load."""
    headers = ended.facilitator.get(f"/c/{NAME}/debrief?group=g1").headers

    assert "text/html; charset=utf-8" == headers["content-type"]
    assert "base-uri 'none'; form-action 'none'; frame-ancestors 'none'" == headers["content-security-policy"]


def test_a_page_leads_back_to_the_lesson(ended: Served) -> None:
    """The page of a debrief leads whoever reads it to their seat, or the console, again; the one in the archive stands alone."""
    link = b'<a href="./">Back to the lesson</a>'
    shown = ended.facilitator.get(f"/c/{NAME}/debrief?group=g1").content

    assert (True, False) == (link in shown, link in files(ended)["debrief.html"])


def test_no_name_stands_in_any_form(ended: Served) -> None:
    """Neither a student's name, in whatever letters, nor what opens a seat is in the bytes of any file or page."""
    found = files(ended) | {group: ended.facilitator.get(f"/c/{NAME}/debrief?group={group}").content for group in ("g1", "all")}

    assert [] == [name for name, data in found.items() if re.search(rb"anabel|xyzzy", data, re.IGNORECASE) or CODE.encode() in data]
    assert b"seat 1 said so" in found["debrief.txt"]


def test_a_turn_that_the_lesson_cut_off_is_opened_and_called_unresolved(ended: Served) -> None:
    """What was sealed when the lesson ended is told with its reason, and that it came to nothing."""
    page = ended.facilitator.get(f"/c/{NAME}/debrief?group=g1").text

    assert "The play had not ended when the lesson did." in page
    assert "<p>Unresolved, because the lesson ended before:</p>" in page
    assert "South had chosen “An option”. South gave as its reason: “We stay calm”." in page
    assert "My secret reason" in page


@pytest.fixture
def acyclic(tmp_path: Path) -> Iterator[Served]:
    """Serve a lesson of a play that ended, in which it can be worked out what mattered; another class played it before."""
    clock = Ticking()
    with SqliteLog(tmp_path / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        cross(archive, clock, "class-before", "CODE01", groups=5)
        room = cross(archive, clock, NAME, CODE)
        with served(room) as server:
            yield server


def test_a_page_does_not_wait_for_what_mattered(acyclic: Served) -> None:
    """It says that nothing was checked yet; opened again when every number was tried, it says what holds."""
    address = f"/c/{NAME}/debrief?group=g1"
    first = acyclic.facilitator.get(address).text
    end = time.monotonic() + PATIENCE
    while "not yet checked" in (text := acyclic.facilitator.get(address).text) and time.monotonic() < end:
        time.sleep(0.2)

    assert ("not yet checked" in first, "mattered the most for South: had it alone" in first) == (True, False)
    assert ("not yet checked" in text, "mattered the most for South: had it alone" in text) == (False, True)


def test_the_archive_waits_for_what_mattered(acyclic: Served) -> None:
    """Whoever takes everything home gets the findings that hold."""
    text = files(acyclic)["debrief.txt"].decode()

    assert ("not yet checked" in text, "mattered the most for South: had it alone" in text) == (False, True)


def test_earlier_classes_are_counted_beside(acyclic: Served) -> None:
    """Beside the play stands how those of the class before ended, which this server keeps too."""
    page = acyclic.facilitator.get(f"/c/{NAME}/debrief?group=all").text

    assert "5 earlier plays" in page
