"""Coming in from a terminal: a code and a name for a seat, or the code of a seat that one had."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.wire import Answer, Door, Wire, cleaned, no_server, read_door
from sim.classroom.server.tokens import fresh_token, resume_code, typed
from sim.errors import Invalid, Missing, StorageFailed
from sim.model.ids import LessonId
from sim.model.joining import Notice, Threshold

WAIT = 5.0
"""Seconds after which a server that does not answer is taken to be away."""
_TRIES = 3
"""How often somebody tries to come in before they are told that the server is away."""
_SEEN = 303
"""Somebody came in, and is sent on to their seat."""


def door_of(address: str, code: str) -> Door:
    """Read the address under which a lesson is joined.

    Raises:
        Invalid: it is no address, or that of a console, whose key is for nobody who joins.

    """
    door = read_door(address, code)
    path = urlsplit(address.strip() if "://" in address else f"http://{address.strip()}").path
    if path.strip("/").partition("/")[0] in ("console", "c"):
        message = (
            "this is the address of a console; whoever leads types: sim console, and the same address; "
            f"whoever joins types: sim join {door.base} {typed(code) or 'CODE'}, with the code on the facilitator's screen"
        )
        raise Invalid(message, "not-an-address")
    return door


def knock(door: Door) -> Threshold | None:
    """Make sure that somebody answers there and that a lesson has the code, and return what whoever joins it is told first.

    None: a server of another version tells nothing, or the code was scanned and nothing is told of it for a while.

    Raises:
        Missing: no lesson has it.
        StorageFailed: nobody answers.
        SimError: it is refused in another way.

    """
    if not typed(door.code):
        message = "which lesson? Type the six letters and digits of the code after the address"
        raise Missing(message, "unknown-code")
    answer = _unless_slowed(door) if door.ticket else Wire(door, WAIT).told(f"/join/{typed(door.code)}")
    try:
        return None if answer is None else Threshold.model_validate(cleaned(json.loads(answer.body)))
    except (ValueError, RecursionError):
        return None


def _unless_slowed(door: Door) -> Answer | None:
    """Return what is told of a scanned code: while codes are slowed, to a form that takes no seat because nothing was read yet."""
    for form in (None, {"name": "-", "ticket": door.ticket, "unread": "yes"}):
        try:
            return Wire(door, WAIT).told(f"/join/{typed(door.code)}", form)
        except StorageFailed as error:
            if error.code != "too-many":
                raise
    return None


def in_language(kept: Iterable[Notice], wanted: str) -> Notice | None:
    """Return a notice in a language, or in the nearest: where it is not there, in English, else as it begins; None: there is none."""
    there = tuple(kept)
    exact = (said for said in there if said.lang.casefold() == wanted.casefold())
    near = (said for tag in (wanted, "en") for said in there if same_language(said.lang, tag))
    return next(iter((*exact, *near, *there)), None)


def same_language(one: str, other: str) -> bool:
    """Tell whether two languages are one, whatever the country or the letters: `sr` and `sr-Latn`."""
    return one.casefold().partition("-")[0] == other.casefold().partition("-")[0]


def come_in(door: Door, name: str, notice: Notice | None = None) -> Attendance:
    """Take a seat.

    Args:
        door: of which lesson.
        name: what the class calls whoever sits there.
        notice: what they read of what is kept of them.

    Raises:
        SimError: it is refused, or nobody answers.

    """
    return _seated(door, "join", {"name": name, "ticket": door.ticket, "token": fresh_token()}, notice)


def come_back(door: Door, resume: str, notice: Notice | None = None) -> Attendance:
    """Come back to a seat by its code.

    Raises:
        SimError: no seat has this code, or nobody answers.

    """
    return _seated(door, "back", {"resume": resume, "token": fresh_token()}, notice)


def _seated(door: Door, way: str, form: dict[str, str], notice: Notice | None) -> Attendance:
    wire = Wire(door, WAIT)
    lesson, cookie, token = seat_of(wire.told(f"/{way}/{typed(door.code)}", form, _TRIES))  # twice under one token is once
    wire.keep(cookie)
    return Attendance(wire, lesson, f"sim join {door.base} {typed(door.code)} --resume {resume_code(token)}", notice)


def seat_of(answer: Answer) -> tuple[LessonId, str, str]:
    """Return the lesson, the cookie and the token of somebody who came in.

    Raises:
        Invalid: they did not come in, since no server of lessons answers so.

    """
    steps, cookie = answer.headers.get("location", "").split("/"), answer.cookie()
    _, _, token = cookie.partition("=")
    if answer.status != _SEEN or steps[:2] != ["", "s"] or not token:
        raise no_server()
    return steps[2], cookie, token
