"""How a person plays at this terminal: the full screen where there is one, the line mode everywhere else."""

import io
from typing import TextIO

from sim.terminal.held import hold
from sim.terminal.leaving import Ending
from sim.terminal.settings import Settings
from sim.terminal.table import Table

_TOO_SIMPLE = ("dumb", "unknown")
"""Kinds of terminal that cannot move the cursor, as the variable TERM names them."""


def must_be_plain(source: TextIO, sink: TextIO, term: str) -> bool:
    """Tell whether only the line mode works: in a pipe, and on a terminal that cannot move its cursor; `term` is the variable TERM."""
    return term in _TOO_SIMPLE or not (source.isatty() and sink.isatty())


def interact(table: Table, settings: Settings, source: TextIO, sink: TextIO, *, plain: bool) -> Ending:
    """Play until the end, or until the person leaves.

    Args:
        table: the play.
        settings: how the person wants it.
        source: where lines come from in the line mode.
        sink: where lines go in the line mode.
        plain: whether it is the line mode; the full screen finds its terminal by itself.

    Raises:
        SimError: the play cannot go on; what was said to be sealed is kept.
        KeyboardInterrupt: somebody pressed Ctrl-C in the line mode.
        SystemExit: the terminal was closed, or the system asked the play to end.

    """
    with hold() as held:
        if plain:
            from sim.terminal.plain import run_plain  # noqa: PLC0415 -- of the two ways to play, only the one that is used is loaded

            return run_plain(table, settings, held.source(source), held.sink(lenient(sink)))
        from sim.terminal.screen import run_screen  # noqa: PLC0415 -- the same

        run_screen(table, settings, held)
        held.obey()
    after = table.view(None)
    return Ending.LEFT if after.outcome is None or after.next_act else Ending.OVER


def lenient(sink: TextIO) -> TextIO:
    """Return the stream, made to write `?` for what its encoding cannot say instead of failing."""
    if isinstance(sink, io.TextIOWrapper):
        sink.reconfigure(errors="replace")
    return sink
