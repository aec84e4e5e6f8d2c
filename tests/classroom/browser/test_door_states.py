"""Pages at the door when what was typed is refused: it stays where it was typed, in every state.

Rule 1: a state is one that people come to; it is brought about by what they and their facilitator do.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.classroom.browser.browsers import NARROW, Browsing, joined
from tests.classroom.browser.states import States
from tests.classroom.live import live
from tests.classroom.taught import CODE, NAME

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]
WRONG = "BCDFGHJKMN"


def coming_back(page: Page, address: str) -> str:
    """Type a wrong code of a seat where one comes back, and return what then has the focus."""
    page.goto(address)
    for closed in page.locator("details:not([open]) summary", has_text="I was here before").all():
        closed.click()
    page.locator("#resume").fill(WRONG)
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert WRONG == page.locator("#resume").input_value()
    return str(page.evaluate("document.activeElement.id"))


def test_what_was_typed_stays(browsing: Browsing, tmp_path: Path) -> None:
    """A code of a seat that is wrong, by the lesson's code and by its name; no name; then, while codes are slowed, that code and a name."""
    states = States("door")
    with live(tmp_path) as lesson:
        page, late = browsing.window(NARROW), browsing.window(NARROW)
        assert "resume" == coming_back(page, f"{lesson.base}/join/{CODE}")
        states.look("wrong-seat", page)
        coming_back(page, f"{lesson.base}/s/{NAME}/")
        states.look("wrong-seat-by-name", page)
        late.goto(f"{lesson.base}/join/{CODE}")
        late.locator("#name").fill("   ")
        late.get_by_role("button", name="Join").click()
        late.get_by_role("alert").wait_for()
        states.look("no-name", late)
        page.goto(f"{lesson.base}/join/{CODE}")
        page.get_by_text("I was here before").click()
        lesson.slow_codes()
        page.locator("#resume").fill(WRONG)
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        states.look("slowed-seat", page)
        late.locator("#name").fill("Ana")
        late.get_by_text("Research", exact=True).click()
        late.get_by_role("checkbox").check()
        late.get_by_role("button", name="Join").click()
        late.get_by_role("alert").wait_for()
        states.look("slowed-name", late)
        assert ("Ana", True) == (late.locator("#name").input_value(), late.locator("input[name=agrees]").is_checked())
        lesson.pulse.go_on()
        joined(browsing.window(NARROW), lesson.base, CODE, "Ben")  # by then codes are heard again
        late.get_by_role("button", name="Join").click()
        late.locator(".status", has_text="You are in.").wait_for()

    assert [] == states.found()
    assert [] == browsing.outside
