"""The full-screen application: keys, clicks and the size of the window go to the desk, and its lines to the screen.

Rule 1: nothing of a play or of a page is decided here. Rule 2: input and output are parameters, so that tests and other transports can
take the place of a terminal.
"""

import contextlib
from collections.abc import Callable
from functools import partial

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import BaseStyle, DynamicStyle

from sim.terminal import actions, paint
from sim.terminal.commands import COMMANDS
from sim.terminal.desk import Desk
from sim.terminal.drawn import Drawn, Painter
from sim.terminal.held import Held, listen
from sim.terminal.lines import Line
from sim.terminal.pages import LEAST_HEIGHT, LEAST_WIDTH, too_small
from sim.terminal.settings import Settings
from sim.terminal.sheets import Ask
from sim.terminal.table import Table
from sim.terminal.themes import style_for

_ESCAPE_WAIT = 0.1
"""Seconds after which an escape character is the Esc key and not the beginning of another key; slow lines need some."""
_GROUND = "class:text"
"""Style of whole windows, so that the theme's ground is also where no words are."""


def run_screen(
    table: Table,
    settings: Settings,
    held: Held | None = None,
    input: Input | None = None,  # noqa: A002 -- prompt-toolkit's name
    output: Output | None = None,
) -> None:
    """Play at the full screen until the person leaves.

    Args:
        table: the play.
        settings: how the person wants it.
        held: notes a closed terminal or a request to end, which close the screen; None: nobody listens for them.
        input: where keys come from; None: the terminal.
        output: where the screen is; None: the terminal.

    Raises:
        SimError: the play cannot be shown at all; every later refusal is shown on the screen.

    """
    _Screen(Desk(table, settings), input, output).run(held)


class _Screen:
    def __init__(self, desk: Desk, source: Input | None, sink: Output | None) -> None:
        self._desk = desk
        self._asked: Ask | None = None
        self._buffer = Buffer(multiline=False, on_text_changed=lambda _: self._written())
        self._page = Window(Drawn(self._painted(paint.top), self._follow, self._wheel), style=_GROUND)
        self._entry = Window(BufferControl(self._buffer, input_processors=[BeforeInput(" > ")]), height=1, style="class:entry")
        self._asking = self._painted(paint.asked)
        asked = Window(Drawn(self._asking, self._follow, self._wheel), height=self._asked_height, dont_extend_height=True, style=_GROUND)
        keys = Window(Drawn(self._painted(paint.keys), self._follow, self._wheel), height=1, style=_GROUND)
        writing = Condition(lambda: desk.ask is not None)
        enough = Condition(self._enough)
        whole = HSplit([self._page, asked, ConditionalContainer(self._entry, writing), keys])
        small = Window(Drawn(too_small, self._follow, self._wheel), style=_GROUND)
        self.app: Application[None] = Application(
            layout=Layout(HSplit([ConditionalContainer(whole, enough), ConditionalContainer(small, ~enough)]), self._page),
            key_bindings=self._keys(),
            style=DynamicStyle(self._style),
            color_depth=None if desk.settings.colour else ColorDepth.MONOCHROME,
            mouse_support=desk.settings.mouse,
            full_screen=True,
            input=source,
            output=sink,
        )
        self.app.ttimeoutlen = _ESCAPE_WAIT

    def run(self, held: Held | None) -> None:
        # without a terminal left to read from, or asked to stop, there is nothing more to do: everything is kept already
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            self.app.run(pre_run=partial(listen, held, self._leave) if held else None)

    def _leave(self) -> None:
        if not self.app.is_done:
            self.app.exit()

    # what is drawn

    def _painted(self, painter: Callable[[Desk, int, int], tuple[Line, ...]]) -> Painter:
        """Return a painter of this desk; a fault in it ends the program in good order instead of tearing the screen."""

        def drawn(width: int, height: int) -> tuple[Line, ...]:
            try:
                return painter(self._desk, width, height)
            except Exception as error:  # noqa: BLE001 -- handed on to whoever called `run_screen`
                self._fail(error)
                return ()

        return drawn

    def _asked_height(self) -> Dimension:
        return Dimension.exact(len(self._asking(self.app.output.get_size().columns, 0)))

    def _enough(self) -> bool:
        size = self.app.output.get_size()
        return size.columns >= LEAST_WIDTH and size.rows >= LEAST_HEIGHT

    def _style(self) -> BaseStyle:
        """Return the theme; on 16 colours, which no theme can name exactly, the one of high contrast."""
        few = self.app.color_depth is ColorDepth.ANSI_COLORS_ONLY
        theme = "contrast" if few and self._desk.theme != "mono" else self._desk.theme
        return style_for(theme, colour=self._desk.settings.colour)

    # what comes in

    def _keys(self) -> KeyBindings:
        """Bind every key of the table of commands; what a key does is decided where the person is."""
        bindings = KeyBindings()
        for key in dict.fromkeys(key for command in COMMANDS for key in command.keys):
            here = Condition(partial(self._knows, key))
            bindings.add(key, filter=here, eager=True)(partial(self._pressed, key))
        bindings.add(Keys.Any, filter=Condition(lambda: self._desk.ask is None))(self._unknown)
        bindings.add(Keys.SIGINT)(lambda _event: self._leave())
        return bindings

    def _knows(self, key: str) -> bool:
        return any(key in command.keys for command in self._desk.available)

    def _pressed(self, key: str, _event: KeyPressEvent) -> None:
        self._doing(lambda: actions.press(self._desk, key))

    def _unknown(self, event: KeyPressEvent) -> None:
        if event.data.isprintable():
            self._desk.message = f"{event.data[:20]!r} does nothing here. ? shows the keys of this page."

    def _written(self) -> None:
        limit = self._desk.ask.limit if self._desk.ask else 0
        if limit and len(self._buffer.text) > limit:
            self._buffer.document = Document(self._buffer.text[:limit], min(self._buffer.cursor_position, limit))
        self._doing(lambda: actions.write(self._desk, self._buffer.text))

    def _follow(self, link: str) -> None:
        self._doing(lambda: actions.follow(self._desk, link))

    def _wheel(self, column: int, steps: int) -> None:
        self._doing(lambda: actions.wheel(self._desk, paint.side_at(self._desk, column), steps))

    def _doing(self, act: Callable[[], object]) -> None:
        """Let the desk change, then do what it asks of the terminal."""
        try:
            act()
            self._settle()
        except Exception as error:  # noqa: BLE001 -- handed on to whoever called `run_screen`
            self._fail(error)
        self.app.invalidate()

    def _settle(self) -> None:
        desk = self._desk
        if desk.ask is not self._asked:
            self._asked = desk.ask
            text = desk.ask.text if desk.ask else ""
            self._buffer.document = Document(text, len(text))
            self.app.layout.focus(self._entry if desk.ask else self._page)
        wish, desk.wish = desk.wish, ""
        if wish == "suspend":
            self.app.suspend_to_background()
        elif wish == "redraw":
            self.app.renderer.clear()
        if desk.leaving:
            self._leave()

    def _fail(self, error: Exception) -> None:
        if not self.app.is_done:
            self.app.exit(exception=error)
