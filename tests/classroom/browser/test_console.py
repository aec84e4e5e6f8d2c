"""Every order of the console, given in a real browser by the keyboard, and what the class then reads."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sim.model.lesson_view import ConsoleView
from tests.classroom.browser.browsers import LAPTOP, NARROW, PHONE, Browsing, joined, too_wide, violations
from tests.classroom.live import Away, Live, live
from tests.classroom.taught import CODE, NAME

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


def seen(lesson: Live) -> ConsoleView:
    """Return the console as the server has it."""
    return ConsoleView.model_validate(json.loads(lesson.wire.ask(f"/c/{NAME}/console.json").body))


def opened(page: Page, box: str) -> None:
    """Open what is folded, by the keyboard."""
    if page.locator(f"#{box}").get_attribute("open") is None:
        page.locator(f"#{box} > summary").focus()
        page.keyboard.press("Enter")


def send(page: Page, form: str, **fields: str) -> None:
    """Fill in a form and send it by the keyboard; it has to be kept."""
    for name, value in fields.items():
        place = page.locator(f"#{form} [name={name}]")
        if place.evaluate("field => field.tagName") == "SELECT":
            place.select_option(value)
        elif place.get_attribute("type") == "checkbox":
            place.focus()
            page.keyboard.press("Space")
        else:
            place.fill(value)
    page.evaluate("document.querySelector('[data-net]').textContent = ''")
    page.locator(f"#{form} button").focus()
    page.keyboard.press("Enter")
    page.locator("[data-net]", has_text="Saved.").wait_for()


@dataclass
class Led:
    """A lesson, its console, and a phone of somebody in it."""

    lesson: Live
    console: Page
    ana: Page
    found: list[str] = field(default_factory=list)
    """What breaks a rule of accessibility."""

    @property
    def turn(self) -> int:
        """Number of the turn of the first group."""
        return seen(self.lesson).groups[0].turn

    def until_turn(self, number: int) -> None:
        """Wait until the phone shows a turn."""
        self.ana.locator(f'section[data-turn="{number}"]').wait_for()

    def look(self, where: str) -> None:
        """Look whether the console breaks a rule now."""
        self.found += violations(self.console, where)


def asked_and_dealt(led: Led, ben: Away) -> None:
    """Ask for wishes, deal, and start."""
    led.console.locator("tbody tr", has_text="Dua").wait_for()
    send(led.console, "wishes")
    led.console.locator("#deal-wished").wait_for()
    ben.send("wish", wish="observer")
    led.look("asking for wishes")
    send(led.console, "deal-wished", groups="1")
    assert 1 == sum(line.role is None for line in seen(led.lesson).roster)
    led.lesson.place("Ana g1 eastbank", "Ben g1 eastbank", "Cem g1 westbank", "Dua g1 westbank")
    led.console.locator("#start").wait_for()
    send(led.console, "start")
    led.until_turn(1)


def timed(led: Led) -> None:
    """Give a seat more time, set the clocks, and give one of them more."""
    opened(led.console, "seat-s1")
    send(led.console, "time-s1", percent="150")
    send(led.console, "clock-all", seconds="60")
    assert 90 == seen(led.lesson).groups[0].seconds
    led.console.locator("#extend-g1-1").wait_for()
    send(led.console, "extend-g1-1")
    assert 150 == seen(led.lesson).groups[0].seconds
    opened(led.console, "more-g1")
    send(led.console, "clock-g1", seconds="0")


def spoken(led: Led) -> None:
    """Tell a role something, bring news, note, set the end, open messages, and answer a proposal."""
    send(led.console, "tell", words="Ten minutes.", group="g1", role="eastbank")
    led.ana.locator(".told", has_text="Ten minutes.").wait_for()
    send(led.console, "tell", words="The bridge is shut.", group="", role="", news="yes")
    led.ana.locator(".told", has_text="made up by the facilitator").wait_for()
    send(led.console, "note", words="Lively.")
    send(led.console, "schedule", minutes="45")
    send(led.console, "talk")
    led.ana.locator("#speak").wait_for()
    led.ana.locator("#propose-box summary").click()
    led.ana.locator("#propose-words").fill("A mediator.")
    led.ana.locator("#propose button").click()
    answer = led.console.locator("form[id^=answer-]")
    answer.wait_for()
    send(led.console, answer.get_attribute("id") or "", words="Not now.")
    led.ana.locator("#propose-box", has_text="Not now.").wait_for()
    assert "Lively." in [note.words for note in seen(led.lesson).notes]


def looked(led: Led, cem: Away, dua: Away) -> None:
    """Look at what is sealed, release news, and withhold a message."""
    cem.send("choose", turn="1", option=seen(led.lesson).groups[0].deciding[1].options[0][0])
    opened(led.console, "more-g1")
    send(led.console, "look-g1")
    led.console.locator("#sealed", has_text="Westbank: ").wait_for()
    send(led.console, "inject-g1")
    assert led.console.locator("#sealed").is_visible()
    led.look("everything open")
    dua.send("speak", to="", words="Hello.")
    withhold = led.console.locator("form[id^=withhold-]")
    withhold.wait_for()
    send(led.console, withhold.get_attribute("id") or "")
    led.console.locator("#sealed button").focus()
    led.console.keyboard.press("Enter")
    led.console.locator("#sealed").wait_for(state="hidden")


def steered(led: Led) -> None:
    """Force the next step, go back, try another way as a new group, pause, and go on."""
    turn = led.turn
    send(led.console, f"force-g1-{turn}")
    led.until_turn(turn + 1)
    opened(led.console, "more-g1")
    send(led.console, "rewind-g1", reason="to see")
    led.until_turn(turn + 2)
    opened(led.console, "fork-box-g1")
    send(led.console, "fork-g1", reason="to compare", who="half")
    assert ["g1", "g2"] == [group.group for group in seen(led.lesson).groups]
    led.look("two groups")
    send(led.console, "pause")
    led.ana.locator(".paused").wait_for()
    send(led.console, "resume")


def test_a_lesson_is_led_by_every_order(browsing: Browsing, tmp_path: Path) -> None:
    """What a facilitator can do is done in the browser and comes to the class; no state of the console breaks a rule of accessibility."""
    with live(tmp_path) as lesson:
        console = browsing.window(LAPTOP)
        console.goto(lesson.console)
        console.wait_for_url("**/c/**")
        led = Led(lesson, console, joined(browsing.window(PHONE), lesson.base, CODE, "Ana"))
        ben, cem, dua = (Away(lesson, name) for name in ("Ben", "Cem", "Dua"))
        asked_and_dealt(led, ben)
        timed(led)
        spoken(led)
        looked(led, cem, dua)
        steered(led)
        narrow = browsing.window(NARROW)
        narrow.goto(lesson.console)
        narrow.wait_for_url("**/c/**")
        found = violations(narrow, "a narrow console")
        assert not too_wide(narrow)
        send(console, "end")
        led.ana.get_by_role("link", name="To the debrief").wait_for()
        led.look("over")

        assert ([], [], [], []) == (led.found, found, browsing.wrong, browsing.outside)


def test_what_was_said_of_an_order_goes_when_it_is_true_no_longer(browsing: Browsing, tmp_path: Path) -> None:
    """A refusal stays until it can be read and things have changed; a field that the browser itself refuses has no “Saved.” above it.

    A seat is moved to a group of the list or to a new one, and what was chosen once is not chosen again.
    """
    with live(tmp_path) as lesson:
        console = browsing.window(PHONE)
        console.goto(lesson.console)
        bar = console.locator("[data-net]")
        console.locator("#deal button").click()
        bar.filter(has_text="Not saved: nobody has joined yet").wait_for()
        Away(lesson, "Ana")
        console.locator("tbody tr", has_text="Ana").wait_for()
        at_once = bar.inner_text()
        bar.filter(has_not_text="Not saved").wait_for(timeout=12_000, state="attached")
        opened(console, "seat-s1")
        offered = console.locator("#place-s1-g option").all_inner_texts()
        send(console, "place-s1", group="new", role="eastbank")
        console.locator("#place-s1-g option", has_text="1").wait_for(state="attached")
        console.locator("#schedule-minutes").fill("half an hour")
        console.locator("#schedule button").click()
        console.wait_for_function("() => !document.querySelector('[data-net]').textContent")
        moved, wide = console.locator("#place-s1-g").input_value(), too_wide(console)

    assert "Not saved: nobody has joined yet" == at_once
    assert (["1", "a new group"], "g1") == (offered, moved)
    assert not wide


def test_each_thing_said_has_its_own_time(browsing: Browsing, tmp_path: Path) -> None:
    """What is said of an order stands for eight seconds, also where another order was kept shortly before."""
    with live(tmp_path) as lesson:
        console = browsing.window(LAPTOP)
        console.clock.install()
        console.goto(lesson.console)
        bar = console.locator("[data-net]")
        send(console, "note", words="First.")
        console.clock.fast_forward(6000)
        send(console, "note", words="Second.")
        console.clock.fast_forward(4000)
        later = bar.inner_text()
        console.clock.fast_forward(6000)
        bar.filter(has_not_text="Saved.").wait_for(state="attached")

    assert "Saved." == later
