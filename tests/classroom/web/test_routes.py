"""Every route: who may use it, what it answers, and what comes of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.classroom.lesson import seats, words
from sim.classroom.web.app import Setting
from sim.classroom.web.guard import HEADERS
from sim.classroom.web.orders import ORDERS
from tests.classroom.taught import BASE, CODE, JSON, NAME, Served, held, placing, served
from tests.classroom.web.authorised import browser_of


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """Serve a play with two in the north and one that watches; messages are open."""
    with held(tmp_path) as room:
        room.come("Ana", "Ben", "Cem")
        room.do(placing(s1="g1 north", s2="g1 north", s3="g1"), seats.start, lambda draft: words.permit(draft, talk=True))
        with served(room) as made:
            yield made


def browsers(server: Served) -> dict[str, TestClient]:
    """Return a browser for a seat, one that watches, the facilitator's key far away, and the facilitator."""
    return {who: browser_of(server, who) for who in ("nobody", "seat", "observer", "far", "facilitator")}


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_is_anybodys_but_the_facilitators(server: Served, order: str) -> None:
    """Every order is refused to everybody without the key, whatever they send."""
    found = {
        who: browser.post(f"/c/{NAME}/do/{order}", data={}).status_code for who, browser in browsers(server).items() if who != "facilitator"
    }

    assert {403} == set(found.values())


def test_what_is_not_there_is_not_found(server: Served) -> None:
    """An unknown page, file or order is refused with a page of ours."""
    found = [
        server.browser().get(path) for path in ("/nowhere", "/static/nothing.js", "/static/..%2fapp.py", "/join/XXXXXX", "/screen/XXXXXX/")
    ]

    assert [404] * 5 == [answer.status_code for answer in found]
    assert all("<h1>This did not work</h1>" in answer.text for answer in found)
    assert 404 == server.order("dance")


def test_every_answer_carries_the_headers(server: Served) -> None:
    """Pages, files, refusals and redirects carry every header of the table."""
    seat = browsers(server)["seat"]
    answers = [
        server.browser().get("/"),
        server.browser().get("/nowhere"),
        seat.get(f"/s/{NAME}/"),
        seat.post(f"/s/{NAME}/watch", data={}),
        server.browser().post("/enter", data={"code": CODE}, headers={"origin": "http://evil.example"}),
    ]

    assert [200, 404, 200, 303, 403] == [answer.status_code for answer in answers]
    assert all(HEADERS.items() <= dict(answer.headers).items() for answer in answers)


def test_a_page_from_elsewhere_changes_nothing(server: Served) -> None:
    """A form without origin, from another site or with `null` is refused, and nothing has happened."""
    seat = browsers(server)["seat"]
    form = {"turn": "1", "option": "block"}
    refused = [
        seat.post(f"/s/{NAME}/choose", data=form, headers={"origin": origin}).status_code
        for origin in ("", "null", "http://evil.example", "http://127.0.0.1:8001")
    ]
    site = seat.post(f"/s/{NAME}/choose", data=form, headers={"sec-fetch-site": "cross-site"}).status_code

    assert ([403] * 4, 403) == (refused, site)
    assert seat.get(f"/s/{NAME}/seat.json").json()["wants"] is None


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost:x"])
def test_a_server_knows_its_names(server: Served, host: str) -> None:
    """Asked for under a name that is not its own, it answers nothing else."""
    assert 421 == server.browser().get("/", headers={"host": host}).status_code


@pytest.mark.parametrize("host", ["localhost", "192.168.0.7:8000", "[::1]:8000", "LOCALHOST:80"])
def test_a_server_is_asked_for_by_address(server: Served, host: str) -> None:
    """An address of the network is always a name of its own."""
    assert 200 == server.browser().get("/", headers={"host": host}).status_code


def test_other_methods_are_refused(server: Served) -> None:
    """Pages are read and forms are sent; nothing else is done."""
    assert [405, 405, 405] == [server.browser().request(method, "/").status_code for method in ("PUT", "DELETE", "OPTIONS")]


