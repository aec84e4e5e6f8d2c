"""Debriefs as answers: the page of one group or of all, and the archive that is saved.

Rule 1: who may read which, whoever asks has settled; what stands in them, `server.debriefs` says.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.classroom.server.room import Room
from sim.classroom.web.answers import hall_of
from sim.model.ids import GroupId

POLICY = {"content-security-policy": "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
"""The page has a policy of its own, which names the hashes of its style and script; this one is added to it."""


async def debrief_page(request: Request, room: Room, usual: GroupId) -> Response:
    """Return the page of the debrief of the group that the address names.

    Args:
        request: what was asked.
        room: the lesson's.
        usual: the group that is meant where the address names none; empty where the lesson has none.

    Raises:
        Missing: no such group plays.
        Illegal: its play has not ended, and the lesson neither.
        Fault: it could not be written.

    """
    return HTMLResponse(await hall_of(request).debriefs.page(room, request.query_params.get("group", usual)), headers=POLICY)


async def debrief_archive(request: Request, room: Room) -> Response:
    """Return every form of the debrief of all groups, to be saved as one file.

    Raises:
        Illegal: some group still plays, and the lesson has not ended.
        Fault: it could not be written.

    """
    name, body = await hall_of(request).debriefs.archive(room)
    return Response(body, media_type="application/zip", headers={"content-disposition": f'attachment; filename="{name}"'})
