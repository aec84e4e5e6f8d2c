"""The full-screen application: keys, clicks and the size of the window go to the desk, and its lines to the screen.

Rule 1: nothing of a play or of a page is decided here. Rule 2: input and output are parameters, so that tests and other transports can
take the place of a terminal. Rule 3: a play that is announced is opened when its notice has been drawn; keys that are pressed meanwhile
wait in the terminal, and are obeyed in their order.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import DynamicStyle

from sim.terminal.announced import Announced
from sim.terminal.commands import COMMANDS
from sim.terminal.drawn import Drawn
from sim.terminal.foyer import Foyer
from sim.terminal.held import listen
from sim.terminal.pages import LEAST_HEIGHT, LEAST_WIDTH, too_small
from sim.terminal.themes import style_for

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output
    from prompt_toolkit.styles import BaseStyle

    from sim.terminal.desk import Desk
    from sim.terminal.drawn import Painter
    from sim.terminal.front import Front
    from sim.terminal.held import Held
    from sim.terminal.lines import Line
    from sim.terminal.seat import Seat
    from sim.terminal.settings import Settings
    from sim.terminal.sheets import Ask
    from sim.terminal.table import Table

_ESCAPE_WAIT = 0.1
"""Seconds after which an escape character is the Esc key and not the beginning of another key; slow lines need some."""
_TICK = 1.0
"""Seconds after which the screen of a lesson is drawn anew, because its clock runs."""
_GROUND = "class:text"
"""Style of whole windows, so that the theme's ground is also where no words are."""


def run_screen(
    play: Announced | Table,
    settings: Settings,
    held: Held | None = None,
    input: Input | None = None,  # noqa: A002 -- prompt-toolkit's name
    output: Output | None = None,
) -> Table | None:
    """Play at the full screen until the person leaves.

    Args:
        play: the play; one that is announced is opened when its notice has been drawn.
        settings: how the person wants it.
        held: notes a closed terminal or a request to end, which close the screen; None: nobody listens for them.
        input: where keys come from; None: the terminal.
        output: where the screen is; None: the terminal.

    Returns:
        The table of the play; None where the person left before it was open.

    Raises:
        SimError: the play cannot be opened, or not be shown at all; every later refusal is shown on the screen.

    """
    screen = _Screen(play, settings, input, output)
    screen.run(held)
    return screen.table


