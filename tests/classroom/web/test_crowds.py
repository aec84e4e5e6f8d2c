"""Many at the door: how fast seats are taken, what the QR code opens whatever else comes, and what is still open after the end."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.classroom.lesson import seats, words
from sim.classroom.server.limits import JOINS, TYPED_JOINS, WRONG_GUESSES
from sim.classroom.server.tokens import resume_code
from sim.classroom.web.app import Setting
from sim.engine.lesson import MOST_SEATS
from tests.classroom.taught import CODE, JSON, KEY, NAME, TICKET, Class, Served, fields, held, placing, served
from tests.harness import Hand


@pytest.fixture
def hand() -> Hand:
    """Return a clock that stands until it is moved."""
    return Hand()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Hold a lesson."""
    with held(tmp_path, asks=True) as made:
        yield made


@pytest.fixture
def server(room: Class, hand: Hand) -> Iterator[Served]:
    """Serve the lesson by that clock, without the word of its QR code."""
    with served(room, Setting(), hand) as made:
        yield made


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Write what the server logs to a text."""
    text = io.StringIO()
    handler, log = logging.StreamHandler(text), logging.getLogger("sim.classroom")
    log.addHandler(handler)
    try:
        yield text
    finally:
        log.removeHandler(handler)


def join(browser: TestClient, name: str, ticket: str = "") -> int:
    """Join as a program does; return the status of the answer."""
    return browser.post(f"/join/{CODE}", data={"name": name, "ticket": ticket}, headers=JSON).status_code


def guessed(server: Served) -> TestClient:
    """Return a browser from whose address so many codes were guessed that they are slowed."""
    browser = server.browser("192.168.0.66")
    for number in range(WRONG_GUESSES + 20):
        browser.post("/enter", data={"code": f"B{number:05}"})
    assert 429 == browser.post("/enter", data={"code": CODE}).status_code
    return browser


# ------------------------------------------------------------------------------------------------------------- taking seats


@pytest.mark.slow
def test_a_flood_of_joins_is_slowed_and_a_class_that_scans_is_not(server: Served, hand: Hand) -> None:
    """Two thousand joins a minute by the code take a hundred seats and then a hundred a minute, and three hundred who scan are in."""
    flood, found = [], []
    for number in range(2_000):
        flood.append(join(server.browser("10.0.0.1"), f"Bot {number}"))
        if number % 7 == 0:
            found.append(join(server.browser(), f"Name {number}", TICKET))
        hand.now += 60 / 2_000

    assert {303} == {*found[:JOINS]}
    assert {303, 429} == {*flood}
    assert flood.count(303) <= 2 * TYPED_JOINS
    assert len(found) + flood.count(303) <= MOST_SEATS


def test_whoever_has_to_wait_keeps_what_they_typed(server: Served, hand: Hand) -> None:
    """The page says why, and has the name and the word of the QR code still; a moment later the same form is taken."""
    for number in range(TYPED_JOINS):
        join(server.browser(), f"Bot {number}")
    browser = server.browser()
    form = {**fields(browser.get(f"/join/{CODE}").text), "name": "Ana <b>", "agrees": "yes"}
    slowed = browser.post(f"/join/{CODE}", data=form)
    hand.now += 60 / TYPED_JOINS
    again = {**fields(slowed.text), "agrees": "yes"}

    assert (429, "5") == (slowed.status_code, slowed.headers["retry-after"])
    assert "Very many people are joining at once. Your name is still here" in slowed.text
    assert {**form, "name": "Ana &lt;b&gt;"} == again
    assert 303 == browser.post(f"/join/{CODE}", data={**again, "name": "Ana <b>"}).status_code
    assert 303 == browser.post(f"/join/{CODE}", data={**again, "name": "Ana <b>"}).status_code  # it has its seat


def test_a_name_sent_again_needs_no_second_place_in_the_queue(server: Served) -> None:
    """Whoever did not hear that they have a seat has it, however many join."""
    browser = server.browser()
    form = {**fields(browser.get(f"/join/{CODE}").text), "name": "Ana"}
    first = browser.post(f"/join/{CODE}", data=form).status_code
    browser.cookies.clear()
    for number in range(TYPED_JOINS):
        join(server.browser(), f"Bot {number}")

    assert (303, 429, 303) == (first, join(server.browser(), "Zoe"), browser.post(f"/join/{CODE}", data=form).status_code)


def test_seats_that_were_released_make_room(room: Class, server: Served) -> None:
    """A lesson that a flood has filled takes people again once the facilitator has turned the flood away; those who play play on."""
    room.come("Ana", "Ben")
    room.do(placing(s1="g1 north", s2="g1 south"), seats.start)
    room.come(*(f"Bot {number}" for number in range(MOST_SEATS - 2)))
    full = join(server.browser(), "Zoe")
    ana = server.browser()
    ana.cookies.set(f"seat-{NAME}", "token of Ana")
    plays = ana.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}, headers=JSON).status_code

    assert (409, 200, 200, 303) == (full, plays, server.order("turn-away"), join(server.browser(), "Zoe"))
    assert 3 == len(server.facilitator.get(f"/c/{NAME}/console.json").json()["roster"])


def test_each_block_is_logged_once(server: Served, hand: Hand) -> None:
    """One line says that codes are slowed, and one that joining is, however long it lasts; after a quiet minute there can be another."""
    with logged() as log:
        guessed(server)
        for number in range(TYPED_JOINS + 20):
            join(server.browser(), f"Bot {number}")
        first = log.getvalue().splitlines()
        hand.now += 61.0
        guessed(server)
        second = log.getvalue().splitlines()

    assert ["too many wrong codes", "very many seats"] == [line.partition(":")[0].partition(" are")[0] for line in first]
    assert 3 == len(second)
    assert not [line for line in second if CODE in line or NAME in line or "192.168" in line]


# ----------------------------------------------------------------------------------------------------- while codes are slowed


def test_whoever_scans_reads_the_notice_before_they_join(server: Served) -> None:
    """While codes are slowed the page of the QR code can show no notice; it is shown after the name, and only the second press joins."""
    guessed(server)
    phone = server.browser("192.168.0.66")
    blind = phone.get(f"/join/{CODE}")
    form = {**fields(blind.text), "ticket": TICKET, "name": "Ana"}  # the script takes the ticket from behind the #
    read = phone.post(f"/join/{CODE}", data=form)
    seats_then = len(server.facilitator.get(f"/c/{NAME}/console.json").json()["roster"])
    joined = phone.post(f"/join/{CODE}", data=fields(read.text))

    assert (429, 200, 0, 303) == (blind.status_code, read.status_code, seats_then, joined.status_code)
    assert "notice-heading" not in blind.text
    assert "notice-heading" in read.text
    assert {**form, "token": form["token"]} == {**fields(read.text), "unread": "yes"}


def test_a_name_stays_while_codes_are_slowed(server: Served, hand: Hand) -> None:
    """Who read the notice and presses Join while codes are slowed keeps name and consent, and joins by the same page later."""
    phone = server.browser("192.168.0.66")
    form = {**fields(phone.get(f"/join/{CODE}").text), "name": "Ana", "agrees": "yes"}
    guessed(server)
    slowed, other = (phone.post(f"/join/{code}", data=form) for code in (CODE, "BCDFGH"))
    told = phone.post(f"/join/{CODE}", data=form, headers=JSON)
    hand.now += 2.0
    again = {**fields(slowed.text), "agrees": "yes"}

    assert (429, "5", "too-many") == (slowed.status_code, slowed.headers["retry-after"], told.json()["code"])
    assert slowed.text == other.text.replace("BCDFGH", CODE)
    assert (form, True, True) == (again, "Your name is still here" in slowed.text, 'value="yes" checked' in slowed.text)
    assert 303 == phone.post(f"/join/{CODE}", data=again).status_code


def test_no_name_is_told_too_while_codes_are_slowed(server: Served) -> None:
    """Who gives no name while codes are slowed reads of both, and nothing says that a name is kept; all codes have one page."""
    phone = guessed(server)
    form = {"name": " ", "token": "t" * 43, "agrees": "yes"}
    slowed, other = (phone.post(f"/join/{code}", data=form) for code in (CODE, "BCDFGH"))

    assert (429, "5") == (slowed.status_code, slowed.headers["retry-after"])
    assert slowed.text == other.text.replace("BCDFGH", CODE)
    assert [True, True, False] == [said in slowed.text for said in ("Give a name, wait", 'id="name-refused"', "Your name is still here")]


def test_no_name_does_not_save_anybody_the_notice(server: Served) -> None:
    """Who scanned while codes are slowed, and gives no name, sees the notice for the first time, and is asked to read it first."""
    phone = guessed(server)
    form = {**fields(phone.get(f"/join/{CODE}").text), "ticket": TICKET, "name": " "}
    read = phone.post(f"/join/{CODE}", data=form)

    assert (422, "yes", None) == (read.status_code, form["unread"], fields(read.text).get("unread"))
    assert [True, True, True, False] == [
        said in read.text for said in ("notice-heading", "Please read this first", 'id="name-refused"', "autofocus")
    ]


def test_a_code_to_come_back_with_stays_while_codes_are_slowed(server: Served) -> None:
    """Whoever comes back while codes are slowed keeps what they typed, by the lesson's code and by its name; all codes have one page."""
    guessed(server)
    phone = server.browser("192.168.0.66")
    by_code, other, by_name, unknown = (
        phone.post(f"/back/{code}", data={"resume": "BCDFGHJKMN"}) for code in (CODE, "ZZZZZZ", NAME, "no-such-lesson")
    )
    drawn = re.compile(r'(?<=name="token" value=")[^"]*')

    assert [(429, "5", True)] * 4 == [
        (answer.status_code, answer.headers["retry-after"], 'value="BCDFGHJKMN"' in answer.text)
        for answer in (by_code, other, by_name, unknown)
    ]
    assert drawn.sub("", by_code.text) == drawn.sub("", other.text).replace("ZZZZZZ", CODE)
    assert by_name.text == unknown.text.replace("no-such-lesson", NAME)
    assert "yes" == fields(by_code.text)["unread"]


