"""Whether the words that a scenario rests on stand in its documents, and what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.errors import Problem
from sim.evidence.document import Prepared, Span
from sim.evidence.outside import strangers
from sim.model.crossref.scope import unknown
from sim.model.grounds import Grounds
from sim.model.ids import NoteId, OwnerId, SourceId
from sim.model.nearest import listed, nearest
from sim.model.paths import walk
from sim.model.reading import Corroboration, Quoted
from sim.model.scenario import Scenario
from sim.model.source import OUTLET, Citation, Corpus, Passage

AROUND = 3
"""Sentences shown before and after a passage."""
MOST = 200
"""Problems that are reported at once."""
_PATIENCE = 400_000_000
"""Characters of quotations times characters of documents that are compared for the nearest words; about half a second."""
_SHOWN = 300
"""Characters of a quotation that a message repeats, at most."""


def _unknown_sides(scenario: Scenario, corpus: Corpus) -> Iterator[Problem]:
    """Find sides that a balance names and the catalogue does not have: of nobody any number of words is few."""
    wanted = scenario.balance
    sides = [side.id for side in corpus.catalogue.sides]
    for field, named in (("between", wanted.between), ("fewer", wanted.fewer)) if wanted else ():
        for index, side in enumerate(named):
            if side not in sides:
                yield unknown("side", f"balance.{field}[{index}]", side, sides)


def ground(scenario: Scenario, corpus: Corpus) -> tuple[Grounds, tuple[Problem, ...]]:
    """Return every quotation of a scenario found in its documents, and a problem for each that is not."""
    search = _Search(corpus)
    search.problems += (*strangers(scenario.notes, corpus), *_unknown_sides(scenario, corpus))
    for path, part in quotations(scenario):
        search.add(path, part)
        if len(search.problems) > MOST:
            search.problems[MOST:] = [Problem("too-many-problems", path, "more problems of this kind may follow", "mend these first")]
            break
    around = _Around(
        tuple(search.support(corroboration) for corroboration in scenario.corroborations),
        tuple((note.id, search.sentences(note.beside)) for note in scenario.notes),
    )
    passages = {(source, quote): search.passage(source, spots[0], around) for (source, quote), spots in search.spots.items() if spots}
    return Grounds(corpus, passages, {note.id: note for note in scenario.notes}), tuple(search.problems)


def quotations(scenario: Scenario) -> Iterator[tuple[str, Citation | Quoted]]:
    """Give everything in a scenario that has words of a document, with its path."""
    for path, part in walk(scenario):
        if isinstance(part, Citation | Quoted):
            yield path, part


def _unknown(path: str, part: Citation | Quoted, corpus: Corpus) -> Iterator[Problem]:
    if part.source not in corpus.texts:
        guess = nearest(part.source, corpus.texts)
        expected = "" if guess else f"the sources are {listed(corpus.texts)}"
        yield Problem("unknown-source", f"{path}.source", f"no source {part.source!r}", expected, guess)
    if isinstance(part, Citation) and part.speaker != OUTLET and part.speaker not in corpus.speakers:
        guess = nearest(part.speaker, [OUTLET, *corpus.speakers])
        expected = "" if guess else f"name {OUTLET}, or a speaker of the catalogue"
        yield Problem("unknown-speaker", f"{path}.speaker", f"no speaker {part.speaker!r}", expected, guess)


@dataclass(frozen=True, slots=True)
class _Support:
    """The spots of one corroboration, and who owns the outlets of its documents."""

    spots: tuple[tuple[SourceId, Span], ...]
    owners: tuple[OwnerId, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What may stand beside a passage."""

    supports: tuple[_Support, ...]
    notes: tuple[tuple[NoteId, frozenset[tuple[SourceId, int]]], ...]
    """Notes from outside, each with the sentences that it stands beside."""


class _Search:
    """The quotations of one scenario looked up in its documents, each once."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.documents = {document.source: Prepared(document.text) for document in corpus.documents}
        self.spots: dict[tuple[SourceId, str], tuple[Span, ...]] = {}
        self.problems: list[Problem] = []
        self.compared = 0
        """Characters of quotations times characters of documents compared for likeness so far."""

    def add(self, path: str, part: Citation | Quoted) -> None:
        self.problems += _unknown(path, part, self.corpus)
        document = self.documents.get(part.source)
        if document is None:
            return
        key = (part.source, part.quote)
        if key not in self.spots:
            self.spots[key] = document.places(part.quote)
        if not self.spots[key]:
            what = f"these words are not in {part.source}: {_shown(part.quote)}"
            self.problems.append(Problem("quote-not-found", f"{path}.quote", what, self.remedy(part, document)))

    def remedy(self, part: Citation | Quoted, document: Prepared) -> str:
        other = next((source for source, text in self.documents.items() if text.places(part.quote, 1)), None)
        if other:
            return f"they stand in {other}"
        self.compared += len(part.quote) * len(document.text)
        near = document.nearest(part.quote) if self.compared <= _PATIENCE else None
        if near is None:
            return "quote the document letter by letter"
        return f"the nearest there, in sentence {document.spanning(near)[0]}: {_shown(document.text[near[0] : near[1]])}"

    def support(self, corroboration: Corroboration) -> _Support:
        spots = tuple((part.source, spot) for part in corroboration.passages for spot in self.spots.get((part.source, part.quote), ()))
        return _Support(spots, tuple(dict.fromkeys(self.corpus.owner_of(source) for source, _ in spots)))

    def sentences(self, passages: tuple[Quoted, ...]) -> frozenset[tuple[SourceId, int]]:
        """Return the numbers of the sentences that hold passages."""
        spots = ((part.source, self.spots.get((part.source, part.quote), ())[:1]) for part in passages)
        spans = ((source, self.documents[source].spanning(spot)) for source, found in spots for spot in found)
        return frozenset((source, number) for source, (first, last) in spans for number in range(first, last + 1))

    def passage(self, source: SourceId, span: Span, around: _Around) -> Passage:
        document = self.documents[source]
        first, last = document.spanning(span)
        owners = dict.fromkeys([self.corpus.owner_of(source)])
        for support in around.supports:
            # all of the words: whoever reports a promise does not thereby report who broke it
            if any(source == other and start <= span[0] and span[1] <= end for other, (start, end) in support.spots):
                owners.update(dict.fromkeys(support.owners))
        return Passage(
            source=source,
            first=first,
            last=last,
            before=tuple(document.words(number, number) for number in range(max(first - AROUND, 1), first)),
            words=document.text[span[0] : span[1]],
            sentence=document.words(first, last),
            after=tuple(document.words(number, number) for number in range(last + 1, min(last + AROUND, len(document.sentences)) + 1)),
            publishers=tuple(owners),
            notes=tuple(note for note, beside in around.notes if any((source, number) in beside for number in range(first, last + 1))),
        )


def _shown(words: str) -> str:
    one_line = " ".join(words.split())
    return f"“{one_line if len(one_line) <= _SHOWN else one_line[:_SHOWN] + '…'}”"
