"""What took long to compute, kept for the next time: a text under a name that says all that it follows from.

The name covers the program that computed it: a changed analysis is another name, and everything is computed anew. Nothing here is needed;
whatever goes wrong is no error.
Rule 1: a text whose hash is not the one beside it is not returned; what it means is for its reader to check.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parent.parent
_COMPUTING = ("model", "engine", "analysis")
"""The parts of the program that what is kept follows from."""
_MOST_BYTES = 200_000_000
_KEPT = 24
"""How many texts are kept, at most."""


def name_of(*parts: str) -> str:
    """Return the name of what follows from some texts and from this program."""
    digest = hashlib.sha256("\n".join(part.replace("\n", " ") for part in parts).encode())
    for part in _COMPUTING:
        for file in sorted((_PROGRAM / part).rglob("*.py")):
            known = file.stat()
            digest.update(f"\n{file.name} {known.st_size} {known.st_mtime_ns}".encode())
    return digest.hexdigest()


def recall(folder: Path, name: str) -> str | None:
    """Return what is kept under a name, or None."""
    file = folder / f"{name}.txt"
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        head, _, text = file.read_bytes().partition(b"\n")
        return text.decode() if head.decode() == _hash(text) else None
    except (OSError, ValueError):  # not there, or not UTF-8
        return None


def remember(folder: Path, name: str, text: str) -> None:
    """Keep a text under a name, whole or not at all, and forget the oldest."""
    data = text.encode()
    with suppress(OSError):
        for place in (folder.parent, folder):  # made here or by the file of sessions, whichever comes first, for their owner only
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"{name}.{os.getpid()}.draft"
        draft.write_bytes(f"{_hash(data)}\n".encode() + data)
        draft.replace(folder / f"{name}.txt")
        for file in _oldest_first(folder.glob("*.txt"))[:-_KEPT]:
            file.unlink()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _oldest_first(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: file.stat().st_mtime_ns)
