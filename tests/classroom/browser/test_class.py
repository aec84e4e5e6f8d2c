"""A class as it is held: a facilitator's window, four phones, one terminal and the screen in the room play act 2022 to its debrief.

With `SHOTS=folder` every stage is drawn into that folder, to be looked at.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.classroom.browser.browsers import (
    DECIDES,
    LAPTOP,
    NARROW,
    PHONE,
    PROJECTOR,
    Browsing,
    beside,
    joined,
    too_wide,
    violations,
)
from tests.classroom.client.test_joining_terminal import SIZE, home_of
from tests.classroom.hosted import Host, hosted
from tests.terminal.real import Terminal, terminal

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

PLACES = "name,group,role\nAna,g1,belgrade\nBesnik,g1,pristina\nChloé,g1,eu\nDragan,g1,kfor\nErza,g1,pristina\n"
MOST_TURNS = 20
LOOKED_AT = "Enter votes for 1, "
"""What the terminal of somebody in a team says while the first option is looked at."""


def drawing(pages: dict[str, Page]) -> Callable[[str], None]:
    """Return how a stage is drawn, where somebody wants to look at it."""
    folder = os.environ.get("SHOTS")

    def draw(stage: str) -> None:
        if folder is not None:
            Path(folder).mkdir(parents=True, exist_ok=True)
            for name, page in pages.items():
                page.screenshot(path=Path(folder) / f"{stage}-{name}.png", full_page=name != "screen")

    return draw


def decides(phone: Page) -> None:
    """Let a phone take the first option."""
    phone.locator(".decision input[name=option]").first.check()
    phone.get_by_role("button", name=DECIDES).click()
    phone.locator("[data-net]", has_text="Saved.").wait_for()


def facilitates(console: Page, phones: list[Page]) -> None:
    """Pause, tell something, open messages and go on: each of it reaches everybody."""
    console.get_by_role("button", name="Pause").click()
    for phone in phones:
        phone.locator(".paused").wait_for()
    console.get_by_role("button", name="Go on").click()
    console.get_by_role("button", name="Open messages").click()
    phones[0].locator("#speak-words").fill("We would rather talk than wait.")
    phones[0].get_by_role("button", name="Send").click()
    for phone in phones:
        phone.locator(".messages li", has_text="We would rather talk than wait.").wait_for()
        phone.locator(".paused").wait_for(state="detached")


def seal(erza: Terminal, host: Host) -> None:
    """Seal the first option in the terminal, reading whatever comes before it; what comes between two keys may ask for both again.

    Each key answers what the screen shows, and the next waits until that is no longer shown, so that on a slow machine none is left over
    for the next turn or for the end. A page on which somebody only waits goes on by itself.
    """

    def standing() -> tuple[object, object]:
        shown = host.console()
        roster, groups = shown["roster"], shown["groups"]
        assert isinstance(roster, list)
        assert isinstance(groups, list)
        return [line["voted"] for line in roster if line["name"] == "Erza"], groups[0]["turn"]

    def asks(said: str) -> str:
        if " Look " in said:
            return "seal" if LOOKED_AT in said else "look"
        return "read" if "Press Enter" in said and "to look again" not in said else ""

    def is_answered(asked: str, said: str, now: str) -> bool:
        return now != said if asked == "read" else asks(now) not in ("", asked)  # nothing is asked by a screen that is half drawn

    def answer(said: str) -> None:
        asked = asks(said)
        if asked:
            erza.process.send("1" if asked == "look" else "\r")
            erza.until(lambda now: is_answered(asked, said, now) or standing() != before, "an answer to a key")

    before = standing()
    while True:
        said = erza.until(lambda said: bool(asks(said)) or standing() != before, "a page")
        if standing() != before:
            return
        answer(said)


def plays(phones: list[Page], erza: Terminal, host: Host, draw: Callable[[str], None]) -> int:
    """Play until the act is over; return how many turns it took."""
    for turn in range(1, MOST_TURNS):
        draw(f"turn-{turn:02}")
        if phones[0].locator(".outcome").count():
            return turn
        before = phones[0].locator("section[data-turn]").get_attribute("data-turn")
        asked = [phone for phone in phones if phone.locator(".decision input[name=option]").count()]
        assert asked, "nobody is asked, and the play goes on"
        for phone in asked:
            decides(phone)
        if phones[1] in asked:
            draw(f"turn-{turn:02}-voted")
            seal(erza, host)
        for phone in phones:
            phone.locator(f'section[data-turn]:not([data-turn="{before}"])').wait_for()
    pytest.fail("the play does not end")


def test_a_class_plays_act_2022_to_its_debrief(browsing: Browsing, tmp_path: Path) -> None:
    """Five people on four phones and in a terminal, and their facilitator, go from the code on the screen to the debrief of the act."""
    with hosted(home_of(tmp_path, "host"), "kosovo", "--act", "2022") as host:
        console, screen = browsing.window(LAPTOP), browsing.window(PROJECTOR)
        console.goto(f"{host.address}/console/{host.lesson}/#{host.key}")
        console.wait_for_url("**/c/**")
        screen.goto(f"{host.address}/screen/{host.code}/")
        looks = [(PHONE, {}), (NARROW, {}), (PHONE, {"color_scheme": "dark"}), (PHONE, {"contrast": "more"})]
        names = ("Ana", "Besnik", "Chloé", "Dragan")
        phones = [
            joined(browsing.window(size, **look), host.address, host.code, name) for name, (size, look) in zip(names, looks, strict=True)
        ]
        draw = drawing({"console": console, "screen": screen, **dict(zip(names, phones, strict=True))})
        draw("00-waiting")
        join = ("join", host.address, host.code, "--name", "Erza")
        with terminal(home_of(tmp_path, "erza"), SIZE, *join) as erza:
            erza.until_it_says("Press Enter when you have read this.")
            erza.press("Enter", "Enter")
            erza.until_it_says("You are in")
            give_out(console, host)
            for phone in phones:
                phone.locator(".status", has_text="The facilitator starts the play").wait_for()
            draw("00-dealt")
            console.get_by_role("button", name="Start the play").click()
            for phone in phones:
                phone.locator("section[data-turn]").wait_for()
            facilitates(console, phones)
            turns = plays(phones, erza, host, draw)
            console.get_by_role("button", name="End, and go to the debrief").click()
            for phone in phones:
                phone.get_by_role("link", name="To the debrief").wait_for()
            erza.until(lambda said: "You have left your role" in said or "Press Enter" in said, "the end")
        draw("98-over")
        phones[0].get_by_role("link", name="To the debrief").click()
        phones[0].get_by_role("heading", level=1).wait_for()
        console.goto(beside(console, "debrief?group=g1"))
        draw("99-debrief")
        found = violations(phones[0], "debrief") + violations(screen, "screen over")

        assert turns > len(phones)
        assert "We would rather talk than wait." in phones[0].content()
        assert [False] * 4 == [too_wide(phone) for phone in phones]
        assert ([], [], []) == (found, browsing.wrong, browsing.outside)


def give_out(console: Page, host: Host) -> None:
    """Give everybody the place on a list, once all are here."""
    host.until(lambda: len(host.roster()) == PLACES.count("\n") - 1, "everybody")
    console.get_by_text("Give out places from a list").click()
    console.locator("#list-places").fill(PLACES)
    console.get_by_role("button", name=re.compile("^Give out")).click()
