"""Codes that people type, scan or guess: which lesson's room they open, and how often one may try.

Rule 1: a wrong code is counted where it is told, and nowhere else; a ticket, a seat and a console are never slowed.
Rule 2: codes are looked up one at a time, each once the one before it is counted; else many at once would all be tried before any is.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from sim.classroom.lesson import seats
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest, same, typed
from sim.classroom.web.answers import cookie_name, hall_of, too_many
from sim.classroom.web.leading import leads
from sim.errors import Missing, SimError

_LOG = logging.getLogger("sim.classroom")
SLOW = "too-many"
"""The code of the refusal while codes are slowed."""


async def room_typed(request: Request, code: str) -> Room:
    """Return the room of a code that somebody typed; wrong ones are counted.

    Raises:
        Illegal: too many wrong codes were typed on this server just now, and the browser has no seat and no console of the lesson.
        Missing: no lesson has this code.

    """
    hall = hall_of(request)
    room = hall.open_with(typed(code))
    if hall.guesses.are_over(_address(request)):
        if room is None or not _is_known(request, room):
            raise _slow(request)
        return room
    if room is not None and not room.lesson.ended:  # found without a wait; and whoever types a right code waits for no other's guess
        return room
    async with _turn(request):
        try:
            return await hall.with_code(typed(code))
        except Missing as error:
            raise wrong(request, error) from None


@asynccontextmanager
async def _turn(request: Request) -> AsyncIterator[None]:
    """Wait until no other code is being looked up; refuse who may not guess any more by then."""
    guesses = hall_of(request).guesses
    async with guesses.turn:
        if guesses.are_over(_address(request)):
            raise _slow(request)
        yield


def _is_known(request: Request, room: Room) -> bool:
    """Tell whether a browser leads a lesson or has a seat of it, so that it guesses nothing."""
    seat = request.cookies.get(cookie_name(request, f"seat-{room.lesson.began.lesson}"), "")
    return leads(request, room) is not None or (bool(seat) and room.lesson.holder(digest(seat)) is not None)


def wrong(request: Request, error: Missing) -> SimError:
    """Count a wrong code, and return what is told of it."""
    return error if hall_of(request).guesses.wrong(_address(request)) else _slow(request)


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


async def room_named(request: Request) -> Room | None:
    """Return the room of a lesson by its name, in which there is a sign that no code has; None: it is no name.

    Raises:
        Illegal: too many wrong codes were typed on this server just now.
        Missing: there is no such lesson, of which a stranger learns no more than that they have no seat.

    """
    hall, named = hall_of(request), request.path_params["code"]
    if "-" not in named:
        return None
    async with _turn(request):
        try:
            return await hall.room(named)
        except Missing:
            raise wrong(request, seats.no_seat()) from None


async def with_ticket(request: Request, ticket: str) -> Room | None:
    """Return the room whose QR code somebody scanned, or None; this way is not slowed by codes that are typed.

    A room that nobody has opened on this server is looked for only as often as codes may be guessed, counted by itself: how long that
    takes tells whether there is one.
    """
    if not ticket:
        return None
    hall, code = hall_of(request), typed(request.path_params["code"])
    found = hall.open_with(code)
    if found is None:
        async with hall.scans.turn:
            if not hall.scans.are_over(_address(request)):
                try:
                    found = await hall.with_code(code)
                except Missing:
                    hall.scans.wrong(_address(request))
    return found if found is not None and same(ticket, found.lesson.began.ticket) else None


def _slow(request: Request) -> SimError:
    """Return the refusal of somebody who has to wait, and log that it begins, once for as long as it lasts."""
    if hall_of(request).slowed.begins():
        _LOG.warning("too many wrong codes: typing is slowed until there are fewer; whoever scans the QR code is not")
    return too_many("too many wrong codes were typed just now; wait a few seconds and try again, or scan the QR code")
