"""Commits of several lessons at once: what waits goes together, and what is refused to one is refused to that one alone."""

import asyncio
from pathlib import Path

from sim.classroom.server.commits import Commits
from sim.errors import SimError, Stale, StorageFailed
from sim.model.leading import FACILITATOR, Paused
from sim.model.lesson import LessonEntry
from sim.store.lessons import Change, LessonLog
from tests.classroom.taught import Class, held

LATE = "late"
"""A lesson of which every change is refused."""


ODD = "odd"
"""A lesson of which every change breaks what keeps it, in a way that nobody foresaw."""


def change(lesson: str) -> Change:
    """Return a change of a lesson."""
    return Change(lesson, (LessonEntry(number=2, time="2026-01-01T00:00:00Z", seat=FACILITATOR, event=Paused()),))


class Counting:
    """A log of lessons that counts what it is asked to keep, and keeps nothing."""

    def __init__(self, lessons: LessonLog, *, full: bool = False) -> None:
        """Stand before a log; a full one has no room for anything."""
        self.read, self.create, self.code, self.lessons = lessons.read, lessons.create, lessons.code, lessons.lessons
        self.with_code, self.plays, self.rewrite, self.delete = lessons.with_code, lessons.plays, lessons.rewrite, lessons.delete
        self.asked: list[list[str]] = []
        self._full = full

    def commit(self, change: Change) -> None:
        """Keep a change of one lesson."""
        self.commit_all((change,))

    def commit_all(self, changes: tuple[Change, ...]) -> None:
        """Keep changes of several lessons."""
        self.asked.append([change.lesson for change in changes])
        if self._full:
            message = "the disk is full"
            raise StorageFailed(message, "disk-full")
        if any(change.lesson == LATE for change in changes):
            message = "the lesson has gone on elsewhere"
            raise Stale(message, "continued-elsewhere")
        if any(change.lesson == ODD for change in changes):
            message = "nobody foresaw this"
            raise ArithmeticError(message)


class Single:
    """A log of lessons that keeps one change after the other."""

    def __init__(self, counting: Counting) -> None:
        """Stand before one that counts."""
        self.read, self.create, self.code, self.lessons = counting.read, counting.create, counting.code, counting.lessons
        self.with_code, self.plays, self.rewrite = counting.with_code, counting.plays, counting.rewrite
        self.delete, self.commit = counting.delete, counting.commit


async def keep(log: LessonLog, *lessons: str) -> list[object]:
    """Keep changes of lessons at once, and return what each heard."""
    commits = Commits()
    async with asyncio.timeout(10):
        told = await asyncio.gather(*(commits.keep(log, change(lesson)) for lesson in lessons), return_exceptions=True)
    return [one.code if isinstance(one, SimError) else str(one) if isinstance(one, Exception) else one for one in told]


def counting(folder: Path, *, full: bool = False) -> Counting:
    """Return a log that counts."""
    with held(folder) as room:
        made: Class = room
        return Counting(made.archive.lessons, full=full)


def test_what_waits_goes_in_one_commit(tmp_path: Path) -> None:
    """Changes of several lessons that come at once are kept in one commit."""
    log = counting(tmp_path)

    assert [None, None, None] == asyncio.run(keep(log, "a", "b", "c"))
    assert [["a", "b", "c"]] == log.asked


def test_a_refused_change_takes_no_other_with_it(tmp_path: Path) -> None:
    """Where one of several changes is refused, all are tried for themselves, and only that one is refused."""
    log = counting(tmp_path)

    assert [None, "continued-elsewhere", None] == asyncio.run(keep(log, "a", LATE, "c"))
    assert [["a", LATE, "c"], ["a"], [LATE], ["c"]] == log.asked


def test_a_full_disk_is_told_to_all(tmp_path: Path) -> None:
    """Where the disk refuses a commit, everybody whose change was in it hears that, and nothing is tried again."""
    log = counting(tmp_path, full=True)

    assert ["disk-full", "disk-full"] == asyncio.run(keep(log, "a", "b"))
    assert [["a", "b"]] == log.asked


def test_a_log_that_keeps_single_changes_is_asked_for_each(tmp_path: Path) -> None:
    """What cannot keep several lessons at once keeps one after the other."""
    log = counting(tmp_path)

    assert [None, "continued-elsewhere"] == asyncio.run(keep(Single(log), "a", LATE))
    assert [["a"], [LATE]] == log.asked


def test_a_change_whose_room_has_gone_is_kept_all_the_same(tmp_path: Path) -> None:
    """Whoever stops waiting changes nothing for the others, and what comes later is kept later."""
    log = counting(tmp_path)

    async def leave() -> None:
        commits = Commits()
        gone = asyncio.create_task(commits.keep(log, change("a")))
        stays = asyncio.create_task(commits.keep(log, change("b")))
        await asyncio.sleep(0)
        gone.cancel()
        await stays
        await commits.keep(log, change("c"))

    asyncio.run(leave())

    assert [["a", "b"], ["c"]] == log.asked


def test_what_nobody_foresaw_hangs_nobody(tmp_path: Path) -> None:
    """Where a common commit breaks in a way that is no refusal, each is tried for itself, and whose change it was hears what it was."""
    log = counting(tmp_path)

    assert [None, "nobody foresaw this", None] == asyncio.run(keep(log, "a", ODD, "c"))
    assert [["a", ODD, "c"], ["a"], [ODD], ["c"]] == log.asked


def test_whoever_waits_hears_that_no_thread_is_left(tmp_path: Path) -> None:
    """Where nothing can be kept because no thread can be had, everybody hears so, at once and not never."""
    log = counting(tmp_path)

    async def act() -> list[object]:
        await asyncio.get_running_loop().shutdown_default_executor()
        return await keep(log, "a", "b")

    assert ["Executor shutdown has been called"] * 2 == asyncio.run(act())
    assert [] == log.asked
