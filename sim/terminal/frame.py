"""The frame around every page: the lines of one column, what is asked below it, the bar of keys.

Rule 1: it is handed words and sizes; what a play is, and where a person is in it, is asked elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.terminal.lines import Line, Span, clipped, width_of, wrap
from sim.terminal.pages import seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.terminal.pages import Scroll


class Button(NamedTuple):
    """A command in the bar of keys."""

    name: str
    """The command's, for a click."""
    key: str
    """As it is called on screen."""
    title: str
    always: bool
    """Whether it is in the bar however narrow that is."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The key and the title, both of which can be clicked."""
        link = f"key {self.name}"
        return (Span(f" {self.key}", "key", link), Span(f" {self.title} ", "bar", link))


def one_column(lines: tuple[Line, ...], scroll: Scroll, measure: int, width: int, height: int) -> tuple[Line, ...]:
    """Return as much of one column as a window shows, exactly `height` lines, in the middle of its width; `measure` as in `Page`."""
    margin = Span(" " * max(1, (width - min(width - 2, measure)) // 2))
    rows = seen(lines, scroll, height)
    return tuple(Line((margin, *row.spans)) for row in rows) + (Line(),) * (height - len(rows))


def said(words: str, style: str, width: int) -> tuple[Line, ...]:
    """Return what is asked or was said, in as many lines as it takes."""
    lines = wrap((Span(words, style),), width - 1, (Span(" ", style),), (Span(" ", style),))
    return tuple(Line((*line.spans, Span(" " * (width - width_of(line.spans)), style))) for line in lines)


def key_bar(buttons: Sequence[Button], width: int) -> tuple[Line, ...]:
    """Return the bar of keys in one line: as many as fit, those that always are among them."""
    room = width - sum(width_of(button.spans) for button in buttons if button.always)
    fitting: list[Button] = []
    for button in buttons:
        if button.always:
            fitting.append(button)
        elif width_of(button.spans) <= room:
            room -= width_of(button.spans)
            fitting.append(button)
    spans = tuple(span for button in fitting for span in button.spans)
    return (Line((*clipped(spans, width), Span(" " * max(0, width - width_of(spans)), "bar"))),)
