"""Pages of those who come late, or with very many others, or after the end, and of the console that lets them in, in every state.

Rule 1: a state is one that people come to; it is brought about by what they and their facilitator do.
"""

import time
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sim.classroom.client.wire import Wire, read_door
from tests.classroom.browser.browsers import NARROW, Browsing, joined
from tests.classroom.browser.states import States
from tests.classroom.live import Away, Live, live
from tests.classroom.taught import CODE, TICKET

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]


def beginning(lesson: Live, browsing: Browsing) -> tuple[Page, Page]:
    """Let two people play, and return the console and a phone that came late."""
    console = browsing.window(NARROW)
    console.goto(lesson.console)
    console.wait_for_url("**/c/**")
    for name in ("Ana", "Ben"):
        Away(lesson, name)
    lesson.place("Ana g1 eastbank", "Ben g1 westbank")
    lesson.order("start")
    return console, joined(browsing.window(NARROW), lesson.base, CODE, "Eva")


def test_those_who_come_late(browsing: Browsing, tmp_path: Path) -> None:
    """Somebody waits, is listed with a button of their own, and is let in, or turned away with many; both pages go on by themselves."""
    states = States("late")
    with live(tmp_path, asks=True) as lesson:
        console, eva = beginning(lesson, browsing)
        eva.locator(".status", has_text="lets you in").wait_for()
        states.look("waiting", eva)
        console.locator("#late-heading").wait_for()
        states.look("console-one", console)
        console.get_by_role("button", name="Let in Eva").click()
        eva.locator('section[data-turn="1"]').wait_for()
        console.locator("#late-heading").wait_for(state="detached")
        zed = joined(browsing.window(NARROW), lesson.base, CODE, "Zed")
        for number in range(24):
            Away(lesson, f"Bot {number}")
        console.locator("#late-heading", has_text="25 came late").wait_for()
        states.look("console-many", console)
        console.get_by_role("button", name="Turn all 25 away").click()
        console.locator("#late-heading").wait_for(state="detached")
        zed.get_by_role("heading", name="You are out of this lesson").wait_for()
        states.look("turned-away", zed)
        sealed = console.context.new_page()
        sealed.set_viewport_size(NARROW)
        sealed.goto(console.url)
        sealed.evaluate("document.getElementById('look-g1').submit()")  # as a browser sends it by itself
        sealed.get_by_role("heading", name="What is sealed in group 1").wait_for()
        states.look("sealed-without-script", sealed)
        lesson.order("end")
        after = browsing.window(NARROW)
        after.goto(f"{lesson.base}/join/{CODE}")
        states.look("join-over", after)

    assert [] == states.found()
    assert [] == browsing.outside


def crowd(lesson: Live) -> None:
    """Let so many join by the code that the next has to wait, for as long as no seconds pass."""
    lesson.pulse.stop()
    bots = Wire(read_door(lesson.base), 10)
    while bots.ask(f"/join/{CODE}", {"name": "Bot"}).status != HTTPStatus.TOO_MANY_REQUESTS:
        pass


def test_those_who_come_with_many_others(browsing: Browsing, tmp_path: Path) -> None:
    """Where very many join, the page keeps the name, and takes it in a moment; where codes are slowed the notice comes after the name."""
    states = States("crowd")
    with live(tmp_path, asks=True) as lesson:
        late = browsing.window(NARROW)
        late.goto(f"{lesson.base}/join/{CODE}")
        late.locator("#name").fill("Ben")
        crowd(lesson)
        late.get_by_role("button", name="Join").click()
        late.locator(".refused", has_text="Very many people").wait_for()
        states.look("crowd", late)
        lesson.pulse.go_on()
        time.sleep(1)  # by then the next may join
        late.get_by_role("button", name="Join").click()
        late.locator(".status", has_text="You are in.").wait_for()
        lesson.slow_codes()
        page = browsing.window(NARROW)
        page.goto(f"{lesson.base}/join/{CODE}#{TICKET}")
        page.locator("#name").fill("Ana")
        page.get_by_role("button", name="Join").click()
        page.get_by_role("heading", name="Before you join").wait_for()
        states.look("notice-after-the-name", page)
        page.get_by_role("button", name="Join").click()
        page.locator(".status", has_text="You are in.").wait_for()

    assert [] == states.found()
    assert [] == browsing.outside
