"""The passages that the line mode has said since a page began, and the notes that stand beside them, each with its number.

Rule 1: a quotation is never said without the lines that stand beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import TypeVar

from sim.model.view import ShownNote, ShownPassage
from sim.report.outline import Element, Paragraph, Quotation
from sim.report.prose import one_line

_T = TypeVar("_T")


class Passages:
    """The passages said since a page began, each with the number by which `s` asks for more of it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.said: list[ShownPassage] = []
        self.noted: list[ShownNote] = []
        """Notes from outside met so far, each with the number by which `n` asks for it."""
        self.text = ""
        """What has been said on the page, in which words are looked for."""

    def at(self, number: str) -> ShownPassage | None:
        """Return the passage of a number as it was typed, or None."""
        return _numbered(self.said, number)

    def note_at(self, number: str) -> ShownNote | None:
        """Return the note of a number as it was typed, or None."""
        return _numbered(self.noted, number)

    def quote(self, passages: Iterable[ShownPassage], part: str, *, under: bool = False, alone: bool = False) -> Iterator[Element]:
        """Yield passages as numbered quotations; one that has been said keeps its number.

        Args:
            passages: what is quoted.
            part: what they stand behind, such as `this option`.
            under: whether it belongs to the item before it.
            alone: whether what comes from outside stays unsaid, because a claim is still to be judged.

        """
        for passage in passages:
            if passage not in self.said:
                self.said.append(passage)
            yield Quotation(one_line(passage.quote), passage.credit, passage.bearing(part), under, self.said.index(passage) + 1)
            for note in passage.notes:
                if note not in self.noted and not alone:
                    yield Paragraph(f"From outside, {note.date} (n {self.number(note)} says all of it): {_begun(note.text)}", under)

    def number(self, note: ShownNote) -> int:
        """Return the number of a note, a new one if it is met for the first time."""
        if note not in self.noted:
            self.noted.append(note)
        return self.noted.index(note) + 1


_BEGUN = 90
"""Characters of a note by which it is recognised."""


def _begun(text: str) -> str:
    """Return the beginning of a text, whole words of it; what is left out is marked."""
    return shorten(one_line(text), _BEGUN, placeholder=" …")


_LONGEST = 4
"""Digits of a number that a person types, at most; no page has more passages."""


def _numbered(things: Sequence[_T], number: str) -> _T | None:
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) <= _LONGEST else 0
    return things[wanted - 1] if 0 < wanted <= len(things) else None
