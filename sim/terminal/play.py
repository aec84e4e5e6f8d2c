"""How a person plays at this terminal: the full screen where there is one, the line mode everywhere else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TextIO

from sim.terminal.announced import Announced
from sim.terminal.held import hold
from sim.terminal.leaving import Ending

if TYPE_CHECKING:  # the first screen does not wait for what plays
    from sim.terminal.settings import Settings
    from sim.terminal.table import Table

_TOO_SIMPLE = ("dumb", "unknown")
"""Kinds of terminal that cannot move the cursor, as the variable TERM names them."""


def must_be_plain(source: TextIO, sink: TextIO, term: str) -> bool:
    """Tell whether only the line mode works: in a pipe, and on a terminal that cannot move its cursor; `term` is the variable TERM."""
    return term in _TOO_SIMPLE or not (source.isatty() and sink.isatty())


def interact(play: Announced | Table, settings: Settings, source: TextIO, sink: TextIO, *, plain: bool) -> Ending:
    """Play until the end, or until the person leaves.

    Args:
        play: the play, open or still to be opened.
        settings: how the person wants it.
        source: where lines come from in the line mode.
        sink: where lines go in the line mode.
        plain: whether it is the line mode; the full screen finds its terminal by itself.

    Raises:
        SimError: the play cannot be opened, or cannot go on; what was said to be sealed is kept.
        KeyboardInterrupt: somebody pressed Ctrl-C in the line mode.
        SystemExit: the terminal was closed, or the system asked the play to end.

    """
    if plain:
        from sim.terminal.plain import run_plain  # noqa: PLC0415 -- of the two ways to play, only the one that is used is loaded

        table = play.sit() if isinstance(play, Announced) else play
        with hold() as held:
            return run_plain(table, settings, held.source(source), held.sink(lenient(sink)))
    from sim.terminal.screen import run_screen  # noqa: PLC0415 -- the same

    with hold() as held:
        seated = run_screen(play, settings, held)
        held.obey()
    if seated and seated.led:
        return Ending.OVER if seated.led.gone or seated.led.news().seat.stage == "over" else Ending.LEFT
    after = seated.view(None) if seated else None
    return Ending.LEFT if after is None or after.outcome is None or after.next_act else Ending.OVER


def lenient(sink: TextIO) -> TextIO:
    """Return the stream, made to write `?` for what its encoding cannot say instead of failing."""
    if isinstance(sink, io.TextIOWrapper):
        sink.reconfigure(errors="replace")
    return sink
