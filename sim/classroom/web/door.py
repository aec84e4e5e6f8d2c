"""Coming in: the page where a code is typed, the page where a name is given, and the way back to a seat.

Rule 1: a page that is only looked at gives nobody a seat; programs that look at links for people do that too.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sim.classroom.lesson import seats
from sim.classroom.server.access import digest, fresh_token, resume_code, same, typed
from sim.classroom.server.room import Room
from sim.classroom.web.answers import Route, cookie_name, guarded, hall_of, not_yours, see_other, set_cookie, too_many, wants_json
from sim.classroom.web.pages import page
from sim.classroom.web.protocol import EnterForm, JoinForm, ResumeForm, read_form
from sim.errors import Illegal, Missing, SimError
from sim.model.lesson import Consented
from sim.store.live_lesson import Draft

_SLOW = "too-many"
_GO_ON = (
    "Too many wrong codes were typed just now. If you scanned the QR code, type your name and go on; "
    "if you typed the code, wait a few seconds and load this page again."
)


async def front(request: Request) -> Response:
    """Show where a code is typed."""
    del request
    return HTMLResponse(page("enter.html", refused=None))


async def enter(request: Request) -> Response:
    """Go on to the page of the lesson that has a code."""
    form = read_form(EnterForm, await request.body())
    room = await room_typed(request, form.code)
    return see_other(f"/join/{room.code}")


async def show(request: Request) -> Response:
    """Show the notice, and where a name is given; while codes are slowed only the latter, whatever the code."""
    try:
        room = await room_typed(request, request.path_params["code"])
    except Illegal as error:
        if error.code != _SLOW or wants_json(request):
            raise
        blank = {"title": "Join a lesson", "act": "", "notice": "", "code": typed(request.path_params["code"])}
        return HTMLResponse(page("join.html", token=fresh_token(), refused=_GO_ON, **blank), 429, {"retry-after": "5"})
    scenario = room.opened.scenario
    act = room.opened.machine.lookup.act(room.lesson.began.act).title
    values = {"title": scenario.title, "act": act, "notice": scenario.notice, "code": room.code}
    return HTMLResponse(page("join.html", token=fresh_token(), refused=None, **values))


async def join(request: Request) -> Response:
    """Give whoever asks a seat; a browser that has one keeps it, also one to which the answer was lost on the way."""
    form = read_form(JoinForm, await request.body())
    room = await _with_ticket(request, form.ticket) or await room_typed(request, request.path_params["code"])
    lesson = room.lesson.began.lesson
    kept = request.cookies.get(cookie_name(request, f"seat-{lesson}"), "")
    if kept and room.lesson.holder(digest(kept)) is not None:
        return see_other(f"/s/{lesson}/")
    token = form.token or fresh_token()
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
    """Give somebody their seat back on this device."""
    form = read_form(ResumeForm, await request.body())
    room = await room_typed(request, request.path_params["code"])
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
        Illegal: too many wrong codes were typed on this server just now.
        Missing: no lesson has this code.

    """
    hall = hall_of(request)
    if hall.guesses.are_over(_address(request)):
        raise _slow()
    try:
        return await hall.with_code(typed(code))
    except Missing as error:
        raise _wrong(request, error) from None


def _wrong(request: Request, error: Missing) -> SimError:
    """Count a wrong code, and return what is told of it."""
    return error if hall_of(request).guesses.wrong(_address(request)) else _slow()


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


async def _with_ticket(request: Request, ticket: str) -> Room | None:
    """Return the room whose QR code somebody scanned, or None; this way is never slowed."""
    code = typed(request.path_params["code"])
    found = next((room for room in hall_of(request).rooms if room.code == code and not room.lesson.ended), None)
    return found if found is not None and ticket and same(ticket, found.lesson.began.ticket) else None


def _slow() -> SimError:
    return too_many("too many wrong codes were typed just now; wait a few seconds and try again, or scan the QR code")


FRONT: Route = guarded(front)
ENTER: Route = guarded(enter)
SHOW: Route = guarded(show)
JOIN: Route = guarded(join)
BACK: Route = guarded(back)
