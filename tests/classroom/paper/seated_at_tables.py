"""A lesson, of the small scenario or another, whose groups play at tables with printed cards, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.library import OpenScenario
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, Class, convened, opened
from tests.harness import Ticking


@contextmanager
def at_tables(folder: Path, groups: int = 2, *, reasons: bool = True, of: OpenScenario | None = None) -> Iterator[Class]:
    """Hold a lesson in which so many groups are to play at tables; none has begun."""
    scenario, clock = of or opened(), Ticking()
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        began = convened(scenario, reasons=reasons).model_copy(update={"table": groups})
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=CODE, clock=clock)
        yield Class(live, archive, scenario, clock)