def test_whoever_is_in_the_lesson_guesses_nothing(server: Served) -> None:
    """While codes are slowed for an address, the screen, its QR code and the way to join open there for a seat and for the facilitator."""
    ana = server.browser("192.168.0.66")
    assert 303 == join(ana, "Ana")
    stranger = guessed(server)
    facilitator = server.browser("192.168.0.66")
    facilitator.cookies.set(f"key-{NAME}", KEY)
    places = (f"/screen/{CODE}/", f"/screen/{CODE}/qr.svg", f"/join/{CODE}")

    assert [{429}, {200}, {200}] == [{who.get(place).status_code for place in places} for who in (stranger, ana, facilitator)]
    assert 429 == facilitator.get("/screen/BCDFGH/").status_code


def test_a_ticket_opens_a_room_that_nobody_has_opened(room: Class, hand: Hand) -> None:
    """On a server of which nobody has asked for the lesson yet, the QR code opens it while codes are slowed; a wrong ticket does not."""
    with served(room, pulse=hand, enters=False) as server:
        guessed_at = server.browser("192.168.0.66")
        for number in range(WRONG_GUESSES + 20):
            guessed_at.post("/enter", data={"code": f"B{number:05}"})

        assert (429, 303) == (join(guessed_at, "Bot", "guess"), join(guessed_at, "Ana", TICKET))


