"""Pages of a team that somebody has left, and of a play that everybody has left, in every state.

Rule 1: a state is one that people come to; it is brought about by what they and their facilitator do.
"""

from pathlib import Path

import pytest

from tests.classroom.browser.browsers import NARROW, Browsing, joined
from tests.classroom.browser.states import States
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.timeout(300)]


def test_those_who_stay(browsing: Browsing, tmp_path: Path) -> None:
    """One of two leaves, and the other's page asks for the vote again; the last one watches, and the facilitator lets bots play on."""
    states = States("standing")
    with live(tmp_path) as lesson:
        console, ana = browsing.window(NARROW), joined(browsing.window(NARROW), lesson.base, CODE, "Ana")
        console.goto(lesson.console)
        console.wait_for_url("**/c/**")
        Away(lesson, "Ben")
        lesson.place("Ana g1 eastbank", "Ben g1 eastbank")
        lesson.order("start")
        ana.locator(".option input").first.check()
        ana.get_by_role("button", name="Vote").click()
        ana.locator(".team", has_text="Ana (you), speaker: wants").wait_for()
        lesson.order("release", seat="s2")
        ana.locator(".status", has_text="Your team has changed").wait_for()
        ana.get_by_role("button", name="Give my vote again").wait_for()
        states.look("team-changed", ana)
        lesson.place("Ana g1 observer")
        ana.locator(".status", has_text="nobody decides in it now").wait_for()
        states.look("watching", ana)
        console.locator(".card", has_text="nobody decides in it now").wait_for()
        states.look("console", console)
        console.once("dialog", lambda dialog: dialog.accept())
        console.get_by_role("button", name="Let bots play on").click()
        ana.locator(".status", has_text="Your play is over.").wait_for()

    assert [] == states.found()
    assert [] == browsing.outside
