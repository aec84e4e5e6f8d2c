"""The debriefs of a lesson: the page that `sim debrief` writes, and every form of it in one archive, from what the lesson's log holds.

They are written by processes of their own, so that nobody who still plays waits for them. What mattered takes longest, because every
number of the author's is tried: pages do not wait for it, and say "not yet checked" until it is there; the archive does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from sim.classroom.server.apart import Apart
from sim.classroom.server.once import Once
from sim.classroom.server.room import Room
from sim.errors import Fault, Illegal
from sim.model.events import Entry
from sim.model.ids import GroupId, LessonId
from sim.model.lesson import Voted
from sim.report.hour.asked import Asked, Figures, figured, of_lesson, written_as
from sim.report.hour.votes import voted
from sim.store.earlier import earlier_plays
from sim.store.lessons import Archive

ALL: GroupId = "all"
"""Stands for every group of a lesson, told side by side."""
_FIGURES = ("figures",)


@dataclass(slots=True)
class _Written:
    """What was written for one lesson."""

    forms: Once[bytes] = field(default_factory=Once)
    figures: Once[Figures] = field(default_factory=Once)
    earlier: Once[tuple[tuple[Entry, ...], ...]] = field(default_factory=Once)
    cast: Once[tuple[Voted, ...]] = field(default_factory=Once)
    trying: asyncio.Task[None] | None = None


class Debriefs:
    """The debriefs of all lessons of a server."""

    def __init__(self, archive: Callable[[], Archive]) -> None:
        """Begin with nothing written; `archive` gives what keeps lessons, and with them the plays of earlier classes."""
        self._archive = archive
        self._forms: Apart[Asked, bytes] = Apart(written_as)
        self._figures: Apart[Asked, Figures] = Apart(figured)
        self._lessons: dict[LessonId, _Written] = {}

    async def page(self, room: Room, wanted: GroupId) -> bytes:
        """Return the page of a group's debrief, or of all groups side by side, as HTML; written once, however many ask for it.

        Raises:
            Missing: no such group plays.
            Illegal: its play has not ended, and the lesson neither.
            Fault: it could not be written.

        """
        groups, written, standing = _open(room, wanted), self._of(room), room.now
        tried = written.figures.known(_FIGURES, standing)
        if tried is None and room.lesson.ended:
            self._begin_trying(written, room)
        every = tuple(room.lesson.groups)
        figures = tuple(tried[every.index(group)] for group in groups) if tried else None
        asked = replace(_asked(room, groups, await self._cast(written, room)), figures=figures, earlier=await self._earlier(written, room))
        key = (*groups, "page" if figures is None else "tried page")
        return await written.forms.get(key, standing, lambda: self._forms.do(asked))

    async def archive(self, room: Room) -> tuple[str, bytes]:
        """Return every form of the debrief of all groups; what mattered is tried before.

        Returns:
            The name of the file to save it as, and its bytes, a ZIP archive.

        Raises:
            Illegal: some group still plays, and the lesson has not ended.
            Fault: it could not be written.

        """
        groups, written, standing = _open(room, ALL), self._of(room), room.now
        figures = await self._tried(written, room)
        asked = replace(
            _asked(room, groups, await self._cast(written, room)),
            figures=figures,
            earlier=await self._earlier(written, room),
            form="archive",
        )
        body = await written.forms.get(("archive",), standing, lambda: self._forms.do(asked))
        return f"{room.lesson.began.lesson}-debrief.zip", body

    def _begin_trying(self, written: _Written, room: Room) -> None:
        """Let it be tried what mattered, so that it is known when somebody looks again."""
        if written.trying is None or written.trying.done():
            written.trying = asyncio.get_running_loop().create_task(self._quietly(written, room))

    async def _quietly(self, written: _Written, room: Room) -> None:
        with suppress(Fault):  # whoever asks for the archive is told; pages go on to say that it was not checked
            await self._tried(written, room)

    async def _tried(self, written: _Written, room: Room) -> Figures:
        asked = _asked(room, tuple(room.lesson.groups))
        return await written.figures.get(_FIGURES, room.now, lambda: self._figures.do(asked))

    async def _earlier(self, written: _Written, room: Room) -> tuple[tuple[Entry, ...], ...]:
        shown = {session.began.session for session in room.now.sessions.values()}
        rules = room.lesson.began.rules_hash

        async def read() -> tuple[tuple[Entry, ...], ...]:
            return await asyncio.to_thread(earlier_plays, self._archive(), rules, shown)

        return await written.earlier.get(("earlier",), room.now, read)

    async def _cast(self, written: _Written, room: Room) -> tuple[Voted, ...]:
        """Return the votes of a lesson; all but the last of each seat stand in its log alone."""
        name = room.lesson.began.lesson

        async def read() -> tuple[Voted, ...]:
            return await asyncio.to_thread(lambda: voted(self._archive().lessons.read(name)))

        return await written.cast.get(("cast",), room.now, read)

    def forget(self, lesson: LessonId) -> None:
        """Forget what was written of a lesson, and stop what is being tried."""
        written = self._lessons.pop(lesson, None)
        if written is not None and written.trying is not None:
            written.trying.cancel()

    def close(self) -> None:
        """End what is still written."""
        for written in self._lessons.values():
            if written.trying is not None:
                written.trying.cancel()
        self._forms.close()
        self._figures.close()

    def _of(self, room: Room) -> _Written:
        return self._lessons.setdefault(room.lesson.began.lesson, _Written())


def _open(room: Room, wanted: GroupId) -> tuple[GroupId, ...]:
    """Return the groups whose debrief is wanted, if it may be read."""
    groups = tuple(room.lesson.groups) if wanted == ALL else (room.lesson.group(wanted).id,)
    if not groups or not (room.lesson.ended or all(room.now.sessions[group].over for group in groups)):
        message = "the play goes on; the debrief opens after the end"
        raise Illegal(message, "not-yet")
    return groups


def _asked(room: Room, groups: tuple[GroupId, ...], cast: tuple[Voted, ...] = ()) -> Asked:
    return of_lesson(room.lesson, room.now.sessions, groups, room.opened, cast)
