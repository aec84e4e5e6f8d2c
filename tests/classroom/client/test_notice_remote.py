"""What is kept of those who join: a terminal reads it from the server and says it before anything of them is sent."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from sim.classroom.client.joining import come_in, in_language, knock
from sim.classroom.client.wire import read_door
from sim.classroom.web.notices import read_notice, usual
from sim.errors import StorageFailed
from sim.terminal.company import APART, KEPT
from tests.classroom.client.test_wire import answering
from tests.classroom.live import Live, live
from tests.classroom.taught import CODE, NAME, TICKET
from tests.cli.running import sim

OURS = read_notice("Kept here\n\nYour name.\n\nUntil June.\n[sq]\nRuhet\n\nEmri.\n[sr-Latn]\nČuva se\n\nIme.")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Live]:
    """Serve a lesson whose facilitator has a notice of their own."""
    with live(tmp_path, notice=OURS) as made:
        yield made


def here(room: Live) -> list[str]:
    """Return who has joined."""
    shown = json.loads(room.wire.ask(f"/c/{NAME}/console.json").body)
    return [line["name"] for line in shown["roster"]]


def joined(folder: Path, room: Live, *arguments: str) -> Result:
    """Join from a pipe, and leave where the first choice is asked for, which it is as soon as somebody is there."""

    def begin() -> None:
        while not here(room):
            time.sleep(0.05)
        room.place("Ana g1 eastbank")
        room.order("start")

    beginning = threading.Thread(target=begin)
    beginning.start()
    said = sim(folder, "join", room.base, CODE, "--name", "Ana", *arguments, typed="\nq\n")
    beginning.join()
    return said


@pytest.mark.parametrize("link", [f"/join/{CODE}#{TICKET}", ""])
def test_the_notice_of_the_server_is_read(room: Live, link: str) -> None:
    """It comes in all its languages, and whoever only reads it has no seat."""
    told = knock(read_door(room.base + link, CODE))

    assert told is not None
    assert ("The ferry", False, OURS) == (told.title, told.over, told.kept)
    assert [] == here(room)


def test_a_scanned_code_shows_it_while_typed_ones_are_slowed(room: Live) -> None:
    """The link of the QR code leads to the notice all the same, takes no seat by it, and a typed code has to wait."""
    room.slow_codes()
    told = knock(read_door(f"{room.base}/join/{CODE}#{TICKET}"))
    with pytest.raises(StorageFailed, match="too many wrong codes"):
        knock(read_door(room.base, CODE))

    assert told is not None
    assert (OURS, []) == (told.kept, here(room))


def test_what_shows_no_notice_is_gone_on_with() -> None:
    """Of a server of another version nothing is told, and that is no reason not to join."""
    for body in (b"<html>", b'{"kept": 1}', b"[]"):
        with answering(200, {}, body) as address:
            assert None is knock(read_door(address, CODE))


@pytest.mark.parametrize(
    ("wanted", "heading"),
    [("", "Kept here"), ("sq", "Ruhet"), ("SR-latn", "Čuva se"), ("sr", "Čuva se"), ("sq-AL", "Ruhet"), ("de", "Kept here")],
)
def test_the_notice_is_said_in_one_language(wanted: str, heading: str) -> None:
    """In the one that is asked for, or in the nearest to it; else in English."""
    found = in_language(OURS, wanted)

    assert found is not None
    assert heading == found.heading


def test_a_notice_without_english_is_said_as_it_begins() -> None:
    """The first language is that of whoever leads; where there is no notice there is none to say."""
    found = in_language(OURS[1:], "de")

    assert found is not None
    assert ("Ruhet", None) == (found.heading, in_language((), "sq"))


def test_a_seat_knows_the_notice_that_was_read(room: Live) -> None:
    """The page before the play shows it too."""
    seat = come_in(read_door(room.base, CODE), "Ana", OURS[1])

    assert OURS[1] == seat.notice


@pytest.mark.parametrize(
    ("language", "shown", "others"),
    [
        ((), 0, "shqip (--language sq), srpski (--language sr-Latn)"),
        (("--language", "sq"), 1, "English (--language en), srpski (--language sr-Latn)"),
    ],
)
def test_a_terminal_says_the_notice_before_the_name_is_sent(
    tmp_path: Path, room: Live, language: tuple[str, ...], shown: int, others: str
) -> None:
    """`sim join` says the facilitator's words instead of its own, in the language that is wanted, and in which others there are."""
    said = joined(tmp_path, room, *language)

    assert 0 == said.exit_code, said.stderr
    assert f"{APART}\n\n{OURS[shown].heading}\n\n{OURS[shown].text}\n" in said.stderr
    assert f"sim: this is there in other languages too: {others}\n" in said.stderr
    assert (False, False) == (f"sim: {APART}" in said.stderr, KEPT in said.stderr + said.stdout)


def test_a_language_that_it_is_not_in_is_told(tmp_path: Path, room: Live) -> None:
    """Who asks for another hears that there is none, and reads English."""
    said = joined(tmp_path, room, "--language", "de")

    assert "sim: this is not there in 'de'; it is there in: English (--language en), shqip (--language sq), srpski" in said.stderr
    assert OURS[0].text in said.stderr


def test_the_usual_notice_is_said_where_nobody_brings_one(tmp_path: Path) -> None:
    """Without `--notice` the terminal shows what the page shows."""
    with live(tmp_path) as room:
        told = knock(read_door(room.base, CODE))

    assert told is not None
    assert usual() == told.kept
