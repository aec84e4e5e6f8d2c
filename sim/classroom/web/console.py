"""The facilitator's console: who is here, how far they are, and every order about a lesson.

Rule 1: who may come in, `leading` says; what an order does stands in `orders`. Here it is only asked for.
"""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from sim.classroom.lesson.pace import minutes_left, pace
from sim.classroom.server.room import Room
from sim.classroom.web.answers import Route, fresh, guarded, refused, see_other, stream, wants_json
from sim.classroom.web.debriefs import debrief_archive, debrief_page
from sim.classroom.web.leading import leads, led_by, room_of
from sim.classroom.web.orders import ordered
from sim.classroom.web.pages import page
from sim.classroom.web.protocol import GroupForm, read_form
from sim.classroom.web.screen import address_of
from sim.engine.console_view import console_view
from sim.engine.seating import known_groups
from sim.errors import SimError
from sim.model.ids import GroupId, SeatId
from sim.model.lesson_view import ConsoleView


def written(room: Room, address: str, by: SeatId, opened: tuple[GroupId, ...] = ()) -> str:
    """Return the part of the console that changes.

    Args:
        room: the lesson's.
        address: where people join.
        by: which facilitator looks.
        opened: the groups whose sealed choices are shown, this once.

    """
    lesson = room.lesson
    now = datetime.now(UTC)
    return page(
        "console_now.html",
        shown=console_view(lesson, room.now.sessions, room.opened.machine, opened),
        here=frozenset(seat for seat, count in room.here.items() if count),
        clocks={group: room.left(group) for group in lesson.groups},
        known_groups=known_groups(lesson) or ("g1",),
        waiting_groups=bool({place.group for place in lesson.places} - {*lesson.groups}),
        ends=lesson.ends,
        minutes_left=minutes_left(lesson.ends, now) if lesson.ends else None,
        expected=pace(lesson, room.now.sessions, room.opened.machine, now),
        code=room.code,
        address=address,
        failed=str(room.failed) if room.failed else None,
        me=next((one.name for one in lesson.facilitators if one.seat == by), ""),
    )


def _news(room: Room, address: str, by: SeatId, opened: tuple[GroupId, ...] = ()) -> dict[str, str | int]:
    return {"version": room.lesson.number, "html": written(room, address, by, opened)}


async def show(request: Request) -> Response:
    """Show the console."""
    room, by = await led_by(request)
    now = Markup(written(room, address_of(request), by))  # noqa: S704 -- the template has escaped it
    return HTMLResponse(page("console.html", now=now, version=room.lesson.number))


async def listen(request: Request) -> Response:
    """Stream the console as it changes, as long as whoever listens leads the lesson."""
    room, by = await led_by(request)
    address = address_of(request)
    shown = fresh(lambda: _news(room, address, by))
    return stream(room, lambda: shown() if leads(request, room) == by else None, lambda: None)


async def look(request: Request) -> Response:
    """Return what the facilitator is shown, for programs."""
    room = await room_of(request)
    return Response(_told(room).model_dump_json(), media_type="application/json")


def _told(room: Room) -> ConsoleView:
    """Return what the facilitator is shown, with what only the server knows: who is connected, clocks, pace, code."""
    lesson = room.lesson
    expected = pace(lesson, room.now.sessions, room.opened.machine, datetime.now(UTC))
    left = {group: room.left(group) for group in lesson.groups}
    return console_view(lesson, room.now.sessions, room.opened.machine).model_copy(
        update={
            "here": tuple(seat for seat, count in room.here.items() if count),
            "left": tuple((group, seconds) for group, seconds in left.items() if seconds is not None),
            "pace": expected.words if expected else "",
            "failed": str(room.failed) if room.failed else "",
            "code": room.code,
        }
    )


async def debrief(request: Request) -> Response:
    """Show the debrief of a group whose play is over."""
    room = await room_of(request)
    return await debrief_page(request, room, next(iter(room.lesson.groups), ""))


async def archive(request: Request) -> Response:
    """Give every form of the debrief of all groups at once."""
    return await debrief_archive(request, await room_of(request))


async def order(request: Request) -> Response:
    """Carry out one order, and answer with the console as it is then."""
    room, by = await led_by(request)
    body = await request.body()
    act = ordered(request.path_params["order"], body, by)
    address = address_of(request)
    opened: tuple[GroupId, ...] = ()
    try:
        await room.do(act)
        if request.path_params["order"] == "look":
            opened = (read_form(GroupForm, body).group,)
    except SimError as error:
        return refused(request, error, _news(room, address, by) if wants_json(request) else None)
    sealed = _sealed(room, opened)
    if wants_json(request):
        return JSONResponse({**_news(room, address, by, opened), "sealed": sealed})
    if opened:  # whoever has no script would not see it where they are sent on to
        return HTMLResponse(page("sealed.html", group=opened[0], sealed=sealed))
    return see_other("../")


def _sealed(room: Room, opened: tuple[GroupId, ...]) -> list[str]:
    """Return what each role of groups has sealed, in words: for whoever opened them this once, on a page or by a program."""
    shown = console_view(room.lesson, room.now.sessions, room.opened.machine, opened)
    deciding = [role for group in shown.groups if group.group in opened for role in group.deciding]
    return [f"{role.name}: {role.sealed or 'nothing yet'}." for role in deciding]


READS: dict[str, Route] = {
    "": guarded(show),
    "events": guarded(listen),
    "console.json": guarded(look),
    "debrief": guarded(debrief),
    "debrief.zip": guarded(archive),
}
ORDER: Route = guarded(order)
