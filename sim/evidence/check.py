"""Whether the words that a scenario rests on stand in its documents, and what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sim.errors import Problem
from sim.evidence.quotation import nearest_words, places
from sim.evidence.sentences import Sentence, sentences, spanning
from sim.model.grounds import Grounds
from sim.model.ids import NoteId, OwnerId, SourceId
from sim.model.nearest import listed, nearest
from sim.model.paths import walk
from sim.model.reading import Quoted
from sim.model.scenario import Scenario
from sim.model.source import OUTLET, Citation, Corpus, Passage

AROUND = 3
"""Sentences shown before and after a passage."""
_SHOWN = 300
"""Characters of a quotation that a message repeats, at most."""


def ground(scenario: Scenario, corpus: Corpus) -> tuple[Grounds, tuple[Problem, ...]]:
    """Return every citation of a scenario found in its documents, and a problem for each that is not."""
    problems: list[Problem] = []
    known: dict[tuple[SourceId, str], tuple[tuple[int, int], ...]] = {}
    cited: dict[tuple[SourceId, str], None] = {}
    for path, part in quotations(scenario):
        problems += _unknown(path, part, corpus)
        if part.source not in corpus.texts:
            continue
        key = (part.source, part.quote)
        if key not in known:
            known[key] = places(part.quote, corpus.texts[part.source])
        if not known[key]:
            problems.append(_not_found(path, part, corpus))
        else:
            cited[key] = None
    supports, beside = _supports(scenario, corpus, known), _beside(scenario, known)
    passages = {(source, quote): _passage(corpus, source, known[source, quote][0], supports, beside) for source, quote in cited}
    return Grounds(corpus, passages, {note.id: note for note in scenario.notes}), tuple(problems)


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


def _not_found(path: str, part: Citation | Quoted, corpus: Corpus) -> Problem:
    text = corpus.texts[part.source]
    what = f"these words are not in {part.source}: {_shown(part.quote)}"
    near = nearest_words(part.quote, text)
    if near is not None:
        number = spanning(text, *near)[0]
        expected = f"the nearest there, in sentence {number}: {_shown(text[near[0] : near[1]])}"
    else:
        other = next((source for source, words in corpus.texts.items() if places(part.quote, words)), None)
        expected = f"they stand in {other}" if other else "quote the document letter by letter"
    return Problem("quote-not-found", f"{path}.quote", what, expected)


def _shown(words: str) -> str:
    one_line = " ".join(words.split())
    return f"“{one_line if len(one_line) <= _SHOWN else one_line[:_SHOWN] + '…'}”"


@dataclass(frozen=True, slots=True)
class _Support:
    """The spots of one corroboration, and who owns the outlets of its documents."""

    spots: tuple[tuple[SourceId, int, int], ...]
    owners: tuple[OwnerId, ...]


def _supports(scenario: Scenario, corpus: Corpus, known: dict[tuple[SourceId, str], tuple[tuple[int, int], ...]]) -> tuple[_Support, ...]:
    supports = []
    for corroboration in scenario.corroborations:
        found = [(quoted.source, spot) for quoted in corroboration.passages for spot in known.get((quoted.source, quoted.quote), ())]
        owners = tuple(dict.fromkeys(corpus.owner_of(source) for source, _ in found))
        supports.append(_Support(tuple((source, *spot) for source, spot in found), owners))
    return tuple(supports)


_Beside: TypeAlias = tuple[tuple[NoteId, SourceId, int, int], ...]
"""Where notes from outside stand: note, document, offsets."""


def _beside(scenario: Scenario, known: dict[tuple[SourceId, str], tuple[tuple[int, int], ...]]) -> _Beside:
    return tuple(
        (note.id, quoted.source, *spot)
        for note in scenario.notes
        for quoted in note.beside
        for spot in known.get((quoted.source, quoted.quote), ())
    )


def _passage(corpus: Corpus, source: SourceId, spot: tuple[int, int], supports: tuple[_Support, ...], beside: _Beside) -> Passage:
    text = corpus.texts[source]
    every = sentences(text)
    first, last = spanning(text, *spot)
    owners = dict.fromkeys([corpus.owner_of(source)])
    for support in supports:
        if any(source == other and start < spot[1] and spot[0] < end for other, start, end in support.spots):
            owners.update(dict.fromkeys(support.owners))
    return Passage(
        source=source,
        first=first,
        last=last,
        before=_texts(text, every[max(first - 1 - AROUND, 0) : first - 1]),
        words=text[spot[0] : spot[1]],
        sentence=text[every[first - 1].start : every[last - 1].end],
        after=_texts(text, every[last : last + AROUND]),
        publishers=tuple(owners),
        notes=tuple(dict.fromkeys(note for note, other, start, end in beside if source == other and start < spot[1] and spot[0] < end)),
    )


def _texts(text: str, some: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(text[sentence.start : sentence.end] for sentence in some)
