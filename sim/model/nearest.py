"""The nearest valid value to one that was mistyped, for the `did you mean` of a message."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from itertools import islice

_LONGEST = 64
"""Longer words are no slip of the finger, and comparing them costs time."""
_MOST = 60
"""Words that are compared closely, so that a scenario with thousands of names is judged as fast as any."""
_SLIP = 3
"""Letters that a slip of the finger adds or loses, at most."""


def nearest(wrong: str, valid: Iterable[str]) -> str:
    """Return the valid word most like a wrong one, or an empty text where none is near."""
    if not wrong or len(wrong) > _LONGEST:
        return ""
    alike = (
        word
        for word in valid
        if word and abs(len(word) - len(wrong)) <= _SLIP and (word[0] == wrong[0] or word[-1] == wrong[-1] or len(word) == len(wrong))
    )
    return next(iter(get_close_matches(wrong, list(islice(alike, _MOST)), 1, 0.6)), "")


def listed(words: Collection[str], limit: int = 12) -> str:
    """Return words as `a, b, c`, cut short after so many."""
    shown = ", ".join(islice(words, limit))
    return f"{shown} and {len(words) - limit} more" if len(words) > limit else shown or "none"
