"""What `sim join` does: find the lesson, take a seat or come back to it, and play there with the terminal of solo play."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.joining import come_back, come_in, door_of, in_language, knock, same_language
from sim.classroom.client.remote import RemoteTable
from sim.classroom.client.wire import Door
from sim.cli.config import read_config
from sim.cli.exits import RAN_OUT
from sim.cli.languages import with_options
from sim.cli.output import printable, talk
from sim.errors import Illegal
from sim.model.joining import Notice
from sim.model.text import NAME_LIMIT, clean
from sim.report.wording import numbered
from sim.terminal.company import APART, KEPT, out
from sim.terminal.leaving import Ending
from sim.terminal.play import interact, must_be_plain

_OWN = "en"
"""The language of what is said where the server has no notice."""


def join(
    address: str, code: str, name: str | None, resume: str | None, theme: str | None, *, language: str = "", plain: bool | None = None
) -> None:
    """Sit down at a lesson until it is over, or until the person leaves."""
    config = read_config()
    settings = config.terminal(theme)
    called = None if name is None else _name(name, "--name")
    door = door_of(address, code)
    told = knock(door)
    notice = in_language(told.kept, language) if told else None
    if resume:
        attendance = come_back(door, resume, notice)
    else:
        understood = _say_notice(notice, [said.lang for said in told.kept] if told else [], language)
        if called and not understood and sys.stdin.isatty():
            click.prompt("Press Enter to join all the same; Ctrl-C leaves.", default="", show_default=False, prompt_suffix=" ", err=True)
        attendance = come_in(door, called or _asked(), notice)
    seat = attendance.news().seat
    if seat.namesake and not resume:
        talk(f"sim: {numbered(seat.namesake, seat.name)}")
    lines = plain or config.flag("plain") or must_be_plain(sys.stdin, sys.stdout, os.environ.get("TERM", ""))
    ending: Ending | None = None
    attendance.start()
    try:
        ending = interact(RemoteTable(attendance), settings, sys.stdin, sys.stdout, plain=lines)
    except Illegal as error:
        if not attendance.gone:
            raise
        message = f"{error}. {out(attendance)}"  # the play had not begun, so no page could say it
        raise Illegal(message, error.code) from error
    finally:
        attendance.close()
        if not attendance.gone and (ending is not Ending.OVER or attendance.unsent):
            with suppress(OSError):  # whoever read it may be gone
                kept = "your last choice could not be sent" if attendance.unsent else "what was saved is kept"
                talk(f"sim: {kept}; come back with: {attendance.again}")
    _say_debrief(attendance, door, ending)
    if ending is Ending.RAN_OUT:
        raise click.exceptions.Exit(RAN_OUT)


def _say_notice(notice: Notice | None, there: Sequence[str], wanted: str) -> bool:
    """Say what is kept of whoever joins, and in which other languages it is there; return whether it is in the one that was wanted."""
    talk(APART)
    if notice is None:
        talk(KEPT)
    else:
        talk(f"\n{notice.heading}\n\n{notice.text}\n")
    lang = notice.lang if notice else _OWN
    others = [other for other in there if other != lang]
    understood = not wanted or same_language(lang, wanted)
    if not understood:
        talk(f"sim: this is not there in {wanted!r}; it is there in: {with_options(there or [lang])}")
    elif others:
        talk(f"sim: this is there in other languages too: {with_options(others)}")
    return understood


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
    asked: str = click.prompt("Your name, as the class knows you", value_proc=_name)
    return asked


def _name(typed: str, option: str | None = None) -> str:
    """Return a name as the class reads it; refuse what nothing of is left to read."""
    name = " ".join(clean(printable(typed), NAME_LIMIT).split())
    if not name:
        message = "the name is empty; give the one by which the class knows you"
        raise click.BadParameter(message, param_hint=option)
    return name
