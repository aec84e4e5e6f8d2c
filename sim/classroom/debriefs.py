"""The debrief of a lesson: the same page that `sim debrief` writes, from the sessions of its groups and what was said beside them."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from sim.classroom.room import Room
from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.errors import Illegal
from sim.model.ids import GroupId
from sim.model.lesson import Noted, Spoke
from sim.report.hour.debriefed import Remark
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.one_page import html

POLICY = {"content-security-policy": "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
"""The page has a policy of its own, which names the hashes of its style and script; this one is added to it."""


ALL: GroupId = "all"
"""Stands for every group of a lesson, told side by side."""


async def debrief_page(room: Room, wanted: GroupId) -> HTMLResponse:
    """Return the page of a group's debrief, or of all groups side by side; written once, however many ask for it.

    Raises:
        Missing: no such group plays.
        Illegal: its play has not ended, and the lesson neither.

    """
    groups = tuple(room.lesson.groups) if wanted == ALL else (room.lesson.group(wanted).id,)
    if not groups or not (room.lesson.ended or all(room.now.sessions[group].over for group in groups)):
        message = "the play goes on; the debrief opens after the end"
        raise Illegal(message, "not-yet")
    given = tuple(_given(room, group) for group in groups)
    text = await room.debriefs.get(groups, room.now, lambda: html(debrief(given, wish=Wish(check=False))))
    return HTMLResponse(text, headers=POLICY)


def _given(room: Room, group: GroupId) -> Given:
    session = room.now.sessions[group]
    return Given(
        session=session,
        grounds=room.opened.grounds,
        ours=room.opened.origin == "shipped",
        label=f"Group {group[1:]}",
        remarks=_remarks(room.lesson, session, group),
        names={seat.name: f"seat {seat.id[1:]}" for seat in room.lesson.seats.values()},
    )


def _remarks(lesson: Lesson, session: Session, group: GroupId) -> tuple[Remark, ...]:
    """Return what was said in a group and noted of the lesson, but for what the facilitator withholds."""
    names = session.machine.lookup.names
    remarks = []
    for said in lesson.said:
        event = said.event
        turn = _turn(session, said.time)
        if isinstance(event, Spoke) and event.group == group and said.number not in lesson.withheld:
            to = names[event.to] if event.to else "everybody"
            remarks.append(Remark(turn=turn, kind="message", by=f"{names[event.role]} to {to}", text=event.words))
        elif isinstance(event, Noted):
            remarks.append(Remark(turn=turn, kind="note", by="Facilitator", text=event.words))
    return tuple(remarks)


def _turn(session: Session, time: str) -> int:
    """Return the finished turn with which something is told that was said at a time: the one it was said in, or the last before."""
    said_in = max((entry.turn for entry in session.log if entry.time <= time), default=0)
    finished = [turn.number for turn in session.turns[:-1]] or [0]
    return max((number for number in finished if number <= said_in), default=finished[0])
