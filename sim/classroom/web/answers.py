"""What every route has in common: forms in, pages or JSON out, and one table from errors to answers.

Rule 1: every refusal reaches whoever acted, with its code, and says nothing about anybody else.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Send

from sim.classroom.server.concerns import Concerns
from sim.classroom.server.hall import Hall
from sim.classroom.server.room import Room
from sim.classroom.web.changes import NOTHING, Brought
from sim.classroom.web.packed import packed
from sim.classroom.web.pages import page
from sim.classroom.web.protocol import unfit
from sim.errors import Fault, Illegal, Invalid, Missing, SimError, Stale, StorageFailed

Route: TypeAlias = Callable[[Request], Awaitable[Response]]

_STATUS: dict[type[SimError], int] = {Invalid: 422, Missing: 404, Stale: 409, Illegal: 409, Fault: 409, StorageFailed: 503}
_SPECIAL = {"not-yours": 403, "seat-released": 403, "too-many": 429, "too-many-windows": 429}
BEAT = 15.0
"""Seconds without news after which a stream says that it is alive."""


class SeatReleased(Illegal):
    """The facilitator has released the seat that this needs: whoever held it reads so, and nobody else."""

    code = "seat-released"


def not_yours(message: str) -> Illegal:
    """Return the refusal of somebody who does not hold the seat or the key that this needs."""
    return Illegal(message, "not-yours")


def too_many(message: str) -> Illegal:
    """Return the refusal of what was asked for too often just now."""
    return Illegal(message, "too-many")


def hall_of(request: Request) -> Hall:
    """Return the hall that a request is for."""
    hall = request.app.state.hall
    if not isinstance(hall, Hall):
        message = "the application was made without a hall"
        raise TypeError(message)
    return hall


def wants_json(request: Request) -> bool:
    """Tell whether a script asks, and not a person."""
    return request.headers.get("accept", "").startswith("application/json")


def status_of(error: SimError) -> int:
    """Return the HTTP status of an error."""
    if error.code in _SPECIAL:
        return _SPECIAL[error.code]
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)


def later(status: int) -> dict[str, str] | None:
    """Return the header that says after how many seconds to ask again, where an answer's status says that waiting helps; else None."""
    return {"retry-after": "5"} if status in (429, 503) else None


def refused(request: Request, error: SimError, news: dict[str, str | int] | None = None) -> Response:
    """Return the answer to a request that was refused.

    Args:
        request: what was asked.
        error: why not.
        news: the page as it is now, for a script that shows it.

    """
    status = status_of(error)
    headers = later(status)
    if wants_json(request):
        return JSONResponse({"code": error.code, "message": str(error), **(news or {})}, status, headers)
    back = "./" if request.method == "POST" and request.url.path.count("/") > 2 else "/"  # noqa: PLR2004 -- /s/LESSON/x
    if isinstance(error, SeatReleased):
        return HTMLResponse(page("released.html", message=str(error)), status)
    lost = request.path_params.get("lesson", "") if error.code == "not-yours" and request.url.path.startswith("/s/") else ""
    return HTMLResponse(page("error.html", message=str(error), code=error.code, back=back, lost=lost, resume=""), status, headers)


def guarded(route: Route) -> Route:
    """Return a route whose errors become answers."""

    async def answered(request: Request) -> Response:
        try:
            return packed(request, await route(request))
        except SimError as error:
            return refused(request, error)
        except ValidationError as error:  # of an event: what the form let pass is no id, number or text that a log may hold
            return refused(request, unfit(error))

    return answered


def see_other(path: str) -> RedirectResponse:
    """Return the answer to a form that was done: look there."""
    return RedirectResponse(path, 303)


def cookie_name(request: Request, name: str) -> str:
    """Return a cookie's name; through TLS, one that no other site of the same domain can set."""
    return f"__Host-{name}" if request.app.state.secure else name


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Let a browser keep something secret for as long as a lesson lasts."""
    response.set_cookie(
        cookie_name(request, name), value, max_age=86_400, path="/", secure=bool(request.app.state.secure), httponly=True, samesite="strict"
    )


def fresh(written: Callable[[], dict[str, str | int]]) -> Callable[[], Brought]:
    """Return a reader of a page for a stream; it brings the whole page whenever anything of it is new."""
    last: dict[str, str | int] = {}

    def read() -> Brought:
        nonlocal last
        shown = written()
        if shown == last:
            return NOTHING
        last = shown
        return Brought(str(shown["version"]), json.dumps(shown, ensure_ascii=False).encode())

    return read


class Events(StreamingResponse):
    """A stream that keeps nothing of what it has sent: a thousand pages that nobody needs any more are much memory."""

    async def stream_response(self, send: Send) -> None:
        """Send whatever comes, as soon as it comes."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for piece in self.body_iterator:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            del piece
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def stream(
    room: Room,
    written: Callable[[], Brought | None],
    gone: Callable[[], None],
    concerns: Callable[[], Concerns] | None = None,
    *,
    ends: Callable[[], bool] = lambda: False,
) -> StreamingResponse:
    """Return a stream of events: what is new of a page whenever it has changed, and a beat when nothing has.

    Args:
        room: whose changes are told.
        written: returns what is to be shown, `NOTHING` where nothing of it has changed, or None once whoever listens may see it no more.
        gone: is called when nobody listens any more.
        concerns: tells what alone matters to whoever listens; None: everything does.
        ends: tells whether whoever listens has opened newer streams instead, or other devices have taken their place.

    """

    async def events() -> AsyncIterator[bytes]:
        news = room.watch(concerns)
        try:
            yield b"retry: 2000\n\n"
            while not (room.stops or ends()):
                news.clear()
                shown = written()
                if shown is None:
                    yield b"event: gone\ndata: {}\n\n"
                    return
                if shown is not NOTHING:
                    yield b"event: view\nid: %s\ndata: %s\n\n" % (shown.edition.encode(), shown.body)
                del shown
                while True:
                    try:
                        async with asyncio.timeout(BEAT):
                            await news.wait()
                        break
                    except TimeoutError:
                        if ends():
                            return
                        yield b"event: beat\ndata: {}\n\n"
        finally:
            room.leave(news)
            gone()

    return Events(events(), media_type="text/event-stream", headers={"x-accel-buffering": "no"})
