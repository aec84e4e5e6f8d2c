"""What somebody with a seat sees and does: the page of a seat, its stream, and its forms."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from sim.classroom.lesson import reading, seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.concerns import concerns_of
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest, resume_code
from sim.classroom.server.windows import opened
from sim.classroom.web.answers import (
    Route,
    SeatReleased,
    cookie_name,
    guarded,
    hall_of,
    not_yours,
    refused,
    see_other,
    stream,
    too_many,
    wants_json,
)
from sim.classroom.web.changes import Changes, edition
from sim.classroom.web.packed import in_blocks, unpacks
from sim.classroom.web.pages import page
from sim.classroom.web.parts import shown_seat, whole
from sim.classroom.web.protocol import ChooseForm, ConsentForm, Form, JudgeForm, PassageForm, ProposeForm, SpeakForm, WishForm, read_form
from sim.engine.members import Seat
from sim.errors import Missing, SimError
from sim.model.ids import ANY, EVERY_ROLE, WATCHES, GroupId
from sim.store.drafting import Draft


async def seat_of(request: Request) -> tuple[Room, Seat, str]:
    """Return the room, the seat and the token of whoever asks.

    Raises:
        SeatReleased: it held one that the facilitator has released.
        Illegal: the browser holds no seat of this lesson, or there is no such lesson: a stranger learns not which.

    """
    lesson = request.path_params["lesson"]
    token = request.cookies.get(cookie_name(request, f"seat-{lesson}"), "")
    with suppress(Missing):
        room = await hall_of(request).room(lesson) if token else None
        held = await room.holder(digest(token)) if room is not None else None
        if room is not None and held is not None:
            return room, held, token
        if room is not None and room.lesson.was_released(digest(token)):
            raise seat_released(room)
    message = (
        "this browser has no seat in this lesson, or three other devices have opened it since; "
        "come back with the code of your seat, or join with the code of the lesson"
    )
    raise not_yours(message)


def seat_released(room: Room) -> SeatReleased:
    """Return the refusal of somebody whose seat the facilitator has released."""
    way = "" if room.lesson.ended else ", or join anew with the code of the lesson"
    return SeatReleased(f"the facilitator has released your seat. Ask them why{way}")


def news(room: Room, seat: Seat) -> dict[str, str | int] | None:
    """Return a seat's page for a script; None when the seat is gone."""
    if room.lesson.seats[seat.id].is_shut:
        return None
    return {"version": room.lesson.number, "id": edition(room), "html": whole(room, seat)}


def group_of(room: Room, seat: Seat) -> GroupId | None:
    """Return the group in which a seat sits now."""
    place = room.lesson.seats[seat.id].place
    return place.group if place else None


async def show(request: Request) -> Response:
    """Show the page of a seat."""
    room, seat, token = await seat_of(request)
    values = {"seat": shown_seat(room, seat), "title": room.opened.scenario.title, "resume": resume_code(token)}
    return HTMLResponse(page("seat.html", now=whole(room, seat), edition=edition(room), **values))


async def listen(request: Request) -> Response:
    """Stream the page of a seat as it changes."""
    room, seat, token = await seat_of(request)
    seen = request.headers.get("last-event-id") or request.query_params.get("seen", "")
    await room.catch_up()
    gone, ends = opened(room, seat.id, digest(token))
    told = stream(room, Changes(room, seat, seen).read, gone, lambda: concerns_of(room.lesson, seat.id), ends=ends)
    return in_blocks(told) if request.query_params.get("pack") == "1" and unpacks(request) else told


async def look(request: Request) -> Response:
    """Return what a seat is shown, for programs."""
    room, seat, _ = await seat_of(request)
    return Response(shown_seat(room, seat).model_dump_json(), media_type="application/json")


def doing(act: Callable[[Draft, Seat, bytes], None]) -> Route:
    """Return the route of a form of a seat: done, kept, and then acknowledged; the page as it is then comes by the stream."""

    async def done(request: Request) -> Response:
        room, seat, _ = await seat_of(request)
        if not hall_of(request).forms.take(f"{room.lesson.began.lesson}/{seat.id}"):
            message = "this seat has sent too much just now; it is taken up again in a few seconds"
            raise too_many(message)
        body = await request.body()
        try:
            await room.do(lambda draft: act(draft, seat, body))
        except SimError as error:
            return refused(request, error, news(room, seat) if wants_json(request) else None)
        return JSONResponse({"version": room.lesson.number}) if wants_json(request) else see_other("./")

    return done


def _choose(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(ChooseForm, body)
    turns.vote(draft, seat.id, Ballot(form.turn, form.option, form.reason, form.expectation), form.key)


def _judge(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(JudgeForm, body)
    reading.judge(draft, seat.id, form.scene, form.support, form.key)


def _opened(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(PassageForm, body)
    reading.open_passage(draft, seat.id, form.source, form.quote, form.key)


def _speak(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(SpeakForm, body)
    closed = form.to == EVERY_ROLE
    words.speak(draft, seat.id, None if closed else form.to, form.words, form.key, closed=closed)


def _propose(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(ProposeForm, body)
    words.propose(draft, seat.id, form.turn, form.words, form.key)


def _consent(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(ConsentForm, body)
    seats.consent(draft, seat.id, form.key, agrees=form.agrees == "yes")


def _wish(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(WishForm, body)
    role = None if form.wish in {ANY, WATCHES} else form.wish
    seats.wish(draft, seat.id, role, watches=form.wish == WATCHES, key=form.key)


def _watch(draft: Draft, seat: Seat, body: bytes) -> None:
    seats.watch(draft, seat.id, read_form(Form, body).key)


READS: dict[str, Route] = {
    "": guarded(show),
    "events": guarded(listen),
    "seat.json": guarded(look),
}
"""What a seat can look at, by the last part of its address."""

DOES: dict[str, Route] = {
    "choose": guarded(doing(_choose)),
    "judge": guarded(doing(_judge)),
    "opened": guarded(doing(_opened)),
    "speak": guarded(doing(_speak)),
    "propose": guarded(doing(_propose)),
    "wish": guarded(doing(_wish)),
    "watch": guarded(doing(_watch)),
    "consent": guarded(doing(_consent)),
}
"""What a seat can do, by the last part of its address."""
