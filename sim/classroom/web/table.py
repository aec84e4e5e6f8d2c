"""The table: where a facilitator enters the cards of groups that play without phones, and reads out what comes of them.

Rule 1: what is sealed is on no page: a code is typed, covered on the screen, and gone; what a group chose is shown once it is resolved.
Rule 2: the page that a group, or the room, may look at holds what everybody may know, and nothing to press.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from sim.classroom.lesson.pace import minutes_left, pace
from sim.classroom.lesson.tables import Dealt, cards_now, news_now
from sim.classroom.server.room import Room
from sim.classroom.web.answers import Route, fresh, guarded, refused, see_other, stream, wants_json
from sim.classroom.web.leading import leads, led_by, room_of
from sim.classroom.web.orders import ordered
from sim.classroom.web.pages import page
from sim.engine.arms import arm_of
from sim.engine.lesson_view import whole_stage
from sim.engine.seating import playable_in, why_it_stands
from sim.errors import SimError
from sim.model.events import PERSON
from sim.model.ids import GroupId
from sim.model.view import View


@dataclass(frozen=True, slots=True)
class Spread:
    """What lies before one group now."""

    group: GroupId
    number: str
    """As it is called in the room."""
    view: View
    """As everybody may see it."""
    cards: tuple[Dealt, ...]
    news: tuple[tuple[str, int], ...]
    """For whom alone news has come, and the number of its card."""
    left: int | None
    """Seconds on its clock, or None where none is set."""
    over: bool
    went: str
    """Where its people went on as another group, in words; else empty."""
    reasons: bool
    players: tuple[tuple[str, str, bool], ...]
    """Every role that decides in this act, or once it is over in the one that follows: id, name, and whether a bot plays it."""


def spread(room: Room, group: GroupId) -> Spread:
    """Return what lies before a group.

    Raises:
        Missing: no such group plays.

    """
    lesson, machine = room.lesson, room.opened.machine
    session = room.now.sessions[lesson.group(group).id]
    names = machine.lookup.names
    asked = playable_in(lesson, room.now.sessions, machine, group)
    return Spread(
        group=group,
        number=group[1:],
        view=room.view(group, None),
        cards=tuple(cards_now(session)),
        news=tuple((names[card.role], card.number) for card in news_now(session)),
        left=room.left(group),
        over=session.over,
        went=why_it_stands(lesson, room.now.sessions, group),
        reasons=arm_of(lesson, group).reasons,
        players=tuple((role, names[role], by != PERSON) for role, by in session.players.items() if role in asked),
    )


def written(room: Room) -> str:
    """Return the part of the table's page that changes."""
    lesson, now = room.lesson, datetime.now(UTC)
    return page(
        "table_now.html",
        title=room.opened.scenario.title,
        act=room.opened.machine.lookup.act(lesson.began.act).title,
        stage=whole_stage(lesson),
        wanted=lesson.began.table,
        spreads=tuple(spread(room, group) for group in lesson.groups),
        minutes_left=minutes_left(lesson.ends, now) if lesson.ends else None,
        expected=pace(lesson, room.now.sessions, room.opened.machine, now),
        failed=str(room.failed) if room.failed else None,
    )


def read_out(room: Room, group: GroupId) -> str:
    """Return the part that changes of what a group may look at."""
    return page("table_read_now.html", one=spread(room, group), stage=whole_stage(room.lesson))


def _news(room: Room, html: str) -> dict[str, str | int]:
    return {"version": room.lesson.number, "html": html}


async def show(request: Request) -> Response:
    """Show the table."""
    room = await room_of(request)
    now = Markup(written(room))  # noqa: S704 -- the template has escaped it
    return HTMLResponse(page("table.html", now=now, version=room.lesson.number))


async def listen(request: Request) -> Response:
    """Stream the table as it changes, as long as whoever listens leads the lesson."""
    room, by = await led_by(request)
    shown = fresh(lambda: _news(room, written(room)))
    return stream(room, lambda: shown() if leads(request, room) == by else None, lambda: None)


async def show_read(request: Request) -> Response:
    """Show what a group may look at, large."""
    room = await room_of(request)
    group = room.lesson.group(request.path_params["group"]).id
    now = Markup(read_out(room, group))  # noqa: S704 -- the template has escaped it
    return HTMLResponse(page("table_read.html", now=now, version=room.lesson.number, group=group))


async def listen_read(request: Request) -> Response:
    """Stream what a group may look at as it changes."""
    room, by = await led_by(request)
    group = room.lesson.group(request.path_params["group"]).id
    shown = fresh(lambda: _news(room, read_out(room, group)))
    return stream(room, lambda: shown() if leads(request, room) == by else None, lambda: None)


async def order(request: Request) -> Response:
    """Carry out one order, and answer with the table as it is then."""
    room, by = await led_by(request)
    act = ordered(request.path_params["order"], await request.body(), by)
    try:
        await room.do(act)
    except SimError as error:
        return refused(request, error, _news(room, written(room)) if wants_json(request) else None)
    return JSONResponse(_news(room, written(room))) if wants_json(request) else see_other("../")


READS: dict[str, Route] = {
    "table/": guarded(show),
    "table/events": guarded(listen),
    "table/read/{group}/": guarded(show_read),
    "table/read/{group}/events": guarded(listen_read),
}
ORDER: Route = guarded(order)
