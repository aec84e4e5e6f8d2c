"""What hangs while the way to the server opens again is sent again at once."""

import socket
import threading
from http.client import HTTPConnection
from pathlib import Path

import pytest

from sim.classroom.client import attendance
from sim.classroom.client.attendance import Attendance
from sim.classroom.client.wire import Answer, Wire, read_door
from sim.errors import StorageFailed
from tests.classroom.live import Away, Live, live
from tests.classroom.taught import NAME
from tests.classroom.waiting import until

_PATIENCE = 30.0
"""Seconds within which whatever is waited for has to come; far fewer than the pauses."""


class Hanging(Wire):
    """A way on which the first form hangs until it is told to fail, and whose streams can be cut."""

    def __init__(self, room: Live, cookie: str) -> None:
        """Know the server, and whose seat it is."""
        super().__init__(read_door(room.base), 10)
        self.keep(cookie)
        self.hangs, self.fails = threading.Event(), threading.Event()
        self.streams: list[HTTPConnection] = []

    def told(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """Ask, but for the first form."""
        if form is not None and not self.hangs.is_set():
            self.hangs.set()
            assert self.fails.wait(_PATIENCE)
            message = "nobody answers"
            raise StorageFailed(message, "no-connection")
        return super().told(path, form)

    def open(self, path: str, form: dict[str, str] | None = None, wait: float = 0.0) -> HTTPConnection:
        """Open, and keep what is a stream."""
        made = super().open(path, form, wait)
        if path.endswith("events"):
            self.streams.append(made)
        return made


def test_what_hung_while_the_stream_came_back_waits_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause ends when the stream comes back; where it came back before the try had failed, there is none."""
    monkeypatch.setattr(attendance, "SENDING", (1_000.0, 1_000.0))
    monkeypatch.setattr(attendance, "PATIENCE", 0.0)
    with live(tmp_path) as room:
        wire = Hanging(room, Away(room, "Ana").cookie)
        room.order("wishes", words="on")
        attended = Attendance(wire, NAME, "again")
        attended.start()
        until(lambda: room.connected() == ["s1"])
        attended.wish("westbank")
        assert wire.hangs.wait(_PATIENCE)
        wire.streams[0].sock.shutdown(socket.SHUT_RDWR)
        until(lambda: len(wire.streams) > 1)
        room.order("wishes", words="off")
        until(lambda: not attended.news().seat.choosing)  # so the second stream has told something
        room.order("wishes", words="on")
        wire.fails.set()
        until(lambda: attended.news().seat.wish == "westbank")
        attended.close()
