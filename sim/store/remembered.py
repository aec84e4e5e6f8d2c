"""Checked scenarios remembered from the last time, so that a play begins at once.

What is remembered is named after the bytes of every file that was read and after the program that checked them: a changed letter, or a
changed check, is another name, and the scenario is read and checked anew. Nothing here is needed; whatever goes wrong is no error.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from sim.model.grounds import Grounds
from sim.model.part import Part
from sim.model.scenario import Scenario
from sim.model.source import Corpus, Passage

_PROGRAM = Path(__file__).resolve().parent.parent
_CHECKING = ("model", "evidence", "store")
"""The parts of the program that say what is a good scenario."""
_MOST_BYTES = 20_000_000
_KEPT = 12
"""How many scenarios are remembered, at most."""


class Remembered(Part):
    """A scenario that was read and checked, with its documents and where its quotations stand."""

    scenario: Scenario
    corpus: Corpus
    passages: tuple[tuple[str, Passage], ...]
    """The quoted words, and where they were found."""

    @property
    def grounds(self) -> Grounds:
        """The citations, found in their documents."""
        passages = {(passage.source, quote): passage for quote, passage in self.passages}
        return Grounds(self.corpus, passages, {note.id: note for note in self.scenario.notes})


def fingerprint(folders: Iterable[Path]) -> str | None:
    """Return what names the contents of some folders and this program's checks; None where they are too large to look at."""
    digest = hashlib.sha256()
    size = 0
    try:
        for folder in folders:
            for file in sorted(folder.rglob("*")):
                if file.suffix not in {".yaml", ".txt"} or not file.is_file():
                    continue
                size += file.stat().st_size
                if size > _MOST_BYTES:
                    return None
                digest.update(f"\n{file.relative_to(folder.parent)}\n".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        for part in _CHECKING:
            for file in sorted((_PROGRAM / part).rglob("*.py")):
                known = file.stat()
                digest.update(f"\n{file.name} {known.st_size} {known.st_mtime_ns}".encode())
    except OSError:
        return None
    return digest.hexdigest()


def recall(cache: Path, name: str) -> Remembered | None:
    """Return what is remembered under a name, or None."""
    try:
        return Remembered.model_validate_json((cache / f"{name}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def remember(cache: Path, name: str, scenario: Scenario, grounds: Grounds) -> None:
    """Keep a checked scenario under a name, whole or not at all, and forget the oldest."""
    passages = tuple((quote, passage) for (_, quote), passage in grounds.passages.items())
    kept = Remembered(scenario=scenario, corpus=grounds.corpus, passages=passages)
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        draft = cache / f"{name}.{os.getpid()}.draft"
        draft.write_text(kept.model_dump_json(), encoding="utf-8")
        draft.replace(cache / f"{name}.json")
        oldest_first = sorted(cache.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in oldest_first[:-_KEPT]:
            file.unlink()
