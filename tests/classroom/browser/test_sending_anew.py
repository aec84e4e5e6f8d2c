"""What hangs on a phone while its way to the server opens again is sent again at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.classroom.browser.browsers import DECIDES, PHONE, Browsing, joined
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE

pytestmark = [pytest.mark.system, pytest.mark.timeout(200)]

OPENS = """() => {
    const old = EventSource;
    window.EventSource = class extends old {
        constructor(address) { super(address); this.addEventListener("open", () => { window.opens = (window.opens || 0) + 1; }); }
    };
}"""
"""Counts the streams that open, each before the page's own script hears of it."""


def test_what_hung_while_the_stream_came_back_waits_no_longer(browsing: Browsing, tmp_path: Path) -> None:
    """A try that fails is repeated after a pause of a second or more; where the stream came back before it had failed, at once."""
    asked: list[Route] = []
    with live(tmp_path) as lesson:
        phone = browsing.window(PHONE)
        phone.clock.install()
        joined(phone, lesson.base, CODE, "Ana")
        Away(lesson, "Ben")
        lesson.place("Ana g1 eastbank", "Ben g1 westbank")
        lesson.order("start")
        phone.locator(".decision input[name=option]").first.check()
        phone.route("**/choose", lambda route: asked.append(route))  # noqa: PLW0108 -- playwright marks the function that it is given
        phone.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # from now on no pause ends by itself
        phone.get_by_role("button", name=DECIDES).click()
        while len(asked) < 1:
            phone.wait_for_timeout(20)
        phone.evaluate(OPENS)
        phone.evaluate("dispatchEvent(new Event('online'))")
        while not phone.evaluate("window.opens"):
            phone.wait_for_timeout(20)
        asked[0].abort()
        phone.locator("[data-net]", has_text="Not saved yet").wait_for()
        phone.clock.run_for(100)
        while len(asked) < 2:
            phone.wait_for_timeout(20)
        asked[1].continue_()
        phone.locator("[data-net]", has_text="Saved.").wait_for()
        phone.close()
