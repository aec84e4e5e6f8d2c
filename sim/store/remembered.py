"""Checked scenarios remembered from the last time, so that a play begins at once.

What is remembered is named after the bytes of every file that was read and after the program that checked them (`unchanged`): a changed
letter, or a changed check, is another name, and the scenario is read and checked anew. Nothing here is needed; whatever goes wrong is no
error.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sim.model.grounds import Grounds
from sim.model.part import Part
from sim.model.playbill import Playbill
from sim.model.scenario import Scenario
from sim.model.source import Corpus, Passage
from sim.store.playbills import file_of, written

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


def recall(cache: Path, name: str) -> Remembered | None:
    """Return what is remembered under a name, or None."""
    try:
        _, scenario, corpus, found = file_of(cache, name).read_bytes().decode().split("\n")
        documents = Corpus.model_validate_json(corpus)
        passages = {(passage.source, quote): passage for quote, passage in _Found.model_validate_json(found).passages}
        known = Scenario.model_validate_json(scenario)
    except (OSError, ValueError):  # not four lines, not UTF-8, not JSON, or not a scenario
        return None
    return Remembered(known, Grounds(documents, passages, {note.id: note for note in known.notes}), (scenario, corpus))


def remember(cache: Path, name: str, scenario: Scenario, grounds: Grounds) -> None:
    """Keep a checked scenario under a name, its playbill first, whole or not at all; and forget the oldest."""
    found = _Found(passages=tuple((quote, passage) for (_, quote), passage in grounds.passages.items()))
    lines = (written(Playbill.of(scenario)), *(part.model_dump_json() for part in (scenario, grounds.corpus, found)))
    with suppress(OSError):
        for folder in (cache.parent, cache):  # made here or by the file of sessions, whichever comes first, for their owner only
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = cache / f"{name}.{os.getpid()}.draft"
        draft.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        draft.replace(file_of(cache, name))
        oldest_first = sorted(cache.glob("*.json*"), key=lambda file: file.stat().st_mtime_ns)
        for file in oldest_first[:-_KEPT]:
            file.unlink()
