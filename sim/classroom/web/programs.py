"""A seat for programs, such as `sim join`: what it sees as values instead of pages, and what only a program sends.

Rule 1: nothing here shows more than the page of the same seat; what may be seen is computed in the engine.
"""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from sim.classroom.lesson import reading
from sim.classroom.server.concerns import concerns_of
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest
from sim.classroom.server.windows import opened
from sim.classroom.web.answers import Route, guarded, stream
from sim.classroom.web.changes import NOTHING, Brought
from sim.classroom.web.lookups import guide_of
from sim.classroom.web.parts import shown_seat
from sim.classroom.web.protocol import Form, Id, read_form
from sim.classroom.web.student import doing, seat_of, seat_released
from sim.engine.members import Seat
from sim.errors import Illegal
from sim.model.lesson_view import SeatNews
from sim.model.text import Words
from sim.report.debrief import review
from sim.report.judgements import without_judgements
from sim.store.drafting import Draft


class MarkForm(Form):
    """A seat finds wording of a document loaded."""

    source: Id
    words: Words


def news(room: Room, seat: Seat) -> SeatNews | None:
    """Return what a program is told of a seat; None when the seat is gone."""
    if room.lesson.seats[seat.id].is_shut:
        return None
    shown = shown_seat(room, seat)
    group = shown.group if shown.group in room.now.sessions else None
    return SeatNews(
        seat=shown,
        left=room.left(group) if group else None,
        runs=bool(group and room.is_running(group)),
        failed=room.failed is not None,
    )


async def look(request: Request) -> Response:
    """Return what a seat is shown."""
    room, seat, _ = await seat_of(request)
    told = news(room, seat)
    if told is None:
        raise seat_released(room)
    return Response(told.model_dump_json(), media_type="application/json")


async def listen(request: Request) -> Response:
    """Stream what a seat is shown as it changes; what changes elsewhere in the lesson is not told."""
    room, seat, token = await seat_of(request)
    await room.catch_up()
    gone, ends = opened(room, seat.id, digest(token))
    last: SeatNews | None = None

    def told() -> Brought | None:
        nonlocal last
        fresh = news(room, seat)
        if fresh is None:
            return None
        if fresh == last:  # by its number too: whoever asked between two changes may have seen what the second took back
            return NOTHING
        last = fresh
        body = json.dumps({"version": fresh.seat.version, "news": fresh.model_dump_json()}, ensure_ascii=False)
        return Brought(str(fresh.seat.version), body.encode())

    return stream(room, told, gone, lambda: concerns_of(room.lesson, seat.id), ends=ends)


async def read_guide(request: Request) -> Response:
    """Return what everybody may read, from the moment somebody has a seat."""
    room, seat, _ = await seat_of(request)
    return Response(guide_of(room, seat).model_dump_json(), media_type="application/json")


async def read_review(request: Request) -> Response:
    """Return the account of the play of a seat's group: as its role may know it, and opened once the lesson is over."""
    room, seat, _ = await seat_of(request)
    session = room.now.sessions.get(seat.place.group) if seat.place else None
    if session is None or seat.place is None or (session.over and not room.lesson.ended):
        message = "the account of the play opens when the facilitator ends the lesson"
        raise Illegal(message, "not-yet")
    told = without_judgements(
        review(session, room.opened.grounds, ours=room.opened.origin == "shipped", role=seat.place.role), seat.place.role
    )
    return Response(told.model_dump_json(), media_type="application/json")


def _mark(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(MarkForm, body)
    reading.mark(draft, seat.id, form.source, form.words, form.key)


READS: dict[str, Route] = {
    "seat-news.json": guarded(look),
    "seat-events": guarded(listen),
    "guide.json": guarded(read_guide),
    "review.json": guarded(read_review),
}
"""What a program can look at, by the last part of its address."""

DOES: dict[str, Route] = {"mark": guarded(doing(_mark))}
"""What a program alone can do, by the last part of its address."""
