"""Every state of every page of a lesson, in a real browser: rules of accessibility, what it says to those who cannot see it, and its width.

Rule 1: a state is one that people come to; it is brought about by what they and their facilitator do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.classroom.browser.browsers import DECIDES, NARROW, Browsing, beside, joined
from tests.classroom.browser.states import States, opened
from tests.classroom.live import Away, Live, live
from tests.classroom.taught import CODE, NAME

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(400)]


def turned(page: Page, turn: int) -> None:
    """Wait until a page is at a turn."""
    page.locator(f'section[data-turn="{turn}"]').wait_for()


@contextmanager
def at(page: Page, path: str) -> Iterator[Page]:
    """Go to a page beside, and come back."""
    home = page.url
    page.goto(beside(page, path))
    yield page
    page.goto(home)


def before(states: States, browsing: Browsing, lesson: Live) -> None:
    """Look at what somebody sees who has no seat."""
    page = browsing.window(NARROW)
    page.goto(f"{lesson.base}/")
    states.look("enter", page)
    page.locator("#code").fill("BCDFGH")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    states.look("error-code", page)
    page.goto(f"{lesson.base}/join/{CODE}")
    states.look("join", page)
    opened(page)
    states.look("join-open", page)
    page.goto(f"{lesson.base}/s/{NAME}/")
    states.look("error-seat", page)
    page.goto(f"{lesson.base}/nowhere")
    states.look("error-page", page)
    page.goto(f"{lesson.base}/console/{NAME}/")
    states.look("key", page)
    page.locator("#secret").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="This did not work").wait_for()
    states.look("error-key", page)
    page.close()


def gathering(states: States, lesson: Live, ana: Page, console: Page, screen: Page) -> None:
    """Look at everything between joining and starting."""
    states.look("waiting", ana)
    states.look("screen-waiting", screen)
    states.look("console-waiting", console)
    lesson.order("wishes", words="on")
    ana.locator("#wish").wait_for()
    states.look("wishing", ana)
    states.look("console-wishing", console)
    ana.get_by_role("radio", name="Westbank").check()
    ana.get_by_role("button", name="Keep this wish").click()
    ana.locator("[data-net]", has_text="Saved.").wait_for()
    states.look("wished", ana)
    lesson.place("Ana g1 eastbank", "Ben g1 eastbank", "Cem g1 westbank", "Dea g1 observer")
    ana.locator("[data-said=stage-dealt]").wait_for()
    states.look("dealt", ana)
    states.look("console-dealt", console)
    with at(ana, "guide"):
        states.look("guide-before", ana)


def playing(states: States, lesson: Live, ana: Page, dea: Page, console: Page, screen: Page, ben: Away, cem: Away) -> None:  # noqa: PLR0913, PLR0917 -- a class
    """Look at a turn with a talk, votes, messages and proposals."""
    lesson.order("start")
    for page in (ana, dea):
        turned(page, 1)
    states.look("talk-scene", ana)
    opened(ana)
    states.look("talk-scene-open", ana)
    states.look("watching", dea)
    screen.locator(".card").wait_for()
    states.look("screen-playing", screen)
    console.locator(".card").wait_for()
    states.look("console-playing", console)
    opened(console)
    states.look("console-playing-open", console)
    with at(ana, "past"):
        states.look("past-empty", ana)
    ana.get_by_role("radio", name="Promise nothing yet").check()
    ana.get_by_role("button", name=DECIDES).click()
    ana.locator(".team", has_text="wants").wait_for()
    states.look("voted", ana)
    lesson.order("talk", words="on")
    ana.locator("#speak").wait_for()
    states.look("messages-none", ana)
    cem.send("speak", to="eastbank", words="Shall we meet on the boat?")
    ben.send("propose", turn="1", words="We want to ask the school to speak first.")
    lesson.order("tell", words="Five minutes more.")
    lesson.order("tell", words="A traveller says that the upper bridge is open.", news="yes", group="g1")
    ana.locator(".told", has_text="traveller").wait_for()
    ana.locator("#propose-box", has_text="We want to ask the school").wait_for(state="attached")
    opened(ana)
    states.look("messages-proposal-told", ana)
    console.locator("#proposals-heading").wait_for()
    states.look("console-proposal", console)


def stopping(states: States, lesson: Live, ana: Page, console: Page, screen: Page) -> None:
    """Look at a clock, at a pause, at what is refused, and at a phone without a network."""
    lesson.order("clock", group="g1", seconds="600")
    ana.locator(".clock").wait_for()
    states.look("clock", ana)
    lesson.order("pause")
    for page in (ana, screen):
        page.locator(".paused").wait_for()
    console.locator("#resume").wait_for()
    states.look("paused", ana)
    states.look("screen-paused", screen)
    states.look("console-paused", console)
    ana.get_by_role("radio", name="Promise nothing yet").check()
    ana.get_by_role("button", name=DECIDES).click()
    ana.locator("[data-net]", has_text="Not saved: ").wait_for()
    states.look("not-saved", ana)
    ana.context.set_offline(True)
    ana.locator("[data-net]", has_text="No connection.").wait_for()
    states.look("no-connection", ana)
    ana.context.set_offline(False)
    ana.locator("[data-net]", has_text="No connection.").wait_for(state="detached")
    lesson.order("resume")
    ana.locator(".paused").wait_for(state="detached")


def onwards(states: States, lesson: Live, ana: Page, console: Page, screen: Page, ben: Away) -> None:  # noqa: PLR0913, PLR0917 -- a class
    """Look at what was sealed, at news, at the end of the play and at the debrief."""
    ben.send("choose", turn="1", option="promise-nothing")
    ana.locator(".sealed").wait_for()
    states.look("sealed", ana)
    with at(ana, "past"):
        lesson.order("force", group="g1", turn="1")
        ana.locator("[data-net]", has_text="The play has gone on.").wait_for()
        states.look("past-gone-on", ana)
    turned(ana, 2)
    lesson.order("inject", group="g1", inject="empty-school")
    ana.locator(".news", has_text="The teacher writes").wait_for()
    states.look("news", ana)
    with at(ana, "past"):
        states.look("past", ana)
    for turn in range(2, 9):
        if ana.locator(".outcome").count():
            break
        lesson.order("force", group="g1", turn=str(turn))
        ana.locator(f'section[data-turn]:not([data-turn="{turn}"])').wait_for()
    states.look("play-over", ana)
    lesson.order("end")
    ana.get_by_role("link", name="To the debrief").wait_for()
    screen.locator(".over").wait_for()
    console.get_by_text("Debrief:").wait_for()
    states.look("lesson-over", ana)
    states.look("screen-over", screen)
    states.look("console-over", console)
    ana.get_by_role("link", name="To the debrief").click()
    ana.get_by_role("heading", level=1).wait_for()
    states.look("debrief", ana)
    opened(ana)
    states.look("debrief-open", ana)


def test_every_state_is_open_to_everybody(browsing: Browsing, tmp_path: Path) -> None:
    """No state of a page breaks a rule of accessibility in any colours, is too wide for a phone, or says other things than it did."""
    states = States("lesson")
    with live(tmp_path) as lesson:
        before(states, browsing, lesson)
        ana = joined(browsing.window(NARROW), lesson.base, CODE, "Ana")
        ben, cem = Away(lesson, "Ben"), Away(lesson, "Cem")
        dea = joined(browsing.window(NARROW), lesson.base, CODE, "Dea")
        console, screen = browsing.window(NARROW), browsing.window(NARROW)
        console.goto(lesson.console)
        console.wait_for_url("**/c/**")
        screen.goto(f"{lesson.base}/screen/{CODE}/")
        gathering(states, lesson, ana, console, screen)
        playing(states, lesson, ana, dea, console, screen, ben, cem)
        stopping(states, lesson, ana, console, screen)
        onwards(states, lesson, ana, console, screen, ben)

    assert [] == states.found()
    assert [] == browsing.outside
