"""The screen in the room: situation, indicators, countdown and the way to join; no name and no secret."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.classroom.server.room import Room
from sim.classroom.web.answers import Route, fresh, guarded, stream
from sim.classroom.web.codes import room_typed
from sim.classroom.web.leading import known_ticket
from sim.classroom.web.pages import page
from sim.engine.counting import judged
from sim.engine.lesson_view import public_view


async def _room(request: Request) -> Room:
    return await room_typed(request, request.path_params["code"])


def address_of(request: Request) -> str:
    """Return the address that people type: what the server was told, else the one that this page was asked for by."""
    told: str = request.app.state.address
    return told or f"{request.url.scheme}://{request.url.netloc}"


def written(room: Room, address: str) -> str:
    """Return the part of the screen that changes."""
    groups = tuple(room.now.sessions)
    return page(
        "screen_now.html",
        shown=public_view(
            room.lesson,
            room.opened.machine,
            {group: room.view(group, None) for group in groups},
            judged(room.lesson, room.now.sessions, room.opened.machine),
            room.now.sessions,
        ),
        clocks={group: room.left(group) for group in groups},
        code=None if room.lesson.ended or room.lesson.began.table else room.code,
        address=address,
        rehearsal=room.lesson.began.rehearsal,
    )


async def show(request: Request) -> Response:
    """Show the screen."""
    room = await _room(request)
    now = Markup(written(room, address_of(request)))  # noqa: S704 -- the template has escaped it
    return HTMLResponse(page("screen.html", now=now, version=room.lesson.number))


async def listen(request: Request) -> Response:
    """Stream the screen as it changes."""
    room = await _room(request)
    address = address_of(request)
    return stream(room, fresh(lambda: {"version": room.lesson.number, "html": written(room, address)}), lambda: None)


async def qr(request: Request) -> Response:
    """Draw the QR code of the way to join."""
    room = await _room(request)
    return Response(
        drawn(f"{address_of(request)}/join/{room.code}#{known_ticket(request, room)}"),
        media_type="image/svg+xml",
    )


def drawn(address: str) -> bytes:
    """Return the QR code of an address as SVG."""
    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind="svg", border=3, scale=1, omitsize=True, light="#fff", dark="#000")
    return target.getvalue()


READS: dict[str, Route] = {"": guarded(show), "events": guarded(listen), "qr.svg": guarded(qr)}
"""What everybody who knows the code can look at, by the last part of its address."""
