"""The application: every route, in one table, behind one guard.

Rule 1: a route stands here or it is not there; the table of who may use which is held against this one by a test.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sim.classroom.server.hall import Hall, Keeping
from sim.classroom.server.passwords import Doorkeeper
from sim.classroom.server.rehearsal import Rehearsed, rehearse
from sim.classroom.web import console, door, interface, leading, lookups, measures, programs, screen, student, table
from sim.classroom.web.guard import Guard
from sim.classroom.web.notices import usual
from sim.classroom.web.packed import packed
from sim.classroom.web.pages import page, static_file
from sim.classroom.web.tally import Tally
from sim.model.ids import LessonId
from sim.model.joining import Notice

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a server is reached."""

    address: str = ""
    """What people type to reach it; empty: whatever a page was asked for by."""
    hosts: Iterable[str] = ()
    """Names under which it may be asked for, besides addresses and `localhost`."""
    secure: bool = False
    """Whether it stands behind a proxy that speaks TLS."""
    tickets: dict[LessonId, str] = field(default_factory=dict)
    """The long word in the QR code of each lesson that this server began."""
    rehearsed: Rehearsed | None = None
    """Whom this server invents, so that a facilitator can walk through a lesson alone."""
    measures: str = ""
    """The digest of the token with which its figures are read; empty: only programs on this computer may."""
    notice: tuple[Notice, ...] = ()
    """What whoever joins reads of what is kept of them; empty: what they usually read."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Is set when the server begins to stop, so that streams end at once and nobody waits for them."""


class _Served(Starlette):
    """An application behind `Guard`, which answers for faults itself: nothing else stands between them."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return the routes, with what answers for addresses that are none."""
        self.router.default = _no_route
        return self.router


def application(keeping: Keeping, setting: Setting) -> ASGIApp:
    """Return the application of one server."""

    @asynccontextmanager
    async def life(made: Starlette) -> AsyncIterator[None]:
        made.state.hall = Hall(keeping)
        made.state.hall.start()
        made.state.hall.begin(_end_streams(made.state.hall, setting.stopping))
        if setting.rehearsed is not None:
            made.state.hall.begin(rehearse(made.state.hall, setting.rehearsed))
        yield
        await made.state.hall.close()

    made = _Served(routes=routes(), lifespan=life)
    made.state.secure = setting.secure
    made.state.address = setting.address
    made.state.tickets = {**setting.tickets}
    made.state.measures = setting.measures
    made.state.notice = setting.notice or usual()
    made.state.doorkeeper = Doorkeeper(keeping.pulse)
    made.state.tally = Tally()
    return Guard(made, setting.hosts, secure=setting.secure, tally=made.state.tally)


async def _end_streams(hall: Hall, stopping: asyncio.Event) -> None:
    await stopping.wait()
    hall.end_streams()


def routes() -> list[Route]:
    """Return every route; what a class asks for a thousand times an hour comes first, because they are tried in this order."""
    return [
        *(Route(f"/s/{{lesson}}/{name}", route, methods=["POST"]) for name, route in {**student.DOES, **programs.DOES}.items()),
        *(Route(f"/s/{{lesson}}/{name}", route) for name, route in {**student.READS, **lookups.READS, **programs.READS}.items()),
        Route("/", door.FRONT),
        Route("/enter", door.ENTER, methods=["POST"]),
        Route("/join/{code}", door.SHOW),
        Route("/join/{code}", door.JOIN, methods=["POST"]),
        Route("/back/{code}", door.BACK, methods=["POST"]),
        *(Route(f"/screen/{{code}}/{name}", route) for name, route in screen.READS.items()),
        Route("/console/{lesson}/", leading.ASK_KEY),
        Route("/console/{lesson}/enter", leading.ENTER, methods=["POST"]),
        *(Route(f"/c/{{lesson}}/{name}", route) for name, route in {**console.READS, **table.READS}.items()),
        Route("/c/{lesson}/do/{order}", console.ORDER, methods=["POST"]),
        Route("/c/{lesson}/table/do/{order}", table.ORDER, methods=["POST"]),
        Route("/static/{name}", _static),
        *(Route(f"/{name}", route) for name, route in {**measures.READS, **interface.READS}.items()),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    body = static_file(name)
    if body is None:
        return await _nowhere()
    kind = _KINDS[name.rpartition(".")[2]]
    return packed(request, Response(body, media_type=kind, headers={"cache-control": "public, max-age=3600"}))


async def _no_route(scope: Scope, receive: Receive, send: Send) -> None:
    answer = await _nowhere()
    await answer(scope, receive, send)


async def _nowhere() -> Response:
    """Answer a request for a page that there is not."""
    text = page("error.html", message="there is no such page here", code="unknown-page", back="/", lost="")
    return Response(text, 404, media_type="text/html")
