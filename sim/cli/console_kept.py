"""The way to the console of a lesson that this computer hosts: its address and key, in a file that its owner alone can read.

Rule 1: the key stands nowhere else; whoever has the file has the console.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from sim.errors import Invalid, Missing, StorageFailed
from sim.model.ids import LessonId
from sim.model.nearest import nearest

_FOLDER = "consoles"
_OTHERS = 0o077
"""What the group and everybody else may do with a file."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a console is reached."""

    address: str
    """Of the server, such as `http://127.0.0.1:8000`."""
    lesson: LessonId
    key: str
    code: str = ""
    """With which it was joined; after the end it leads people back to their seats still."""


def keep_way(data: Path, way: Way) -> None:
    """Keep how the console of a lesson is reached.

    Args:
        data: the folder in which sessions are kept.
        way: the address and the key.

    Raises:
        StorageFailed: it could not be written.

    """
    place = _place(data, way.lesson)
    fresh = place.with_suffix(".new")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as sink:
            sink.write(json.dumps({"address": way.address, "key": way.key, "code": way.code}))
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
    if os.name == "posix" and mode & _OTHERS:
        message = f"{place}: others on this computer can read this file; run chmod 600 on it"
        raise Invalid(message, "not-secret")
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in ("address", "key")):
        message = f"{place}: this file is damaged; give the whole address of the console, as sim host printed it"
        raise Invalid(message, "not-secret")
    return Way(str(found["address"]), lesson, str(found["key"]), str(found.get("code", "")))


def forget_way(data: Path, lesson: LessonId) -> None:
    """Take away what was kept of the way to a lesson that is gone."""
    _place(data, lesson).unlink(missing_ok=True)


def _place(data: Path, lesson: LessonId) -> Path:
    name = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in lesson)[:80]
    return data / _FOLDER / f"{name or '_'}.json"
