"""The plays of earlier classes that are kept here: whole logs, to be counted, and nothing of who played.

Rule 1: only lessons that are over, that a class played, not invented people, and that were played by the same rules.
"""

from __future__ import annotations

from collections.abc import Collection

from sim.model.events import Entry
from sim.model.ids import LessonId, SessionId
from sim.store.lessons import Archive, convening, is_over, played

MOST = 20
"""Lessons that are read, those convened last: enough to count, and read in a moment."""


def earlier_plays(archive: Archive, rules_hash: str, but: Collection[SessionId]) -> tuple[tuple[Entry, ...], ...]:
    """Return the logs of the groups of earlier lessons.

    Args:
        archive: where they are kept.
        rules_hash: of the scenario.
        but: sessions that are told of anyway; a lesson with one of them is none of the earlier ones.

    """
    found: list[tuple[str, LessonId, list[SessionId]]] = []
    for lesson in archive.lessons.lessons():
        entries = archive.lessons.read(lesson)
        began = convening(entries)
        if not began.rehearsal and began.rules_hash == rules_hash and is_over(entries):
            sessions = played(entries)
            if not {*sessions} & {*but}:
                found.append((entries[0].time, lesson, sessions))
    last = sorted(found, reverse=True)[:MOST]
    return tuple(archive.sessions.read(session) for _, _, sessions in last for session in sessions)
