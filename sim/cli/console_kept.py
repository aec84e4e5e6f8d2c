"""The way to the console of a lesson that this computer hosts: its address and key, in a file that its owner alone can read.

With what it was served stands there too, so that it is gone on with where every phone and the console look for it.

Rule 1: the key stands nowhere else; whoever has the file has the console.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sim.cli.secret import must_be_secret
from sim.errors import Invalid, Missing, StorageFailed
from sim.model.ids import LessonId
from sim.model.nearest import nearest

_FOLDER = "consoles"
_PORT = 8_000
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Served:
    """With what a lesson is served, as somebody said it."""

    port: int = _PORT
    bind: str | None = None
    """The address of the computer on which the server listens; None: the usual one."""
    address: str | None = None
    """What people type; None: this computer's own address in its network, which is looked up each time."""
    proxy: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How a console is reached."""

    address: str
    """Of the server, such as `http://127.0.0.1:8000`."""
    lesson: LessonId
    key: str
    """Empty where another computer began the lesson."""
    code: str = ""
    """With which it was joined; after the end it leads people back to their seats still."""
    served: Served = Served()
    """With what it was served the last time."""


def keep_way(data: Path, way: Way) -> None:
    """Keep how the console of a lesson is reached; where the key is not known, a file that cannot be read stays, since it may hold it.

    Args:
        data: the folder in which sessions are kept.
        way: the address and the key.

    Raises:
        StorageFailed: it could not be written.

    """
    place = _place(data, way.lesson)
    if not way.key and place.exists() and not known_way(data, way.lesson).address:
        return
    fresh = place.with_suffix(".new")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as sink:
            sink.write(json.dumps({"address": way.address, "key": way.key, "code": way.code, "served": asdict(way.served)}))
        fresh.replace(place)
    except OSError as error:
        message = f"{place}: {error.strerror}; without this file `sim console` cannot find the lesson"
        raise StorageFailed(message, "console-not-kept") from error


def known_way(data: Path, lesson: LessonId) -> Way:
    """Return what this computer kept of the way to a lesson: nothing where another began it."""
    try:
        return kept_way(data, lesson)
    except (Missing, Invalid):
        return Way("", lesson, "")


def kept_way(data: Path, lesson: LessonId) -> Way:
    """Return how the console of a lesson is reached.

    Raises:
        Missing: this computer has not hosted it.
        Invalid: others can read the file too, or it is damaged.

    """
    place = _place(data, lesson)
    try:
        with place.open(encoding="utf-8") as source:
            mode, text = os.fstat(source.fileno()).st_mode, source.read()
    except (OSError, UnicodeDecodeError) as error:
        known = sorted(file.stem for file in place.parent.glob("*.json"))
        guess = nearest(lesson, known)
        message = (
            f"this computer has hosted no lesson {lesson[:64]!r}{f'; did you mean {guess!r}?' if guess else ''}; "
            "give the whole address of the console, as sim host printed it"
        )
        raise Missing(message, "unknown-lesson") from error
    must_be_secret(place, mode)
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in ("address", "key")):
        message = f"{place}: this file is damaged; give the whole address of the console, as sim host printed it"
        raise Invalid(message, "not-secret")
    address = str(found["address"])
    return Way(address, lesson, str(found["key"]), str(found.get("code", "")), _served(found.get("served"), address))


def _served(found: object, address: str) -> Served:
    """Return with what a lesson was served; of a file of an earlier version, and of what is damaged, the port that its address has."""
    match found:
        case {"port": int(port), "bind": str() | None as bind, "address": str() | None as typed, "proxy": bool(proxy)}:
            return Served(port, bind, typed, proxy) if 0 < port <= _LAST_PORT and port is not True else Served(_port(address))
        case _:
            return Served(_port(address))


def _port(address: str) -> int:
    try:
        return urlsplit(address).port or _PORT
    except ValueError:
        return _PORT


def forget_way(data: Path, lesson: LessonId) -> None:
    """Take away what was kept of the way to a lesson that is gone."""
    _place(data, lesson).unlink(missing_ok=True)


def _place(data: Path, lesson: LessonId) -> Path:
    name = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in lesson)[:80]
    return data / _FOLDER / f"{name or '_'}.json"
