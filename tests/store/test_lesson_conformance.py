"""What every log of lessons promises, whatever keeps it; a further implementation is added to `ARCHIVES` and nowhere else."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sim.errors import Illegal, InvalidLog, Missing, Stale
from sim.model.leading import Ended, Erased, Noted
from sim.model.lesson import Formed, LessonEntry, LessonEvent
from sim.store.database import Database
from sim.store.lessons import Archive, Change, Grown, Together
from sim.store.log import Standing
from sim.store.postgres import PostgresLog
from sim.store.postgres_database import Connection, PostgresDatabase, Seen
from sim.store.postgres_lessons import PostgresLessons
from sim.store.sqlite import SqliteLog
from sim.store.sqlite_lessons import SqliteLessons
from tests.engine.test_lesson import CONVENED
from tests.store.keeping import EDITION, chosen, fresh

TIME = "2026-01-01T12:00:00Z"
LESSON = CONVENED.lesson
OPENED = CONVENED.model_copy(update={"rules_hash": EDITION.rules_hash, "whole_hash": EDITION.whole_hash})


@contextmanager
def _sqlite(request: pytest.FixtureRequest) -> Iterator[Archive]:
    with SqliteLog(request.getfixturevalue("tmp_path") / "sessions.db") as log:
        yield Archive(log, log.lessons())


@contextmanager
def _postgres(request: pytest.FixtureRequest) -> Iterator[Archive]:
    with PostgresLog(request.getfixturevalue("address")) as log:
        yield Archive(log, log.lessons())


ARCHIVES = {"sqlite": _sqlite, "postgres": _postgres}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.system)])
def archive(request: pytest.FixtureRequest) -> Iterator[Archive]:
    """Give each kind of archive in turn, with one edition and one lesson."""
    with ARCHIVES[request.param](request) as made:
        made.sessions.keep(EDITION)
        made.lessons.create((entry(1, OPENED),), "K7R2HX")
        yield made


def entry(number: int, event: LessonEvent, key: str | None = None) -> LessonEntry:
    """Return an entry of the lesson."""
    return LessonEntry(number=number, time=TIME, seat="facilitator", key=key, event=event)


def noted(number: int, key: str | None = None) -> Change:
    """Return a change that adds a note."""
    return Change(LESSON, (entry(number, Noted(words=f"Note {number}."), key),))


def test_what_was_kept_is_read_back(archive: Archive) -> None:
    """Entries come back as they were given, oldest first, and from any place on."""
    archive.lessons.commit(noted(2))

    assert (entry(1, OPENED), *noted(2).entries) == archive.lessons.read(LESSON)
    assert (noted(2).entries, ()) == (archive.lessons.read(LESSON, 1), archive.lessons.read(LESSON, 2))


def test_several_lessons_are_kept_in_one_commit_or_not_at_all(archive: Archive) -> None:
    """Changes of several lessons are kept together; when one of them comes too late, none is kept."""
    other = OPENED.model_copy(update={"lesson": "another"})
    archive.lessons.create((entry(1, other),), "M4P9QT")
    log = archive.lessons
    assert isinstance(log, Together)

    log.commit_all((noted(2), Change("another", noted(2).entries)))
    with pytest.raises(Stale):
        log.commit_all((noted(3), Change("another", noted(2).entries)))

    assert [2, 2] == [len(log.read(LESSON)), len(log.read("another"))]


def test_a_lesson_and_its_session_grow_together(archive: Archive) -> None:
    """A new session, and entries of one that is there, are kept with the lesson's own."""
    session = fresh("small-one-test-g1")
    archive.lessons.commit(
        Change(
            LESSON,
            (entry(2, Formed(group="g1", session="small-one-test-g1")),),
            (Grown("small-one-test-g1", session.log, Standing.of(session)),),
        )
    )
    longer = chosen(session)
    archive.lessons.commit(Change(LESSON, noted(3).entries, (Grown("small-one-test-g1", longer.log[1:], Standing.of(longer)),)))

    assert (longer.log, 3) == (archive.sessions.read("small-one-test-g1"), len(archive.lessons.read(LESSON)))


def test_the_plays_of_lessons_are_known(archive: Archive) -> None:
    """Each session that a group plays is named with its lesson; what somebody wrote about one is not."""
    session = fresh("small-one-test-g1")
    formed = entry(2, Formed(group="g1", session="small-one-test-g1"))
    archive.lessons.commit(Change(LESSON, (formed,), (Grown("small-one-test-g1", session.log, Standing.of(session)),)))
    archive.lessons.commit(Change(LESSON, (entry(3, Noted(words='{"kind":"formed","group":"g2","session":"mine"}')),)))
    own = fresh("small-one-test-g2")
    archive.sessions.create(own.log, Standing.of(own))

    assert {"small-one-test-g1": LESSON} == archive.lessons.plays()


