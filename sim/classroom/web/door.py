"""Coming in: the page where a code is typed, the page where a name is given, and the way back to a seat.

Rule 1: a page that is only looked at gives nobody a seat; programs that look at links for people do that too.
"""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sim.classroom.lesson import seats
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest, fresh_token, resume_code, typed
from sim.classroom.web.answers import (
    Route,
    cookie_name,
    guarded,
    hall_of,
    later,
    not_yours,
    see_other,
    set_cookie,
    status_of,
    too_many,
    wants_json,
)
from sim.classroom.web.codes import SLOW, room_named, room_typed, with_ticket, wrong
from sim.classroom.web.pages import page
from sim.classroom.web.protocol import EnterForm, JoinForm, NamelessForm, ResumeForm, checked, read_fields, read_form
from sim.errors import Illegal, Invalid, Missing, SimError
from sim.model.joining import Threshold
from sim.model.lesson import Consented
from sim.store.drafting import Draft

_LOG = logging.getLogger("sim.classroom")
_TOO_MANY = 429
_UNFIT = 422
_GO_ON = (
    "Too many wrong codes were typed just now. If you scanned the QR code, type your name and go on; "
    "if you typed the code, wait a few seconds and load this page again."
)
_STILL = "Too many wrong codes were typed just now. Your name is still here: wait a few seconds, and press Join again."
_STILL_NAMELESS = "Too many wrong codes were typed just now. Give a name, wait a few seconds, and press Join again."
_STILL_BACK = "Too many wrong codes were typed just now. Your code is still here: wait a few seconds, and press Back to my seat again."
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
        return HTMLResponse(page("enter.html", refused=str(error), code=form.code), status, later(status))
    return see_other(f"/join/{room.code}")


async def show(request: Request) -> Response:
    """Show the notice, and where a name is given; while codes are slowed only the latter, whatever the code."""
    try:
        room = await room_typed(request, request.path_params["code"])
    except Illegal as error:
        if error.code != SLOW or wants_json(request):
            raise
        return _blind(typed(request.path_params["code"]), JoinForm.model_construct(name="", token=fresh_token(), unread="yes"), _GO_ON)
    return _shown(request, room, JoinForm.model_construct(name="", token=fresh_token()))


def _shown(request: Request, room: Room, sent: NamelessForm | ResumeForm, refused: str | None = None, status: int = 200) -> Response:
    """Return the page where a name is given, with what was sent from it already; once the lesson is over, only the way back to a seat.

    A program has what stands there for whoever is about to join.
    """
    scenario, act = room.opened.scenario, room.opened.machine.lookup.act(room.lesson.began.act).title
    told = Threshold(title=scenario.title, act=act, notice=scenario.notice, over=room.lesson.ended, kept=request.app.state.notice)
    if wants_json(request):
        return Response(told.model_dump_json(), media_type="application/json")
    values = {**dict(told), **_filled(sent), "code": room.code, "unread": False, "refused": refused}
    return HTMLResponse(page("join.html", **values), status, later(status))


def _blind(code: str, sent: NamelessForm | ResumeForm, refused: str) -> HTMLResponse:
    """Return the page where a name is given while codes are slowed: it is the same for every code, so it cannot show a notice."""
    unread = isinstance(sent, ResumeForm) or sent.unread == "yes"
    values = {"title": "Join a lesson", "act": "", "notice": "", "kept": (), "code": code, "over": False, "unread": unread}
    return HTMLResponse(page("join.html", refused=refused, **_filled(sent), **values), _TOO_MANY, later(_TOO_MANY))


def _filled(sent: NamelessForm | ResumeForm) -> dict[str, JoinForm | str | bool | None]:
    """Return what stands in the fields: of a name, or of a code to come back with that was refused, which is None where none was."""
    if isinstance(sent, ResumeForm):
        return {"sent": JoinForm.model_construct(name="", token=sent.token), "resume": sent.resume, "nameless": False}
    if isinstance(sent, JoinForm):
        return {"sent": sent, "resume": None, "nameless": False}
    return {"sent": JoinForm.model_construct(name="", **dict(sent)), "resume": None, "nameless": True}


