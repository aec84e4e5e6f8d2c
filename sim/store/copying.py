"""A copy of a file of sessions while it is used, and lessons and sessions brought back from a copy.

Rule 1: a copy is whole or not there. Rule 2: bringing back adds what is missing and changes nothing that is there, so that it can be done
while lessons are held, and a second time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sim.errors import Illegal, SimError, StorageFailed
from sim.model.ids import LessonId, SessionId
from sim.store.anew import making
from sim.store.disk import refusal
from sim.store.lessons import Archive, convening, played
from sim.store.log import Summary
from sim.store.rows import unknown_session

_SQLITE = b"SQLite format 3\x00"
_PAGES = 256
"""Pages that are copied before another program may write."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought back from a copy."""

    lessons: tuple[LessonId, ...]
    sessions: tuple[SessionId, ...]
    """Those of no lesson."""
    there: int
    """Lessons and sessions that were here already, and stay as they are."""
    refused: tuple[str, ...]
    """Why something was not brought back, one sentence each."""


def copy_file(path: Path, target: Path) -> None:
    """Write a copy of a file of sessions, as it is at one moment, while others may write.

    Args:
        path: the file.
        target: the copy; only its owner may read it.

    Raises:
        StorageFailed: the target is there already (`file-exists`), or the disk refused; then no copy is there.

    """
    with making(target):
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _fill(path, target)
    except BaseException as error:
        target.unlink()
        if isinstance(error, sqlite3.Error):
            raise refusal(target, error) from error
        raise


def _fill(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        faults: list[tuple[str]] = copy.execute("PRAGMA integrity_check").fetchall()
    if faults != [("ok",)]:
        message = f"{path}: what was copied is damaged ({faults[0][0]}); see `sim doctor`"
        raise StorageFailed(message, "store-damaged")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def is_copy(file: Path) -> bool:
    """Tell whether something is a file of SQLite's, by how it begins."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}"
        raise StorageFailed(message, "file-not-read") from error


def bring_back(copy: Archive, here: Archive, spare: Callable[[], str]) -> Brought:
    """Bring back lessons and sessions that a copy has and that are not here.

    Args:
        copy: what is read.
        here: where they go.
        spare: draws a code to join with, for a lesson that goes on and whose own code another lesson has by now.

    """
    summaries = {summary.session: summary for summary in copy.sessions.sessions()}
    known = {*here.lessons.lessons()}
    kept = {summary.session for summary in here.sessions.sessions()}
    groups: set[SessionId] = set()
    back: list[LessonId] = []
    refused: list[str] = []
    for lesson in copy.lessons.lessons():
        try:
            groups.update(played(copy.lessons.read(lesson)))
            if lesson not in known:
                _bring_lesson(_Way(copy, here, summaries, kept, spare), lesson)
                back.append(lesson)
        except SimError as error:
            refused.append(f"{lesson}: {error}")
    alone = [name for name in summaries if name not in groups and name not in kept]
    done = []
    for name in alone:
        try:
            _bring_session(copy, here, summaries[name])
            done.append(name)
        except SimError as error:
            refused.append(f"{name}: {error}")
    there = len(known.intersection(copy.lessons.lessons())) + len([name for name in kept if name in summaries and name not in groups])
    return Brought(tuple(back), tuple(done), there, tuple(refused))


@dataclass(frozen=True, slots=True)
class _Way:
    """From where to where things are brought back."""

    copy: Archive
    here: Archive
    summaries: Mapping[SessionId, Summary]
    """Of the sessions of the copy."""
    kept: Collection[SessionId]
    """The sessions that are here already."""
    spare: Callable[[], str]


def _bring_lesson(way: _Way, lesson: LessonId) -> None:
    """Bring the sessions of a lesson first, so that a lesson that is here has all of them."""
    entries = way.copy.lessons.read(lesson)
    way.here.sessions.keep(way.copy.sessions.edition(convening(entries).whole_hash))
    for session in played(entries):
        if session in way.kept:
            continue
        if session not in way.summaries:
            raise unknown_session(session, ())
        _bring_session(way.copy, way.here, way.summaries[session])
    try:
        way.here.lessons.create(entries, way.copy.lessons.code(lesson) or way.spare())
    except Illegal as error:
        if error.code != "code-taken":
            raise
        way.here.lessons.create(entries, way.spare())


def _bring_session(copy: Archive, here: Archive, summary: Summary) -> None:
    here.sessions.keep(copy.sessions.edition(summary.whole_hash))
    here.sessions.create(copy.sessions.read(summary.session), summary.standing)