def test_rooms_are_not_found_by_trying_tickets(room: Class, hand: Hand) -> None:
    """Whoever tries codes with tickets learns no faster than by typing whether there is a lesson, and slows nobody of another address."""
    with served(room, pulse=hand, enters=False) as server:
        bot = server.browser("192.168.0.66")
        for number in range(WRONG_GUESSES + 20):
            bot.post(f"/join/B{number:05}", data={"name": "Bot", "ticket": "guess"})
        late = join(server.browser("192.168.0.66"), "Ana", TICKET)
        for number in range(12):
            server.browser("192.168.0.67").post(f"/join/C{number:05}", data={"name": "Bot", "ticket": "guess"})
        seconds = [join(server.browser(f"192.168.0.{last}"), "Ana", TICKET) for last in (67, 68)]

        assert (429, [429, 303]) == (late, seconds)
        assert 303 == join(server.browser("192.168.0.66"), "Eva", TICKET)  # now that the room is open


def test_tickets_are_tried_anew_after_a_while(room: Class, hand: Hand) -> None:
    """Whoever shares an address with somebody who tries tickets is let in as soon as there are fewer."""
    with served(room, pulse=hand, enters=False) as server:
        bot = server.browser("192.168.0.66")
        for number in range(WRONG_GUESSES + 20):
            bot.post(f"/join/B{number:05}", data={"name": "Bot", "ticket": "guess"})
        hand.now += 2.0

        assert 303 == join(server.browser("192.168.0.66"), "Ana", TICKET)


# ------------------------------------------------------------------------------------------------------ another server's QR code


def test_a_server_that_is_shown_the_key_has_the_word_of_the_qr_code(room: Class) -> None:
    """A server that did not begin the lesson draws the QR code with its word once the facilitator was there, for everybody."""
    with served(room, Setting(), enters=False) as server:
        screen = server.browser()
        before = screen.get(f"/screen/{CODE}/qr.svg").content
        server.facilitator.post(f"/console/{NAME}/enter", data={"secret": KEY})
        server.facilitator.get(f"/c/{NAME}/")
        after = screen.get(f"/screen/{CODE}/qr.svg").content
    with served(room) as server:
        begun = server.browser().get(f"/screen/{CODE}/qr.svg").content

    assert before != after == begun


# ------------------------------------------------------------------------------------------------------------- after the end


def test_after_the_end_the_code_leads_back_and_to_the_screen(room: Class, server: Served) -> None:
    """Once a lesson is over nobody joins it, but a lost phone finds its seat by the code, and the screen stays."""
    ana = server.browser()
    join(ana, "Ana")
    token = ana.cookies[f"seat-{NAME}"]
    room.live.reload()
    room.do(words.end)
    server.order("note", words="The end.")  # the server reads what was added
    page = server.browser().get(f"/join/{CODE}")
    typed = server.browser().post("/enter", data={"code": CODE})
    back = server.browser().post(f"/back/{CODE}", data={"resume": resume_code(token)})
    console, told = (server.facilitator.get(f"/c/{NAME}/{way}") for way in ("", "console.json"))

    assert (CODE, CODE) == (told.json()["code"], re.findall(r"To come back, .*?>(\w{6})<", console.text)[0])
    assert (True, False) == (f'href="/screen/{CODE}/"' in console.text, "Join at" in console.text)
    assert (200, 303, 303) == (page.status_code, typed.status_code, back.status_code)
    assert "This lesson is over, and nobody can join it any more." in page.text
    assert 'name="name"' not in page.text
    assert 'name="resume"' in page.text
    assert (409, 409) == (join(server.browser(), "Zoe"), join(server.browser(), "Zoe", TICKET))
    assert "The lesson is over" in server.browser().get(f"/screen/{CODE}/").text
