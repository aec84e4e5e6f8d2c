"""A bad wire to a PostgreSQL server: a socket that passes everything on, until it is told to cut a connection at a commit."""

import socket
import threading
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Self

_COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
"""A commit as a client sends it."""


class Cut(Enum):
    """What the wire does when it sees a commit pass."""

    NEVER = "pass it on"
    BEFORE = "lose it, and cut both ends"
    SILENTLY = "lose it, cut the writer's end, and let the server believe that the writer is still there"
    AFTER = "pass it on, lose the answer, and cut both ends"


class Relay:
    """A socket in a folder that leads to another one."""

    def __init__(self, folder: Path, server: Path) -> None:
        """Listen in the folder, and lead to the server's socket."""
        self.folder = folder
        self.cut = Cut.NEVER
        self.refusing = False
        """Whether new connections are turned away after a cut."""
        self.cuts = 0
        self._server = server
        self._open: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / server.name))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        """Use the wire in a `with` statement, which takes it away."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all that is open."""
        for end in (self._listener, *self._open):
            _shut(end)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.refusing and self.cuts:
                _shut(near)
                continue
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self._server))
            except OSError:
                _shut(far)
                _shut(near)
                continue
            self._open += [near, far]
            deaf = threading.Event()
            threading.Thread(target=self._forth, args=(near, far, deaf), daemon=True).start()
            threading.Thread(target=self._back, args=(near, far, deaf), daemon=True).start()

    def _forth(self, near: socket.socket, far: socket.socket, deaf: threading.Event) -> None:
        """Pass on what the writer says."""
        while said := _received(near):
            cut = self.cut if _COMMIT in said else Cut.NEVER
            if cut is not Cut.NEVER:
                self.cut, self.cuts = Cut.NEVER, self.cuts + 1
            if cut is Cut.AFTER:
                deaf.set()
            if cut in {Cut.NEVER, Cut.AFTER}:
                _send(far, said)
            elif cut is Cut.BEFORE:
                break
            else:
                _shut(near)
                return
        _shut(far)

    def _back(self, near: socket.socket, far: socket.socket, deaf: threading.Event) -> None:
        """Pass on what the server says."""
        while said := _received(far):
            if deaf.is_set():
                break
            _send(near, said)
        _shut(near)
        _shut(far)


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(65_536)
    except OSError:
        return b""


def _send(end: socket.socket, said: bytes) -> None:
    with suppress(OSError):  # the other end notices by itself
        end.sendall(said)


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    finally:
        end.close()
