"""Asking a server over HTTP: addresses as people type them, refusals with their kind, and nothing that moves a cursor."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.joining import come_in, knock
from sim.classroom.client.wire import Answer, Door, Wire, cleaned, read_door
from sim.errors import Illegal, Invalid, Missing, SimError, Stale, StorageFailed


@pytest.mark.parametrize(
    ("typed", "code", "door"),
    [
        ("192.168.1.20:8000", "K7R2HX", Door(secure=False, place="192.168.1.20:8000", code="K7R2HX", ticket="")),
        ("http://room12.local/", "k7r 2hx", Door(secure=False, place="room12.local", code="k7r 2hx", ticket="")),
        ("https://lessons.example", "K7R2HX", Door(secure=True, place="lessons.example", code="K7R2HX", ticket="")),
        ("http://[::1]:8000/join/K7R2HX#long-word", "", Door(secure=False, place="[::1]:8000", code="K7R2HX", ticket="long-word")),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, code: str, door: Door) -> None:
    """With or without the scheme, or as the whole link of the QR code."""
    assert door == read_door(typed, code)


@pytest.mark.parametrize("typed", ["", "ftp://x", "http://", "http://a b", "http://a:99999", "http://a:x", "http://u@a", "http://a\x1b[2J"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    """With a message that shows what an address looks like, and repeats nothing that moves a cursor."""
    with pytest.raises(Invalid, match="such as http://") as refused:
        read_door(typed)

    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (404, "unknown-code", Missing),
        (409, "stale-turn", Stale),
        (409, "paused", Illegal),
        (422, "not-a-form", Invalid),
        (403, "not-yours", Illegal),
        (429, "too-many", StorageFailed),
        (503, "store-full", StorageFailed),
    ],
)
def test_a_refusal_keeps_its_kind(status: int, code: str, kind: type[SimError]) -> None:
    """What the server refuses reaches the person as what it was, and what may pass is told from what will not."""
    error = Answer(status, json.dumps({"code": code, "message": "why\x1b[31m"})).error()

    assert (kind, code, "why[31m") == (type(error), getattr(error, "code", ""), str(error))


@pytest.mark.parametrize("body", ["", "<html>", "[1]", "[" * 100_000])
def test_a_refusal_that_says_nothing_is_one(body: str) -> None:
    """A page of something else than a server of lessons is a refusal with its status."""
    assert "status 502" in str(Answer(502, body).error())


def test_nothing_that_a_server_sends_moves_a_cursor() -> None:
    """Texts are cleaned however deep they stand; other values stay."""
    sent = {"a": ["\x1b[2Jx", {"b": "y\u202ez\x07"}], "n": 1, "t": True}

    assert {"a": ["[2Jx", {"b": "yz"}], "n": 1, "t": True} == cleaned(sent)


def test_a_server_that_is_away_is_told_with_its_address() -> None:
    """The message says what to look at."""
    with pytest.raises(StorageFailed, match=r"127\.0\.0\.1:9 does not answer .* facilitator's screen"):
        knock(read_door("127.0.0.1:9", "K7R2HX"))


def test_a_code_is_needed() -> None:
    """Without one nobody is asked."""
    with pytest.raises(Missing, match="which lesson"):
        knock(read_door("127.0.0.1:9"))


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (303, {"location": "/elsewhere/x/", "set-cookie": "a=b"}),
        (303, {"location": "/s/x/"}),
        (303, {"location": "/s/x/", "set-cookie": "a=\u00fc; path=/"}),
    ],
)
def test_what_is_no_server_of_lessons_is_told(status: int, headers: dict[str, str]) -> None:
    """Whatever else answers there gives nobody a seat."""
    with answering(status, headers, b"hello") as address, pytest.raises(Invalid, match="no server of lessons"):
        come_in(read_door(address, "K7R2HX"), "Ana")


def test_a_scanned_code_needs_not_be_looked_up() -> None:
    """While codes are slowed on a server, whoever has the link of the QR code goes on, and whoever typed the code is told."""
    slowed = json.dumps({"code": "too-many", "message": "wait a few seconds"}).encode()
    with answering(429, {}, slowed) as address:
        knock(read_door(f"http://{address}/join/K7R2HX#long-word"))
        with pytest.raises(StorageFailed, match="wait a few seconds"):
            knock(read_door(address, "K7R2HX"))


def test_what_another_version_sends_is_told() -> None:
    """News that this version does not know is refused as a whole."""
    with answering(200, {}, b'{"seat": 1}') as address, pytest.raises(Invalid, match="same version"):
        Attendance(Wire(read_door(address), 2), "x", "again")


@contextmanager
def answering(status: int, headers: dict[str, str], body: bytes) -> Iterator[str]:
    """Answer everything alike, and yield the address."""

    class Alike(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 -- the library's name

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Alike) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
