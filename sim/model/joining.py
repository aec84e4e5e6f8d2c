"""What whoever is about to join a lesson is told, before anything of them is sent.

Rule 1: plain values, as in `lesson_view`; a page and a terminal show the same ones.
"""

from sim.model.part import Numerous


class Notice(Numerous):
    """What is kept of those who join, in one language."""

    lang: str
    """As HTML has it: `en`, `sr-Latn`."""
    heading: str
    text: str
    """Paragraphs, with an empty line between them."""


class Threshold(Numerous):
    """What stands before the door of a lesson."""

    title: str
    act: str
    notice: str
    """What everything in the scenario rests on; paragraphs."""
    over: bool
    """Whether the lesson has ended, so that nobody joins it any more."""
    kept: tuple[Notice, ...]
    """What is kept of those who join, the same in each language, that of whoever leads first."""
