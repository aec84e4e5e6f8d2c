"""Which characters a text may hold.

Rule 1: a text of a scenario with a character that hides or moves other text is refused; a player's text has it removed.
"""

import re
import unicodedata
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 except the line feed, DEL, C1
    "\u00ad\u061c\u180e\u200b-\u200f"  # soft hyphen, Arabic letter mark, zero-width characters, direction marks
    "\u2028-\u202e\u2060-\u206f"  # separators, embeddings, overrides, isolates, invisible operators
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc"  # variation selectors, byte order mark, annotations
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e0fff]",  # tags
)
_COMBINING = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_COMBINING_RUN = re.compile(f"({_COMBINING}{{3}}){_COMBINING}+")


def forbidden_character(text: str) -> tuple[int, str] | None:
    """Return the offset and the name (`U+202E`) of the first character that no text may hold, or None."""
    found = _FORBIDDEN.search(text)
    return (found.start(), f"U+{ord(found.group()):04X}") if found else None


def clean(text: str, limit: int = 2_000) -> str:
    """Return a person's text as it is kept: NFC, no control or direction characters, at most `limit` characters."""
    spaced = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    composed = unicodedata.normalize("NFC", _FORBIDDEN.sub("", spaced))
    return _COMBINING_RUN.sub(r"\1", composed)[:limit].strip()


def _visible(text: str) -> str:
    found = forbidden_character(text)
    if found:
        message = "character {name} at offset {offset} hides or moves text"
        raise PydanticCustomError("forbidden_character", message, {"name": found[1], "offset": found[0]})
    return text


def _on_one_line(text: str) -> str:
    if "\n" in text:
        message = "a line feed at offset {offset}; one line is expected (`>-` folds several into one)"
        raise PydanticCustomError("several_lines", message, {"offset": text.index("\n")})
    return text


Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_visible)]
"""Prose: paragraphs separated by a blank line, at most 20,000 characters."""

Label: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_visible), AfterValidator(_on_one_line)]
"""One line of at most 500 characters."""

NAME_LIMIT = 40
"""Characters of the name under which somebody joins a lesson, at most."""

WORDS_LIMIT = 2_000
"""Characters of a message, a note or a proposal, at most."""

Name: TypeAlias = Annotated[
    str, Field(max_length=400), AfterValidator(lambda text: " ".join(clean(text, NAME_LIMIT).split())), Field(min_length=1)
]
"""What a person calls themselves, on one line and cleaned."""

Words: TypeAlias = Annotated[str, Field(max_length=8_000), AfterValidator(lambda text: clean(text, WORDS_LIMIT)), Field(min_length=1)]
"""What a person writes, cleaned."""
