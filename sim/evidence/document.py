"""A document prepared once for finding words in it: its plain form and its sentences.

Rule 1: every offset that leaves this module counts characters of the document as it is.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from sim.evidence.quotation import Plain, found, most_alike, plain
from sim.evidence.sentences import Sentence, sentences

Span = tuple[int, int]
"""Offsets of the first character and after the last."""


@dataclass(frozen=True)
class Prepared:
    """One document; what is asked of it first is worked out then and kept."""

    text: str

    @cached_property
    def plain(self) -> Plain:
        """Its plain form."""
        return plain(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order."""
        return sentences(self.text)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def places(self, quote: str, most: int = 8) -> tuple[Span, ...]:
        """Return where quoted words stand, in order, the first so many."""
        return tuple((self.plain.original(start), self.plain.original(end - 1) + 1) for start, end in found(quote, self.plain, most))

    def nearest(self, quote: str) -> Span | None:
        """Return where the words most like a quotation stand; None where none are like it."""
        span = most_alike(quote, self.plain)
        return None if span is None else (self.plain.original(span[0]), self.plain.original(span[1] - 1) + 1)

    def spanning(self, span: Span) -> Span:
        """Return the numbers of the first and last sentence that a stretch of the document touches."""
        first = max(bisect_right(self._starts, span[0]), 1)
        return first, max(bisect_right(self._starts, span[1] - 1), first)

    def words(self, first: int, last: int) -> str:
        """Return the text from one sentence to another, both by number and both included."""
        return self.text[self.sentences[first - 1].start : self.sentences[last - 1].end]
