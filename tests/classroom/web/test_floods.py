"""Guessing and flooding: codes that are guessed are slowed for everybody who types, never for a class that scans or types right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats
from sim.classroom.server.access import FORMS_AT_ONCE, WRONG_GUESSES
from tests.classroom.server.test_access import Hand
from tests.classroom.taught import CODE, JSON, KEY, NAME, TICKET, Class, Served, held, placing, served


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
    """After so many wrong codes nobody can type one for a moment; whoever scans the QR code joins; a second later one more can be typed."""
    guessing = server.browser("192.168.0.66")
    wrong = {guessing.get(f"/join/{number:06}").status_code for number in range(WRONG_GUESSES)}
    typed = server.browser().post("/enter", data={"code": CODE})
    scanned = server.browser().post(f"/join/{CODE}", data={"name": "Zoe", "ticket": TICKET})
    guessed = server.browser().post(f"/join/{CODE}", data={"name": "Zoe", "ticket": "guess"})
    hand.now += 1.0

    assert ({404}, 429, 303, 429) == (wrong, typed.status_code, scanned.status_code, guessed.status_code)
    assert "5" == typed.headers["retry-after"]
    assert 303 == server.browser().post("/enter", data={"code": CODE}).status_code


@pytest.mark.parametrize(("addresses", "guesses"), [(1, 500), (50, 500), pytest.param(50, 10_000, marks=pytest.mark.slow)])
def test_guesses_find_out_no_more_than_sixty_a_minute(server: Served, hand: Hand, addresses: int, guesses: int) -> None:
    """From one address or fifty, by every way that takes a code, only so many guesses a minute are answered as such."""
    guessing = [server.browser(f"192.168.0.{number}") for number in range(1, addresses + 1)]
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
        hand.now += 0.06
    minutes = guesses * 0.06 / 60

    assert told <= WRONG_GUESSES * (minutes + 1)
    assert told >= min(guesses, WRONG_GUESSES)


def test_a_class_of_three_hundred_joins_while_somebody_guesses(server: Served) -> None:
    """Three hundred people behind one address scan the code and are in, while a flood of guesses from that address is slowed."""
    found = []
    for number in range(300):
        found.append(server.browser().post(f"/join/{CODE}", data={"name": f"Name {number}", "ticket": TICKET}).status_code)
        server.browser().get(f"/join/{number:06}")

    assert {303} == {*found}
    assert 300 == len(server.facilitator.get(f"/c/{NAME}/console.json").json()["roster"])


def test_guessed_codes_do_not_lock_out_the_facilitator(server: Served) -> None:
    """When no code can be typed any more, the facilitator's key still opens the console."""
    for number in range(WRONG_GUESSES + 1):
        server.browser().get(f"/join/{number:06}")

    assert 303 == server.browser("127.0.0.1").post(f"/console/{NAME}/enter", data={"secret": KEY}).status_code


def test_more_seats_than_a_lesson_has_are_refused(room: Class, server: Served) -> None:
    """A flood of two thousand joins fills the lesson and no more, and those who were in play on."""
    room.come(*(f"Name {number}" for number in range(495)))
    found = [server.browser().post(f"/join/{CODE}", data={"name": "Bot"}, headers=JSON).status_code for _ in range(20)]

    assert {303, 409} == {*found}
    assert 500 >= len(room.again().now.lesson.seats)


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
