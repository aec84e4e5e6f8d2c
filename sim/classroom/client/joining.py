"""Coming in from a terminal: a code and a name for a seat, or the code of a seat that one had."""

from __future__ import annotations

import http.client

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.wire import Answer, Door, Wire, unreachable
from sim.classroom.server.access import fresh_token, resume_code, typed
from sim.errors import Invalid, Missing, StorageFailed
from sim.model.ids import LessonId

WAIT = 5.0
"""Seconds after which a server that does not answer is taken to be away."""
_TRIES = 3
"""How often somebody tries to come in before they are told that the server is away."""
_SEEN = 303
"""Somebody came in, and is sent on to their seat."""


def knock(door: Door) -> None:
    """Make sure that somebody answers there, and that a lesson has the code; of a scanned one the latter may stay untold for a while.

    Raises:
        Missing: no lesson has it.
        StorageFailed: nobody answers.
        SimError: it is refused in another way.

    """
    if not typed(door.code):
        message = "which lesson? Type the six letters of the code after the address"
        raise Missing(message, "unknown-code")
    try:
        _asked(Wire(door, WAIT), f"/join/{typed(door.code)}")
    except StorageFailed as error:
        if error.code != "too-many" or not door.ticket:
            raise


def come_in(door: Door, name: str) -> Attendance:
    """Take a seat.

    Raises:
        SimError: it is refused, or nobody answers.

    """
    return _seated(door, "join", {"name": name, "ticket": door.ticket, "token": fresh_token()})


def come_back(door: Door, resume: str) -> Attendance:
    """Come back to a seat.

    Raises:
        SimError: no seat has this code, or nobody answers.

    """
    return _seated(door, "back", {"resume": resume, "token": fresh_token()})


def _seated(door: Door, way: str, form: dict[str, str]) -> Attendance:
    wire = Wire(door, WAIT)
    answer = _asked(wire, f"/{way}/{typed(door.code)}", form, _TRIES)
    lesson, cookie, token = seat_of(answer)
    wire.keep(cookie)
    return Attendance(wire, lesson, f"sim join {door.base} {typed(door.code)} --resume {resume_code(token)}")


def _asked(wire: Wire, path: str, form: dict[str, str] | None = None, tries: int = 1) -> Answer:
    """Ask, and ask again where no answer came: what is done twice under one token is done once."""
    try:
        answer = wire.ask(path, form)
    except (OSError, http.client.HTTPException) as error:
        if tries > 1:
            return _asked(wire, path, form, tries - 1)
        raise unreachable(wire.door.place, error) from error
    refused = answer.error()
    if refused is not None:
        raise refused
    return answer


def seat_of(answer: Answer) -> tuple[LessonId, str, str]:
    """Return the lesson, the cookie and the token of somebody who came in."""
    steps = answer.headers.get("location", "").split("/")
    cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    _, _, token = cookie.partition("=")
    if answer.status != _SEEN or steps[:2] != ["", "s"] or not token or not cookie.isascii() or not cookie.isprintable():
        message = "what answers there is no server of lessons, or one of another version"
        raise Invalid(message, "not-a-lesson")
    return steps[2], cookie, token
