"""Guessing and flooding: codes that are guessed are slowed for everybody who types, never for a class that scans or types right."""

import asyncio
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.testclient import TestClient

from sim.classroom.lesson import seats
from sim.classroom.server.limits import FORMS_AT_ONCE, GUESSES_TOGETHER, OWN_GUESSES, WRONG_GUESSES
from sim.classroom.web.app import Setting
from sim.model.ids import LessonId
from sim.store.lessons import Archive, LessonLog
from tests.classroom.taught import BASE, CODE, JSON, KEY, NAME, TICKET, Class, Served, fields, placing, served
from tests.harness import Hand


@pytest.fixture
def hand() -> Hand:
    """Return a clock that stands until it is moved."""
    return Hand()


class Tried:
    """A log of lessons that counts the codes that are looked for: each of those could have been right, whatever was answered."""

    def __init__(self, lessons: LessonLog) -> None:
        """Stand before a log."""
        self.read, self.create, self.code, self.lessons = lessons.read, lessons.create, lessons.code, lessons.lessons
        self.commit, self.plays, self.rewrite, self.delete = lessons.commit, lessons.plays, lessons.rewrite, lessons.delete
        self._with_code = lessons.with_code
        self.codes = 0

    def with_code(self, code: str) -> LessonId:
        """Count a code, and look for its lesson."""
        self.codes += 1
        return self._with_code(code)


@pytest.fixture
def tried(room: Class) -> Tried:
    """Count the codes that are tried."""
    return Tried(room.archive.lessons)


@pytest.fixture
def server(room: Class, hand: Hand, tried: Tried) -> Iterator[Served]:
    """Serve the lesson by that clock."""
    with served(replace(room, archive=Archive(room.archive.sessions, tried)), pulse=hand) as made:
        yield made


def test_wrong_codes_are_slowed_and_the_qr_code_is_not(server: Served, hand: Hand) -> None:
    """Who has guessed too often types no code for a moment, but joins by the QR code; a second later one more can be typed."""
    browsers = [server.browser("192.168.0.66") for _ in range(4)]
    wrong = {browsers[0].get(f"/join/{number:06}").status_code for number in range(WRONG_GUESSES)}
    typed = browsers[0].post("/enter", data={"code": CODE})
    scanned = [browsers[1].get(f"/join/{CODE}"), browsers[1].post(f"/join/{CODE}", data={"name": "Zoe", "ticket": TICKET})]
    guessed = browsers[2].post(f"/join/{CODE}", data={"name": "Zoe", "ticket": "guess"})
    hand.now += 1.0

    assert ({404}, 429, [429, 303], 429) == (wrong, typed.status_code, [one.status_code for one in scanned], guessed.status_code)
    assert "5" == typed.headers["retry-after"] == scanned[0].headers["retry-after"]
    assert 303 == browsers[3].post("/enter", data={"code": CODE}).status_code


def test_while_codes_are_slowed_every_code_has_the_same_page(server: Served) -> None:
    """Where somebody has guessed too often, a right code has the same page to give a name on as a wrong one."""
    guessing = server.browser("192.168.0.66")
    for number in range(WRONG_GUESSES):
        guessing.get(f"/join/{number:06}")
    right, wrong = (guessing.get(f"/join/{code}") for code in (CODE, "BCDFGH"))
    drawn = re.compile(r'(?<=name="token" value=")[^"]*')

    assert 429 == right.status_code == wrong.status_code
    assert 'name="name"' in right.text
    assert "If you scanned the QR code, type your name and go on" in right.text
    assert drawn.sub("", right.text).replace(CODE, "BCDFGH") == drawn.sub("", wrong.text)


def test_whoever_has_not_guessed_is_heard_while_others_guess(server: Served) -> None:
    """A flood from elsewhere slows nobody who types right, or wrong a few times; at its end nothing more is told to that address either."""
    flooding, honest = server.browser("192.168.0.66"), server.browser("192.168.0.20")
    for number in range(2 * WRONG_GUESSES):
        flooding.get(f"/join/{number:06}")
    slips = {honest.post("/enter", data={"code": f"{number:06}"}).status_code for number in range(OWN_GUESSES - 1)}
    heard = honest.post("/enter", data={"code": CODE}).status_code
    last = honest.post("/enter", data={"code": "000000"}).status_code

    assert ({429}, 303, 429) == (slips, heard, last)
    assert 429 == honest.post("/enter", data={"code": CODE}).status_code


GUESSED = ((1, 500), (50, 500), (1, 10_000), (50, 10_000))
"""Addresses, and guesses within half a minute or, where they are very many, a whole one."""


