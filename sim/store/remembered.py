"""Checked scenarios remembered from the last time, so that a play begins at once.

What is remembered is named after the bytes of every file that was read and after the program that checked them: a changed letter, or a
changed check, is another name, and the scenario is read and checked anew. Nothing here is needed; whatever goes wrong is no error.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sim.model.grounds import Grounds
from sim.model.part import Part
from sim.model.scenario import Scenario
from sim.model.source import Corpus, Passage

_PROGRAM = Path(__file__).resolve().parent.parent
_CHECKING = ("model", "evidence", "store")
"""The parts of the program that say what is a good scenario."""
_PLAYS = "plays"
"""The folder inside a scenario's folder that is no part of the scenario, and may be large."""
_ENDINGS = (".yaml", ".yml", ".txt")
_MOST_BYTES = 20_000_000
_KEPT = 12
"""How many scenarios are remembered, at most."""


class _Found(Part):
    passages: tuple[tuple[str, Passage], ...]
    """The quoted words, and where they were found."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A scenario that was read and checked, with its documents and where its quotations stand."""

    scenario: Scenario
    grounds: Grounds
    """The citations, found in their documents."""
    texts: tuple[str, str]
    """The scenario and its documents as JSON, letter for letter as a session keeps them; to write them anew takes longer."""


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


def recall(cache: Path, name: str) -> Remembered | None:
    """Return what is remembered under a name, or None."""
    try:
        scenario, corpus, found = (cache / f"{name}.jsonl").read_bytes().decode().split("\n")
        documents = Corpus.model_validate_json(corpus)
        passages = {(passage.source, quote): passage for quote, passage in _Found.model_validate_json(found).passages}
        known = Scenario.model_validate_json(scenario)
    except (OSError, ValueError):  # not three lines, not UTF-8, not JSON, or not a scenario
        return None
    return Remembered(known, Grounds(documents, passages, {note.id: note for note in known.notes}), (scenario, corpus))


def remember(cache: Path, name: str, scenario: Scenario, grounds: Grounds) -> None:
    """Keep a checked scenario under a name, whole or not at all, and forget the oldest."""
    found = _Found(passages=tuple((quote, passage) for (_, quote), passage in grounds.passages.items()))
    with suppress(OSError):
        for folder in (cache.parent, cache):  # made here or by the file of sessions, whichever comes first, for their owner only
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = cache / f"{name}.{os.getpid()}.draft"
        draft.write_text("\n".join(part.model_dump_json() for part in (scenario, grounds.corpus, found)), encoding="utf-8", newline="\n")
        draft.replace(cache / f"{name}.jsonl")
        oldest_first = sorted(cache.glob("*.json*"), key=lambda file: file.stat().st_mtime_ns)
        for file in oldest_first[:-_KEPT]:
            file.unlink()
