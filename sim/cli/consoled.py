"""What `sim console` does: find the console, come in, and lead the lesson from the terminal."""

import os
import sys

import click

from sim.classroom.client.console_remote import Place, RemoteConsole, read_place
from sim.classroom.client.wire import read_door
from sim.cli.config import Config, read_config
from sim.cli.console_kept import kept_way, known_way
from sim.cli.output import printable
from sim.errors import StorageFailed
from sim.terminal.console.lines import run_lines
from sim.terminal.held import hold
from sim.terminal.play import lenient, must_be_plain


def lead(lesson: str, name: str | None, theme: str | None, *, asks: bool, plain: bool | None) -> None:
    """Lead a lesson until the person leaves.

    Args:
        lesson: its name, or the address of its console.
        name: of a further facilitator; None: the key is used.
        theme: colours of the full screen.
        asks: whether the key is asked for.
        plain: whether to use plain lines; None: as the configuration and the terminal say.

    """
    config = read_config()
    settings = config.terminal(theme)
    place = _place(config, lesson)
    if name:
        secret = _asked(f"Password of {name}")
    else:
        secret = "" if asks else place.key or known_way(config.data, place.lesson).key
        secret = secret or _asked("The key of the lesson")
    console = _entered(place, secret, name or "", kept="://" not in lesson)
    if plain or config.flag("plain") or must_be_plain(sys.stdin, sys.stdout, os.environ.get("TERM", "")):
        with hold() as held:
            run_lines(console, held.source(sys.stdin), held.sink(lenient(sys.stdout)))
        return
    from sim.terminal.console.screen import run_console

    with hold() as held:
        run_console(console, settings, held)
        held.obey()


def _place(config: Config, lesson: str) -> Place:
    place = read_place(lesson)
    if place is not None:
        return place
    way = kept_way(config.data, lesson)
    return Place(read_door(way.address), way.lesson, way.key)


def _entered(place: Place, secret: str, name: str, *, kept: bool) -> RemoteConsole:
    """Come in; where nobody serves the lesson, say how it is served again."""
    try:
        return RemoteConsole(place, secret, name)
    except StorageFailed as error:
        if error.code != "server-away":
            raise
        again = f"start it again with: sim host --lesson {place.lesson}"
        if kept:
            message = f"nobody serves lesson {place.lesson!r} at {place.door.place} now; {again}"
        else:
            message = f"nobody answers at {place.door.place}; look at the address that sim host printed, or, on that computer, {again}"
        raise StorageFailed(message, error.code) from error


def _asked(what: str) -> str:
    if not sys.stdin.isatty():
        said = f"{what[0].lower()}{what[1:]} is typed at a terminal"
        message = f"{said}; where lines come from a pipe, give the address of the console with the key after #"
        raise click.UsageError(message)
    asked: str = click.prompt(printable(what), hide_input=True, err=True)
    return asked.strip()
