"""A document as numbered sentences.

A line is a paragraph, because captions and headings of the documents stand on lines of their own. A sentence ends at a full stop,
question mark, exclamation mark or ellipsis, with the quotation marks and brackets that close after it, before white space and a
beginning: a capital, a digit, an opening quotation mark or a bullet. Numbers are from 1 and run through the whole document.
"""

import re
from dataclasses import dataclass

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s++[\"'“‘«(\[•–—-]*+\s*+[A-ZÀ-ÖØ-ÞĀ-Ž0-9])")
"""No part of it tries a character twice, so that no document makes it slow."""
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Prof|No|vs|cf|e\.g|i\.e)|\b[A-Z](?:\.[A-Z])*)\.\Z")
"""Full stops that end no sentence: titles, initials and the like."""
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document."""

    number: int
    """From 1."""
    start: int
    """Offset of its first character in the document."""
    end: int
    """Offset after its last character."""
    paragraph: int
    """Number of its paragraph, from 1."""


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a document in order."""
    found: list[Sentence] = []
    paragraph = 0
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        paragraph += 1
        for start, end in _split(text, line.start(), line.end()):
            found.append(Sentence(len(found) + 1, start, end, paragraph))
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = []
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if not _SHORT.search(text, max(start, stop - 12), stop):
            cuts.append(stop)
    spans = []
    for stop in (*cuts, end):
        piece = text[start:stop]
        spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = stop
    return spans
