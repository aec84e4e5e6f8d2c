"""Lines in a window of prompt_toolkit: drawn for the window's own size, with clicks and the wheel handed on."""

from collections.abc import Callable
from typing import TypeAlias

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.controls import UIContent, UIControl
from prompt_toolkit.mouse_events import MouseEvent, MouseEventType
from prompt_toolkit.utils import get_cwidth

from sim.terminal.lines import Line

Painter: TypeAlias = Callable[[int, int], tuple[Line, ...]]
"""Returns lines for a width and a height."""

_WHEEL = {MouseEventType.SCROLL_DOWN: 1, MouseEventType.SCROLL_UP: -1}


class Drawn(UIControl):
    """A control that shows what a painter returns."""

    def __init__(self, paint: Painter, follow: Callable[[str], None], wheel: Callable[[int, int], None]) -> None:
        """Keep who paints, who takes a click on a link, and who takes a turn of the wheel at a column."""
        self._paint, self._follow, self._wheel = paint, follow, wheel
        self._lines: tuple[Line, ...] = ()

    def is_focusable(self) -> bool:
        """Tell that it can have the focus, so that keys have somewhere to go while nothing is written."""
        return True

    def create_content(self, width: int, height: int) -> UIContent:
        """Paint for a size."""
        self._lines = self._paint(width, height)
        return UIContent(self._fragments, len(self._lines), show_cursor=False)

    def _fragments(self, number: int) -> StyleAndTextTuples:
        return [(_classes(span.style), span.text) for span in self._lines[number].spans]

    def mouse_handler(self, mouse_event: MouseEvent) -> None:
        """Hand on a click on a link, or a step of the wheel."""
        place = mouse_event.position
        if mouse_event.event_type in _WHEEL:
            self._wheel(place.x, _WHEEL[mouse_event.event_type])
        elif mouse_event.event_type is MouseEventType.MOUSE_UP and place.y < len(self._lines):
            link = link_at(self._lines[place.y], place.x)
            if link:
                self._follow(link)


def link_at(line: Line, column: int) -> str:
    """Return the link of the words at a column of a line; empty where there is none."""
    passed = 0
    for span in line.spans:
        passed += get_cwidth(span.text)
        if column < passed:
            return span.link
    return ""


def _classes(style: str) -> str:
    return " ".join(f"class:{name}" for name in style.split())
