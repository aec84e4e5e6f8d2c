"""The page for the room: on a projector everything that it shows is on the screen at once, in letters that the last row reads."""

from pathlib import Path

import pytest

from tests.classroom.browser.browsers import PROJECTOR, Browsing, too_wide
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE

pytestmark = [pytest.mark.system, pytest.mark.timeout(200)]

SMALL_PROJECTOR = {"width": 1280, "height": 720}
LEAST = 1 / 48
"""Of the height of the screen, letters in the middle of the page: from ten metres, what a newspaper's are at arm's length."""
LETTERS = "() => parseFloat(getComputedStyle(document.querySelector('.card p:not(.small):not(.date)')).fontSize)"

CODE_WIDTH = "() => document.querySelector('img').getBoundingClientRect().width"


@pytest.mark.parametrize("groups", [1, 2, 5, 10])
def test_all_groups_are_on_the_screen_at_once(browsing: Browsing, tmp_path: Path, groups: int) -> None:
    """At both usual sizes nothing has to be scrolled to, neither down nor sideways, and the letters are large."""
    with live(tmp_path, "kosovo", "2022") as lesson:
        for number in range(1, groups + 1):
            Away(lesson, f"Person {number}")
        screen = browsing.window(SMALL_PROJECTOR)
        screen.goto(f"{lesson.base}/screen/{CODE}/")
        screen.locator("img").wait_for()
        before = screen.evaluate(CODE_WIDTH)  # at one go: the page is written anew whenever somebody joins
        lesson.order("list", places="\n".join(["name,group,role", *(f"Person {one},g{one},belgrade" for one in range(1, groups + 1))]))
        lesson.order("start")
        lesson.order("clock", seconds="90")
        screen.locator(".card .clock").last.wait_for()
        for size in (SMALL_PROJECTOR, PROJECTOR):
            screen.set_viewport_size(size)
            height = screen.evaluate("() => document.documentElement.scrollHeight")

            assert (True, False) == (height <= size["height"], too_wide(screen)), (groups, size, height)
            assert screen.evaluate(LETTERS) >= LEAST * size["height"]

    assert before > SMALL_PROJECTOR["height"] / 2  # the code to join is large while people join
