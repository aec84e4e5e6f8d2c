"""Finding quoted words in a document.

White space, hyphens and dashes, and quotation marks may differ in form; every letter, digit and other sign has to be the document's own,
and no word may be cut.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment

_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u0060\u00b4"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_FORMS = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DASHES, "-"))
_GAP = re.compile(r"\s+")
_LIKENESS = 60.0
"""Below this, of 100, the nearest words are no help to somebody who looks for a slip."""
_SHOWN = 300
"""Characters of a nearest match that are shown, at most."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with one form of white space, hyphens and quotation marks, and the way back to its own offsets."""

    text: str
    _marks: tuple[int, ...]
    """Offsets in `text` from which on the distance to the original changes."""
    _shifts: tuple[int, ...]
    """The distance to the original from each mark on."""

    def original(self, offset: int) -> int:
        """Return where an offset of the plain text lies in the original."""
        return offset + self._shifts[bisect_right(self._marks, offset) - 1]


def plain(text: str) -> Plain:
    """Return a text in its plain form."""
    formed = text.translate(_FORMS)
    pieces: list[str] = []
    marks, shifts = [0], [0]
    at = length = 0
    for gap in _GAP.finditer(formed):
        pieces += (formed[at : gap.start()], " ")
        length += gap.start() - at + 1
        at = gap.end()
        if at - length != shifts[-1]:
            marks.append(length)
            shifts.append(at - length)
    pieces.append(formed[at:])
    return Plain("".join(pieces), tuple(marks), tuple(shifts))


def normal(quote: str) -> str:
    """Return quoted words in the plain form in which they are looked for."""
    return _GAP.sub(" ", quote.translate(_FORMS)).strip()


def found(quote: str, document: Plain, most: int) -> list[tuple[int, int]]:
    """Return the first places of quoted words in a document, as offsets of its plain form."""
    wanted = normal(quote)
    spans: list[tuple[int, int]] = []
    start = document.text.find(wanted) if wanted else -1
    while start >= 0 and len(spans) < most:
        end = start + len(wanted)
        if not (_inside_word(document.text, start) or _inside_word(document.text, end)):
            spans.append((start, end))
        start = document.text.find(wanted, start + 1)
    return spans


def _inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def most_alike(quote: str, document: Plain) -> tuple[int, int] | None:
    """Return the words of a document most like a quotation, whole words, as offsets of its plain form; None where none are like it."""
    wanted = normal(quote)
    best = partial_ratio_alignment(wanted, document.text, score_cutoff=_LIKENESS) if wanted else None
    if best is None or best.dest_start >= best.dest_end:
        return None
    start, end = best.dest_start, min(best.dest_end, best.dest_start + _SHOWN)
    while _inside_word(document.text, start):
        start -= 1
    while _inside_word(document.text, end):
        end += 1
    return start, end
