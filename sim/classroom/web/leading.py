"""The way into the console: the facilitator's key, or the name and password of a further facilitator.

Rule 1: in plain HTTP it answers only on this computer, so that the key never crosses the room; passwords are only taken behind TLS.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.classroom.server.hall import Hall
from sim.classroom.server.passwords import Doorkeeper, sign_in
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest, fresh_token, same, ticket_of
from sim.classroom.web.answers import Route, cookie_name, guarded, hall_of, not_yours, see_other, set_cookie, too_many
from sim.classroom.web.near import is_here
from sim.classroom.web.pages import page
from sim.classroom.web.protocol import SignInForm, read_form
from sim.errors import Illegal, Missing
from sim.model.ids import LessonId, SeatId
from sim.model.leading import FACILITATOR


def _is_secure(request: Request) -> bool:
    return bool(request.app.state.secure)


def _must_be_near(request: Request) -> None:
    """Refuse whoever may not reach the console at all."""
    if not _is_secure(request) and not is_here(request):
        message = (
            "the console answers only on the computer that runs sim host; lead from there, or put a proxy that speaks TLS before it and "
            "start it with --proxy"
        )
        raise not_yours(message)


def leads(request: Request, room: Room) -> SeatId | None:
    """Return as whom a browser leads a lesson, or None where it does not."""
    told = request.cookies.get(cookie_name(request, f"key-{room.lesson.began.lesson}"), "")
    if not told:
        return None
    if same(told, room.lesson.began.key):
        return FACILITATOR
    found = room.lesson.leader(digest(told))
    return found.seat if found else None


async def led_by(request: Request) -> tuple[Room, SeatId]:
    """Return the room of a lesson, and which of its facilitators asks.

    Raises:
        Illegal: the key is missing or wrong, or comes from another computer without TLS.

    """
    _must_be_near(request)
    try:
        room = await hall_of(request).room(request.path_params["lesson"])
    except Missing as error:
        raise _closed() from error
    by = leads(request, room)
    if by is None:
        raise _closed()
    known_ticket(request, room)
    return room, by


def known_ticket(request: Request, room: Room) -> str:
    """Return the long word in the QR code of a lesson, or nothing as long as nobody has shown this server the key from which it follows."""
    tickets: dict[LessonId, str] = request.app.state.tickets
    began = room.lesson.began
    key = request.cookies.get(cookie_name(request, f"key-{began.lesson}"), "")
    if began.lesson not in tickets and key and same(key, began.key) and same(ticket_of(key), began.ticket):
        tickets[began.lesson] = ticket_of(key)
    return tickets.get(began.lesson, "")


async def room_of(request: Request) -> Room:
    """Return the room of a lesson for whoever leads it; raises as `led_by` does."""
    room, _ = await led_by(request)
    return room


def _closed() -> Illegal:
    return not_yours(
        "this needs the facilitator's key; open the address that sim host printed, or sign in there with your name and password"
    )


def _wrong(hall: Hall) -> Illegal:
    """Count a wrong key, and return what is told of it; the right one is never slowed, because 256 bits cannot be guessed."""
    few = hall.keys.take()
    message = (
        f"this is a wrong key{'' if few else ', and so were very many others just now'}; the right one follows the # in the address that "
        "sim host printed, and on that computer sim console with the name of the lesson finds it by itself"
    )
    return not_yours(message) if few else too_many(message)


async def ask_key(request: Request) -> Response:
    """Show where the key, or a name and a password, is given."""
    _must_be_near(request)
    return HTMLResponse(page("key.html", lesson=request.path_params["lesson"], named=_is_secure(request), refused=None))


async def enter(request: Request) -> Response:
    """Take the key, or a name and a password, and let the browser keep what opens the console."""
    _must_be_near(request)
    form = read_form(SignInForm, await request.body())
    if form.name and _is_secure(request):
        room, kept = await _with_password(request, form)
    else:
        room, kept = await _with_key(request, form)
    answer = see_other(f"/c/{room.lesson.began.lesson}/{'table/' if room.lesson.began.table else ''}")
    set_cookie(request, answer, f"key-{room.lesson.began.lesson}", kept)
    return answer


async def _with_key(request: Request, form: SignInForm) -> tuple[Room, str]:
    hall = hall_of(request)
    try:
        room = await hall.room(request.path_params["lesson"])
    except Missing as error:
        raise _wrong(hall) from error
    if not same(form.secret, room.lesson.began.key):
        raise _wrong(hall)
    return room, form.secret


async def _with_password(request: Request, form: SignInForm) -> tuple[Room, str]:
    keeper: Doorkeeper = request.app.state.doorkeeper
    try:
        room = await hall_of(request).room(request.path_params["lesson"])
    except Missing as error:
        hall_of(request).keys.take()
        raise _closed() from error
    address = request.client.host if request.client else ""
    found = await keeper.admit(room.lesson, form.name.strip(), form.secret, address)
    token = fresh_token()
    await room.do(lambda draft: sign_in(draft, found.seat, digest(token)))
    return room, token


ASK_KEY: Route = guarded(ask_key)
ENTER: Route = guarded(enter)