def test_a_request_has_an_end(server: Served) -> None:
    """A body that is too long, or does not say how long it is, is refused."""
    seat = browsers(server)["seat"]
    long = seat.post(f"/s/{NAME}/propose", content=b"turn=1&words=" + b"x" * 70_000).status_code
    endless = seat.post(f"/s/{NAME}/propose", content=iter([b"turn=1&words=x"])).status_code

    assert (413, 413) == (long, endless)


def test_looking_at_the_way_in_gives_nobody_a_seat(server: Served) -> None:
    """Pages that are only looked at, as programs look at links for people, make no seat."""
    for path in ("/", f"/join/{CODE}", f"/screen/{CODE}/", f"/s/{NAME}/"):
        server.browser().get(path)

    assert 3 == len(server.facilitator.get(f"/c/{NAME}/console.json").json()["roster"])


def test_a_browser_keeps_its_seat(server: Served) -> None:
    """Joining again in one browser leads back to the seat that it has."""
    browser = server.seat("Zoe")
    again = browser.post(f"/join/{CODE}", data={"name": "Zoe"})

    assert (303, f"/s/{NAME}/") == (again.status_code, again.headers["location"])
    assert 4 == len(server.facilitator.get(f"/c/{NAME}/console.json").json()["roster"])


def test_a_seat_opens_on_a_second_device(server: Served) -> None:
    """The code on a seat's page opens the same seat elsewhere."""
    page = server.seat("Zoe").get(f"/s/{NAME}/").text
    code = page.split('<strong class="code">')[1].split("<")[0]
    second = server.browser()
    answer = second.post(f"/back/{CODE}", data={"resume": code.lower()})

    assert 303 == answer.status_code
    assert "Zoe" == second.get(f"/s/{NAME}/seat.json").json()["name"]


def test_cookies_cannot_be_read_by_scripts_or_sent_from_elsewhere(server: Served) -> None:
    """The cookie of a seat is for this server's own requests alone."""
    said = server.browser().post(f"/join/{CODE}", data={"name": "Zoe"}).headers["set-cookie"].lower()

    assert all(word in said for word in ("httponly", "samesite=strict", "path=/"))


def test_through_tls_cookies_are_bound_to_it(tmp_path: Path) -> None:
    """Behind a proxy that speaks TLS, cookies are secure and belong to this host alone, and browsers are told to stay with TLS."""
    with held(tmp_path) as room, served(room, Setting(secure=True)) as server:
        answer = server.browser().post(f"/join/{CODE}", data={"name": "Zoe"})

        assert answer.headers["set-cookie"].startswith(f"__Host-seat-{NAME}=")
        assert "secure" in answer.headers["set-cookie"].lower()
        assert "max-age" in answer.headers["strict-transport-security"]


def test_a_class_behind_one_address_joins_at_once(server: Served) -> None:
    """Sixty people of one address who type the code right are not slowed."""
    assert {303} == {server.browser().post(f"/join/{CODE}", data={"name": f"Name {number}"}).status_code for number in range(60)}


def test_a_choice_is_answered_with_the_page_as_it_is(server: Served) -> None:
    """A script gets the fresh page with its version; sent again with its key, the same happens once."""
    seat = browsers(server)["seat"]
    form = {"turn": "1", "option": "block", "key": "key-one1"}
    first = seat.post(f"/s/{NAME}/choose", data=form, headers=JSON).json()
    again = seat.post(f"/s/{NAME}/choose", data=form, headers=JSON).json()

    assert first == again
    assert "block" == seat.get(f"/s/{NAME}/seat.json").json()["wants"]


def test_without_a_script_a_form_leads_back_to_the_page(server: Served) -> None:
    """A form that a browser sends by itself is answered with the way to the page."""
    seat = browsers(server)["seat"]
    answer = seat.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"})

    assert (303, "./") == (answer.status_code, answer.headers["location"])