@pytest.mark.parametrize(
    ("addresses", "guesses"), [pytest.param(*one, marks=[pytest.mark.slow] if one[1] > 1_000 else []) for one in GUESSED]
)
def test_guesses_find_out_no_more_than_sixty_a_minute(server: Served, hand: Hand, tried: Tried, addresses: int, guesses: int) -> None:
    """From one address or fifty, by every way that takes a code, only so many a minute are told to be wrong, and few more are tried."""
    guessing = [server.browser(f"10.0.0.{number}") for number in range(1, addresses + 1)]
    minutes = 1.0 if guesses > 1_000 else 0.5
    told = 0
    for number in range(guesses):
        browser, code = guessing[number % addresses], f"B{number:05}"
        ways = (
            lambda browser=browser, code=code: browser.get(f"/join/{code}"),
            lambda browser=browser, code=code: browser.post("/enter", data={"code": code}),
            lambda browser=browser, code=code: browser.get(f"/screen/{code}/"),
            lambda browser=browser, code=code: browser.post(f"/join/{code}", data={"name": "Bot", "ticket": "guess"}),
            lambda browser=browser, code=code: browser.post(f"/back/{CODE}", data={"resume": code}),
        )
        told += ways[number % len(ways)]().status_code == 404
        hand.now += 60 * minutes / guesses

    assert told <= WRONG_GUESSES * (minutes + 1)
    assert told >= min(guesses, WRONG_GUESSES)
    assert tried.codes <= 2 * (WRONG_GUESSES + addresses * OWN_GUESSES) * (minutes + 1)  # typed, and said to be scanned


def test_many_networks_together_try_no_more_codes_than_fifty(server: Served, hand: Hand, tried: Tried) -> None:
    """Beyond six hundred a minute no typed code is tried, not even a right one; the QR code is, and a second later typing goes on."""
    flooding = [server.browser(f"10.0.0.{number}") for number in range(100)]
    for number in range(WRONG_GUESSES + GUESSES_TOGETHER + 40):
        flooding[number % 100].post("/enter", data={"code": f"B{number:05}"})
    codes, honest = tried.codes, server.browser("192.168.0.20")
    typed = honest.post("/enter", data={"code": CODE}).status_code
    scanned = honest.post(f"/join/{CODE}", data={"name": "Zoe", "ticket": TICKET}, headers=JSON).status_code
    hand.now += 1.0

    assert WRONG_GUESSES + GUESSES_TOGETHER == codes
    assert (429, 303) == (typed, scanned)
    assert 303 == server.browser("192.168.0.21").post("/enter", data={"code": CODE}).status_code


def test_guesses_that_come_at_once_are_counted_one_by_one(server: Served, tried: Tried) -> None:
    """However many guesses come in the same instant, by typing or with a ticket, each is tried only once the one before it is counted."""

    async def sent(forms: list[tuple[str, dict[str, str]]]) -> list[int]:
        transport = ASGITransport(server.app, client=("192.168.0.66", 50_000))
        async with AsyncClient(transport=transport, base_url=BASE, headers={"origin": BASE}) as browser:
            return [answer.status_code for answer in await asyncio.gather(*(browser.post(path, data=form) for path, form in forms))]

    portal, guessed = server.facilitator.portal, [f"B{number:05}" for number in range(100)]
    assert portal is not None
    typed = portal.call(sent, [("/enter", {"code": code}) for code in guessed])
    codes = tried.codes
    portal.call(sent, [(f"/join/{code}", {"name": "Bot", "ticket": "guess"}) for code in guessed])

    assert (WRONG_GUESSES, WRONG_GUESSES) == (typed.count(404), codes)
    assert 2 * WRONG_GUESSES == tried.codes


FLOOD = int(os.environ.get("SIM_GUESSES", "3000"))
"""Guesses that come while a class joins; `SIM_GUESSES=10000 pytest -m slow tests/classroom/web/test_floods.py` asks more."""
PEOPLE = 300
SCANNING, TYPING = 60.0, 180.0
"""Seconds within which such a class has to be in."""


@dataclass
class Flood:
    """Guesses that come while others join, by a clock that is the tests' own."""

    server: Served
    hand: Hand
    addresses: tuple[str, ...]
    sent: int = 0
    told: int = 0

    def guess(self, times: int) -> None:
        """Guess so many times."""
        for _ in range(times):
            browser = self.server.browser(self.addresses[self.sent % len(self.addresses)])
            self.told += browser.post("/enter", data={"code": f"B{self.sent % 100_000:05}"}).status_code == 404
            self.sent += 1


ELSEWHERE = tuple(f"10.0.0.{number}" for number in range(1, 51))


