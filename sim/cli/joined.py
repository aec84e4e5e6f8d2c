"""What `sim join` does: find the lesson, take a seat or come back to it, and play there with the terminal of solo play."""

import os
import sys
from contextlib import suppress

import click

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.joining import come_back, come_in, knock
from sim.classroom.client.remote import RemoteTable
from sim.classroom.client.wire import Door, read_door
from sim.cli.config import read_config
from sim.cli.exits import RAN_OUT
from sim.cli.output import printable, talk
from sim.model.text import NAME_LIMIT, clean
from sim.terminal.company import KEPT
from sim.terminal.leaving import Ending
from sim.terminal.play import interact, must_be_plain
from sim.terminal.settings import THEMES


def join(address: str, code: str, name: str | None, resume: str | None, theme: str | None, *, plain: bool | None) -> None:
    """Sit down at a lesson until it is over, or until the person leaves."""
    config = read_config()
    if theme is not None and theme not in THEMES:
        message = f"there is no theme {theme!r}; there are: {', '.join(THEMES)}"
        raise click.BadParameter(message, param_hint="--theme")
    door = read_door(address, code)
    knock(door)
    if not resume:
        talk(f"sim: {KEPT}")
    attendance = come_back(door, resume) if resume else come_in(door, name or _asked())
    seat = attendance.news().seat
    if seat.namesake and not resume:
        talk(f"sim: somebody is called {printable(seat.namesake)} already, so you are {printable(seat.name)} here")
    lines = plain or config.flag("plain") or must_be_plain(sys.stdin, sys.stdout, os.environ.get("TERM", ""))
    ending: Ending | None = None
    attendance.start()
    try:
        ending = interact(RemoteTable(attendance), config.terminal(theme), sys.stdin, sys.stdout, plain=lines)
    finally:
        attendance.close()
        if ending is not Ending.OVER or attendance.unsent:
            with suppress(OSError):  # whoever read it may be gone
                kept = "your last choice could not be sent" if attendance.unsent else "what was saved is kept"
                talk(f"sim: {kept}; come back with: {attendance.again}")
    _say_debrief(attendance, door, ending)
    if ending is Ending.RAN_OUT:
        raise click.exceptions.Exit(RAN_OUT)


def _say_debrief(attendance: Attendance, door: Door, ending: Ending) -> None:
    """Say where a browser shows the debrief, once it is open to this seat; the code after the # opens the seat there."""
    seat = attendance.news().seat
    if ending is Ending.OVER and seat.stage == "over" and seat.view is not None and not attendance.gone:
        resume = attendance.again.rpartition(" ")[2]
        talk(f"sim: the debrief with its charts, in a browser: {door.base}/s/{attendance.lesson}/debrief#{resume}")


def _asked() -> str:
    """Return the name that somebody gives."""
    if not sys.stdin.isatty():
        message = "who joins? Give a name"
        raise click.BadParameter(message, param_hint="--name")
    return clean(printable(click.prompt("Your name, as the class knows you", type=str)), NAME_LIMIT)
