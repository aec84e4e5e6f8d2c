"""The facilitator's console: who is here, how far they are, and every order about a lesson.

Rule 1: in plain HTTP it answers only on this computer, so that the key never crosses the room.
Rule 2: what an order does stands in `orders`; here it is only asked for.
"""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from sim.classroom.access import same
from sim.classroom.answers import (
    Route,
    cookie_name,
    fresh,
    guarded,
    hall_of,
    not_yours,
    refused,
    see_other,
    set_cookie,
    stream,
    too_many,
    wants_json,
)
from sim.classroom.debriefs import debrief_page
from sim.classroom.orders import ORDERS
from sim.classroom.pace import minutes_until, pace
from sim.classroom.pages import page
from sim.classroom.protocol import (
    GroupForm,
    KeyForm,
    read_form,
)
from sim.classroom.room import Room
from sim.classroom.screen import address_of
from sim.engine.console_view import console_view
from sim.errors import Illegal, Missing, SimError
from sim.model.ids import GroupId

_HERE = frozenset({"127.0.0.1", "::1"})
"""Addresses of this computer."""


def _is_near(request: Request) -> bool:
    """Tell whether whoever asks may reach the console at all."""
    return bool(request.app.state.secure) or (request.client is not None and request.client.host in _HERE)


async def room_of(request: Request) -> Room:
    """Return the room of a lesson for whoever holds its key.

    Raises:
        Illegal: the key is missing or wrong, or comes from another computer without TLS.

    """
    if not _is_near(request):
        message = "the console answers only on the computer that runs sim host"
        raise not_yours(message)
    try:
        room = await hall_of(request).room(request.path_params["lesson"])
    except Missing as error:
        raise _closed() from error
    key = request.cookies.get(cookie_name(request, f"key-{room.lesson.began.lesson}"), "")
    if not key or not same(key, room.lesson.began.key):
        raise _closed()
    return room


def _closed() -> Illegal:
    return not_yours("this needs the facilitator's key; open the address that sim host printed")


async def ask_key(request: Request) -> Response:
    """Show where the key is given."""
    if not _is_near(request):
        message = "the console answers only on the computer that runs sim host"
        raise not_yours(message)
    return HTMLResponse(page("key.html", lesson=request.path_params["lesson"], refused=None))


async def enter(request: Request) -> Response:
    """Take the key, and let the browser keep it."""
    form = read_form(KeyForm, await request.body())
    hall = hall_of(request)
    if not _is_near(request) or hall.guesses.is_empty():
        raise (too_many("too many wrong keys were given just now; wait a few seconds") if _is_near(request) else _closed())
    try:
        room = await hall.room(request.path_params["lesson"])
    except Missing as error:
        hall.guesses.take()
        raise _closed() from error
    if not same(form.secret, room.lesson.began.key):
        hall.guesses.take()
        raise _closed()
    answer = see_other(f"/c/{room.lesson.began.lesson}/")
    set_cookie(request, answer, f"key-{room.lesson.began.lesson}", form.secret)
    return answer


def written(room: Room, address: str, opened: tuple[GroupId, ...] = ()) -> str:
    """Return the part of the console that changes.

    Args:
        room: the lesson's.
        address: where people join.
        opened: the groups whose sealed choices are shown, this once.

    """
    lesson = room.lesson
    now = datetime.now(UTC)
    return page(
        "console_now.html",
        shown=console_view(lesson, room.now.sessions, room.opened.machine, opened),
        here=frozenset(seat for seat, count in room.here.items() if count),
        clocks={group: room.left(group) for group in lesson.groups},
        waiting_groups=bool({place.group for place in lesson.places} - {*lesson.groups}),
        ends=lesson.ends[11:16] if lesson.ends else None,
        minutes_left=minutes_until(lesson.ends, now) if lesson.ends else None,
        expected=pace(lesson, room.now.sessions, room.opened.machine, now),
        code=None if lesson.ended else room.code,
        address=address,
        failed=str(room.failed) if room.failed else None,
    )


def _news(room: Room, address: str, opened: tuple[GroupId, ...] = ()) -> dict[str, str | int]:
    return {"version": room.lesson.number, "html": written(room, address, opened)}


async def show(request: Request) -> Response:
    """Show the console."""
    room = await room_of(request)
    now = Markup(written(room, address_of(request)))  # noqa: S704 -- the template has escaped it
    return HTMLResponse(page("console.html", now=now, version=room.lesson.number))


async def listen(request: Request) -> Response:
    """Stream the console as it changes."""
    room = await room_of(request)
    address = address_of(request)
    return stream(room, fresh(lambda: _news(room, address)), lambda: None)


async def look(request: Request) -> Response:
    """Return what the facilitator is shown, for programs."""
    room = await room_of(request)
    return Response(console_view(room.lesson, room.now.sessions, room.opened.machine).model_dump_json(), media_type="application/json")


async def debrief(request: Request) -> Response:
    """Show the debrief of a group whose play is over."""
    room = await room_of(request)
    return await debrief_page(room, request.query_params.get("group", next(iter(room.lesson.groups), "")))


async def order(request: Request) -> Response:
    """Carry out one order, and answer with the console as it is then."""
    room = await room_of(request)
    act = ORDERS.get(request.path_params["order"])
    if act is None:
        message = "there is no such order"
        raise Missing(message, "unknown-order")
    body = await request.body()
    address = address_of(request)
    opened: tuple[GroupId, ...] = ()
    try:
        await room.do(lambda draft: act(draft, body))
        if request.path_params["order"] == "look":
            opened = (read_form(GroupForm, body).group,)
    except SimError as error:
        return refused(request, error, _news(room, address) if wants_json(request) else None)
    return JSONResponse(_news(room, address, opened)) if wants_json(request) else see_other("../")


READS: dict[str, Route] = {"": guarded(show), "events": guarded(listen), "console.json": guarded(look), "debrief": guarded(debrief)}
ASK_KEY: Route = guarded(ask_key)
ENTER: Route = guarded(enter)
ORDER: Route = guarded(order)
