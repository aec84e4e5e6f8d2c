"""The page of a seat in parts, of which a stream brings only those that have changed.

Rule 1: all parts in their order are the page: whoever has no script reads the same.
Rule 2: what is alike for all seats of a role is written once, however many read it; what a seat has of its own is small.
Rule 3: a part is given the values that are named for it here and no others, so that it is new exactly when one of them is.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from sim.classroom.server.fragments import Alike, Asks, Fragment, fragment
from sim.classroom.server.room import Room
from sim.classroom.web.pages import block, page
from sim.engine.lesson_view import seat_view
from sim.engine.members import Seat
from sim.engine.seating import playable
from sim.model.ids import ANY, WATCHES
from sim.model.lesson_view import SeatView
from sim.model.view import View

ORDER = ("top", "scene", "asked", "who", "board", "bottom")
"""The parts as they follow one another; the first and the last are of one seat alone."""

_ALIKE: dict[str, tuple[str, ...]] = {
    "scene": (
        *("turn", "heading", "date", "carried", "situation", "basis", "passages"),
        *("role_name", "briefing", "injects", "conflicts", "outcome"),
    ),
    "asked": ("turn", "scene", "role", "role_name", "exercise", "outcome", "talk_prompt", "talk_seconds", "decision"),
    "who": ("turn", "seats", "outcome"),
    "board": ("turn", "role_name", "indicators", "aims"),
}
"""What each part that all seats of a role share is written from, besides the turn before and `Asks`."""

_ASKS = frozenset({"asked", "who"})
"""The parts that ask for something, or say who is asked: none of them stands when the lesson is over."""

_OWN = tuple(name for name in SeatView.model_fields if name not in {"view", "version"})
_PLAY = Markup("<!-- the play -->")
"""Stands where the play stands between what a seat has of its own."""


def shown_seat(room: Room, seat: Seat) -> SeatView:
    """Return what a seat is shown now."""
    place = room.lesson.seats[seat.id].place
    play = room.view(place.group, place.role) if place and place.group in room.now.sessions else None
    return seat_view(room.lesson, room.now.sessions, room.opened.machine, room.lesson.seats[seat.id], play)


def whole(room: Room, seat: Seat) -> Markup:
    """Return all of a seat's page that changes."""
    shown = shown_seat(room, seat)
    texts = {name: known.html for name, known in alike(room, shown).items()} | own(room, shown, given(room, shown))
    parts = (f'<div data-part="{name}">{texts.get(name, "")}</div>\n' for name in ORDER)
    return Markup("".join(parts))  # noqa: S704 -- the templates have escaped it


def alike(room: Room, shown: SeatView) -> Mapping[str, Fragment]:
    """Return the parts that a seat shares with all others of its role; none before its group plays, and none that asks after the end."""
    if shown.view is None or shown.group is None:
        return {}
    whose, view = (shown.group, shown.role), shown.view
    known = room.written.get(whose)
    asks = Asks(shown.reasons, len(shown.team) > 1, _adviser(room, shown))
    if known is None or known.view is not view or known.asks != asks:
        known = Alike(view, {name: _renewed(name, view, known, asks) for name in _ALIKE}, asks)
        room.written[whose] = known
    return {name: part for name, part in known.fragments.items() if name not in _ASKS} if shown.stage == "over" else known.fragments


def _adviser(room: Room, shown: SeatView) -> str:
    """Return whose voice gives a role the reasons for and against; empty for whoever watches."""
    return next((role.adviser for role in room.opened.scenario.roles if role.id == shown.role), "")


def _renewed(name: str, view: View, known: Alike | None, asks: Asks) -> Fragment:
    """Return a part, written anew only where something that it is written from is new."""
    values = _values(name, view)
    if known is not None and known.asks == asks and values == _values(name, known.view):
        return known.fragments[name]
    return fragment(block("play.html", name, view=values, **asks._asdict()))


def _values(name: str, view: View) -> dict[str, object]:
    values: dict[str, object] = {field: getattr(view, field) for field in _ALIKE[name]}
    return {**values, "before": view.turns[-1] if view.turns else None} if name == "scene" else values


def given(room: Room, shown: SeatView) -> dict[str, object]:
    """Return what a seat's own parts are written from, but for the seconds that pass."""
    play = {"turn": shown.view.turn, "outcome": shown.view.outcome} if shown.view else None
    return {
        "seat": {**{name: getattr(shown, name) for name in _OWN}, "view": play},
        "runs": bool(shown.group and room.is_running(shown.group)),
        "failed": room.failed is not None,
        "wishes": _wishes(room) if shown.choosing else (),
        "about": next((role.about for role in room.opened.scenario.roles if role.id == shown.role and shown.stage == "dealt"), ""),
    }


def _wishes(room: Room) -> tuple[tuple[str, str, str], ...]:
    """Return what somebody without a place may wish for: id, name, and what it is about."""
    opened = room.opened
    roles = {role.id: role for role in opened.scenario.roles}
    playing = (roles[role] for role in playable(opened.machine, room.lesson.began.act))
    named = tuple((role.id, role.name, role.about) for role in playing)
    return (*named, (ANY, "Any role", ""), (WATCHES, "Only watch", "You follow one group and note what you see."))


def own(room: Room, shown: SeatView, values: Mapping[str, object]) -> dict[str, str]:
    """Write a seat's own parts."""
    left = room.left(shown.group) if shown.group else None
    top, _, bottom = page("now.html", **values, left=left, play=_PLAY).partition(_PLAY)
    return {"top": top, "bottom": bottom}
