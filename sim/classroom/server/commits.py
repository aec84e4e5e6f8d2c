"""The commits of all rooms of a server: whatever waits while one is on its way to the disk goes in the next, together.

Rule 1: a room hears of a change only once it is on disk. What is refused to one room is refused to that room alone.
"""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from sim.errors import StorageFailed
from sim.store.lessons import Change, LessonLog, Together

_AT_ONCE = 64
"""Changes, each of one lesson, that are kept in one commit, at most."""


class _Waiting(NamedTuple):
    """A change that is not yet kept."""

    lessons: LessonLog
    change: Change
    kept: asyncio.Future[None]


class Commits:
    """Keeps changes, of several lessons at once where they come at once."""

    def __init__(self) -> None:
        """Begin with nothing to keep."""
        self._waiting: list[_Waiting] = []
        self._work: asyncio.Task[None] | None = None

    async def keep(self, lessons: LessonLog, change: Change) -> None:
        """Return once a change is on disk.

        Args:
            lessons: where it is kept.
            change: of one lesson.

        Raises:
            SimError: it was refused, or could not be kept.

        """
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[None] = loop.create_future()
        self._waiting.append(_Waiting(lessons, change, kept))
        if self._work is None or self._work.done():
            self._work = loop.create_task(self._run())
        await kept

    async def _run(self) -> None:
        while self._waiting:
            lessons = self._waiting[0].lessons  # a room whose database was opened anew has another
            batch = [one for one in self._waiting if one.lessons is lessons][:_AT_ONCE]
            self._waiting = [one for one in self._waiting if one not in batch]
            refused: list[Exception | None]
            try:
                refused = await asyncio.to_thread(_kept, lessons, [one.change for one in batch])
            except asyncio.CancelledError:
                for one in batch:
                    one.kept.cancel()
                raise
            except Exception as failure:  # noqa: BLE001 -- no thread could be had; whoever waits has to hear it, whatever it is
                refused = [failure] * len(batch)
            for one, error in zip(batch, refused, strict=True):
                if one.kept.done():  # whoever asked has gone away
                    continue
                if error is None:
                    one.kept.set_result(None)
                else:
                    one.kept.set_exception(error)


def _kept(lessons: LessonLog, changes: list[Change]) -> list[Exception | None]:
    """Keep changes, and return why each was refused that was; runs beside the event loop."""
    if len(changes) > 1 and isinstance(lessons, Together):
        try:
            lessons.commit_all(changes)
        except StorageFailed as error:
            return [error] * len(changes)
        except Exception:  # noqa: BLE001, S110 -- one of them is refused, or breaks, so that none was kept: each is tried for itself
            pass
        else:
            return [None] * len(changes)
    return [_refusal(lessons, change) for change in changes]


def _refusal(lessons: LessonLog, change: Change) -> Exception | None:
    try:
        lessons.commit(change)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the room whose change it was hears it
        return error
    return None
