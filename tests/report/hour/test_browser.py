"""The page of a debrief in a real browser, opened from its file with the network off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sim.report.hour.one_page import html
from tests.classroom.browser.browsers import started, violations
from tests.report.hour.plays import alone, side_by_side

pytestmark = pytest.mark.system

UNFOLDED = "for (const part of document.querySelectorAll('details')) part.open = true"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser."""
    with started() as browsing:
        yield browsing.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Write the pages."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, made in (("alone", alone()), ("side-by-side", side_by_side())):
        (folder / f"{name}.html").write_text(html(made), "utf-8")
        found[name] = (folder / f"{name}.html").as_uri()
    return found


def _open(  # noqa: PLR0913 -- what is opened, and in what kind of browser
    browser: Browser, address: str, width: int, dark: str = "light", *, script: bool = True, stopped: bool = False
) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=dark, offline=True, java_script_enabled=script)
    page = context.new_page()
    if stopped:
        page.clock.install(time=0)
        page.clock.pause_at(1)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(address)
    return page, said


@pytest.mark.parametrize("dark", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["alone", "side-by-side"])
def test_the_page_opens_without_a_network(browser: Browser, files: dict[str, str], name: str, width: int, dark: str) -> None:
    """Nothing is asked for, nothing is blocked, and the page is as wide as the screen."""
    page, said = _open(browser, files[name], width, dark)
    page.evaluate(UNFOLDED)

    assert ([], width) == (said, page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("dark", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["alone", "side-by-side"])
def test_everybody_can_read_the_page(browser: Browser, files: dict[str, str], name: str, width: int, dark: str) -> None:
    """No rule of accessibility is broken, on a telephone and on a screen, by day and by night."""
    page, _ = _open(browser, files[name], width, dark)
    page.evaluate(UNFOLDED)

    assert [] == violations(page, name)


def test_the_replay_steps_through_the_moments(browser: Browser, files: dict[str, str]) -> None:
    """Step shows one moment after the other and marks it on the map, Back goes back, All shows all again."""
    page, _ = _open(browser, files["alone"], 1280)
    shown = "[...document.querySelectorAll('#p1 > li')].map(one => !one.hidden)"
    marked = "[...document.querySelectorAll('.now')].map(one => one.parentElement.id)"
    seen = [page.evaluate(shown)]
    places = []
    for name in ("Step", "Step", "Back", "Step", "Step", "All"):
        page.get_by_role("button", name=name, exact=True).click()
        seen.append(page.evaluate(shown))
        places.append(page.evaluate(marked))
    first, second, third = [True, False, False], [False, True, False], [False, False, True]

    assert [[True] * 3, first, second, first, second, third, [True] * 3] == seen
    assert [["p1m1-1"], ["p1m1-2"], ["p1m1-1"], ["p1m1-2"], ["p1m2-1"], []] == places


def test_the_replay_plays_and_pauses(browser: Browser, files: dict[str, str]) -> None:
    """Play goes on by itself, Pause stops it, and at the end it stops; no time passes but what the test lets pass."""
    page, _ = _open(browser, files["alone"], 1280, stopped=True)
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play", exact=True).click()
    seen = []
    for passes in (1_499, 1):
        page.clock.run_for(passes)
        seen.append(page.get_by_role("status").inner_text())
    page.get_by_role("button", name="Pause", exact=True).click()
    page.clock.run_for(60_000)
    seen.append(page.get_by_role("status").inner_text())
    page.get_by_role("button", name="Play", exact=True).click()
    page.clock.run_for(60_000)

    assert ["moment 1 of 3", "moment 2 of 3", "moment 2 of 3"] == seen
    assert "moment 3 of 3" == page.get_by_role("status").inner_text()
    assert page.get_by_role("button", name="Play", exact=True).is_visible()


def test_without_a_script_everything_is_readable(browser: Browser, files: dict[str, str]) -> None:
    """Where no script runs there are no buttons, and every moment is there."""
    page, _ = _open(browser, files["alone"], 390, script=False)

    assert (0, 3) == (page.locator("button").count(), page.locator("#p1 > li:visible").count())


def test_it_can_be_used_by_keyboard_alone(browser: Browser, files: dict[str, str]) -> None:
    """The replay's buttons are reached by Tab and pressed by Enter, and where one is can be seen."""
    page, _ = _open(browser, files["alone"], 1280)
    page.get_by_role("button", name="Back", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert "moment 1 of 3" == page.get_by_role("status").inner_text()
    assert "none" != page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
