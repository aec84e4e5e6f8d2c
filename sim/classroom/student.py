"""What somebody with a seat sees and does: the page of a seat, its stream, and its forms."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from sim.classroom import seats, turns, words
from sim.classroom.access import digest, resume_code
from sim.classroom.answers import AS_BEFORE, Route, cookie_name, guarded, hall_of, not_yours, refused, see_other, stream, wants_json
from sim.classroom.debriefs import debrief_page
from sim.classroom.pages import page
from sim.classroom.protocol import ChooseForm, Form, JudgeForm, PassageForm, ProposeForm, SpeakForm, read_form
from sim.classroom.room import Room
from sim.classroom.turns import Wish
from sim.engine.guide import guide
from sim.engine.lesson import Seat
from sim.engine.lesson_view import seat_view
from sim.errors import Illegal, SimError
from sim.model.ids import GroupId
from sim.model.lesson_view import SeatView
from sim.store.live_lesson import Draft

_WHO = Markup("<!-- who decides now -->")
"""Stands in the page of a play where its one part stands that changes within a turn."""
STREAMS = 5
"""Streams that one seat may have open."""


async def seat_of(request: Request) -> tuple[Room, Seat, str]:
    """Return the room, the seat and the token of whoever asks.

    Raises:
        Illegal: the browser holds no seat of this lesson.
        Missing: there is no such lesson.

    """
    room = await hall_of(request).room(request.path_params["lesson"])
    token = request.cookies.get(cookie_name(request, f"seat-{room.lesson.began.lesson}"), "")
    held = room.lesson.holder(digest(token)) if token else None
    if held is None:
        message = "this browser has no seat in this lesson; join with the code, or come back with the code of your seat"
        raise not_yours(message)
    return room, held, token


def shown_seat(room: Room, seat: Seat) -> SeatView:
    """Return what a seat is shown now."""
    place = room.lesson.seats[seat.id].place
    play = room.view(place.group, place.role) if place and place.group in room.now.sessions else None
    return seat_view(room.lesson, room.now.sessions, room.opened.machine, room.lesson.seats[seat.id], play)


def written(room: Room, seat: Seat) -> str:
    """Return the part of a seat's page that changes."""
    shown = shown_seat(room, seat)
    group = shown.group if shown.group in room.now.sessions else None
    return page(
        "now.html",
        seat=shown,
        play=_play(room, shown),
        left=room.left(group) if group else None,
        runs=bool(group and room.is_running(group)),
        failed=room.failed is not None,
    )


def _play(room: Room, shown: SeatView) -> Markup:
    """Return the play as the seats of a role see it, written once for each turn, but for who has decided."""
    if shown.view is None or shown.group is None:
        return Markup()
    view = shown.view

    alike = view.model_copy(update={"seats": ()})

    def write() -> str:
        return page("play.html", view=alike, reasons=shown.reasons, who=_WHO)

    text = room.written((shown.group, shown.role), alike, write)
    return Markup(text.replace(_WHO, page("who.html", view=view), 1))  # noqa: S704 -- the templates have escaped it


def news(room: Room, seat: Seat) -> dict[str, str | int] | None:
    """Return a seat's page for a script; None when the seat is gone."""
    if room.lesson.seats[seat.id].released:
        return None
    return {"version": room.lesson.number, "html": written(room, seat)}


def changing(room: Room, seat: Seat) -> Callable[[], dict[str, str | int] | None]:
    """Return a reader of a seat's page for a stream; it is written anew only where something of it has changed, not elsewhere."""
    last: object = None

    def read() -> dict[str, str | int] | None:
        nonlocal last
        if room.lesson.seats[seat.id].released:
            return None
        shown = shown_seat(room, seat).model_copy(update={"version": 0})
        group = room.lesson.groups.get(shown.group or "")
        now = (shown, group and (group.clock, room.is_running(group.id)), room.failed is None)
        if last == now:
            return AS_BEFORE
        last = now
        return news(room, seat)

    return read


def group_of(room: Room, seat: Seat) -> GroupId | None:
    """Return the group in which a seat sits now."""
    place = room.lesson.seats[seat.id].place
    return place.group if place else None


