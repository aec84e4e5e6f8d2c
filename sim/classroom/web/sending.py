"""How answers leave: what is written in one go leaves in one packet, the head of an answer with its body.

Rule 1: nothing is held back for longer than until the event loop turns to something else.
"""

from __future__ import annotations

import asyncio


class Joining(asyncio.Transport):
    """A transport that sends together what is written in one go: that saves each answer a packet, and a call of the system."""

    def __init__(self, way: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Write by way of another transport."""
        super().__init__()
        self._way = way
        self._loop = loop
        self._held: list[bytes | bytearray | memoryview] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send something as soon as whoever writes has written all."""
        if not data:
            return
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)

    def flush(self) -> None:
        """Send what is held now."""
        held, self._held = self._held, []
        if held and not self._way.is_closing():
            self._way.write(held[0] if len(held) == 1 else b"".join(held))

    def close(self) -> None:
        """Send what is held, and hang up once it has gone."""
        self.flush()
        self._way.close()

    def abort(self) -> None:
        """Hang up at once."""
        self._held.clear()
        self._way.abort()

    def is_closing(self) -> bool:
        """Tell whether this is the end."""
        return self._way.is_closing()

    def get_extra_info(self, name: str, default: object = None) -> object:
        """Return what the other transport knows of the connection."""
        found: object = self._way.get_extra_info(name, default)
        return found

    def pause_reading(self) -> None:
        """Read no more for now."""
        self._way.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._way.resume_reading()
