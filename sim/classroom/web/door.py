"""Coming in: the page where a code is typed, the page where a name is given, and the way back to a seat.

Rule 1: a page that is only looked at gives nobody a seat; programs that look at links for people do that too.
"""

from __future__ import annotations

import logging
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sim.classroom.lesson import seats
from sim.classroom.server.access import digest, fresh_token, resume_code, same, typed
from sim.classroom.server.room import Room
from sim.classroom.web.answers import (
    Route,
    cookie_name,
    guarded,
    hall_of,
    not_yours,
    see_other,
    set_cookie,
    status_of,
    too_many,
    wants_json,
)
from sim.classroom.web.leading import leads
from sim.classroom.web.pages import page
from sim.classroom.web.protocol import EnterForm, JoinForm, ResumeForm, read_form
from sim.errors import Illegal, Missing, SimError
from sim.model.lesson import Consented
from sim.store.drafting import Draft

_LOG = logging.getLogger("sim.classroom")
_SLOW = "too-many"
_TOO_MANY = 429
_GO_ON = (
    "Too many wrong codes were typed just now. If you scanned the QR code, type your name and go on; "
    "if you typed the code, wait a few seconds and load this page again."
)
_READ = "Please read this first; then press Join again."
_CROWD = "Very many people are joining at once. Your name is still here: wait a few seconds, and press Join again."


async def front(request: Request) -> Response:
    """Show where a code is typed."""
    del request
    return HTMLResponse(page("enter.html", refused=None, code=""))


async def enter(request: Request) -> Response:
    """Go on to the page of the lesson that has a code."""
    form = read_form(EnterForm, await request.body())
    try:
        room = await room_typed(request, form.code)
    except SimError as error:
        if wants_json(request):
            raise
        status = status_of(error)
        headers = {"retry-after": "5"} if status == _TOO_MANY else None
        return HTMLResponse(page("enter.html", refused=str(error), code=form.code), status, headers)
    return see_other(f"/join/{room.code}")


async def show(request: Request) -> Response:
    """Show the notice, and where a name is given; while codes are slowed only the latter, whatever the code."""
    try:
        room = await room_typed(request, request.path_params["code"])
    except Illegal as error:
        if error.code != _SLOW or wants_json(request):
            raise
        return _blind(typed(request.path_params["code"]))
    return _shown(request, room, JoinForm.model_construct(name="", token=fresh_token()))


def _shown(request: Request, room: Room, sent: JoinForm, refused: str | None = None, status: int = 200) -> HTMLResponse:
    """Return the page where a name is given, with what was sent from it already; once the lesson is over, only the way back to a seat."""
    scenario = room.opened.scenario
    act = room.opened.machine.lookup.act(room.lesson.began.act).title
    values = {"title": scenario.title, "act": act, "notice": scenario.notice, "code": room.code, "over": room.lesson.ended}
    values["kept"] = request.app.state.notice
    headers = {"retry-after": "5"} if status == _TOO_MANY else None
    return HTMLResponse(page("join.html", sent=sent, unread=False, refused=refused, **values), status, headers)


def _blind(code: str) -> HTMLResponse:
    """Return the page where a name is given while codes are slowed: it is the same for every code, so it cannot show a notice."""
    sent = JoinForm.model_construct(name="", token=fresh_token())
    values = {"title": "Join a lesson", "act": "", "notice": "", "kept": (), "code": code, "over": False}
    return HTMLResponse(page("join.html", sent=sent, unread=True, refused=_GO_ON, **values), _TOO_MANY, {"retry-after": "5"})


async def join(request: Request) -> Response:
    """Give whoever asks a seat; a browser that has one keeps it, also one to which the answer was lost on the way."""
    form = read_form(JoinForm, await request.body())
    scanned = await _with_ticket(request, form.ticket)
    room = scanned or await room_typed(request, request.path_params["code"])
    lesson = room.lesson.began.lesson
    kept = request.cookies.get(cookie_name(request, f"seat-{lesson}"), "")
    if kept and room.lesson.holder(digest(kept)) is not None:
        return see_other(f"/s/{lesson}/")
    token = form.token or fresh_token()
    if form.unread == "yes":
        return _shown(request, room, form.model_copy(update={"token": token}), _READ)
    if room.lesson.holder(digest(token)) is None and not hall_of(request).joins.take(lesson, scanned=scanned is not None):
        if hall_of(request).crowded.begins():
            _LOG.warning("very many seats are taken in one lesson: joining it is slowed until there are fewer")
        if wants_json(request):
            message = "very many people are joining at once; wait a few seconds and try again"
            raise too_many(message)
        return _shown(request, room, form.model_copy(update={"token": token}), _CROWD, _TOO_MANY)
    await room.do(lambda draft: _take_seat(draft, form, token))
    return _seated(request, room, token)


