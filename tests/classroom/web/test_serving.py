"""Broken, oversized, slow and foreign HTTP on a real socket: refused or closed, while others look on undisturbed; headers as documented."""

import http.client
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from statistics import quantiles

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from sim.classroom.web import serving
from sim.classroom.web.app import Setting
from sim.classroom.web.guard import HEADERS, TLS_HEADERS
from sim.classroom.web.serving import PatientProtocol
from tests.classroom.hosted import free_port
from tests.classroom.live import Live, live
from tests.classroom.taught import BASE, CODE, JSON, NAME, held, served
from tests.classroom.web.authorised import STREAMS, TABLE, address, browser_of, served_to_all
from tests.classroom.web.streaming import heard
from tests.classroom.web.test_logs import overheard

_SOON = 0.3
"""Seconds in which 99 of 100 pages have to come whatever others send."""
_TIMES = 5
"""How much longer they may take than a moment before, where the computer itself is slow."""
_PAGES = 300
SECURITY = Path(__file__).parents[3] / "docs" / "explanation" / "security.md"
GOOD = f"POST /join/{CODE} HTTP/1.1\r\nhost: 127.0.0.1\r\norigin: http://127.0.0.1\r\n"
FORM = f"{GOOD}content-type: application/x-www-form-urlencoded\r\n"


def form(body: bytes, head: str = FORM) -> bytes:
    """Return a form that says how long it is."""
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


