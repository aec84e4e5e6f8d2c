"""A phone as it is: without scripts, on a poor network, asleep, cut off, followed by a second one, and never losing what it has sent."""

import random
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median_low

import pytest
from playwright.sync_api import Route

from sim.classroom.client.joining import come_back
from sim.classroom.client.wire import read_door
from tests.classroom.browser.browsers import DECIDES, PHONE, Browsing, joined, promise_nothing
from tests.classroom.browser.network import Network, network
from tests.classroom.hosted import Host, free_port, hosted
from tests.classroom.live import Away, live
from tests.classroom.taught import CODE

pytestmark = [pytest.mark.system, pytest.mark.timeout(400)]

SLOW = 50_000 / 8
"""Bytes a second of a poor network."""
LOSSY = 0.2
MOST_BYTES = 60_000
"""Of a first page with its style and script, as they pass."""
ROUNDS = 15
"""With four phones, sixty steps."""
SOON = 5.0
"""Seconds within which a phone that is back shows what the server shows; two pass before a browser asks again for a stream that broke."""
LATE = 20_000
"""Milliseconds after which it shows that in every step, also where the computer that plays four phones stands still for a while."""
SAME = """async () => {
    const words = (root) => {
        const now = root.getElementById("now").cloneNode(true);
        now.querySelectorAll("time").forEach((moment) => moment.remove());  // a phone shows its own clock
        return now.textContent.replace(/\\s+/g, " ").trim();
    };
    const there = new DOMParser().parseFromString(await (await fetch("./")).text(), "text/html");
    return words(there) === words(document);
}"""
LIFTED = 100
"""Milliseconds after which a page takes a finger to be lifted."""
COME = """
    window.come = [];
    window.EventSource = class extends EventSource {
        constructor(address) {
            super(address);
            this.addEventListener("view", (news) => window.come.push(news.data));
        }
    };
"""
"""Lets a page note what has come by its stream, also where it does not show it yet."""
UNSENT = "() => JSON.parse(localStorage.getItem(`outbox:${location.pathname}`) || '[]').length"


def test_a_turn_is_played_without_scripts(browsing: Browsing, tmp_path: Path) -> None:
    """Whoever has no script joins, looks again, decides, writes and proposes by forms, and reads that it was kept."""
    with live(tmp_path) as lesson:
        phone = joined(browsing.window(PHONE, java_script_enabled=False), lesson.base, CODE, "Ana")
        Away(lesson, "Ben")
        waits = phone.locator("main").inner_text()
        assert (0, 1) == (waits.count("page goes on by itself"), waits.count("this page does not go on by itself"))
        lesson.place("Ana g1 eastbank", "Ben g1 westbank")
        lesson.order("start")
        lesson.order("talk", words="on")
        phone.get_by_role("link", name="Look again").click()
        promise_nothing(phone)
        phone.locator("#propose-box summary").click()
        phone.locator("#propose-words").fill("We ask the school.")
        phone.get_by_role("button", name="Ask the facilitator").click()
        lesson.order("force", group="g1", turn="1")
        phone.get_by_role("link", name="Look again").click()
        phone.locator('section[data-turn="2"]').wait_for()
        phone.locator("#part-box summary").click()
        phone.get_by_role("button", name="Only watch").click()
        phone.locator(".seat", has_text="Observer").wait_for()

        assert "with the facilitator" not in phone.locator("#now").inner_text()  # whoever watches proposes nothing
        assert [] == browsing.wrong


def test_times_are_those_of_the_phone(browsing: Browsing, tmp_path: Path) -> None:
    """What is said has the hour that the clock of the phone shows, also where it comes while the page is open."""
    with live(tmp_path) as lesson:
        phone = joined(browsing.window(PHONE, timezone_id="Asia/Kathmandu"), lesson.base, CODE, "Ana")
        lesson.order("tell", words="One.")
        phone.reload()
        lesson.order("tell", words="Two.")
        phone.locator(".told p", has_text="Two.").wait_for()
        shown = phone.locator(".told time")
        times = [(shown.nth(place).inner_text(), shown.nth(place).get_attribute("datetime") or "") for place in range(2)]

        assert [f"{datetime.fromisoformat(utc) + timedelta(hours=5, minutes=45):%H:%M}" for _, utc in times] == [here for here, _ in times]


