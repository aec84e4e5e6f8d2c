"""A lesson by the keyboard alone, and what a page does to those who read it while it changes: their focus stays, and news is said once."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from sim.model.ids import CourseId
from tests.classroom.browser.browsers import LAPTOP, NARROW, Browsing, joined
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE, KEY, NAME

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

MOST_TABS = 120
AT = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText || at.value || "";
    const box = at.getBoundingClientRect();
    const net = document.querySelector("[data-net]")?.getBoundingClientRect();
    const ring = getComputedStyle(at);
    return {
        what: at.tagName.toLowerCase(), label: label.trim(), id: at.id, name: at.name || "",
        hidden: box.bottom <= 0 || box.top >= innerHeight || Boolean(net && net.height && box.top >= net.top && box.bottom <= net.bottom),
        ringed: at === document.body || ring.outlineStyle !== "none" || ring.boxShadow !== "none" || at.id === "main",
    };
}"""
"""Where the keyboard is: what it is, how it is called, whether it is hidden from view, and whether it shows."""
HEAR = """() => {
    window.heard = [];
    new MutationObserver((changes) => {
        for (const change of changes) for (const added of change.addedNodes) window.heard.push(added.textContent);
    }).observe(document.querySelector("p[data-aloud]"), { childList: true });
}"""
HEARD = "(count) => window.heard.length >= count"


def to(page: Page, what: str, label: str, name: str = "") -> None:
    """Go to something by the Tab key; nothing on the way is hidden, and everything shows that it has the focus.

    Args:
        page: where.
        what: its element.
        label: part of how it is called.
        name: of its field, as it is sent; empty: any.

    """
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        assert not at["hidden"], at
        assert at["ringed"], at
        if at["what"] == what and label in at["label"] and name in ("", at["name"]):
            return
    pytest.fail(f"no Tab leads to {what} {label!r} {name}")


def press(page: Page, what: str, label: str) -> None:
    """Go to something and press Enter there."""
    to(page, what, label)
    page.keyboard.press("Enter")


