"""Guessing and flooding: codes that are guessed are slowed for everybody who types, never for a class that scans or types right."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.classroom.lesson import seats
from sim.classroom.server.access import FORMS_AT_ONCE, OWN_GUESSES, WRONG_GUESSES
from tests.classroom.server.test_access import Hand
from tests.classroom.taught import CODE, JSON, KEY, NAME, TICKET, Class, Served, fields, held, placing, served


@pytest.fixture
def hand() -> Hand:
    """Return a clock that stands until it is moved."""
    return Hand()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Hold a lesson."""
    with held(tmp_path) as made:
        yield made


@pytest.fixture
def server(room: Class, hand: Hand) -> Iterator[Served]:
    """Serve the lesson by that clock."""
    with served(room, pulse=hand) as made:
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


GUESSED = ((1, 500, 0.06), (50, 500, 0.06), (1, 10_000, 0.006), (50, 10_000, 0.006))
"""Addresses, guesses, and the seconds from one to the next."""


@pytest.mark.parametrize(
    ("addresses", "guesses", "apart"), [pytest.param(*one, marks=[pytest.mark.slow] if one[1] > 1_000 else []) for one in GUESSED]
)
def test_guesses_find_out_no_more_than_sixty_a_minute(server: Served, hand: Hand, addresses: int, guesses: int, apart: float) -> None:
    """From one address or fifty, by every way that takes a code, only so many guesses a minute are answered as such."""
    guessing = [server.browser(f"10.0.0.{number}") for number in range(1, addresses + 1)]
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
        hand.now += apart
    minutes = guesses * apart / 60

    assert told <= WRONG_GUESSES * (minutes + 1)
    assert told >= min(guesses, WRONG_GUESSES)


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
