"""A note from outside as it is told in lines and on pages: marked as coming from outside the documents.

Rule 1: nothing of a note is told without that mark.
"""

from collections.abc import Iterator

from sim.model.view import ShownNote
from sim.report.outline import Element, Heading, Item, Paragraph, prose
from sim.report.prose import one_line


def outside(note: ShownNote) -> Iterator[Element]:
    """Yield a note with where it was read."""
    yield from unsourced(note)
    for reference in note.references:
        yield Item(f"{reference.title}, {reference.publisher} (owner: {reference.owner}), {reference.date}, {reference.address}")


def unsourced(note: ShownNote) -> Iterator[Element]:
    """Yield a note without where it was read, for whoever tells that on request."""
    yield Heading(3, f"From outside, {note.date}")
    yield from prose(note.text)
    if note.caution:
        yield Paragraph(f"What the references do not settle: {one_line(note.caution)}")
    if note.unwelcome_to:
        yield Paragraph(f"Unwelcome to: {', '.join(note.unwelcome_to)}.")