BROKEN: dict[str, bytes] = {
    "a gigabyte announced": f"{FORM}content-length: 1073741824\r\n\r\nname=".encode(),
    "ten exabytes announced": f"{FORM}content-length: 10000000000000000000\r\n\r\n".encode(),
    "a negative length": f"{FORM}content-length: -1\r\n\r\n".encode(),
    "a length in other digits": f"{FORM}content-length: \u0661\r\n\r\n".encode(),
    "a length that is no number": f"{FORM}content-length: many\r\n\r\n".encode(),
    "two lengths": f"{FORM}content-length: 5\r\ncontent-length: 6\r\n\r\nname=".encode(),
    "a length and chunks": f"{FORM}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nname=\r\n0\r\n\r\n".encode(),
    "chunks": f"{FORM}transfer-encoding: chunked\r\n\r\n5\r\nname=\r\n0\r\n\r\n".encode(),
    "chunks of no length": f"{FORM}transfer-encoding: chunked\r\n\r\nzz\r\n".encode(),
    "an unknown encoding": f"{FORM}transfer-encoding: gzip\r\n\r\n".encode(),
    "no length": f"{FORM}\r\n".encode(),
    "100,000 headers": b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n" + b"x: y\r\n" * 100_000,
    "a header of a megabyte": b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: " + b"y" * 1_000_000,
    "an address of a megabyte": b"GET /" + b"y" * 1_000_000,
    "a cookie of a megabyte": b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: " + b"seat=" * 200_000,
    "a folded header": b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: y\r\n z\r\nhost : evil\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "another host": b"GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n",
    "a host with a name in it": b"GET / HTTP/1.1\r\nhost: 127.0.0.1@evil.example\r\n\r\n",
    "a host that is no address": b"GET / HTTP/1.1\r\nhost: [::1\r\n\r\n",
    "an unknown version": b"GET / HTTP/x\r\nhost: 127.0.0.1\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": bytes.fromhex("16030100c8010000c40303") + b"\0" * 190,
    "nothing but zeros": b"\0" * 10_000,
    "nothing but line ends": b"\r\n" * 40_000,
    "an unknown method": b"BREW / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "TRACE": b"TRACE / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "PUT": b"PUT / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 0\r\n\r\n",
    "DELETE": b"DELETE / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "a space in the address": b"GET / / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "an address in Latin": b"GET /\xe9 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "a zero in the address": b"GET /s/%00/ HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "a line end in the address": b"GET /s/%0d%0aset-cookie:x/ HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "an escape in the address": b"GET /join/%1b%5b2J HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "a way up": b"GET /static/../app.py HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "a hidden way up": b"GET /static/%2e%2e%2fapp.py HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "a file of the system": b"GET /static//etc/passwd HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "an address with a host": b"GET http://evil.example/s/ HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "bad UTF-8": form(b"name=\xff\xfe"),
    "bad UTF-8, escaped": form(b"name=%ff%fe"),
    "half a character, escaped": form(b"name=%ed%a0%80"),
    "10,000 fields": form(b"&".join(b"a%d=1" % number for number in range(10_000))),
    "a field twice": form(b"name=a&name=b"),
    "no fields": form(b"&&&&"),
    "an unknown field": form(b"name=a&role=belgrade"),
    "an empty name": form(b"name=%20%20"),
    "a name of 60,000 letters": form(b"name=" + b"x" * 60_000),
    "JSON": form(b'{"name": "Ana"}', f"{GOOD}content-type: application/json\r\n"),
    "JSON 32,000 deep": form(b"[" * 32_000, f"{GOOD}content-type: application/json\r\n"),
    "a file": form(
        b"--x\r\ncontent-disposition: form-data; name=name\r\n\r\nAna\r\n--x--", f"{GOOD}content-type: multipart/form-data; boundary=x\r\n"
    ),
    "XML": form(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', f"{GOOD}content-type: text/xml\r\n"),
    "another origin": form(b"name=a", FORM.replace("http://127.0.0.1", "http://evil.example")),
    "an origin like ours": form(b"name=a", FORM.replace("http://127.0.0.1", "http://127.0.0.1.evil.example")),
    "no origin": form(b"name=a", FORM.replace("origin: http://127.0.0.1\r\n", "")),
    "the origin null": form(b"name=a", FORM.replace("http://127.0.0.1", "null")),
    "a form from a frame elsewhere": form(b"name=a", f"{FORM}sec-fetch-site: cross-site\r\n"),
    "a web socket": b"GET / HTTP/1.1\r\nhost: evil.example\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    "two requests, the second cut off": b"GET /nowhere HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\nGET / HT",
}
"""Sixty things that are no good request."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve a lesson on a real socket."""
    with live(tmp_path_factory.mktemp("serving")) as made:
        yield made


def answer(server: Live, sent: bytes) -> int:
    """Return the status of the answer to what was sent, or 0 where the server closed without one."""
    with socket.create_connection(("127.0.0.1", server.port), 5) as line:
        line.settimeout(5)
        with suppress(OSError):  # the server may refuse before everything is sent
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
        head = b""
        with suppress(OSError):
            while b"\r\n" not in head and (more := line.recv(4096)):
                head += more
    found = re.match(rb"HTTP/1\.1 (\d{3})", head)
    return int(found[1]) if found else 0


def looked(server: Live) -> float:
    """Return how long a page takes."""
    begun = time.perf_counter()
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    asked.request("GET", f"/join/{CODE}")
    assert 200 == asked.getresponse().status
    asked.close()
    return time.perf_counter() - begun


def test_there_are_sixty_cases() -> None:
    """As many as the page about security says."""
    assert 60 == len(BROKEN)


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_good_request_is_refused_or_closed(server: Live, case: str) -> None:
    """Nothing broken, oversized or foreign is done, and none of it makes the server fail."""
    status = answer(server, BROKEN[case])

    assert status == 0 or 400 <= status < 500, status
    assert looked(server) < 5


def slowest(server: Live) -> float:
    """Return the seconds within which 99 of 100 pages come."""
    return quantiles([looked(server) for _ in range(_PAGES)], n=100)[-1]


def test_whoever_has_said_all_and_still_listens_is_answered(server: Live) -> None:
    """A program may close its own side of the connection once it has asked, as some do that look whether a server is there."""
    assert [200] * 20 == [answer(server, b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n") for _ in range(20)]


def test_a_form_that_does_not_come_whole_is_refused_in_words(
    server: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever begins to send a form and does not go on is told so, with the headers of every answer; the log stays as it was."""
    monkeypatch.setattr("sim.classroom.web.guard.BODY_SECONDS", 0.2)
    with socket.create_connection(("127.0.0.1", server.port), 5) as line, caplog.at_level("INFO"):
        line.sendall(f"{FORM}content-length: 10\r\n\r\nname".encode())
        line.settimeout(5)
        told = b"".join(iter(lambda: line.recv(4096), b"")).decode()

    head, _, words = told.partition("\r\n\r\n")

    assert "HTTP/1.1 408 " == head[:13]
    assert [] == [name for name in HEADERS if f"\r\n{name}: " not in head]
    assert "the form did not come whole in time; send it again\n" == words
    assert [] == caplog.records


def test_whoever_begins_to_ask_and_does_not_go_on_disturbs_nobody(server: Live) -> None:
    """With five hundred connections that have sent half a request, pages come in 0.3 s, or as they came before on a busy computer."""
    serving.allow_connections()
    before = slowest(server)
    with ExitStack() as stack:
        for number in range(500):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 5))
            line.sendall(f"GET /?{number} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ".encode())
        meanwhile = slowest(server)

    assert meanwhile < max(_SOON, _TIMES * max(before, slowest(server)))


def test_whatever_is_broken_disturbs_nobody_and_is_not_logged(server: Live) -> None:
    """While four people send all that is broken again and again, pages come in 0.3 s, and not a line is written of it."""
    stop = threading.Event()

    def flood() -> None:
        for case in cycle(BROKEN.values()):
            answer(server, case)
            if stop.is_set():
                return

    before = slowest(server)
    with overheard() as log:
        flooding = [threading.Thread(target=flood) for _ in range(4)]
        for thread in flooding:
            thread.start()
        meanwhile = slowest(server)
        stop.set()
        for thread in flooding:
            thread.join()
        for case in BROKEN.values():
            answer(server, case)

    assert meanwhile < max(_SOON, _TIMES * max(before, slowest(server)))
    assert "" == log.getvalue()


BEGUN: dict[str, tuple[bytes, bytes]] = {
    "a page, asked for with a body": (b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n", b"zz\r\n"),
    "a page, and more": (b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n", b"\0\0\0\r\n\r\n"),
}
"""What is asked for, and what is sent once the answer has begun."""


@pytest.mark.parametrize("case", BEGUN)
def test_what_breaks_once_an_answer_has_begun_is_not_logged(server: Live, case: str) -> None:
    """Whoever breaks the rules in the middle of an answer is left, without a word of it in the log, and others go on."""
    first, then = BEGUN[case]
    with overheard() as log, socket.create_connection(("127.0.0.1", server.port), 5) as line:
        line.sendall(first)
        begun = line.recv(12)
        with suppress(OSError):
            line.sendall(then)
            while line.recv(65_536):
                pass
        assert looked(server) < 5

    assert b"HTTP/1.1 " == begun[:9]
    assert "" == log.getvalue()


class Hasty(PatientProtocol):
    """A protocol that waits half a second."""

    patience = 0.5


@contextmanager
def hasty() -> Iterator[int]:
    """Serve one short answer with half a second of patience, and give the port."""
    made = serving.serving(PlainTextResponse("ok"), "127.0.0.1", free_port(), proxy=False)
    made.http = Hasty
    server = uvicorn.Server(made)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield made.port
    finally:
        server.should_exit = True
        thread.join(10)


def whole_answer(connection: socket.socket) -> bytes:
    """Return a whole answer, which may come in several pieces; its body is the word `ok`."""
    found = b""
    while not found.endswith(b"ok"):
        piece = connection.recv(65_536)
        if not piece:
            break
        found += piece
    return found


def test_half_a_request_is_waited_for_only_so_long() -> None:
    """A connection on which nothing, or half a request, has come is closed after a while; one that goes on is not."""
    whole = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
    with hasty() as port, ExitStack() as stack:
        silent, slow, good = (stack.enter_context(socket.create_connection(("127.0.0.1", port), 5)) for _ in range(3))
        slow.sendall(b"GET / HTTP/1.1\r\nhost: ")
        good.sendall(whole)
        first = whole_answer(good)
        closed = [line.recv(1) for line in (silent, slow)]
        good.sendall(whole)
        again = whole_answer(good)

    assert [b"", b""] == closed
    assert [b"HTTP/1.1 200", b"HTTP/1.1 200"] == [said[:12] for said in (first, again)]


def documented() -> dict[str, str]:
    """Return the headers that the page about security promises."""
    rows = re.findall(r"^\| `([a-z-]+)`[^|]*\| `([^`]*)` \|$", SECURITY.read_text("utf-8"), re.MULTILINE)
    return {name: value for name, value in rows if "-" in name}


def test_the_headers_are_those_of_the_page() -> None:
    """The page about security has every header with its value, and no other."""
    assert {**HEADERS, **TLS_HEADERS} == documented()


def test_every_answer_of_every_route_carries_them(tmp_path: Path) -> None:
    """Every route, to whoever may use it and to a stranger, answers with the headers of the table."""
    lacking = []
    with served_to_all(tmp_path) as server:
        for method, path in TABLE:
            for who in ("nobody", "seat", "facilitator"):
                browser = browser_of(server, who)
                given = headers_of(browser, method, path) if path not in STREAMS else heard(server.app, browser, address(path)).headers
                own = {"cache-control"} if path == "/static/{name}" else set()
                lacking += [(path, who, name) for name, value in HEADERS.items() if name not in own and given.get(name) != value]

    assert [] == lacking


def headers_of(browser: TestClient, method: str, path: str) -> dict[str, str]:
    """Return the headers of an answer."""
    return dict(browser.request(method, address(path), data={} if method == "POST" else None).headers)


ORIGINS = (
    "",
    "null",
    "http://evil.example",
    "https://evil.example",
    "http://127.0.0.1:8001",
    "http://localhost:8000",
    "http://127.0.0.1.evil.example",
)
SITES = ("cross-site", "same-site", "", "SAME-ORIGIN")


@pytest.mark.parametrize("secure", [False, True])
def test_a_form_from_elsewhere_is_refused_in_both_modes(tmp_path: Path, *, secure: bool) -> None:
    """A form whose origin or site is another's, or unknown, is refused, with TLS and without; where there is TLS, one without it too."""
    base = BASE.replace("http:", "https:") if secure else BASE
    with held(tmp_path) as room, served(room, Setting(secure=secure)) as server:
        browser = server.browser()
        tried = [{"origin": origin} for origin in (*ORIGINS, *([BASE] if secure else []))] + [{"sec-fetch-site": site} for site in SITES]
        found = {
            browser.post(path, data={"code": CODE}, headers=one).status_code for one in tried for path in ("/enter", f"/c/{NAME}/do/end")
        }
        good = browser.post("/enter", data={"code": CODE}, headers={"origin": base}).status_code
        framed = browser.get("/", headers=JSON).headers["content-security-policy"]

    assert ({403}, 303, True) == (found, good, "frame-ancestors 'none'" in framed)