def joins(page: Page, base: str, name: str) -> Page:
    """Come in from the first page: Tab to the code, to the name, and on."""
    page.goto(f"{base}/")
    to(page, "input", "")
    page.keyboard.type(CODE.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/join/**")
    to(page, "input", "", "name")
    page.keyboard.type(name)
    press(page, "button", "Join")
    page.wait_for_url("**/s/**")
    return page


def leads(page: Page, base: str) -> Page:
    """Come into the console by the key that is typed there."""
    page.goto(f"{base}/console/{NAME}/")
    to(page, "input", "")
    page.keyboard.type(KEY)
    press(page, "button", "Open the console")
    page.wait_for_url("**/c/**")
    return page


def decides(page: Page) -> None:
    """Decide until the play is over: Tab to the options, choose one, and on to the button."""
    while not page.locator(".outcome").count():
        turn = page.locator("section[data-turn]").get_attribute("data-turn")
        to(page, "input", "", "option")
        page.keyboard.press("Space")
        press(page, "button", "Decide")
        page.locator(f'section[data-turn]:not([data-turn="{turn}"])').wait_for()


@pytest.mark.parametrize(("scenario", "act", "course"), [("tutorial", None, "whole"), ("kosovo", "2021", "short")])
def test_a_lesson_is_held_by_the_keyboard_alone(
    browsing: Browsing, tmp_path: Path, scenario: str, act: str | None, course: CourseId
) -> None:
    """Student and facilitator go from the first page to the debrief without a mouse; the focus is never lost, hidden or unseen."""
    with live(tmp_path, scenario, act, course) as lesson:
        console = leads(browsing.window(LAPTOP), lesson.base)
        ana = joins(browsing.window(NARROW), lesson.base, "Ana")
        press(console, "button", "Deal the roles at random")
        ana.locator("[data-said=stage-dealt]").wait_for()
        press(console, "button", "Start the play")
        ana.locator('section[data-turn="1"]').wait_for()
        press(console, "button", "Open messages")
        ana.locator("#speak").wait_for()
        press(ana, "summary", "Passage: ")
        ana.locator("details.passage[open]").first.wait_for()
        press(ana, "a", "Roles, words and background")
        ana.get_by_role("heading", name="Roles", exact=True).wait_for()
        press(ana, "a", "Back to the play")
        ana.locator('section[data-turn="1"]').wait_for()
        to(ana, "textarea", "Message")
        ana.keyboard.insert_text("Shall we meet?")
        press(ana, "button", "Send")
        ana.locator(".messages li", has_text="Shall we meet?").wait_for()
        assert "button" == ana.evaluate(AT)["what"]
        decides(ana)
        press(console, "button", "End, and go to the debrief")
        ana.get_by_role("link", name="To the debrief").wait_for()
        press(ana, "a", "To the debrief")
        ana.wait_for_url("**/debrief")
        press(console, "a", "group 1")
        console.wait_for_url("**/debrief?group=g1")

        assert ([], []) == (browsing.wrong, browsing.outside)


PLACES = (
    "input[name=option] >> nth=1",
    "#t1-reason",
    "#t1-choose button",
    "nav a >> nth=1",
    "#t1-s-1 summary",
    "#propose-box summary",
    "#part-box summary",
    "#speak-to",
)


def test_the_focus_stays_through_news(browsing: Browsing, tmp_path: Path) -> None:
    """Whoever stands somewhere on the page, and has begun to write, stands there after something new has come, also after looking anew."""
    with live(tmp_path) as lesson:
        ana = joined(browsing.window(NARROW), lesson.base, CODE, "Ana")
        lesson.place("Ana g1 eastbank")
        lesson.order("start")
        ana.locator("#t1-reason").fill("Because")
        found = []
        for number, place in enumerate(PLACES):
            lesson.order("talk", words="on")
            ana.locator("#speak").wait_for()
            ana.locator(place).focus()
            before = ana.evaluate(AT)
            lesson.order("tell", words=f"News {number}.")
            ana.locator(".told", has_text=f"News {number}.").first.wait_for()
            after = ana.evaluate(AT)
            found += [] if (before["what"], before["label"]) == (after["what"], after["label"]) else [place]
            lesson.order("talk", words="off")
            ana.locator("#speak").wait_for(state="detached")
        ends = ana.evaluate(AT)
        ana.reload()

        assert [] == found
        assert ("main", "main") == (ends["what"], ends["id"])  # where it stood there is nothing any more
        assert "Because" == ana.locator("#t1-reason").input_value()


def test_news_is_said_once(browsing: Browsing, tmp_path: Path) -> None:
    """Whoever hears the page hears each thing that happens once, in words, and nothing of what they did themselves but that it is saved."""
    with live(tmp_path) as lesson:
        ana = joined(browsing.window(NARROW), lesson.base, CODE, "Ana")
        ben, cem = Away(lesson, "Ben"), Away(lesson, "Cem")
        ana.evaluate(HEAR)
        happens = [
            (
                lambda: lesson.place("Ana g1 eastbank", "Ben g1 eastbank", "Cem g1 westbank"),
                "Your role: Eastbank. The facilitator starts the play.",
            ),
            (lambda: lesson.order("start"), "The play goes on. – Two mayors on the landing"),
            (lambda: lesson.order("talk", words="on"), None),
            (lambda: cem.send("speak", to="eastbank", words="Meet?"), "Westbank to Eastbank: Meet?"),
            (lambda: cem.send("speak", to="eastbank", words="Meet?"), "Westbank to Eastbank: Meet?"),
            (lambda: lesson.order("tell", words="Soon."), "From the facilitator: Soon."),
            (lambda: lesson.order("pause"), "The facilitator has paused the lesson."),
            (lambda: lesson.order("resume"), "The play goes on."),
            (lambda: ben.send("choose", turn="1", option="promise-nothing"), "Ben: wants “Promise nothing yet”"),
            (lambda: lesson.order("inject", group="g1", inject="empty-school"), "News: The teacher writes"),
            (lambda: lesson.order("tell", words="The end."), "From the facilitator: The end."),  # what is said twice is said before it
        ]
        expected: list[str] = []
        for happening, words in happens:
            happening()
            if words is None:
                ana.locator("#speak").wait_for()
                continue
            expected.append(words)
            ana.wait_for_function(HEARD, arg=len(expected))
        heard = ana.evaluate("window.heard")

        assert expected == heard
        assert ["status"] * 2 == ana.evaluate("[...document.querySelectorAll('[aria-live=polite]')].map((one) => one.getAttribute('role'))")
        assert 0 == ana.locator("#now [role=status], #now [role=alert]").count()


def test_languages_and_motion_are_told(browsing: Browsing, tmp_path: Path) -> None:
    """A page says in which language it and its parts are, and nothing moves for those who want no motion."""
    with live(tmp_path, "kosovo", "2021") as lesson:
        ana = joined(browsing.window(NARROW, reduced_motion="reduce"), lesson.base, CODE, "Ana")
        lesson.place("Ana g1 belgrade")
        lesson.order("start")
        ana.locator("section[data-turn]").wait_for()
        tongues = set()
        for _ in range(12):
            turn = ana.locator("section[data-turn]").get_attribute("data-turn") or ""
            tongues |= {*ana.evaluate("[...document.querySelectorAll('[lang]')].map((one) => one.lang)")}
            if ana.locator(".outcome").count():
                break
            lesson.order("force", group="g1", turn=turn)
            ana.locator(f'section[data-turn]:not([data-turn="{turn}"])').wait_for()
        moving = ana.evaluate(
            "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).animationName !== 'none' "
            "|| parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
        )

        assert {"en", "sr-Cyrl", "sq"} <= tongues
        assert 0 == moving
