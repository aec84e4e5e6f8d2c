"""Further facilitators: who they are, and where their passwords come from."""

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from sim.classroom.server.passwords import LONGEST, SHORTEST, appoint, kept
from sim.cli.keeping import now
from sim.cli.output import printable
from sim.cli.secret import must_be_secret
from sim.errors import Invalid, StorageFailed
from sim.library import OpenScenario, reopen
from sim.model.ids import LessonId
from sim.model.text import NAME_LIMIT, clean
from sim.store.lessons import Archive, convening
from sim.store.live_lesson import LiveLesson

_MOST = 65_536
"""Characters of a file of passwords."""


def passwords(names: Sequence[str], file: Path | None) -> dict[str, str]:
    """Return a password for each name: from a file of lines `NAME: password`, or else asked for.

    Raises:
        UsageError: nobody is there to type one.
        Invalid: others can read the file too, it has none for a name, or one is too short; the message repeats no password.
        StorageFailed: the file cannot be read.

    """
    cleaned = [" ".join(clean(name, NAME_LIMIT).split()) for name in names]
    if "" in cleaned or len({*cleaned}) < len(cleaned):
        message = "each facilitator has a name of their own"
        raise click.BadParameter(message, param_hint="--facilitator")
    known = _read(file) if file is not None else {}
    found = {name: known[name] if name in known else _asked(name, file) for name in cleaned}
    for name, password in found.items():
        if not SHORTEST <= len(password) <= LONGEST:
            message = f"the password of {name} has {len(password)} characters; {SHORTEST} to {LONGEST} are expected, such as four words"
            raise Invalid(message, "wrong-password-length")
    return found


def _asked(name: str, file: Path | None) -> str:
    if file is not None:
        message = f"{file}: there is no line that begins with {name!r} and a colon"
        raise Invalid(message, "no-password")
    if not sys.stdin.isatty():
        message = f"the password of {name} is typed at a terminal, or read with --passwords from a file of lines `NAME: password`"
        raise click.UsageError(message)
    asked: str = click.prompt(
        printable(f"Password for {name} (at least {SHORTEST} characters)"), hide_input=True, confirmation_prompt=True, err=True
    )
    return asked


def _read(file: Path) -> Mapping[str, str]:
    try:
        with file.open(encoding="utf-8") as source:
            mode, text = os.fstat(source.fileno()).st_mode, source.read(_MOST)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        message = f"{file}: {reason}; name a file of lines `NAME: password`"
        raise StorageFailed(message, "unreadable") from error
    must_be_secret(file, mode)
    pairs = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip(): password.strip() for name, _, password in pairs}


def appoint_all(archive: Archive, lesson: LessonId, opened: OpenScenario | None, found: Mapping[str, str]) -> None:
    """Name facilitators of a lesson with these passwords; whoever was named before keeps theirs, or has a new one."""
    if not found:
        return
    if opened is None:
        edition = archive.sessions.edition(convening(archive.lessons.read(lesson)).whole_hash)
        opened = reopen(edition.scenario, edition.corpus)
    live = LiveLesson(archive, opened.machine, lesson, now)
    for name, password in found.items():
        live.do(partial(appoint, name=name, password=kept(password)))
