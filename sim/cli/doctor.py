"""What `sim doctor` looks at. Rule 1: it changes nothing but makes the data folder, as the first play would."""

import os
import platform
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from sim import __version__
from sim.cli.config import Config, read_config
from sim.cli.exits import PROBLEMS
from sim.cli.keeping import open_log
from sim.cli.output import tell, tell_json
from sim.errors import SimError
from sim.library import open_scenario, shipped
from sim.terminal.pages import LEAST_HEIGHT, LEAST_WIDTH
from sim.terminal.play import must_be_plain

_SOUND_SQLITE = (3, 51, 3)
"""From here on SQLite itself rules out damage by two connections that write at once."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    found: str
    good: bool = True
    advice: str = ""
    """What to do, or what to know."""


def examine(*, as_json: bool) -> None:
    """Print every finding; the status is 1 when one is not good."""
    findings = [*_computer(), *_config()]
    if as_json:
        rows: list[dict[str, str | bool]] = [
            {"name": row.name, "found": row.found, "good": row.good, "advice": row.advice} for row in findings
        ]
        tell_json({"good": all(row.good for row in findings), "findings": rows})
    else:
        width = max(len(row.name) for row in findings)
        for row in findings:
            tell(f"{'ok     ' if row.good else 'PROBLEM'}  {row.name:<{width}}  {row.found}")
            if row.advice:
                tell(f"{' ' * (width + 11)}{row.advice}")
    if not all(row.good for row in findings):
        raise click.exceptions.Exit(PROBLEMS)


def _computer() -> Iterator[Finding]:
    yield Finding("version", f"sim {__version__}, Python {platform.python_version()}, {platform.system()}")
    wal = (
        "" if sqlite3.sqlite_version_info >= _SOUND_SQLITE else "older than 3.51.3; one writer at a time keeps its known fault from arising"
    )
    yield Finding("SQLite", sqlite3.sqlite_version, advice=wal)
    for name in shipped():
        yield _scenario(name)
    yield from _terminal()


def _scenario(name: str) -> Finding:
    try:
        opened = open_scenario(name)
    except SimError as error:
        return Finding(f"scenario {name}", str(error).splitlines()[0], good=False, advice=f"sim check {name} lists everything")
    return Finding(f"scenario {name}", f"acts {', '.join(act.id for act in opened.scenario.acts)}; no problems")


def _terminal() -> Iterator[Finding]:
    plain = must_be_plain(sys.stdin, sys.stdout, os.environ.get("TERM", ""))
    size = shutil.get_terminal_size()
    mode = "plain lines" if plain else "full screen"
    kind = os.environ.get("TERM") or "TERM is not set"
    enough = size.columns >= LEAST_WIDTH and size.lines >= LEAST_HEIGHT
    small = "" if plain or enough else f"the full screen needs {LEAST_WIDTH} × {LEAST_HEIGHT}"
    yield Finding("terminal", f"{kind}, {size.columns} × {size.lines}; plays in {mode}", advice=small)
    encoding = sys.stdout.encoding or "unknown"
    wide = encoding.lower().replace("-", "") in ("utf8", "utf16", "utf32")
    yield Finding("encoding", encoding, advice="" if wide else "signs that it lacks are written as ?; set PYTHONUTF8=1")
    if os.environ.get("NO_COLOR"):
        yield Finding("colour", "none, because NO_COLOR is set")
    else:
        yield Finding("colour", os.environ.get("COLORTERM") or "as many as TERM says")


def _config() -> Iterator[Finding]:
    try:
        config = read_config()
    except click.ClickException as error:
        yield Finding("configuration", error.message, good=False)
        return
    there = "" if config.file.exists() else " (not there: defaults)"
    yield Finding("configuration", f"{config.file}{there}")
    yield from _data(config)


def _data(config: Config) -> Iterator[Finding]:
    folder = config.data
    yield Finding("data folder", str(folder))
    try:
        with open_log(config) as log:
            faults, count = log.faults(), len(log.sessions())
    except SimError as error:
        yield Finding("sessions", str(error), good=False)
        return
    sound = "; ".join(faults[:3]) if faults else "no damage"
    yield Finding(
        "sessions", f"{count} kept, {sound}", good=not faults, advice="export what can be read, with `sim export`" if faults else ""
    )
    yield from _permissions(folder)


def _permissions(folder: Path) -> Iterator[Finding]:
    if os.name != "posix":
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    private = not mode & 0o077
    yield Finding(
        "permissions", f"{mode:04o}", good=private, advice="" if private else f"others can read your sessions: chmod 700 {folder}"
    )
