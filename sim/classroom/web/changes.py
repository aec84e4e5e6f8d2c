"""What a stream brings to the page of one seat: the parts that have changed since it last brought any.

Rule 1: after every event of a stream the page is as a fresh one would be; the name of the event is the edition of that page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sim.classroom.server.fragments import Fragment, wired
from sim.classroom.server.room import Room
from sim.classroom.web.parts import ORDER, alike, given, own, shown_seat
from sim.engine.members import Seat


class Brought(NamedTuple):
    """One event of a stream."""

    edition: str
    body: bytes
    """JSON in one line."""


NOTHING = Brought("", b"")
"""What is brought where nothing is new."""


def edition(room: Room) -> str:
    """Return what names the pages of this moment: of two with the same name, a seat sees the same."""
    return f"{room.lesson.number}{'' if room.failed is None else '-failed'}"


class Changes:
    """The page of a seat as one stream knows it."""

    def __init__(self, room: Room, seat: Seat, seen: str = "") -> None:
        """Begin with a page that is shown already, or with none.

        Args:
            room: the lesson's.
            seat: whose page.
            seen: the edition of what is shown already, such as `27`; empty where nothing is.

        """
        self._room = room
        self._seat = seat
        self._from: object = None
        self._own: dict[str, int] = {}
        self._alike: Mapping[str, Fragment] = {}
        place = room.lesson.seats[seat.id].place
        if seen == edition(room) and (place is None or room.left(place.group) is None):
            self._parts()  # a clock that stood while a phone slept is told anew; all else is there

    def read(self) -> Brought | None:
        """Return what is new; None once the seat is gone."""
        room = self._room
        if room.lesson.seats[self._seat.id].is_shut:
            return None
        parts = self._parts()
        if not parts:
            return NOTHING
        texts = b",".join(b'"%s":%s' % (name.encode(), parts[name]) for name in ORDER if name in parts)
        return Brought(edition(room), b'{"version":%d,"parts":{%s}}' % (room.lesson.number, texts))

    def _parts(self) -> dict[str, bytes]:
        """Return the parts that are new, and know them from now on."""
        room, shown = self._room, shown_seat(self._room, self._seat)
        shared = alike(room, shown)
        parts = {name: known.wire for name, known in shared.items() if self._alike.get(name) is not known}
        parts |= {name: b'""' for name in self._alike if name not in shared}
        self._alike = shared
        values = given(room, shown)
        group = room.lesson.groups.get(shown.group or "")
        written_from = _summed({**values, "clock": group and (group.clock, group.more)})
        if written_from != self._from:
            texts = own(room, shown, values)
            parts |= {name: wired(text) for name, text in texts.items() if self._own.get(name) != hash(text)}
            self._from, self._own = written_from, {name: hash(text) for name, text in texts.items()}
        return parts


def _summed(value: object) -> int:
    """Return a number that stands for a value, which a thousand streams would otherwise each hold."""
    return hash(tuple((name, _summed(part)) for name, part in value.items()) if isinstance(value, dict) else value)
