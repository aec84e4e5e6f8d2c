"""Looking for words in the documents, for people who read them: exactly first, then as near as words come."""

import re
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio, ratio

from sim.evidence.quotation import normal
from sim.evidence.sentences import sentences
from sim.model.ids import SourceId
from sim.model.source import Corpus

_LIKENESS = 75
"""Below this, of 100, a sentence is not what anybody meant."""
_NEAREST = 99
"""Of 100: what comes nearest without holding the words as they were typed."""
_SAME = 80
"""From here, of 100, two words are taken for the same, one of them bent or misspelt."""
_SHORT = 4
"""Letters up to which a word is not taken for another that is like it."""
_WORD = re.compile(r"\w+")
_LONGEST = 200
"""Characters that are compared, at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that holds what was looked for, or something like it."""

    source: SourceId
    number: int
    """Of the sentence, from 1."""
    sentence: str
    likeness: int
    """100: it holds the words; less: the nearest there is."""


def search(corpus: Corpus, words: str, limit: int = 50) -> tuple[Found, ...]:
    """Return the sentences that hold the words, capitals or not, in the order of the documents; if none does, the nearest ones first."""
    wanted = normal(words[:_LONGEST]).casefold()
    every = [
        (document.source, sentence.number, document.text[sentence.start : sentence.end])
        for document in corpus.documents
        for sentence in sentences(document.text)
    ]
    exact = tuple(Found(source, number, text, 100) for source, number, text in every if wanted in normal(text).casefold())
    if exact or not wanted:
        return exact[:limit] if wanted else ()
    near = (Found(source, number, text, _likeness(wanted, normal(text).casefold())) for source, number, text in every)
    return tuple(sorted((found for found in near if found.likeness >= _LIKENESS), key=lambda found: -found.likeness))[:limit]


def _likeness(wanted: str, text: str) -> int:
    """Return how near a sentence comes: as a whole, or by how many of the words it has, each as near as some word of it comes."""
    whole = min(int(partial_ratio(wanted, text)), _NEAREST)
    words, has = wanted.split(), _WORD.findall(text)
    if len(words) == 1 or not has:
        return whole
    found = sum(max(ratio(word, other) for other in has) >= (_SAME if len(word) > _SHORT else 100) for word in words)
    return max(whole if whole >= _LIKENESS else 0, _LIKENESS + (_NEAREST - _LIKENESS) * found // len(words) if found else 0)
