"""Prose as lines: paragraphs of a text, and how they are broken to a width.

Rule 1: only printable characters and line feeds come out of here.
"""

import re
import textwrap

from sim.model.text import clean

_SIGN = re.compile(r"[->] |\d{1,3}\. ")
"""Stands before an item of a list; the item's other lines begin under its words."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each on one line: blank lines divide them, other line feeds are spaces."""
    parts = (one_line(part) for part in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(part for part in parts if part)


def one_line(text: str) -> str:
    """Return a text on one line, without characters that hide or move text; documents may hold such."""
    return " ".join(clean(text, len(text)).split())


def wrapped(line: str, width: int) -> tuple[str, ...]:
    """Break a line at spaces so that no part is wider, as far as its words allow; the parts are indented alike.

    Args:
        line: one paragraph, with or without leading spaces.
        width: in columns; 0 leaves the line whole.

    """
    if not width or len(line) <= width:
        return (line,)
    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    sign = _SIGN.match(words)
    hanging = indent + " " * (len(sign[0]) if sign else 0)
    parts = textwrap.wrap(words, width, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return tuple(parts)
