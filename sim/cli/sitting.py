"""Sitting down at a session and leaving it: what `play`, `resume` and `fork` do.

Rule 1: every way out says how to go on, if there is anything to go on with; nothing has to be saved, since every choice is kept at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import click

from sim.cli.casting import BOTS, Wanted, cast, which
from sim.cli.coming import Coming
from sim.cli.config import Config, read_config
from sim.cli.exits import RAN_OUT
from sim.store.shelf import look_up
from sim.terminal.leaving import Ending
from sim.terminal.play import interact, must_be_plain
from sim.terminal.settings import Settings

if TYPE_CHECKING:  # the first screen does not wait for what plays
    from collections.abc import Callable

    from sim.model.ids import SessionId
    from sim.terminal.announced import Announced
    from sim.terminal.local import LocalTable

_GOES_ON = "its class goes on with sim host --lesson {lesson}; to try it yourself, make a copy with sim fork {session}, and play that"


def begin(wanted: Wanted, name: SessionId | None, theme: str | None, *, plain: bool | None, no_input: bool) -> None:
    """Begin a session and play it."""
    config = read_config()
    settings = config.terminal(theme)
    _check_name(name)
    asks = not no_input and sys.stdin.isatty() and sys.stdout.isatty()
    shelved = look_up(which(wanted, asks=asks), config.checked)
    with ExitStack() as held:
        coming = Coming(shelved, wanted.language, config, held)
        given = cast(wanted, coming.bill, asks=asks)
        if not BOTS.keys() >= {*given.bots.values()}:
            coming.foresee(given)
        if not coming.ours:
            from sim.cli.output import talk

            talk(f"sim: this scenario is by {coming.bill.author}; its texts are its author's, not ours")
        _sit(coming.announced(given, name), lambda: coming.table, config, settings, plain=plain)


def go_on(session: SessionId | None, theme: str | None, *, plain: bool | None) -> None:
    """Go on with a kept session."""
    from sim.cli.keeping import chosen, must_be_own, open_log, resumed
    from sim.terminal.local import LocalTable

    config = read_config()
    settings = config.terminal(theme)
    with open_log(config) as log:
        summary = chosen(log, session, unfinished=True)
        must_be_own(log, summary.session, _GOES_ON)
        live, opened, ours = resumed(log, summary, config)
        table = LocalTable(live, opened.grounds, ours=ours)
        _sit(table, lambda: table, config, settings, plain=plain)


def fork(session: SessionId | None, turn: int | None, name: SessionId | None) -> None:
    """Copy a session and print the copy's name."""
    from sim.cli.keeping import chosen, open_log, resumed
    from sim.cli.output import talk, tell

    _check_name(name)
    config = read_config()
    with open_log(config) as log:
        live, _, _ = resumed(log, chosen(log, session), config)
        copy = live.fork(turn, name)
    tell(copy.name)
    talk(f"sim: a copy of {live.name}; play it with: sim resume {copy.name}")


def _check_name(name: SessionId | None) -> None:
    if name is None:
        return
    from sim.store.naming import is_name

    if not is_name(name):
        message = "a session's name has small letters, digits, - and _, begins with a letter or digit, and is at most 64 long"
        raise click.BadParameter(message, param_hint="--name")


def _sit(
    play: Announced | LocalTable, seated: Callable[[], LocalTable | None], config: Config, settings: Settings, *, plain: bool | None
) -> None:
    """Play, and say how to go on; `seated` tells where somebody sits by then."""
    lines = plain or config.flag("plain") or must_be_plain(sys.stdin, sys.stdout, os.environ.get("TERM", ""))
    ending: Ending | None = None
    try:
        ending = interact(play, settings, sys.stdin, sys.stdout, plain=lines)
    finally:
        table = seated()
        if table is not None and ending is not Ending.OVER:
            from sim.cli.output import talk

            with suppress(OSError):  # whoever read it may be gone
                talk(f"sim: everything up to here is kept; go on with: sim resume {table.session}")
    if ending is Ending.RAN_OUT:
        raise click.exceptions.Exit(RAN_OUT)
