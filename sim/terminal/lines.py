"""Styled text as plain values, and how it is broken to a width.

Rule 1: nothing here knows what a play is, and nothing here draws. A style is the name of a class of `themes`; a link names what a click
on the words does, in the language of `actions.follow`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from prompt_toolkit.utils import get_cwidth


class Span(NamedTuple):
    """Words in one style."""

    text: str
    style: str = ""
    """Class names, separated by spaces; empty: plain text."""
    link: str = ""
    """What a click does; empty: nothing."""


class Line(NamedTuple):
    """One line on the screen, not wider than it was asked to be."""

    spans: tuple[Span, ...] = ()
    anchor: str = ""
    """A name by which a page can be scrolled to this line; empty for most."""

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


def width_of(spans: Iterable[Span]) -> int:
    """Return how many columns the words take; wide characters take two."""
    return sum(get_cwidth(span.text) for span in spans)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a prose text, each on one line: blank lines divide them, other line feeds are spaces."""
    parts = (" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(part for part in parts if part)


def wrap(spans: tuple[Span, ...], width: int, first: tuple[Span, ...] = (), rest: tuple[Span, ...] = ()) -> tuple[Line, ...]:
    """Break words to a width where they do not fit one line; a word that is wider than a line is divided.

    Args:
        spans: the words; white space between them is where lines may break.
        width: columns of a line, prefix included.
        first: stands before the first line.
        rest: stands before every other line.

    """
    whole = (*first, *spans)
    if width_of(whole) <= width and not any("\n" in span.text for span in whole):
        return (Line(_joined([*whole])),)  # as it was given, with every space
    lines: list[Line] = []
    now, used, prefix = [*first], width_of(first), len(first)
    for word in _words(spans, max(1, width - max(width_of(first), width_of(rest)))):
        space = 1 if len(now) > prefix and word.spaced else 0
        if len(now) > prefix and used + space + word.width > width:
            lines.append(Line(_joined(now)))
            now, used, prefix, space = [*rest], width_of(rest), len(rest), 0
        if space:
            now.append(Span(" ", *_shared(now[-1], word.spans[0])))
        now.extend(word.spans)
        used += space + word.width
    lines.append(Line(_joined(now)))
    return tuple(lines)


def padded(line: Line, width: int) -> tuple[Span, ...]:
    """Return the spans of a line, filled up to a width with spaces."""
    missing = width - width_of(line.spans)
    return (*line.spans, Span(" " * missing)) if missing > 0 else line.spans


def clipped(spans: Iterable[Span], width: int) -> tuple[Span, ...]:
    """Return as much of one line as fits, ending in `…` where something is left out."""
    whole = tuple(spans)
    if width_of(whole) <= width:
        return whole
    if width < 1:
        return ()
    kept: list[Span] = []
    room = width - 1
    for span in whole:
        text = _head(span.text, room)
        kept.append(span._replace(text=text))
        room -= get_cwidth(text)
        if text != span.text:
            break
    return (*kept, Span("…", kept[-1].style))


class _Word(NamedTuple):
    spans: tuple[Span, ...]
    width: int
    spaced: bool
    """Whether white space stands before it."""


def _words(spans: Iterable[Span], limit: int) -> Iterator[_Word]:
    """Yield words, which may change style inside, each at most `limit` columns wide."""
    pending: list[Span] = []
    spaced = False
    for span in spans:
        for place, piece in enumerate(_pieces(span.text)):
            if place % 2:  # white space
                yield from _divided(pending, limit, spaced=spaced)
                pending, spaced = [], True
            elif piece:
                pending.append(span._replace(text=piece))
    yield from _divided(pending, limit, spaced=spaced)


def _pieces(text: str) -> Iterator[str]:
    """Yield words and the white space between them in turn, beginning with a word, which may be empty."""
    word, space = "", ""
    for character in text:
        if character in " \n\t":
            if not space:
                yield word
                word = ""
            space += character
        else:
            if space:
                yield space
                space = ""
            word += character
    if space:
        yield space
    yield word


def _divided(spans: list[Span], limit: int, *, spaced: bool) -> Iterator[_Word]:
    if not spans:
        return
    width = width_of(spans)
    if width <= limit:
        yield _Word(tuple(spans), width, spaced)
        return
    for span in spans:
        left = span.text
        while left:
            head = _head(left, limit) or left[0]
            yield _Word((span._replace(text=head),), get_cwidth(head), spaced)
            left, spaced = left[len(head) :], False


def _head(text: str, room: int) -> str:
    """Return the longest beginning of a text that takes no more than `room` columns."""
    taken = 0
    for place, character in enumerate(text):
        taken += get_cwidth(character)
        if taken > room:
            return text[:place]
    return text


def _shared(before: Span, after: Span) -> tuple[str, str]:
    """Return style and link for the space between two words: theirs, if they have them in common."""
    return (before.style if before.style == after.style else "", before.link if before.link == after.link else "")


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Join neighbours of one style and link, so that a line is a handful of spans."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][1:] == span[1:]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