class _Screen:
    def __init__(self, play: Announced | Table, settings: Settings, source: Input | None, sink: Output | None) -> None:
        self._settings = settings
        self._awaited = play if isinstance(play, Announced) else None
        self.table: Table | None = None
        self._seat: Seat | None = None
        """Where the person plays, once the play is open."""
        if isinstance(play, Announced):
            self._front: Front = Foyer(play, settings)
        else:
            self._sit(play)
        self._asked: Ask | None = None
        self._buffer = Buffer(multiline=False, on_text_changed=lambda _: self._written())
        self._page = Window(Drawn(self._painted(lambda front: front.top), self._follow, self._wheel), style=_GROUND)
        self._entry = Window(BufferControl(self._buffer, input_processors=[BeforeInput(" > ")]), height=1, style="class:entry")
        self._asking = self._painted(lambda front: front.asked)
        asked = Window(Drawn(self._asking, self._follow, self._wheel), height=self._asked_height, dont_extend_height=True, style=_GROUND)
        keys = Window(Drawn(self._painted(lambda front: front.keys), self._follow, self._wheel), height=1, style=_GROUND)
        writing = Condition(lambda: self._front.ask is not None)
        enough = Condition(self._enough)
        whole = HSplit([self._page, asked, ConditionalContainer(self._entry, writing), keys])
        small = Window(Drawn(too_small, self._follow, self._wheel), style=_GROUND)
        self.app: Application[None] = Application(
            layout=Layout(HSplit([ConditionalContainer(whole, enough), ConditionalContainer(small, ~enough)]), self._page),
            key_bindings=self._keys(),
            style=DynamicStyle(self._style),
            color_depth=None if settings.colour else ColorDepth.MONOCHROME,
            mouse_support=settings.mouse,
            refresh_interval=_TICK if _led(play) else None,
            full_screen=True,
            after_render=lambda _: self._open(),
            input=source,
            output=sink,
        )
        self.app.ttimeoutlen = _ESCAPE_WAIT

    def run(self, held: Held | None) -> None:
        # without a terminal left to read from, or asked to stop, there is nothing more to do: everything is kept already
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            self.app.run(pre_run=partial(self._begin, held))

    def _begin(self, held: Held | None) -> None:
        """Listen for what does not come as keys: requests to stop, and news of a lesson."""
        if held:
            listen(held, self._leave)
        led = self.table.led if self.table else None
        loop = self.app.loop
        if led is not None and loop is not None:
            led.listen(lambda: _soon(loop, self._come))

    def _come(self) -> None:
        if not self.app.is_done:
            self._doing(lambda seat: seat.catch_up())

    def _sit(self, table: Table) -> None:
        from sim.terminal.seat import Seat  # noqa: PLC0415 -- the notice is on the screen before what shows a play is loaded

        self.table = table
        self._seat = self._front = Seat(table, self._settings)

    def _open(self) -> None:
        """Open the play that was announced, and let it take over the screen."""
        awaited, self._awaited = self._awaited, None
        if awaited is None or self.app.is_done:
            return
        try:
            self._sit(awaited.sit())
            drawn = self._page.render_info
            if drawn:  # laid out anew at once, so that the first key finds the notice as it is drawn: read to its end, or not
                self._front.top(drawn.window_width, drawn.window_height)
        except Exception as error:  # noqa: BLE001 -- handed on to whoever called `run_screen`
            self._fail(error)
        self.app.invalidate()

    def _leave(self) -> None:
        if not self.app.is_done:
            self.app.exit()

    # what is drawn

    def _painted(self, part: Callable[[Front], Painter]) -> Painter:
        """Return a painter of a part of what is in front; a fault in it ends the program in good order instead of tearing the screen."""

        def drawn(width: int, height: int) -> tuple[Line, ...]:
            try:
                return part(self._front)(width, height)
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
        theme = "contrast" if few and self._front.theme != "mono" else self._front.theme
        return style_for(theme, colour=self._settings.colour)

    # what comes in

    def _keys(self) -> KeyBindings:
        """Bind every key of the table of commands; what a key does is decided where the person is."""
        bindings = KeyBindings()
        for key in dict.fromkeys(key for command in COMMANDS for key in command.keys):
            here = Condition(partial(self._knows, key))
            bindings.add(key, filter=here, eager=True)(partial(self._pressed, key))
        bindings.add(Keys.Any, filter=Condition(lambda: self._front.ask is None))(self._unknown)
        bindings.add(Keys.SIGINT)(lambda _event: self._leave())
        return bindings

    def _knows(self, key: str) -> bool:
        return any(key in command.keys for command in self._front.available)

    def _pressed(self, key: str, _event: KeyPressEvent) -> None:
        self._doing(lambda seat: seat.press(key))

    def _unknown(self, event: KeyPressEvent) -> None:
        self._doing(lambda seat: seat.unknown(event.data))

    def _written(self) -> None:
        limit = self._front.ask.limit if self._front.ask else 0
        if limit and len(self._buffer.text) > limit:
            self._buffer.document = Document(self._buffer.text[:limit], min(self._buffer.cursor_position, limit))
        self._doing(lambda seat: seat.write(self._buffer.text))

    def _follow(self, link: str) -> None:
        self._doing(lambda seat: seat.follow(link))

    def _wheel(self, column: int, steps: int) -> None:
        self._doing(lambda seat: seat.wheel(column, steps))

    def _doing(self, act: Callable[[Seat], object]) -> None:
        """Let the desk change, then do what it asks of the terminal."""
        if self._seat is None:  # nobody sits here yet: the notice is drawn, and nothing comes in before the play is open
            return
        try:
            act(self._seat)
            self._settle(self._seat.desk)
        except Exception as error:  # noqa: BLE001 -- handed on to whoever called `run_screen`
            self._fail(error)
        self.app.invalidate()

    def _settle(self, desk: Desk) -> None:
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


def _led(play: Announced | Table) -> bool:
    """Tell whether a play is part of a lesson; one that is still to be opened is not."""
    return not isinstance(play, Announced) and play.led is not None


def _soon(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    """Let the screen's own thread do something; when the screen has gone, nobody does."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(act)