def test_a_refusal_brings_the_page_as_it_is(server: Served) -> None:
    """A choice that comes too late is answered with why, and with the page that shows it."""
    seat = browsers(server)["seat"]
    server.order("force", group="g1", turn="1")
    refused = seat.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}, headers=JSON)

    assert (409, "stale-turn") == (refused.status_code, refused.json()["code"])
    assert "html" in refused.json()
    assert "look again" in seat.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}).text


def test_the_sealed_is_shown_once_and_noted(server: Served) -> None:
    """What is sealed is in the answer to the facilitator's request and in no later page; that it was looked at stays."""
    browsers(server)["seat"].post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}, headers=JSON)
    looked = server.facilitator.post(f"/c/{NAME}/do/look", data={"group": "g1"}, headers=JSON).json()["html"]
    later = server.facilitator.get(f"/c/{NAME}/").text

    assert (True, False) == ("<em>" in looked, "<em>" in later)


def test_the_debrief_opens_after_the_end(server: Served) -> None:
    """Once the lesson is over everybody in it reads the debrief of their group."""
    assert 200 == server.order("end")
    seat = browsers(server)["seat"].get(f"/s/{NAME}/debrief")
    facilitator = server.facilitator.get(f"/c/{NAME}/debrief?group=g1")

    assert (200, 200) == (seat.status_code, facilitator.status_code)
    assert 404 == browsers(server)["seat"].get(f"/s/{NAME}/debrief?group=g9").status_code
    assert 409 == server.browser().post(f"/join/{CODE}", data={"name": "Zoe"}).status_code


def test_the_debrief_tells_what_was_said_without_names(server: Served) -> None:
    """Messages stand in the debrief of the group, and of all side by side; a withheld message, a note and people's names do not."""
    seat = browsers(server)["seat"]
    for text in ("We told Ben that we stay.", "This stays between us."):
        seat.post(f"/s/{NAME}/speak", data={"to": "", "words": text}, headers=JSON)
    last = server.facilitator.get(f"/c/{NAME}/console.json").json()["messages"][-1]["number"]
    for order, form in (
        ("withhold", {"message": str(last)}),
        ("note", {"words": "A lively turn."}),
        ("force", {"group": "g1", "turn": "1"}),
    ):
        assert 200 == server.order(order, **form)
    server.order("note", words="A quiet end.")
    server.order("end")
    pages = [server.facilitator.get(f"/c/{NAME}/debrief?group={group}").text for group in ("g1", "all")]

    for page in pages:
        assert "that we stay." in page
        assert [] == [words for words in ("A lively turn.", "A quiet end.", "This stays between us.", "told Ben") if words in page]


def test_a_released_seat_is_out(server: Served) -> None:
    """A seat that the facilitator releases sees nothing any more."""
    assert 200 == server.order("release", seat="s1")
    assert 403 == browsers(server)["seat"].get(f"/s/{NAME}/").status_code


def test_programs_read_the_same_values(server: Served) -> None:
    """What a program reads of a seat is what the page was written from."""
    found = json.loads(browsers(server)["seat"].get(f"/s/{NAME}/seat.json").text)

    assert ("s1", "north", "playing", BASE.startswith("http")) == (found["seat"], found["role"], found["stage"], True)


def test_the_code_to_join_is_drawn_with_its_long_word(server: Served) -> None:
    """The QR code is a picture of the address with the ticket behind the #."""
    drawn = server.browser().get(f"/screen/{CODE}/qr.svg")

    assert ("image/svg+xml", True) == (drawn.headers["content-type"], drawn.text.startswith("<?xml"))


def test_a_wrong_key_is_called_wrong(server: Served) -> None:
    """Whoever gives a wrong key is told that it is wrong, whether there is such a lesson or not; whoever gives none is asked for it."""
    stranger = browser_of(server, "nobody, near")
    wrong = [stranger.post(f"/console/{lesson}/enter", data={"secret": "guess"}) for lesson in (NAME, "nothing")]
    none = stranger.get(f"/c/{NAME}/")

    assert [403] * 3 == [answer.status_code for answer in (*wrong, none)]
    assert [True, True, False] == ["This is a wrong key" in answer.text for answer in (*wrong, none)]
