"""Opening the files of a folder that a stranger may have made.

Rule 1: only ordinary files inside the folder are opened; links that lead out, devices, pipes and odd names are refused.
"""

import errno
import os
import re
import stat
from pathlib import Path

from sim.errors import Problem
from sim.store.decoding import MAX_BYTES

MAX_ENTRIES = 2_000
"""Entries of one folder that are looked at."""
_CIRCLE = ("unreadable", "the file is a link that goes round in a circle", "put the file itself here")
_SHOWN = 100
"""Characters of a name that a message repeats, at most."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\Z")


def folder_problem(folder: Path, shown_as: str = "") -> Problem | None:
    """Return what is wrong with a folder itself, or None; messages call it `shown_as`, or by its own name if that is empty."""
    name = shown_as or called(folder)
    try:
        mode = folder.stat().st_mode
    except (OSError, ValueError):
        return Problem("no-such-folder", "", f"there is no folder {name}", "add it, or correct the name")
    if not stat.S_ISDIR(mode):
        return Problem("not-a-folder", "", f"{name} is no folder", "name a folder")
    try:
        with os.scandir(folder) as entries:
            count = sum(1 for _, _ in zip(entries, range(MAX_ENTRIES + 1), strict=False))
    except OSError as error:
        return Problem("unreadable", "", f"folder {name} cannot be read: {error.strerror}", "allow reading it")
    if count > MAX_ENTRIES:
        return Problem(
            "too-many-files", "", f"folder {name} has more than {MAX_ENTRIES:,} entries", "use a folder with a scenario and nothing else"
        )
    return None


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder in order; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry, _ in zip(entries, range(MAX_ENTRIES), strict=False))
    except OSError:
        return []


def content_of(folder: Path, name: str, limit: int = MAX_BYTES, shown_as: str = "") -> tuple[bytes | None, Problem | None]:
    """Return the bytes of a file inside a folder, one byte past the limit at most, or what is wrong with it.

    Args:
        folder: the folder that nothing may lead out of.
        name: the file's name in it, with `/` before a name in a folder inside.
        limit: bytes that it may have.
        shown_as: what messages call the folder; its own name if empty.

    """
    place = f"{shown_as or called(folder)}/{shown(name)}"
    try:
        code, what, expected = _refused(folder, name)
        if not code:
            with (folder / name).open("rb") as file:
                return file.read(limit + 1), None
    except RuntimeError:
        code, what, expected = _CIRCLE
    except OSError as error:
        code, what, expected = (
            _CIRCLE if error.errno == errno.ELOOP else ("unreadable", f"the file cannot be read: {error.strerror}", "allow reading it")
        )
    return None, Problem(code, "", what, expected, "", place, 1, 1)


def _refused(folder: Path, name: str) -> tuple[str, str, str]:
    """Return code, cause and remedy for a file that is not opened; empty texts where nothing speaks against it."""
    path = folder / name
    if not all(_NAME.match(part) for part in name.split("/")):
        return "file-name", "the name of the file has other characters than letters, digits, -, _ and .", "rename it"
    if not path.resolve().is_relative_to(folder.resolve()):
        return "leads-out", "the file is a link that leads out of the folder", "put the file itself here"
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "no-such-file", f"there is no {name}", "add it"
    return ("", "", "") if stat.S_ISREG(mode) else ("not-a-file", "this is no ordinary file", "use a file of text")


def called(folder: Path) -> str:
    """Return the name of a folder as messages have it."""
    try:
        return shown(folder.resolve().name) or "/"
    except (OSError, RuntimeError, ValueError):
        return shown(folder.name)


def shown(name: str) -> str:
    """Return a name as messages have it: without characters that cannot be seen, and not at length."""
    return name if name.isprintable() and len(name) <= _SHOWN else ascii(name)[1:-1][:_SHOWN]
