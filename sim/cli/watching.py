"""Doing something again whenever a file of a folder is saved, until Ctrl-C."""

import time
from collections.abc import Callable
from pathlib import Path

import click

from sim.cli.output import talk
from sim.errors import SimError

_PAUSE = 0.5
"""Seconds between two looks."""


def watch(folder: Path, act: Callable[[], object]) -> None:
    """Do something now and after every change of a folder's files; what it refuses is said, and the watch goes on.

    Args:
        folder: whose files are watched.
        act: what to do.

    """
    seen: dict[Path, tuple[int, int]] = {}
    try:
        while True:
            now = _stamps(folder)
            if now != seen:
                seen = now
                _once(act)
                talk(f"sim: watching {folder}; Ctrl-C ends it")
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        talk("sim: no longer watching")


def _once(act: Callable[[], object]) -> None:
    try:
        act()
    except click.exceptions.Exit as ended:
        if ended.exit_code >= 128:  # noqa: PLR2004 -- a signal, such as Ctrl-C during the check itself
            raise KeyboardInterrupt from ended
    except SimError as error:
        talk(f"sim: {error}\nsim: (error {error.code})")


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return size and time of every file that an author writes; one that goes away meanwhile is left out."""
    found: dict[Path, tuple[int, int]] = {}
    for path in sorted(folder.rglob("*")):
        try:
            if path.suffix in {".yaml", ".yml", ".txt"} and not path.name.endswith(".trace.txt"):
                stat = path.stat()
                found[path] = stat.st_size, stat.st_mtime_ns
        except OSError:
            continue
    return found
