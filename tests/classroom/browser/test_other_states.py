"""Pages that not every lesson has, in every state: a laptop with cards, an exercise, passwords, slowed codes, and a disk that fails.

Rule 1: a state is one that people come to; it is brought about by what they and their facilitator do.
"""

import random
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sim.library import from_data
from tests.classroom.browser.browsers import NARROW, Browsing, beside, joined
from tests.classroom.browser.states import States, opened
from tests.classroom.faults.people import Caller, begin
from tests.classroom.live import Away, live
from tests.classroom.nursery import Nursery, Order, free_port
from tests.classroom.taught import CODE, NAME
from tests.engine import council
from tests.store.faulty import Plan

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]


def enter(page: Page, group: str, *, wrong: bool = False) -> None:
    """Enter the first open code of every card of a group, or for the last of them one that there is not, and send them."""
    fields = page.locator(f"form[id^=cards-{group}] input.slip[id^=card-]")
    for field in fields.all():
        number = field.locator("xpath=../label").inner_text().partition("(card ")[2].rstrip(")")
        field.fill(f"{number}a")
    if wrong:
        fields.last.fill("999x")
    fields.last.press("Enter")


def test_a_laptop_with_cards(browsing: Browsing, tmp_path: Path) -> None:
    """The table's page before the play, with cards to enter, with a refused one, after a turn and over, and what a group reads."""
    states = States("table")
    with live(tmp_path, table=2) as lesson:
        page = browsing.window(NARROW)
        page.goto(lesson.console)
        page.wait_for_url("**/table/")
        states.look("before", page)
        page.get_by_role("button", name="Start the play").click()
        page.locator("form[id^=cards-g1]").wait_for()
        states.look("cards", page)
        opened(page)
        states.look("cards-open", page)
        enter(page, "g1", wrong=True)
        page.locator("[data-net]", has_text="Not saved").wait_for()
        states.look("refused", page)
        enter(page, "g1")
        page.locator("#g1-heading ~ details[id^=before-g1]").wait_for()
        states.look("turn-over", page)
        large = page.context.new_page()
        large.set_viewport_size(NARROW)
        large.goto(beside(page, "read/g1/"))
        large.locator("#now-heading").wait_for()
        states.look("read", large)
        page.get_by_role("button", name="End, and go to the debrief").click()
        page.locator("a[href='../debrief?group=all']").wait_for()
        states.look("over", page)
        page.goto(beside(page, "../debrief?group=g1"))
        states.look("debrief", page)

    assert [] == states.found()
    assert [] == browsing.outside


def test_a_page_with_an_exercise(browsing: Browsing, tmp_path: Path) -> None:
    """A claim to judge before one decides: not yet judged, judged, and once the decision is made."""
    states = States("exercise")
    with live(tmp_path, from_data(council.council(), council.corpus())) as lesson:
        ana = joined(browsing.window(NARROW), lesson.base, CODE, "Ana")
        Away(lesson, "Ben")
        lesson.place("Ana g1 north", "Ben g1 south")
        lesson.order("start")
        ana.locator(".exercise form").wait_for()
        opened(ana)
        states.look("asked", ana)
        ana.get_by_role("radio", name="partly").check()
        ana.get_by_role("button", name="Keep this judgement").click()
        ana.locator("[data-net]", has_text="Saved.").wait_for()
        states.look("judged", ana)
        ana.get_by_role("radio", name="Pledge to open it").check()
        ana.get_by_role("button", name="Decide").click()
        ana.locator(".sealed").wait_for()
        states.look("decided", ana)

    assert [] == states.found()
    assert [] == browsing.outside


def test_where_one_signs_in_with_a_password(browsing: Browsing, tmp_path: Path) -> None:
    """Behind TLS the console asks for a name and a password too; that there is no such lesson, it says to nobody."""
    states = States("passwords")
    with live(tmp_path, secure=True) as lesson:
        page = browsing.context(NARROW, extra_http_headers={"x-forwarded-proto": "https"}).new_page()
        page.goto(f"{lesson.base}/console/{NAME}/")
        states.look("asked", page)
        page.goto(f"{lesson.base}/c/{NAME}/")
        states.look("closed", page)
        page.goto(f"{lesson.base}/c/gone/")
        states.look("no-lesson", page)

    assert [] == states.found()
    assert [] == browsing.outside


def test_where_codes_are_slowed(browsing: Browsing, tmp_path: Path) -> None:
    """While too many guess, whoever scanned the code can give a name, and whoever types one is told to wait."""
    states = States("slowed")
    with live(tmp_path) as lesson:
        lesson.slow_codes()
        page = browsing.window(NARROW)
        page.goto(f"{lesson.base}/join/{CODE}")
        states.look("scanned", page)
        page.goto(f"{lesson.base}/")
        page.locator("#code").fill("BCDFGH")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        states.look("typed", page)

    assert [] == states.found()
    assert [] == browsing.outside


@pytest.mark.skipif(sys.platform != "linux", reason="SQLite's way to files is taken as Linux' builds have it")
def test_a_disk_that_fails(browsing: Browsing, tmp_path: Path) -> None:
    """When nothing can be kept any more, a page that was open says so, and so does one that is opened then."""
    states, lesson, place = States("read-only"), "failing-1", str(tmp_path / "sessions.db")
    begin(place, lesson)
    with Nursery() as nursery:
        child = nursery.start(Order(place, free_port(), Plan(fails="write").written()))
        base = f"http://127.0.0.1:{child.port}"
        context = browsing.context(NARROW)
        context.add_cookies([{"name": f"seat-{lesson}", "value": "token of P1", "url": base}])
        page = context.new_page()
        page.goto(f"{base}/s/{lesson}/")
        other = Caller(lesson, [child.port], f"seat-{lesson}=token of P2", random.Random(1))
        answer = other.ask(f"/s/{lesson}/speak", {"to": "", "words": "Hello.", "key": "key-one1"})[0]
        other.leave()
        page.locator("[data-said=failed]").wait_for()
        states.look("told", page)
        page.reload()
        page.locator("[data-said=failed]").wait_for()
        states.look("opened-then", page)
        child.kill()

    assert 503 == answer
    assert [] == states.found()
    assert [] == browsing.outside