def test_a_poor_network_is_enough(browsing: Browsing, tmp_path: Path) -> None:
    """At 50 kbit/s, with every fifth packet lost, the first page takes at most 60 kB, a choice is saved, and the next turn comes."""
    with live(tmp_path, "kosovo", "2022") as lesson, network(lesson.port) as poor:
        Away(lesson, "Ben")
        lesson.place("Ben g1 belgrade")
        lesson.order("start")
        asked: list[str] = []
        phone = browsing.window(PHONE)
        phone.on("request", lambda request: asked.append(request.url))
        poor.rate, poor.loss = SLOW, LOSSY
        phone.goto(f"{poor.address}/join/{CODE}", timeout=60_000)
        phone.locator("#name").fill("Ana")
        poor.passed = 0
        phone.get_by_role("button", name="Join", exact=True).click()
        phone.wait_for_url("**/s/**", timeout=60_000)
        lesson.place("Ana g1 pristina", "Ben g1 observer")
        phone.locator(".seat", has_text="Pristina").wait_for(timeout=60_000)
        passed = poor.passed
        began = time.monotonic()
        phone.locator(".decision input[name=option]").first.check()
        phone.get_by_role("button", name=DECIDES).click()
        phone.locator("[data-net]", has_text="Saved.").wait_for(timeout=60_000)
        phone.locator('section[data-turn]:not([data-turn="1"])').wait_for(timeout=60_000)
        took = time.monotonic() - began

        assert passed <= MOST_BYTES
        assert took <= 30
        assert any("pack=1" in address for address in asked)
        phone.close()


def test_a_phone_whose_place_others_took_is_told_and_comes_back(browsing: Browsing, tmp_path: Path) -> None:
    """When a third other device has come to its seat, a page that only waits says so by itself, and the code of the seat opens it again."""
    with live(tmp_path) as lesson:
        phone = joined(browsing.window(PHONE), lesson.base, CODE, "Ana")
        phone.get_by_text("Another device, or a lost phone").click()
        code = phone.locator(".code").inner_text()
        while not lesson.connected():
            phone.wait_for_timeout(50)
        for _ in range(3):
            come_back(read_door(lesson.base, CODE), code)
        phone.get_by_role("alert").filter(has_text="three other devices have opened it since").wait_for(timeout=60_000)
        phone.get_by_label("The code of your seat").fill(code)
        phone.get_by_role("button", name="Back to my seat").click()
        phone.get_by_text("You are in").wait_for()
        phone.close()


def test_a_page_that_goes_on_swallows_no_press(browsing: Browsing, tmp_path: Path) -> None:
    """What comes while a finger is on a button is shown once it is lifted, and what was pressed is done.

    The phone's time is the test's: a page waits for a finger no longer than a press takes, and a slow machine presses for longer.
    """
    answers: list[Route] = []
    phone = browsing.window(PHONE)
    phone.add_init_script(COME)
    phone.clock.install(time=0)
    phone.clock.pause_at(1)
    with live(tmp_path) as lesson:
        joined(phone, lesson.base, CODE, "Ana")
        Away(lesson, "Ben")
        lesson.place("Ana g1 eastbank", "Ben g1 westbank")
        lesson.order("start")
        lesson.order("talk", words="on")
        phone.locator("#speak-words").wait_for()
        phone.route("**/choose", lambda route: answers.append(route))  # noqa: PLW0108 -- playwright marks the function that it is given
        phone.locator(".decision input[name=option]").first.check()
        phone.get_by_role("button", name=DECIDES).click()
        phone.clock.run_for(LIFTED)
        while not answers:
            phone.wait_for_timeout(50)
        phone.locator("#speak-words").fill("We are ready.")
        phone.get_by_role("button", name="Send").hover()
        phone.mouse.down()
        answers[0].continue_()
        phone.locator("[data-net]", has_text="Saved.").wait_for()
        lesson.order("tell", words="Well done.")
        phone.wait_for_function("() => window.come.some((news) => news.includes('Well done.'))")  # and with it what was chosen
        before = phone.locator(".sealed").count(), phone.locator(".told").get_by_text("Well done.").count()
        phone.mouse.up()
        phone.clock.run_for(LIFTED)
        phone.locator(".messages", has_text="We are ready.").wait_for()
        phone.locator(".sealed").wait_for()
        phone.locator(".told", has_text="Well done.").wait_for()

        assert (0, 0) == before


