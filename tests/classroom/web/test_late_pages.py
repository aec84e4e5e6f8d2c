"""Who comes when a group plays already: what they and the facilitator see, in the browser and in a terminal."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.classroom.lesson import seats
from sim.engine.view import view
from sim.model.leading import Erased
from sim.model.lesson_view import ConsoleView, SeatNews, SeatView
from sim.terminal import company
from sim.terminal.console.orders import completions, read_command
from sim.terminal.console.told import PAGES
from tests.classroom.taught import JSON, NAME, Class, Served, held, placing, served


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Hold a lesson that asks before it lets anybody in, and in which two people play."""
    with held(tmp_path, asks=True) as made:
        made.come("Ana", "Ben")
        made.do(placing(s1="g1 north", s2="g1 south"), seats.start)
        yield made


def console(server: Served) -> ConsoleView:
    """Return what the facilitator is shown."""
    return ConsoleView.model_validate_json(server.facilitator.get(f"/c/{NAME}/console.json").text)


def seat(browser: TestClient) -> SeatView:
    """Return what a seat is shown."""
    return SeatView.model_validate_json(browser.get(f"/s/{NAME}/seat.json").text)


def secrets(room: Class) -> set[str]:
    """Return what is read by those who play alone: the scene, and what each role may do in it."""
    shown = [view(room.live.now.sessions["g1"], role, room.opened.grounds) for role in ("north", "south")]
    options = {option.label for one in shown if one.decision for option in one.decision.options}
    return options | {one.heading for one in shown} | {one.situation for one in shown}


def test_whoever_waits_reads_nothing_of_the_play(server: Served, room: Class) -> None:
    """Somebody who joins four times in mid-play reads no scene and no option by it, on whatever page, and votes nowhere."""
    ana = server.browser()
    ana.cookies.set(f"seat-{NAME}", "token of Ana")
    others = [server.seat(f"Zed {number}") for number in range(4)]
    pages = [html.unescape(one.get(f"/s/{NAME}/{page}").text) for one in others for page in ("", "seat.json", "seat-news.json", "past")]
    votes = {one.post(f"/s/{NAME}/choose", data={"turn": "1", "option": "block"}).status_code for one in others}
    refused = {one.get(f"/s/{NAME}/{page}").status_code for one in others for page in ("debrief", "review.json")}

    assert [] == [secret for secret in secrets(room) for page in pages if secret in page]
    assert any(secret in html.unescape(ana.get(f"/s/{NAME}/").text) for secret in secrets(room))
    assert ({409}, {409}) == (votes, refused)
    assert {None} == {seat(one).view for one in others}
    assert all(role.voted == 0 for role in console(server).groups[0].deciding)


def test_whoever_waits_is_told_so_and_goes_on_by_itself(server: Served) -> None:
    """The page and the terminal say that the facilitator lets them in; once that is done they have the place that was drawn."""
    eva = server.seat("Eva")
    page, told = eva.get(f"/s/{NAME}/").text, company.sentences(seat(eva))
    assert 200 == server.order("let-in", seat="s3")

    assert "the facilitator sees that you wait and lets you in" in page
    assert "You are in, Eva. The play has begun already; the facilitator sees that you wait and lets you in." in told[0]
    assert ("playing", "g1", "north", False) == (seat(eva).stage, seat(eva).group, seat(eva).role, seat(eva).late)
    assert "lets you in" not in eva.get(f"/s/{NAME}/").text


def test_the_console_lists_who_waits(server: Served) -> None:
    """Each who waits has a button of their own; of many, the first twenty stand there, and one order lets all in or turns all away."""
    before = server.facilitator.get(f"/c/{NAME}/").text
    server.seat("Eva")
    one = server.facilitator.get(f"/c/{NAME}/").text
    for number in range(24):
        server.seat(f"Zed {number}")
    many = server.facilitator.get(f"/c/{NAME}/").text

    assert [False, True, True] == ["late-heading" in page for page in (before, one, many)]
    assert ["s3"] == re.findall(r'id="let-in-(s\d+)"', one)
    assert "1 came late and waits for you" in one
    assert 'id="let-in-all"' not in one
    assert 20 == len(re.findall(r'id="let-in-s\d+"', many))
    assert "25 came late and wait for you" in many
    assert "And 5 more" in many
    assert 200 == server.order("let-in", seat="s4")
    assert 200 == server.order("turn-away")
    assert ["Ana", "Zed 0", "Ben"] == [line.name for line in console(server).roster]
    assert 409 == server.order("let-in")