@pytest.mark.parametrize("place", [2, 1])
def test_all_or_nothing(archive: Archive, place: int) -> None:
    """Where the session has gone on elsewhere, or another has its name, neither lesson nor session grows."""
    session = fresh("small-one-test-g1")
    archive.sessions.create(session.log, Standing.of(session))
    longer = chosen(session)
    archive.sessions.append("small-one-test-g1", longer.log[1:], Standing.of(longer))
    with pytest.raises((Stale, Illegal)):
        archive.lessons.commit(
            Change(LESSON, noted(2).entries, (Grown("small-one-test-g1", longer.log[place - 1 :], Standing.of(longer)),))
        )

    assert (longer.log, 1) == (archive.sessions.read("small-one-test-g1"), len(archive.lessons.read(LESSON)))


def test_a_number_is_given_once(archive: Archive) -> None:
    """A change made of an older lesson is stale."""
    archive.lessons.commit(noted(2))
    with pytest.raises(Stale, match="gone on elsewhere"):
        archive.lessons.commit(noted(2))

    assert 2 == len(archive.lessons.read(LESSON))


@pytest.mark.parametrize("change", [noted(3), Change(LESSON, ()), Change(LESSON, (*noted(2).entries, *noted(4).entries))])
def test_numbers_leave_no_gap(archive: Archive, change: Change) -> None:
    """Entries that do not follow the last one by one, or no entries at all, are refused."""
    with pytest.raises((InvalidLog, Stale)):
        archive.lessons.commit(change)

    assert 1 == len(archive.lessons.read(LESSON))


def test_a_request_is_answered_once(archive: Archive) -> None:
    """A second entry of one seat and key is refused by the log itself, even where nothing else would notice."""
    archive.lessons.commit(noted(2, "the-key"))
    with pytest.raises(Stale):
        archive.lessons.commit(noted(3, "the-key"))

    assert 2 == len(archive.lessons.read(LESSON))


def test_a_lesson_is_found_by_its_code(archive: Archive) -> None:
    """A code leads to its lesson, and no other does."""
    assert (LESSON, "K7R2HX", (LESSON,)) == (archive.lessons.with_code("K7R2HX"), archive.lessons.code(LESSON), archive.lessons.lessons())
    with pytest.raises(Missing, match="no lesson can be joined with this code"):
        archive.lessons.with_code("XXXXXX")


def test_a_lesson_that_is_over_gives_up_its_code(archive: Archive) -> None:
    """After the end nobody finds the lesson by its code, and another can have it."""
    archive.lessons.commit(Change(LESSON, (entry(2, Ended()),)))
    archive.lessons.create((entry(1, OPENED.model_copy(update={"lesson": "other"})),), "K7R2HX")

    assert ("other", None) == (archive.lessons.with_code("K7R2HX"), archive.lessons.code(LESSON))


@pytest.mark.parametrize(("name", "code", "refusal"), [(LESSON, "OTHER2", "lesson-exists"), ("other", "K7R2HX", "code-taken")])
def test_names_and_codes_are_given_once(archive: Archive, name: str, code: str, refusal: str) -> None:
    """A second lesson of one name, or with one code, is refused."""
    with pytest.raises(Illegal) as refused:
        archive.lessons.create((entry(1, OPENED.model_copy(update={"lesson": name})),), code)

    assert (refusal, (LESSON,)) == (refused.value.code, archive.lessons.lessons())


def test_a_lesson_needs_its_edition(archive: Archive) -> None:
    """A lesson whose edition is not kept is refused, so that it can always be gone on with."""
    with pytest.raises(Missing) as refused:
        archive.lessons.create((entry(1, OPENED.model_copy(update={"lesson": "other", "whole_hash": "0" * 64})),), "OTHER2")

    assert "unknown-edition" == refused.value.code


def test_a_lesson_begins_with_its_beginning(archive: Archive) -> None:
    """Entries that do not begin with `convened` make no lesson."""
    with pytest.raises(InvalidLog, match="begins with one entry of kind 'convened'"):
        archive.lessons.create(noted(1).entries, "OTHER2")


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: archive.lessons.read("nobody"),
        lambda archive: archive.lessons.code("nobody"),
        lambda archive: archive.lessons.rewrite("nobody", (entry(1, OPENED),), {}, entry(2, Erased(seat="s1"))),
        lambda archive: archive.lessons.delete("nobody"),
        lambda archive: archive.lessons.commit(Change("nobody", noted(2).entries)),
    ],
)
def test_an_unknown_lesson_is_missing(archive: Archive, ask: Callable[[Archive], object]) -> None:
    """A lesson that is not there is neither read nor added to."""
    with pytest.raises(Missing, match="no lesson 'nobody'"):
        ask(archive)