class Life:
    """One phone, the network that it alone is on, and what it has sent."""

    def __init__(self, browsing: Browsing, host: Host, way: Network, name: str) -> None:
        """Join."""
        self.browsing, self.host, self.way, self.name = browsing, host, way, name
        self.page = joined(browsing.window(PHONE), way.address, host.code, name)
        self.sent: list[str] = []

    def acts(self, words: str) -> None:
        """Decide, if asked, and write to everybody."""
        options = self.page.locator(".decision input[name=option]")
        if options.count():
            options.first.check()
            self.page.get_by_role("button", name=DECIDES).click()
        self.page.locator("#speak-words").fill(f"{self.name} {words}")
        self.page.get_by_role("button", name="Send").click()
        self.sent.append(f"{self.name} {words}")

    def freeze(self, *, asleep: bool) -> None:
        """Put the page to sleep, or wake it."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Page.setWebLifecycleState", {"state": "frozen" if asleep else "active"})
        session.detach()
        if not asleep:
            self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def goes_on_elsewhere(self) -> None:
        """Go on with the same seat on a second device, by its code; what the first had not sent is sent first."""
        self.page.wait_for_function(f"() => ({UNSENT})() === 0")
        self.page.locator("#seat-box summary").click()
        code = self.page.locator("#seat-box .code").inner_text()
        second = self.browsing.window(PHONE)
        second.goto(f"{self.way.address}/join/{self.host.code}")
        second.get_by_text("I was here before").click()
        second.locator("#resume").fill(code)
        second.get_by_role("button", name="Back to my seat").click()
        second.wait_for_url("**/s/**")
        self.page.close()
        self.page = second


def asleep(life: Life) -> Callable[[], None]:
    """Let the phone sleep, and its connections break meanwhile."""
    life.freeze(asleep=True)
    life.way.cut()
    return lambda: life.freeze(asleep=False)


def cut(life: Life) -> Callable[[], None]:
    """Break every connection."""
    life.way.cut()
    return lambda: None


def dark(life: Life) -> Callable[[], None]:
    """Let nothing pass, without a word, and then break what was open."""
    life.way.dark = True

    def light() -> None:
        life.way.dark = False
        life.way.cut()

    return light


def away(life: Life) -> Callable[[], None]:
    """Let nobody answer."""
    life.way.away = True
    life.way.cut()

    def back() -> None:
        life.way.away = False
        life.page.evaluate("window.dispatchEvent(new Event('online'))")

    return back


def elsewhere(life: Life) -> Callable[[], None]:
    """Go on with a second device."""
    life.goes_on_elsewhere()
    return lambda: None


def half(life: Life) -> Callable[[], None]:
    """Lose the network in the middle of the next form."""
    life.way.fates.append("half")
    return lambda: None


def unanswered(life: Life) -> Callable[[], None]:
    """Lose the answer to the next form."""
    life.way.fates.append("unanswered")
    return lambda: None


BEFORE = (half, unanswered)
"""What meets what the phone is about to send."""
AFTER = (asleep, cut, dark, away, elsewhere)
MOVES = (6, 11)
"""Rounds in which the server goes to another port behind the same name."""


@pytest.mark.slow
def test_sixty_steps_of_the_life_of_phones(browsing: Browsing, tmp_path: Path) -> None:
    """Whatever befalls four phones, each shows what the server shows within five seconds of its return, and all it sent is kept once.

    The five seconds hold for the median of each thing that befalls them, since one step in sixty may meet a computer that is busy
    otherwise; what is slow by itself is slow each time.
    """
    drawn = random.Random(7)
    took: dict[str, list[float]] = {fate.__name__: [] for fate in BEFORE + AFTER}
    with hosted(tmp_path, "kosovo", "--act", "2022") as host, ExitStack() as ways:
        names = {"Ana": "belgrade", "Ben": "pristina", "Cem": "eu", "Dea": "kfor"}
        lives = [Life(browsing, host, ways.enter_context(network(host.port)), name) for name in names]
        host.begin(*(f"{name} g1 {role}" for name, role in names.items()))
        assert 200 == host.order("talk", words="on")
        for life in lives:
            life.page.locator("#speak").wait_for()
        for number in range(ROUNDS):
            fates = [drawn.choice(BEFORE + AFTER) for _ in lives]
            ends = [fate(life) for fate, life in zip(fates, lives, strict=True) if fate in BEFORE]
            for life in lives:
                life.acts(f"in round {number}")
            ends += [fate(life) for fate, life in zip(fates, lives, strict=True) if fate in AFTER]
            if number in MOVES:
                host.kill()
                host.port = free_port()
                host.start()
                for life in lives:
                    life.way.server = host.port
            assert 200 == host.order("tell", words=f"This is round {number}.")
            for end in ends:
                end()
            began = time.monotonic()
            for life in lives:
                life.page.locator(".told", has_text=f"This is round {number}.").wait_for(timeout=LATE)
            for life in lives:
                life.page.wait_for_function(f"() => ({UNSENT})() === 0", timeout=LATE)
            for life, fate in zip(lives, fates, strict=True):
                life.page.wait_for_function(SAME, timeout=LATE, polling=200)
                took[fate.__name__].append(time.monotonic() - began)
        messages = host.console()["messages"]
        assert isinstance(messages, list)
        said = sorted(message["words"] for message in messages)

        assert {} == {fate: seconds for fate, seconds in took.items() if median_low(seconds) > SOON}
        assert sorted(words for life in lives for words in life.sent) == said
        assert [*names] == host.roster()
        assert [] == [line for line in browsing.wrong if not re.search("ERR_|Failed to load resource", line)]