def test_one_of_many_is_turned_away(server: Served) -> None:
    """Beside each who waits stands a button that turns them away, named for those who hear it; one who waits alone has that alone."""
    for name in ("Eva", "Zed"):
        server.seat(name)
    page = server.facilitator.get(f"/c/{NAME}/").text
    assert 200 == server.order("turn-away", seat="s3")
    alone = server.facilitator.get(f"/c/{NAME}/").text

    assert ["turn-away-s3", "turn-away-s4", "turn-away-all"] == re.findall(r'id="(turn-away[\w-]*)"', page)
    assert ["turn-away-s4"] == re.findall(r'id="(turn-away[\w-]*)"', alone)
    assert 'Turn away<span class="hidden"> Zed</span>' in alone
    assert 'data-sure="Take Zed out of the lesson?"' in alone
    assert {"Ana", "Ben", "Zed"} == {line.name for line in console(server).roster}


def test_whoever_is_turned_away_reads_so(server: Served, room: Class) -> None:
    """Their page, and a program of theirs, say that the facilitator has released the seat, also later; a stranger reads nothing of it."""
    eva, zed, stranger = server.seat("Eva"), server.seat("Zed"), server.browser()
    stranger.cookies.set(f"seat-{NAME}", "x" * 43)
    assert {200} == {server.order("turn-away"), server.order("end")}
    page, told = eva.get(f"/s/{NAME}/"), eva.post(f"/s/{NAME}/watch", headers=JSON)
    room.again().do(lambda draft: draft.note(Erased(seat="s4")))
    with served(room) as again:
        eva_again, zed_again = again.browser(), again.browser()
        eva_again.cookies.update(eva.cookies)
        zed_again.cookies.update(zed.cookies)
        after, erased = (one.get(f"/s/{NAME}/guide").text for one in (eva_again, zed_again))
    said = "he facilitator has released your seat. Ask them why"

    assert (403, 403, "seat-released") == (page.status_code, told.status_code, told.json()["code"])
    assert [True] * 3 == [said in text for text in (page.text, told.json()["message"], after)]
    assert ([False] * 2, True) == ([part in page.text for part in ("<form", "did not work")], "You are out of this lesson" in page.text)
    assert [False] * 2 == [said in text for text in (stranger.get(f"/s/{NAME}/").text, erased)]


def test_a_terminal_lets_people_in(server: Served) -> None:
    """The console in a terminal says who waits, offers them, and lets one or all of them in."""
    server.seat("Eva")
    server.seat("Zed")
    shown = console(server)
    said = [line.text for page in ("groups", "who") for line in PAGES[page](shown, 100)]
    commands = [
        (command.order, fields)
        for command, fields in (read_command(line, shown, str) for line in ("let-in eva", "let-in all", "turn-away s4"))
    ]

    assert "2 came late and can be let in: Eva, Zed" in said
    assert "s3 Eva: waits to be let in, not connected" in said
    assert [("let-in", {"seat": "s3"}), ("let-in", {"seat": ""}), ("turn-away", {"seat": "s4"})] == commands
    assert ["all", "s3", "s4"] == [*completions("let-in ", shown)]
    assert {200} == {server.order(order, **fields) for order, fields in (commands[0], commands[2])}
    assert [] == [line for line in console(server).roster if line.late]


def test_a_program_is_told_whether_a_seat_waits(server: Served) -> None:
    """What a terminal reads of a seat says so, before and after."""
    eva = server.seat("Eva")

    def late() -> bool:
        return SeatNews.model_validate_json(eva.get(f"/s/{NAME}/seat-news.json").text).seat.late

    before = late()
    server.order("let-in")

    assert (True, False) == (before, late())
