"""One server over one file, and one over one port: who is in the way, and what to do about it.

Rule 1: everything that is in the way is said before a lesson is begun that nobody could join.
"""

import errno
import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from sim.errors import StorageFailed
from sim.model.ids import LessonId
from sim.model.text import clean

_LAST_PORT = 65_535
_USUAL_PORT = 8_000
_SHOWN = 200
"""Characters of what another server wrote of itself, at most."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What a server says of itself to the next one that is started over the same file; nothing secret."""

    lesson: LessonId
    address: str
    """Where people join."""


_APART = (
    "stop it with Ctrl-C where it runs, or give this one a folder of its own in SIM_DATA and another --port; "
    "with --database several servers may share a PostgreSQL server"
)


@contextmanager
def alone(place: Path, remedy: str = _APART) -> Iterator[Callable[[Serving], None]]:
    """Refuse a second server over the same file; a database server can have several.

    Args:
        place: the file in which sessions are kept.
        remedy: what to do where another server serves it.

    Yields:
        What notes, for the next one, what is served.

    Raises:
        StorageFailed: another server serves the file.

    """
    note = place.with_name(f"{place.name}.host")
    try:
        with FileLock(f"{place}.host.lock", timeout=0, mode=0o600):
            try:
                yield lambda serving: _keep(note, serving)
            finally:
                with suppress(OSError):
                    note.unlink(missing_ok=True)
    except Timeout as error:
        message = f"{_who(note, place)}; {remedy}"
        raise StorageFailed(message, "host-busy") from error


def must_be_free(bind: str, port: int) -> None:
    """Make sure that a port can be listened on.

    Raises:
        StorageFailed: another program listens there, or the computer allows it not.

    """
    try:
        with socket.socket(_family(bind), socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":  # as the server does; there it would mean that two may listen
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((bind, port))
    except OSError as error:
        raise StorageFailed(_why(error, bind, port), "port-taken") from error


def _family(bind: str) -> socket.AddressFamily:
    """Return of which kind an address is; a name is looked up when it is bound."""
    return socket.AF_INET6 if ":" in bind else socket.AF_INET


def _why(error: OSError, bind: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < _LAST_PORT else _USUAL_PORT
        return f"another program listens on port {port}, perhaps another sim host; stop that one, or give this one --port {other}"
    if error.errno == errno.EACCES:
        return f"this computer allows you no port {port}; give one above 1023, such as --port {_USUAL_PORT}"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"this computer has no address {bind[:80]!r}; give --bind one of its own, or --bind 0.0.0.0 for all"
    return f"nothing can listen on {bind[:80]} port {port}: {error.strerror or error}; try another --port"


def _keep(note: Path, serving: Serving) -> None:
    with suppress(OSError):  # then the next one says less
        note.write_text(json.dumps(asdict(serving)), encoding="utf-8")


def _who(note: Path, place: Path) -> str:
    try:
        found: object = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and found.keys() >= {"lesson", "address"}:
        lesson, address = (clean(str(found[name]), _SHOWN) for name in ("lesson", "address"))
        return f"sim host serves lesson {lesson} already, at {address}"
    return f"{place}: another sim host serves this file"
