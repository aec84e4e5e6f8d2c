"""The name of a scenario's letters: another one as soon as a letter, or what checks them, has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROGRAM = Path(__file__).resolve().parent.parent
_CHECKING = ("model", "evidence", "store")
"""The parts of the program that say what is a good scenario."""
_PLAYS = "plays"
"""The folder inside a scenario's folder that is no part of the scenario, and may be large."""
_ENDINGS = (".yaml", ".yml", ".txt")
_MOST_BYTES = 20_000_000


def fingerprint(folders: Iterable[Path]) -> str | None:
    """Return what names the contents of some folders and this program's checks; None where they are too large to look at."""
    digest = hashlib.sha256()
    size = 0
    try:
        for folder in folders:
            for file in _files(folder):
                digest.update(f"\n{file.relative_to(folder.parent)} {file.is_symlink()} {file.is_file()}\n".encode())
                if not file.is_file():
                    continue
                size += file.stat().st_size
                if size > _MOST_BYTES:
                    return None
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        for part in _CHECKING:
            for file in sorted((_PROGRAM / part).rglob("*.py")):
                known = file.stat()
                digest.update(f"\n{file.name} {known.st_size} {known.st_mtime_ns}".encode())
    except OSError:
        return None
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    """Return what may be read of a scenario's folder, in order."""
    inside = (entry for entry in folder.iterdir() if entry.name != _PLAYS)
    found = (file for entry in inside for file in (entry.rglob("*") if entry.is_dir() else (entry,)))
    return sorted(file for file in found if file.name.endswith(_ENDINGS))
