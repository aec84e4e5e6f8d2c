"""Reading a folder of documents: `catalogue.yaml` and, for each of its sources, `ID.txt`.

Rule 1: a document is kept as it is, byte for byte; its hash in the catalogue shows an edit.
"""

import hashlib
from pathlib import Path

from sim.errors import InvalidScenario, Problem
from sim.model.crossref import catalogue_problems
from sim.model.nearest import nearest
from sim.model.source import Catalogue, Corpus, Document, Source
from sim.store.decoding import decoded
from sim.store.documents import read_yaml
from sim.store.files import called, content_of, folder_problem, names_in, shown
from sim.store.places import Place, located
from sim.store.scenarios import in_order
from sim.store.shape import shaped

MAX_TEXT = 1_000_000
"""Bytes of one document."""
MAX_TOTAL = 4_000_000
"""Bytes of all documents of a folder together."""

_CATALOGUE = "catalogue.yaml"


def read_corpus(folder: Path, name: str = "") -> Corpus:
    """Return the documents in a folder with their catalogue.

    Args:
        folder: where they are.
        name: what messages call the folder; its own name if empty.

    Raises:
        InvalidScenario: with every problem of the catalogue and the documents at once.

    """
    shelf = _Shelf(folder, name or called(folder))
    wrong = folder_problem(folder, shelf.name)
    content, wrong = (None, wrong) if wrong else content_of(folder, _CATALOGUE, shown_as=shelf.name)
    if content is None:
        raise InvalidScenario((wrong,) if wrong else ())
    read = read_yaml(content, f"{shelf.name}/{_CATALOGUE}")
    if not read.whole:
        raise InvalidScenario(read.problems)
    found = shaped(Catalogue, read.data, read.place)
    problems = [*read.problems, *found.problems]
    documents: tuple[Document, ...] = ()
    if found.part is not None:
        placed = (located(problem, found.place) for problem in catalogue_problems(found.part))
        documents = shelf.documents(found.part, found.place)
        strays = shelf.strays({source.id for source in found.part.sources}) if not found.problems else []
        problems += [*(problem for problem in placed if not found.removed.explains(problem)), *shelf.problems, *strays]
    if problems or found.part is None:
        raise InvalidScenario(in_order(problems))
    return Corpus(catalogue=found.part, documents=documents)


class _Shelf:
    """The documents of one folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.problems: list[Problem] = []
        self.total = 0

    def documents(self, catalogue: Catalogue, place: Place) -> tuple[Document, ...]:
        """Return the documents that the catalogue describes; what is wrong with the others is kept as problems."""
        read = []
        for source in catalogue.sources:
            text = self._text(source, place)
            if self.total > MAX_TOTAL:
                what = f"the documents up to here have more than {MAX_TOTAL:,} bytes"
                self.problems.append(located(Problem("file-too-big", f"sources.{source.id}", what, "use fewer or shorter ones"), place))
                break
            read += [Document(source=source.id, text=text)] if text is not None else []
        return tuple(read)

    def _text(self, source: Source, place: Place) -> str | None:
        file = f"{source.id}.txt"
        content, wrong = content_of(self.folder, file, MAX_TEXT, shown_as=self.name)
        if wrong and wrong.code == "no-such-file":
            wrong = located(
                Problem("missing-document", f"sources.{source.id}", f"there is no {file}", "put it beside the catalogue"), place
            )
        if content is None:
            self.problems += [wrong] if wrong else []
            return None
        self.total += len(content)
        text, problems = decoded(content, f"{self.name}/{file}", MAX_TEXT)
        digest = hashlib.sha256(content).hexdigest()
        if text is not None and digest != source.sha256:
            what = f"{file} has another hash: it was edited, or this line is wrong"
            problems = (located(Problem("wrong-hash", f"sources.{source.id}.sha256", what, f"its hash is {digest}"), place),)
        self.problems += problems
        return None if problems else content.decode()

    def strays(self, known: set[str]) -> list[Problem]:
        """Return a problem for each document that the catalogue does not describe."""
        stems = {name.removesuffix(".txt"): name for name in names_in(self.folder) if name.endswith(".txt")}
        what, expected = "the catalogue has no source for this file", "describe it there, or remove it"
        return [
            Problem("stray-document", "", what, expected, nearest(stem, known), f"{self.name}/{shown(file)}", 1, 1)
            for stem, file in stems.items()
            if stem not in known
        ]