def test_the_edition_of_a_lesson_stays(archive: Archive) -> None:
    """Deleting the last session of an edition leaves the edition for as long as a lesson is played with it."""
    session = fresh()
    archive.sessions.create(session.log, Standing.of(session))
    archive.sessions.delete("table")

    assert EDITION == archive.sessions.edition(EDITION.whole_hash)


def test_words_are_replaced_and_nothing_else(archive: Archive) -> None:
    """Erasing puts entries in the place of others, of a lesson and of its sessions; the rest stays, and both go on."""
    session = fresh("small-one-test-g1")
    longer = chosen(session, reason="as Ana said")
    formed = entry(3, Formed(group="g1", session="small-one-test-g1"))
    archive.lessons.commit(
        Change(LESSON, (*noted(2).entries, formed), (Grown("small-one-test-g1", longer.log, Standing.of(longer)),)),
    )
    other = chosen(session, reason="[erased]").log[-1]
    told = entry(4, Erased(seat="s1"))
    archive.lessons.rewrite(LESSON, (entry(2, Noted(words="[erased]")),), {"small-one-test-g1": (other,)}, told)
    archive.lessons.commit(noted(5))

    assert (entry(1, OPENED), entry(2, Noted(words="[erased]")), formed, told, *noted(5).entries) == archive.lessons.read(LESSON)
    assert (*longer.log[:-1], other) == archive.sessions.read("small-one-test-g1")


def test_only_what_is_there_is_replaced(archive: Archive) -> None:
    """Where one entry is not there, none is replaced."""
    archive.lessons.commit(noted(2))
    gone = (entry(2, Noted(words="[erased]")), entry(3, Noted(words="[erased]")))
    with pytest.raises(Missing):
        archive.lessons.rewrite(LESSON, gone, {}, entry(3, Erased(seat="s1")))

    assert noted(2).entries == archive.lessons.read(LESSON, 1)


def test_a_lesson_is_deleted_with_its_sessions(archive: Archive) -> None:
    """A deleted lesson is gone with the sessions of its groups and its edition; another session stays, and its name is free again."""
    session = fresh("small-one-test-g1")
    formed = entry(2, Formed(group="g1", session="small-one-test-g1"))
    archive.lessons.commit(Change(LESSON, (formed,), (Grown("small-one-test-g1", session.log, Standing.of(session)),)))
    archive.lessons.delete(LESSON)

    assert ((), ()) == (archive.lessons.lessons(), archive.sessions.sessions())
    with pytest.raises(Missing, match="edition"):
        archive.sessions.edition(EDITION.whole_hash)


class _LateDatabase(Database):
    """A file in which something happens just before it is written to."""

    def __init__(self, path: Path, before: Callable[[], None]) -> None:
        super().__init__(path)
        self.before = before

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        self.before()
        with super().writing() as connection:
            yield connection


class _LatePostgres(PostgresDatabase):
    """The same of a database on a server."""

    def __init__(self, address: str, before: Callable[[], None]) -> None:
        super().__init__(address)
        self.before = before

    @contextmanager
    def writing(self, seen: Seen) -> Iterator[Connection]:
        self.before()
        with super().writing(seen) as connection:
            yield connection


def test_a_group_that_begins_while_its_lesson_is_deleted_goes_with_it(archive: Archive, request: pytest.FixtureRequest) -> None:
    """What is deleted is what is there when it is: no play of a class stays behind as if it were somebody's own."""
    session = fresh("small-one-test-g1")
    formed = entry(2, Formed(group="g1", session="small-one-test-g1"))

    def begin() -> None:
        archive.lessons.commit(Change(LESSON, (formed,), (Grown("small-one-test-g1", session.log, Standing.of(session)),)))

    if isinstance(archive.sessions, PostgresLog):
        with closing(_LatePostgres(request.getfixturevalue("address"), begin)) as server:
            PostgresLessons(server).delete(LESSON)
    else:
        with closing(_LateDatabase(request.getfixturevalue("tmp_path") / "sessions.db", begin)) as file:
            SqliteLessons(file).delete(LESSON)

    assert ((), ()) == (archive.lessons.lessons(), archive.sessions.sessions())


def test_a_lesson_kept_after_its_end_has_no_code(archive: Archive) -> None:
    """A lesson that is over when it is kept, as one out of a copy, takes no code from those that go on."""
    archive.lessons.create((entry(1, OPENED.model_copy(update={"lesson": "other"})), entry(2, Ended())), "K7R2HX")

    assert (None, LESSON) == (archive.lessons.code("other"), archive.lessons.with_code("K7R2HX"))
