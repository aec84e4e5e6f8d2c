"""What a seat can look up beside the play: what happened so far, roles and words, and, after the end, the debrief."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.classroom.lesson.beginning import beginning
from sim.classroom.server.room import Room
from sim.classroom.web.answers import Route, guarded
from sim.classroom.web.changes import edition
from sim.classroom.web.debriefs import debrief_page
from sim.classroom.web.pages import page
from sim.classroom.web.parts import shown_seat
from sim.classroom.web.student import group_of, seat_of
from sim.engine.guide import guide
from sim.engine.members import Seat
from sim.engine.session import Session
from sim.errors import Illegal
from sim.model.events import Played
from sim.model.guide import Guide
from sim.store.beginning import first_entry


async def past(request: Request) -> Response:
    """Show every turn that is over."""
    room, seat, _ = await seat_of(request)
    view = shown_seat(room, seat).view
    told = (view.turns, view.results, view.heading) if view else ((), (), "")
    values = {"turns": told[0], "results": told[1], "heading": told[2], "guide": guide_of(room, seat)}
    return HTMLResponse(page("past.html", **values, **_beside(room, seat)))


def _beside(room: Room, seat: Seat) -> dict[str, object]:
    """Return what a page beside the play needs to tell that the play has gone on."""
    group = group_of(room, seat)
    playing = room.now.sessions.get(group) if group else None
    return {"version": room.lesson.number, "edition": edition(room), "at": playing.turn if playing else 0}


async def read_guide(request: Request) -> Response:
    """Show what everybody may read: roles, words, background."""
    room, seat, _ = await seat_of(request)
    return HTMLResponse(page("guide.html", guide=guide_of(room, seat), **_beside(room, seat)))


def guide_of(room: Room, seat: Seat) -> Guide:
    """Return what everybody may read of the act that a seat's group plays."""
    return guide(_play_of(room, seat), room.opened.grounds, ours=room.opened.origin == "shipped")


def _play_of(room: Room, seat: Seat) -> Session:
    """Return the play of a seat's group, or, as long as there is none, one as it would begin now, with nobody in it."""
    group = group_of(room, seat)
    found = room.now.sessions.get(group) if group else None
    if found is not None:
        return found
    began = room.lesson.began
    first = beginning(began, began.lesson, 0, (Played(role=role.id, by=began.bot) for role in room.opened.scenario.roles))
    return Session.open(room.opened.machine, (first_entry(first, "2000-01-01T00:00:00Z"),))


async def debrief(request: Request) -> Response:
    """Show the debrief of the seat's group, or of another, once the lesson is over."""
    room, seat, _ = await seat_of(request)
    if not room.lesson.ended:
        message = "the debrief opens when the facilitator ends the lesson"
        raise Illegal(message, "not-yet")
    own = seat.place.group if seat.place else next(iter(room.lesson.groups), "")
    return await debrief_page(request, room, own)


READS: dict[str, Route] = {"past": guarded(past), "guide": guarded(read_guide), "debrief": guarded(debrief)}
"""What a seat can look up, by the last part of its address."""
