"""What a typed line does at a console, for the full screen and for plain lines alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.errors import StorageFailed
from sim.model.lesson_view import ConsoleView
from sim.terminal.console.link import Console
from sim.terminal.console.orders import read_command

_MOST = 60_000
"""Characters of a list of places."""
_SHOWN = 80
"""Characters of a path that a message names, at most."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a line."""

    said: str
    page: str = ""
    """Which page is wanted now; empty: the one that is shown."""
    about: str = ""
    """What help is wanted about."""
    leaves: bool = False


def do(console: Console, view: ConsoleView, line: str) -> Done:
    """Do what a line says; `view` is the console as it was shown when it was typed.

    Raises:
        SimError: it cannot be read, or the server refuses it.

    """
    command, form = read_command(line, view, _read)
    if command.order:
        shown = console.order(command.order, form)
        return Done(" ".join(shown) or "Done.")
    return Done("", command.name, form.get("about", ""), leaves=command.name == "quit")


def _read(file: str) -> str:
    try:
        with Path(file).expanduser().open(encoding="utf-8") as source:
            return source.read(_MOST)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        shown = file if len(file) <= _SHOWN else f"…{file[1 - _SHOWN :]}"  # the end of a path tells files apart
        message = f"{shown}: {reason}; name a file of CSV with the lines name,group,role"
        raise StorageFailed(message, "unreadable") from error
