"""Pages of a play in which a promise was given in public and broken, in every state.

Rule 1: a state is one that people come to; it is brought about by what they and their facilitator do.
"""

from pathlib import Path

import pytest

from tests.classroom.browser.browsers import NARROW, Browsing, joined
from tests.classroom.browser.states import States
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_promise_that_was_broken(browsing: Browsing, tmp_path: Path) -> None:
    """The page and the screen tell of a promise that stands, and then that it was broken and not that it was never given."""
    states = States("promise")
    with live(tmp_path) as lesson:
        ana, screen = joined(browsing.window(NARROW), lesson.base, CODE, "Ana"), browsing.window(NARROW)
        screen.goto(f"{lesson.base}/screen/{CODE}/")
        ben = Away(lesson, "Ben")
        lesson.place("Ana g1 eastbank", "Ben g1 westbank")
        lesson.order("start")
        for turn, east, west in (("1", "Promise to hang no rope", "promise-open"), ("2", "Run the boat without", "pay-half")):
            ana.locator(f'section[data-turn="{turn}"]').wait_for()
            ana.get_by_role("radio", name=east).check()
            ana.get_by_role("button", name="Decide").click()
            ana.locator(".sealed").wait_for()
            ben.send("choose", turn=turn, option=west)
        ana.locator(".board", has_text="broken or taken back").wait_for()
        states.look("broken", ana)
        screen.get_by_text("Promises broken or taken back: Eastbank's word").wait_for()
        states.look("screen", screen)

    assert [] == states.found()
    assert [] == browsing.outside