async def show(request: Request) -> Response:
    """Show the page of a seat."""
    room, seat, token = await seat_of(request)
    values = {"seat": shown_seat(room, seat), "title": room.opened.scenario.title, "resume": resume_code(token)}
    return HTMLResponse(page("seat.html", now=Markup(written(room, seat)), **values))  # noqa: S704 -- the template has escaped it


async def listen(request: Request) -> Response:
    """Stream the page of a seat as it changes."""
    room, seat, _ = await seat_of(request)
    if room.here[seat.id] >= STREAMS:
        message = f"this seat is open in {STREAMS} windows already; close one"
        raise Illegal(message, "too-many-windows")
    room.here[seat.id] += 1
    room.touch()

    def gone() -> None:
        room.here[seat.id] -= 1
        room.touch()

    return stream(room, changing(room, seat), gone, lambda: group_of(room, seat))


async def look(request: Request) -> Response:
    """Return what a seat is shown, for programs."""
    room, seat, _ = await seat_of(request)
    return Response(shown_seat(room, seat).model_dump_json(), media_type="application/json")


async def past(request: Request) -> Response:
    """Show every turn that is over."""
    room, seat, _ = await seat_of(request)
    view = shown_seat(room, seat).view
    return HTMLResponse(page("past.html", turns=view.turns if view else ()))


async def read_guide(request: Request) -> Response:
    """Show what everybody may read: roles, words, background."""
    room, seat, _ = await seat_of(request)
    session = room.now.sessions.get(seat.place.group) if seat.place else None
    if session is None:
        message = "the guide opens with the play"
        raise Illegal(message, "not-yet")
    return HTMLResponse(page("guide.html", guide=guide(session, room.opened.grounds, ours=room.opened.origin == "shipped")))


async def debrief(request: Request) -> Response:
    """Show the debrief of the seat's group, or of another, once the lesson is over."""
    room, seat, _ = await seat_of(request)
    if not room.lesson.ended:
        message = "the debrief opens when the facilitator ends the lesson"
        raise Illegal(message, "not-yet")
    own = seat.place.group if seat.place else next(iter(room.lesson.groups), "")
    return await debrief_page(room, request.query_params.get("group", own))


def doing(act: Callable[[Draft, Seat, bytes], None]) -> Route:
    """Return the route of a form of a seat: done, kept, and then acknowledged; the page as it is then comes by the stream."""

    async def done(request: Request) -> Response:
        room, seat, _ = await seat_of(request)
        body = await request.body()
        try:
            await room.do(lambda draft: act(draft, seat, body))
        except SimError as error:
            return refused(request, error, news(room, seat) if wants_json(request) else None)
        return JSONResponse({"version": room.lesson.number}) if wants_json(request) else see_other("./")

    return done


def _choose(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(ChooseForm, body)
    turns.vote(draft, seat.id, Wish(form.turn, form.option, form.reason, form.expectation), form.key)


def _judge(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(JudgeForm, body)
    turns.judge(draft, seat.id, form.scene, form.support, form.key)


def _opened(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(PassageForm, body)
    turns.open_passage(draft, seat.id, form.source, form.quote, form.key)


def _speak(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(SpeakForm, body)
    words.speak(draft, seat.id, form.to, form.words, form.key)


def _propose(draft: Draft, seat: Seat, body: bytes) -> None:
    form = read_form(ProposeForm, body)
    words.propose(draft, seat.id, form.turn, form.words, form.key)


def _watch(draft: Draft, seat: Seat, body: bytes) -> None:
    read_form(Form, body)
    seats.watch(draft, seat.id)


READS: dict[str, Route] = {
    "": guarded(show),
    "events": guarded(listen),
    "seat.json": guarded(look),
    "past": guarded(past),
    "guide": guarded(read_guide),
    "debrief": guarded(debrief),
}
"""What a seat can look at, by the last part of its address."""

DOES: dict[str, Route] = {
    "choose": guarded(doing(_choose)),
    "judge": guarded(doing(_judge)),
    "opened": guarded(doing(_opened)),
    "speak": guarded(doing(_speak)),
    "propose": guarded(doing(_propose)),
    "watch": guarded(doing(_watch)),
}
"""What a seat can do, by the last part of its address."""
