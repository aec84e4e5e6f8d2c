"""Making answers small for poor networks."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from sim.classroom.web.packed import in_blocks, packed

LONG = "The ferry does not run. " * 100


def asked(method: str = "GET", accepts: str = "gzip, br") -> Request:
    """Return a request of a browser that can unpack some ways of packing."""
    return Request({"type": "http", "method": method, "headers": [(b"accept-encoding", accepts.encode())]})


def test_a_page_is_packed_for_those_who_can_unpack_it() -> None:
    """A page becomes a tenth, is what it was when unpacked, and tells whoever keeps copies that there are two kinds."""
    answer = packed(asked(), HTMLResponse(LONG))

    assert LONG == gzip.decompress(bytes(answer.body)).decode()
    assert len(answer.body) < len(LONG) / 10
    assert (str(len(answer.body)), "gzip", "accept-encoding") == tuple(
        answer.headers[name] for name in ("content-length", "content-encoding", "vary")
    )


def test_others_get_the_page_as_it_is() -> None:
    """Whoever does not say that they can unpack gets the same page."""
    answer = packed(asked(accepts="identity"), HTMLResponse(LONG))

    assert (LONG, None, "accept-encoding") == (
        bytes(answer.body).decode(),
        answer.headers.get("content-encoding"),
        answer.headers["vary"],
    )


def test_what_is_short_or_sent_or_packed_stays() -> None:
    """A short page, the answer to a form, a stream and what is packed already stay as they are."""
    short, form = HTMLResponse("short"), HTMLResponse(LONG)
    done, flow = Response(LONG, headers={"content-encoding": "br"}), StreamingResponse(iter([LONG]))

    assert [short, form, done, flow] == [packed(asked(), short), packed(asked("POST"), form), packed(asked(), done), packed(asked(), flow)]
    assert [None, None, "br", None] == [answer.headers.get("content-encoding") for answer in (short, form, done, flow)]


def test_each_event_of_a_packed_stream_can_be_read_at_once() -> None:
    """What has come of a stream can be unpacked before anything more does."""
    events = [f"event: view\ndata: {LONG}{number}\n\n" for number in range(3)]

    async def said() -> AsyncIterator[str]:
        for event in events:
            yield event

    async def read() -> list[str]:
        answer = in_blocks(StreamingResponse(said()))
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
        assert "gzip" == answer.headers["content-encoding"]
        return [unpack.decompress(piece).decode() async for piece in answer.body_iterator if isinstance(piece, bytes)]

    assert ["", *events] == asyncio.run(read())