def _asked(request: Request, body: bytes) -> NamelessForm:
    """Return what was sent from the page where a name is given: without one, where it is none and a person asks, who can be asked again."""
    fields = read_fields(body)
    try:
        return checked(JoinForm, fields)
    except Invalid:
        if wants_json(request) or "name" not in fields:
            raise
        return checked(NamelessForm, {field: value for field, value in fields.items() if field != "name"})


async def join(request: Request) -> Response:
    """Give whoever asks a seat; a browser that has one keeps it, also one to which the answer was lost on the way."""
    form = _asked(request, await request.body())
    token = form.token or fresh_token()
    sent = form.model_copy(update={"token": token})
    scanned = await with_ticket(request, form.ticket)
    try:
        room = scanned or await room_typed(request, request.path_params["code"])
    except Illegal as error:
        if error.code != SLOW or wants_json(request):
            raise
        return _blind(typed(request.path_params["code"]), sent, _STILL if isinstance(sent, JoinForm) else _STILL_NAMELESS)
    lesson = room.lesson.began.lesson
    kept = request.cookies.get(cookie_name(request, f"seat-{lesson}"), "")
    if kept and room.lesson.holder(digest(kept)) is not None:
        return see_other(f"/s/{lesson}/")
    if not isinstance(form, JoinForm):
        return _shown(request, room, sent, _READ if form.unread == "yes" else None, _UNFIT)
    if form.unread == "yes":
        return _shown(request, room, sent, _READ)
    if room.lesson.holder(digest(token)) is None and not hall_of(request).joins.take(lesson, scanned=scanned is not None):
        if hall_of(request).crowded.begins():
            _LOG.warning("very many seats are taken in one lesson: joining it is slowed until there are fewer")
        if wants_json(request):
            message = "very many people are joining at once; wait a few seconds and try again"
            raise too_many(message)
        return _shown(request, room, sent, _CROWD, _TOO_MANY)
    await room.do(lambda draft: _take_seat(draft, form, token))
    return _seated(request, room, token)


def _take_seat(draft: Draft, form: JoinForm, token: str) -> None:
    """Give a seat to the holder of a token, once: a copy of the form that was long on its way brings back no seat that was released."""
    if draft.lesson.holder(digest(token)) is None:
        if any(draft.answered(seat, digest(token)) for seat in draft.lesson.seats):
            message = "the facilitator has released this seat; open the page anew to join"
            raise not_yours(message)
        seat = seats.join(draft, form.name, digest(token), digest(resume_code(token)))
        if form.agrees == "yes":
            draft.note(Consented(seat=seat, agrees=True), seat)


async def back(request: Request) -> Response:
    """Give somebody their seat back on this device: by the code of the lesson, or, since one that is over has none, by its name."""
    form = read_form(ResumeForm, await request.body())
    token = form.token or fresh_token()
    room: Room | None = None
    try:
        room = await room_named(request) or await room_typed(request, request.path_params["code"])
        await room.do(lambda draft: seats.come_back(draft, digest(typed(form.resume)), digest(token), digest(resume_code(token))))
    except Missing as error:
        refused = error if room is None else wrong(request, error)
    except Illegal as error:
        refused = error
    else:
        return _seated(request, room, token)
    again = None if wants_json(request) else _again(request, room, form.model_copy(update={"token": token}), refused)
    if again is None:
        raise refused
    return again


def _again(request: Request, room: Room | None, sent: ResumeForm, refused: SimError) -> Response | None:
    """Return the page on which a code was typed that opens no seat, with what was typed; None: no lesson has the code that led there."""
    named, status = request.path_params["code"], status_of(refused)
    if "-" in named:  # what is shown is the same whether there is such a lesson or not
        values = {"message": str(refused), "code": refused.code, "back": "/", "lost": named, "resume": sent.resume}
        return HTMLResponse(page("error.html", **values), status, later(status))
    if refused.code == SLOW:
        return _blind(typed(named), sent, _STILL_BACK)
    return None if room is None else _shown(request, room, sent, str(refused), status)


def _seated(request: Request, room: Room, token: str) -> RedirectResponse:
    answer = see_other(f"/s/{room.lesson.began.lesson}/")
    set_cookie(request, answer, f"seat-{room.lesson.began.lesson}", token)
    return answer


FRONT: Route = guarded(front)
ENTER: Route = guarded(enter)
SHOW: Route = guarded(show)
JOIN: Route = guarded(join)
BACK: Route = guarded(back)
