"""The console at the full screen: the page above, what came of the last command, and the line that is typed.

Rule 1: the server is asked beside the screen, so that keys work while it does not answer; what it does not know yet is not shown as done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Float, FloatContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.menus import CompletionsMenu
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth

from sim.errors import SimError
from sim.terminal.console.doing import do
from sim.terminal.console.orders import completions
from sim.terminal.console.told import PAGES, head, helped
from sim.terminal.held import listen
from sim.terminal.lines import Line, Span, wrap
from sim.terminal.themes import style_for

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from sim.model.lesson_view import ConsoleView
    from sim.terminal.console.link import Console
    from sim.terminal.held import Held
    from sim.terminal.settings import Settings

_LOOK = 1.0
"""Seconds between two looks at the lesson."""
_ESCAPE_WAIT = 0.1
"""Seconds after which an escape character is the Esc key."""
_MOST_SAID = 6
"""Lines for what came of a command, at most."""
_ORDER = [*PAGES]


def run_console(
    console: Console,
    settings: Settings,
    held: Held | None = None,
    input: Input | None = None,  # noqa: A002 -- prompt-toolkit's name
    output: Output | None = None,
) -> None:
    """Lead a lesson at the full screen until the person leaves.

    Args:
        console: the lesson's.
        settings: how the person wants the screen.
        held: notes a closed terminal or a request to end, which close the screen; None: nobody listens for them.
        input: where keys come from; None: the terminal.
        output: where the screen is; None: the terminal.

    Raises:
        SimError: the server does not answer at the beginning.

    """
    _Screen(console, settings, input, output).run(held)


class _Words(Completer):
    def __init__(self, screen: _Screen) -> None:
        self._screen = screen

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what the word before the cursor can be."""
        del complete_event
        line = document.text_before_cursor
        typed = line.rpartition(" ")[2]
        return (Completion(word, -len(typed)) for word in completions(line, self._screen.view))


class _Screen:
    def __init__(self, console: Console, settings: Settings, source: Input | None, sink: Output | None) -> None:
        self._console = console
        self.view: ConsoleView = console.look()
        self._page = "groups"
        self._about = ""
        self._top = 0
        """How many lines of the page are above the window."""
        self._said = "Type a command; Tab completes it, help lists them. Page Up and Page Down scroll; Ctrl-C leaves."
        self._refused = False
        self._away = ""
        self._doing: set[asyncio.Task[None]] = set()
        self._buffer = Buffer(
            multiline=False,
            completer=_Words(self),
            complete_while_typing=False,
            history=InMemoryHistory(),
            accept_handler=self._typed,
        )
        entry = Window(BufferControl(self._buffer, input_processors=[BeforeInput("> ")]), height=1, style="class:entry")
        self._body = Window(FormattedTextControl(self._drawn_page), style="class:text")
        body = HSplit(
            [
                Window(FormattedTextControl(self._drawn_head), height=self._head_height, style="class:text"),
                Window(height=1, char="─", style="class:rule"),
                self._body,
                Window(FormattedTextControl(self._drawn_said), height=self._said_height, style="class:text"),
                entry,
            ]
        )
        menu = Float(CompletionsMenu(max_height=8), xcursor=True, ycursor=True)
        self.app: Application[None] = Application(
            layout=Layout(FloatContainer(body, [menu]), entry),
            key_bindings=self._keys(),
            style=style_for(settings.theme, colour=settings.colour),
            color_depth=None if settings.colour else ColorDepth.MONOCHROME,
            full_screen=True,
            input=source,
            output=sink,
        )
        self.app.ttimeoutlen = _ESCAPE_WAIT

    def run(self, held: Held | None) -> None:
        """Show the console until the person leaves."""

        def begin() -> None:
            if held:
                listen(held, self._leave)
            self._begin(self._watch())

        with suppress(EOFError, KeyboardInterrupt):
            self.app.run(pre_run=begin)

    def _leave(self) -> None:
        if not self.app.is_done:
            self.app.exit()

    # what is drawn

    def _size(self) -> tuple[int, int]:
        size = self.app.output.get_size()
        return max(20, size.columns), size.rows

    def _drawn_head(self) -> StyleAndTextTuples:
        return _text(head(self.view, self._size()[0]))

    def _head_height(self) -> Dimension:
        return Dimension.exact(len(head(self.view, self._size()[0])))

    def _lines(self) -> tuple[Line, ...]:
        width = self._size()[0]
        if self._page == "help":
            return helped(self._about, width)
        return PAGES[self._page](self.view, width)

    def _drawn_page(self) -> StyleAndTextTuples:
        lines = self._lines()
        self._top = max(0, min(self._top, len(lines) - self._room()))
        return _text(lines[self._top :])

    def _room(self) -> int:
        drawn = self._body.render_info
        return drawn.window_height if drawn else 1

    def _told(self) -> tuple[Line, ...]:
        words = self._away or self._said
        return wrap((Span(words, "danger" if self._away or self._refused else "good"),), self._size()[0])[:_MOST_SAID]

    def _drawn_said(self) -> StyleAndTextTuples:
        return _text(self._told())

    def _said_height(self) -> Dimension:
        return Dimension.exact(max(1, len(self._told())))

    # what comes in

    def _keys(self) -> KeyBindings:
        bindings = KeyBindings()

        @bindings.add("c-c")
        @bindings.add("c-d")
        def _end(_event: KeyPressEvent) -> None:
            self._leave()

        @bindings.add("pageup")
        def _up(_event: KeyPressEvent) -> None:
            self._top -= max(1, self._room() - 1)

        @bindings.add("pagedown")
        def _down(_event: KeyPressEvent) -> None:
            self._top += max(1, self._room() - 1)

        @bindings.add("tab")
        def _complete(_event: KeyPressEvent) -> None:
            if self._buffer.complete_state:
                self._buffer.complete_next()
            else:
                self._buffer.start_completion(insert_common_part=True)

        @bindings.add("escape", eager=True)
        def _next(_event: KeyPressEvent) -> None:
            if self._buffer.complete_state:
                self._buffer.cancel_completion()
            else:
                self._turn_to(_ORDER[(_ORDER.index(self._page) + 1) % len(_ORDER)] if self._page in _ORDER else _ORDER[0])

        return bindings

    def _turn_to(self, page: str, about: str = "") -> None:
        self._page, self._about, self._top = page, about, 0

    def _typed(self, buffer: Buffer) -> bool:
        """Take a line; it stays to be mended where it was refused."""
        line = buffer.text.strip()
        if line:
            buffer.append_to_history()
            self._said, self._refused = "Sending…", False
            self._begin(self._do(line))
        return False

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _do(self, line: str) -> None:
        try:
            done = await asyncio.to_thread(do, self._console, self.view, line)
            if done.page == "help":
                helped(done.about, self._size()[0])
        except SimError as error:
            self._said, self._refused = f"Not done: {error}", True
        else:
            self._said, self._refused = done.said, False
            if done.leaves:
                self._leave()
                return
            if done.page:
                self._turn_to(done.page, done.about)
        await self._look()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            await self._look()

    async def _look(self) -> None:
        try:
            self.view = await asyncio.to_thread(self._console.look)
            self._away = ""
        except SimError as error:
            self._away = f"{error}; what was done stays done, and this goes on by itself"
        self.app.invalidate()


def _text(lines: Iterable[Line]) -> StyleAndTextTuples:
    """Return lines as prompt-toolkit draws them."""
    drawn: StyleAndTextTuples = []
    for line in lines:
        drawn += [(f"class:{span.style}" if span.style else "", span.text) for span in line.spans]
        drawn.append(("", "\n"))
    return drawn