def _take_seat(draft: Draft, form: JoinForm, token: str) -> None:
    """Give a seat to the holder of a token, once: a copy of the form that was long on its way brings back no seat that was released."""
    if draft.lesson.holder(digest(token)) is None:
        if any(draft.answered(seat, digest(token)) for seat in draft.lesson.seats):
            message = "this seat was released; open the page to join anew"
            raise not_yours(message)
        seat = seats.join(draft, form.name, digest(token), digest(resume_code(token)))
        if form.agrees == "yes":
            draft.note(Consented(seat=seat, agrees=True), seat)


async def back(request: Request) -> Response:
    """Give somebody their seat back on this device: by the code of the lesson, or, since one that is over has none, by its name."""
    form = read_form(ResumeForm, await request.body())
    room = await _room_named(request) or await room_typed(request, request.path_params["code"])
    token = form.token or fresh_token()
    try:
        await room.do(lambda draft: seats.come_back(draft, digest(typed(form.resume)), digest(token), digest(resume_code(token))))
    except Missing as error:
        raise _wrong(request, error) from None
    return _seated(request, room, token)


def _seated(request: Request, room: Room, token: str) -> RedirectResponse:
    answer = see_other(f"/s/{room.lesson.began.lesson}/")
    set_cookie(request, answer, f"seat-{room.lesson.began.lesson}", token)
    return answer


async def room_typed(request: Request, code: str) -> Room:
    """Return the room of a code that somebody typed; wrong ones are counted.

    Raises:
        Illegal: too many wrong codes were typed on this server just now, and the browser has no seat and no console of the lesson.
        Missing: no lesson has this code.

    """
    hall = hall_of(request)
    if hall.guesses.are_over(_address(request)):
        room = hall.open_with(typed(code))
        if room is None or not _is_known(request, room):
            raise _slow(request)
        return room
    try:
        return await hall.with_code(typed(code))
    except Missing as error:
        raise _wrong(request, error) from None


def _is_known(request: Request, room: Room) -> bool:
    """Tell whether a browser leads a lesson or has a seat of it, so that it guesses nothing."""
    seat = request.cookies.get(cookie_name(request, f"seat-{room.lesson.began.lesson}"), "")
    return leads(request, room) is not None or (bool(seat) and room.lesson.holder(digest(seat)) is not None)


def _wrong(request: Request, error: Missing) -> SimError:
    """Count a wrong code, and return what is told of it."""
    return error if hall_of(request).guesses.wrong(_address(request)) else _slow(request)


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


async def _room_named(request: Request) -> Room | None:
    """Return the room of a lesson by its name, in which there is a sign that no code has; None: it is no name.

    Raises:
        Illegal: too many wrong codes were typed on this server just now.
        Missing: there is no such lesson, of which a stranger learns no more than that they have no seat.

    """
    hall, named = hall_of(request), request.path_params["code"]
    if "-" not in named:
        return None
    if hall.guesses.are_over(_address(request)):
        raise _slow(request)
    try:
        return await hall.room(named)
    except Missing:
        raise _wrong(request, seats.no_seat()) from None


async def _with_ticket(request: Request, ticket: str) -> Room | None:
    """Return the room whose QR code somebody scanned, or None; this way is never slowed.

    A room that nobody has opened on this server is looked for only as often as codes may be guessed: how long that takes tells whether
    there is one.
    """
    if not ticket:
        return None
    hall, code = hall_of(request), typed(request.path_params["code"])
    found = hall.open_with(code)
    if found is None and hall.scans.take():
        with suppress(Missing):
            found = await hall.with_code(code)
    return found if found is not None and same(ticket, found.lesson.began.ticket) else None


def _slow(request: Request) -> SimError:
    """Return the refusal of somebody who has to wait, and log that it begins, once for as long as it lasts."""
    if hall_of(request).slowed.begins():
        _LOG.warning("too many wrong codes: typing is slowed until there are fewer; whoever scans the QR code is not")
    return too_many("too many wrong codes were typed just now; wait a few seconds and try again, or scan the QR code")


FRONT: Route = guarded(front)
ENTER: Route = guarded(enter)
SHOW: Route = guarded(show)
JOIN: Route = guarded(join)
BACK: Route = guarded(back)
