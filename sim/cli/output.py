"""How commands write: data to standard output, talk to standard error, and no control character to either.

Rule 1: whatever comes from a scenario, a log or a person passes through here on its way to a terminal.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from shutil import get_terminal_size
from typing import TypeAlias

import click

from sim.model.text import clean
from sim.report.prose import wrapped

JSON_VERSION = 1
"""Version of what `--json` writes; it grows when a field goes away or changes its meaning."""

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


def printable(text: str) -> str:
    """Return a text without characters that would move, hide or colour anything on a terminal; indents and line feeds stay."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(" " * (len(line) - len(line.lstrip(" "))) + clean(line, len(line)) for line in lines)


def tell(text: str) -> None:
    """Write data to standard output."""
    click.echo(printable(text))


def columns(wanted: int | None) -> int:
    """Return at how many columns text on standard output wraps: as wanted, else at those of the terminal; 0: not at all."""
    if wanted is not None:
        return wanted
    return get_terminal_size().columns if sys.stdout.isatty() else 0


def tell_at_length(lines: Iterable[str]) -> None:
    """Write much data to standard output: in a terminal through the program by which the person leafs through texts."""
    if sys.stdout.isatty():
        click.echo_via_pager("\n".join(map(printable, lines)))
    else:
        for line in lines:
            tell(line)


def talk(text: str) -> None:
    """Say something to the person, on standard error; in a terminal no line breaks inside a word."""
    width = get_terminal_size().columns if sys.stderr.isatty() else 0
    click.echo("\n".join(part for line in printable(text).split("\n") for part in wrapped(line, width)), err=True)


def tell_json(data: Mapping[str, Json]) -> None:
    """Write data for programs: one JSON object, with its version, in ASCII so that no encoding can spoil it."""
    click.echo(json.dumps({"schema_version": JSON_VERSION, **data}, indent=2))
