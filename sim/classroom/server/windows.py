"""The windows in which one seat is open: a new one is let in, and the oldest of too many is let go.

A phone that lost its network leaves a stream behind of which the server learns only minutes later. If such streams counted against the
seat, a phone that comes back for the sixth time would be refused; so the oldest ends, and the newest never waits for it. The streams of
a device whose place another has taken end too, and it is told why when it asks again.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.classroom.server.room import Room
from sim.errors import Illegal
from sim.model.ids import SeatId
from sim.model.part import Digest

STREAMS = 5
"""Streams that one seat keeps; an older one ends at its next news or beat."""
_MOST = 40
"""Streams that one seat may have before they have ended."""


def opened(room: Room, seat: SeatId, token: Digest | None = None) -> tuple[Callable[[], None], Callable[[], bool]]:
    """Note one more window of a seat.

    Args:
        room: the lesson's.
        seat: whose window.
        token: of the device that opened it; None for somebody invented.

    Returns:
        What is to be called when it is closed, and what tells whether it has to be.

    Raises:
        Illegal: there are far too many.

    """
    windows = room.windows.setdefault(seat, [])
    if len(windows) >= _MOST:
        message = f"this seat was opened {_MOST} times within a moment; close some windows and look again"
        raise Illegal(message, "too-many-windows")
    mine = object()
    windows.append(mine)
    room.here[seat] += 1
    room.touch()

    def gone() -> None:
        windows.remove(mine)
        room.here[seat] -= 1
        room.touch()

    def ends() -> bool:
        held = room.lesson.seats[seat]
        is_displaced = token is not None and not held.is_shut and token not in held.tokens
        return is_displaced or mine not in windows[-STREAMS:]

    return gone, ends
