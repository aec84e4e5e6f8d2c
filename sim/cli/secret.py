"""What is secret stands in files that belong to one person alone: whether one does, and reading the one word that it holds."""

import os
from pathlib import Path

from sim.errors import Invalid, StorageFailed

_SHORTEST = 16
"""Characters; fewer could be guessed."""
_MOST = 4_096
"""Bytes of the file."""
_OTHERS = 0o077
"""What the group and everybody else may do with a file."""


def must_be_secret(file: Path, mode: int) -> None:
    """Refuse a file that others on this computer can use.

    Args:
        file: which.
        mode: of the file that was opened, as `os.fstat` tells it; the file that now has its name may be another.

    Raises:
        Invalid: they can.

    """
    if os.name == "posix" and mode & _OTHERS:
        message = f"{file}: others on this computer can read this file; run chmod 600 on it"
        raise Invalid(message, "not-secret")


def read_secret(file: Path) -> str:
    """Return the one word that a file holds.

    Raises:
        StorageFailed: the file cannot be read.
        Invalid: others can read it too, or it holds no such word; the message does not repeat it.

    """
    try:
        with file.open("rb") as source:
            mode, held = os.fstat(source.fileno()).st_mode, source.read(_MOST)
    except OSError as error:
        message = f"{file}: {error.strerror}; name a file that holds the token"
        raise StorageFailed(message, "unreadable") from error
    must_be_secret(file, mode)
    word = held.decode("utf-8", "replace").strip()
    if len(word) < _SHORTEST or not (word.isascii() and word.isprintable()) or " " in word:
        message = f"{file}: one word of at least {_SHORTEST} plain letters and digits is expected, and nothing else"
        raise Invalid(message, "not-secret")
    return word
