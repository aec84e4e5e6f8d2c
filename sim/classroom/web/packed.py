"""Making answers small for poor networks: pages whole, and streams event by event.

Rule 1: a packed stream keeps nothing between two events, so that a thousand open streams cost no memory for it.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterable, AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

_SMALL = 1_000
"""Bytes that are sent as they are."""
_LEVEL = 3
"""Above it, more time is spent than a class of thirty saves."""
_BEGINNING = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255))
"""How a gzip file begins that tells no name and no time."""


def unpacks(request: Request) -> bool:
    """Tell whether whoever asks can unpack."""
    return "gzip" in request.headers.get("accept-encoding", "")


def packed(request: Request, answer: Response) -> Response:
    """Return a page made smaller where whoever asks for it can unpack it; streams and answers to forms stay as they are."""
    if request.method != "GET" or isinstance(answer, StreamingResponse) or "content-encoding" in answer.headers:
        return answer
    if len(answer.body) < _SMALL:
        return answer
    answer.headers.add_vary_header("accept-encoding")
    if unpacks(request):
        answer.body = gzip.compress(answer.body, _LEVEL, mtime=0)
        answer.headers["content-length"] = str(len(answer.body))
        answer.headers["content-encoding"] = "gzip"
    return answer


def in_blocks(answer: StreamingResponse) -> StreamingResponse:
    """Return a stream of events as one gzip file that never ends: a block for each event, which can be unpacked as soon as it is there."""
    answer.body_iterator = _blocks(answer.body_iterator)
    answer.headers["content-encoding"] = "gzip"
    return answer


async def _blocks(events: AsyncIterable[str | bytes | memoryview]) -> AsyncIterator[bytes]:
    yield _BEGINNING
    async for event in events:
        block = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        yield block.compress(event.encode() if isinstance(event, str) else event) + block.flush(zlib.Z_FULL_FLUSH)
        del event, block