@pytest.mark.slow
@pytest.mark.parametrize("addresses", [("192.168.0.20",), ELSEWHERE], ids=["the class's own", "fifty"])
def test_a_class_that_scans_is_in_within_a_minute_of_a_flood(server: Served, hand: Hand, addresses: tuple[str, ...]) -> None:
    """Three hundred people behind one address load the page of the QR code and join, while somebody guesses, from that address too."""
    flood, found = Flood(server, hand, addresses), []
    flood.guess(WRONG_GUESSES)
    for number in range(PEOPLE):
        flood.guess(FLOOD // PEOPLE)
        phone = server.browser("192.168.0.20")
        form = {**fields(phone.get(f"/join/{CODE}").text), "name": f"Name {number}", "ticket": TICKET}
        answer = phone.post(f"/join/{CODE}", data=form)
        if form.get("unread"):  # the page could show no notice; it comes now, before anybody is in
            assert "notice-heading" in answer.text
            answer = phone.post(f"/join/{CODE}", data=fields(answer.text))
        found.append(answer.status_code)
        hand.now += SCANNING / PEOPLE

    assert [303] * PEOPLE == found
    assert flood.told <= 2 * WRONG_GUESSES
    assert PEOPLE == len(server.facilitator.get(f"/c/{NAME}/console.json").json()["roster"])


@pytest.mark.slow
def test_a_class_that_types_is_in_within_three_minutes_of_a_flood(server: Served, hand: Hand) -> None:
    """Three hundred people behind one address, of whom one in twelve types wrong first, are in while guesses come from fifty others."""
    flood, waiting = Flood(server, hand, ELSEWHERE), [*range(PEOPLE)]
    flood.guess(WRONG_GUESSES)
    wrong = {number for number in waiting if number % 12 == 0}
    began, tries = hand.now, 0
    while waiting:
        number = waiting.pop(0)
        flood.guess(FLOOD // PEOPLE)
        phone = server.browser("192.168.0.20")
        code = "BCDFGH" if number in wrong else CODE
        wrong.discard(number)
        answers = [phone.post("/enter", data={"code": code}).status_code]
        if answers == [303]:
            answers += [phone.get(f"/join/{code}").status_code, phone.post(f"/join/{code}", data={"name": f"Name {number}"}).status_code]
        if answers != [303, 200, 303]:
            waiting.append(number)
        tries += 1
        hand.now += 0.5

    assert hand.now - began < TYPING
    assert tries == PEOPLE + PEOPLE // 12
    assert flood.told <= WRONG_GUESSES * (1 + (hand.now - began) / 60)


def test_guessed_codes_do_not_lock_out_the_facilitator(server: Served) -> None:
    """When no code can be typed any more, the facilitator's key still opens the console."""
    for number in range(WRONG_GUESSES + 1):
        server.browser().get(f"/join/{number:06}")

    assert 303 == server.browser("127.0.0.1").post(f"/console/{NAME}/enter", data={"secret": KEY}).status_code


def test_wrong_keys_do_not_lock_out_the_facilitator(room: Class, hand: Hand) -> None:
    """Behind TLS, while somebody gives wrong keys without end, the right one opens the console, from any address; wrong ones are slowed."""
    with served(room, Setting(secure=True), hand, enters=False) as server:
        bad, good = server.browser("203.0.113.66"), server.browser("198.51.100.7")

        def given(browser: TestClient, lesson: str, secret: str) -> int:
            return browser.post(f"/console/{lesson}/enter", data={"secret": secret}, headers=JSON).status_code

        wrong = [given(bad, ("any-lesson-here", NAME)[number % 2], "guess") for number in range(WRONG_GUESSES + 2)]
        told = bad.post(f"/console/{NAME}/enter", data={"secret": "guess"}, headers=JSON).json()

        assert [403] * WRONG_GUESSES + [429] * 2 == wrong
        assert ("too-many", True) == (told["code"], "this is a wrong key, and so were very many others just now" in told["message"])
        assert [303, 303] == [given(browser, NAME, KEY) for browser in (good, bad)]


def test_one_seat_cannot_flood_the_server(room: Class, hand: Hand) -> None:
    """What one seat sends without end is refused after a while, and others are not slowed by it; ten a second go on."""
    room.come("Ana", "Ben")
    room.do(placing(s1="g1 north", s2="g1 south"), seats.start)
    with served(room, pulse=hand) as server:
        ana, ben = server.browser(), server.browser()
        ana.cookies.set(f"seat-{NAME}", "token of Ana")
        ben.cookies.set(f"seat-{NAME}", "token of Ben")
        form = {"turn": "9", "option": "block"}
        sent = [ana.post(f"/s/{NAME}/choose", data=form, headers=JSON) for _ in range(FORMS_AT_ONCE + 1)]
        other = ben.post(f"/s/{NAME}/choose", data=form, headers=JSON).status_code
        hand.now += 1.0
        later = [ana.post(f"/s/{NAME}/choose", data=form, headers=JSON).status_code for _ in range(11)]

    assert [409] * FORMS_AT_ONCE + [429] == [answer.status_code for answer in sent]
    assert (409, [409] * 10 + [429]) == (other, later)
    assert "too-many" == sent[-1].json()["code"]
