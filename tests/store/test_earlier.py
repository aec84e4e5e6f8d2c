"""The plays of earlier classes are those of other lessons that are over and were played by the same rules, the latest ones."""

from pathlib import Path

from sim.classroom.lesson import seats
from sim.model.events import Entry
from sim.model.leading import Ended
from sim.store.earlier import MOST, earlier_plays
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import coming, convened, opened, placing
from tests.harness import Ticking

SMALL = opened()


def hold(archive: Archive, clock: Ticking, name: str, *, ends: bool = True, rehearsal: bool = False) -> str:
    """Hold a lesson of one group, and return the name of its session."""
    began = convened(SMALL).model_copy(update={"lesson": name, "rehearsal": rehearsal})
    live = LiveLesson.convene(archive, SMALL.machine, edition=SMALL.edition, convened=began, code=f"CODE{name[-2:]}", clock=clock)
    for act in (coming("Ana"), placing(s1="g1 north"), seats.start, *([lambda draft: draft.note(Ended())] if ends else [])):
        live.do(act)
    return live.now.sessions["g1"].began.session


def names(found: tuple[tuple[Entry, ...], ...]) -> list[str]:
    """Return the sessions that were found."""
    return [entries[0].event.session for entries in found if entries[0].event.kind == "began"]


def test_lessons_that_are_over_are_found_the_latest_first(tmp_path: Path) -> None:
    """One that goes on is none, nor is the one that is told of, nor one by other rules."""
    clock = Ticking()
    with SqliteLog(tmp_path / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        first, second, own = (hold(archive, clock, name) for name in ("class-01", "class-02", "class-03"))
        hold(archive, clock, "class-04", ends=False)

        assert [second, first] == names(earlier_plays(archive, SMALL.rules_hash, {own}))
        assert () == earlier_plays(archive, "0" * 64, {own})


def test_a_rehearsal_is_no_earlier_class(tmp_path: Path) -> None:
    """What invented people played is not counted among what classes played."""
    clock = Ticking()
    with SqliteLog(tmp_path / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        played = hold(archive, clock, "class-01")
        hold(archive, clock, "class-02", rehearsal=True)

        assert [played] == names(earlier_plays(archive, SMALL.rules_hash, ()))


def test_no_more_are_read_than_can_be_in_a_moment(tmp_path: Path) -> None:
    """Of many lessons only the latest are counted."""
    clock = Ticking()
    with SqliteLog(tmp_path / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        held = [hold(archive, clock, f"class-{number:02}") for number in range(MOST + 2)]

        assert held[:1:-1] == names(earlier_plays(archive, SMALL.rules_hash, ()))
