"""Whether what is said from outside the documents rests on enough: references whose owners are known and differ.

Rule 1: an owner that is not known counts as none; two papers of nobody knows whom may be one.
Rule 2: only who stands behind a reference is looked at here; whether its words carry the sentence is for a reader to say.
"""

from collections.abc import Iterable, Iterator

from sim.errors import Problem
from sim.model.crossref.scope import unknown
from sim.model.ids import OwnerId
from sim.model.reading import Note
from sim.model.source import Catalogue, Corpus, Outlet, Owner, Reference

_NEEDED = 2
"""References of different owners that a statement from outside needs."""
_FOUND = 1
"""References that say who stands behind a text from outside; who owns an outlet of the documents needs as many as any statement."""


def strangers(notes: Iterable[Note], corpus: Corpus) -> Iterator[Problem]:
    """Find owners of references that the catalogue does not have."""
    for note in notes:
        for index, reference in enumerate(note.references):
            if reference.owner is not None and reference.owner not in corpus.owners:
                yield unknown("owner", f"notes.{note.id}.references[{index}].owner", reference.owner, corpus.owners)


def lonely_notes(notes: Iterable[Note]) -> Iterator[Problem]:
    """Find sentences of notes from outside that rest on fewer than two known owners."""
    for note in notes:
        for number, _ in enumerate(note.sentences, 1):
            owners = _known(reference for reference in note.references if number in reference.supports)
            if len(owners) < _NEEDED:
                path = f"notes.{note.id}.sentences[{number - 1}]"
                yield Problem(
                    "lonely-note", path, f"the sentence rests on {_counted(owners)}", "two references of different ownership, or a gap"
                )


def unsourced(catalogue: Catalogue) -> Iterator[Problem]:
    """Find statements on outlets and owners that rest on too little, where the catalogue does not say why."""
    publishing = {outlet.owner for outlet in catalogue.outlets}
    for owner in catalogue.owners:
        yield from _unsourced("owners", owner, _NEEDED if owner.id in publishing else _FOUND)
    for outlet in catalogue.outlets:
        yield from _unsourced("outlets", outlet, _NEEDED)


def _unsourced(group: str, part: Owner | Outlet, needed: int) -> Iterator[Problem]:
    owners = _known(part.references)
    if part.unsourced is not None or (len(part.references) if needed == _FOUND else len(owners)) >= needed:
        return
    what = f"what is said of {part.name} rests on {_counted(owners)}"
    wanted = "two references of different ownership" if needed == _NEEDED else "a reference"
    expected = f"{wanted}, or a line `unsourced` that says why there are none"
    yield Problem("unsourced-statement", f"{group}.{part.id}.about", what, expected, file="catalogue.yaml", line=1, column=1)


def _known(references: Iterable[Reference]) -> set[OwnerId]:
    return {reference.owner for reference in references if reference.owner is not None}


def _counted(owners: set[OwnerId]) -> str:
    return {0: "no known owner", 1: "one known owner"}[len(owners)]
