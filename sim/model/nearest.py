"""The nearest valid value to one that was mistyped, for the `did you mean` of a message."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 64
"""Longer words are no slip of the finger, and comparing them costs time."""


def nearest(wrong: str, valid: Iterable[str]) -> str:
    """Return the valid word most like a wrong one, or an empty text where none is near."""
    return (
        next(iter(get_close_matches(wrong, [word for word in valid if len(word) <= _LONGEST], 1, 0.6)), "")
        if len(wrong) <= _LONGEST
        else ""
    )


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return words as `a, b, c`, cut short after so many."""
    every = list(words)
    return ", ".join(every[:limit]) + (f" and {len(every) - limit} more" if len(every) > limit else "") if every else "none"
