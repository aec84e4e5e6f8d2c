"""What the PostgreSQL log does beyond what every session log promises."""

import threading
from collections import Counter
from pathlib import Path

import pytest

from sim.errors import InvalidLog, Missing, SimError, Stale, StorageFailed
from sim.model.events import Entry, Opened
from sim.model.leading import Ended, Noted
from sim.model.lesson import LessonEntry
from sim.store.lessons import Change
from sim.store.log import Standing
from sim.store.postgres import PostgresLog
from sim.store.sqlite import SqliteLog
from tests.engine.test_lesson import CONVENED
from tests.store.keeping import EDITION, append, begun, chosen, fresh
from tests.store.serving import Server

pytestmark = pytest.mark.system

ROOT = Path(__file__).parent.parent.parent


def opened_at(number: int, words: str) -> Entry:
    """Return an entry that fits anywhere in a log."""
    event = Opened(role="north", source="diary", quote=words)
    return Entry(number=number, time="2026-01-01T13:00:00Z", seat="north", turn=1, event=event)


def together(*works: threading.Thread) -> None:
    """Let threads work at the same time, and wait for all."""
    for work in works:
        work.start()
    for work in works:
        work.join()


def test_a_session_continued_elsewhere_is_stale(address: str) -> None:
    """Of two that go on with one session, the second to write is told, and reads what the first one wrote."""
    with PostgresLog(address) as one, PostgresLog(address) as other:
        session = begun(one)
        mine, yours = chosen(session), chosen(session, "south", "wait")
        append(one, mine)
        with pytest.raises(Stale) as refused:
            append(other, yours)

        assert ("continued-elsewhere", mine.log) == (refused.value.code, other.read("table"))


def test_of_many_writers_one_wins_each_number(address: str) -> None:
    """Four writers press for the same session: each number is given once, and every acknowledged entry is there as it was handed in."""
    with PostgresLog(address) as log:
        standing = Standing.of(begun(log))
    kept: list[Entry] = []
    refused: Counter[str] = Counter()

    def press(writer: int) -> None:
        with PostgresLog(address) as own:
            for attempt in range(25):
                entry = opened_at(len(own.read("table")) + 1, f"{writer}, {attempt}")
                try:
                    own.append("table", (entry,), standing)
                except SimError as error:
                    refused[error.code] += 1
                else:
                    kept.append(entry)

    together(*(threading.Thread(target=press, args=(writer,)) for writer in range(4)))
    with PostgresLog(address) as log:
        assert sorted(kept, key=lambda entry: entry.number) == list(log.read("table")[1:])
        assert (100, {"continued-elsewhere"}) == (len(kept) + refused.total(), set(refused) | {"continued-elsewhere"})
        assert () == log.faults()


def test_one_of_two_gets_a_name(address: str) -> None:
    """Several writers begin a session of the same name at the same time: one does, and the others are told."""
    said: list[str] = []

    def begin() -> None:
        with PostgresLog(address) as own:
            own.keep(EDITION)
            try:
                own.create(fresh().log, Standing.of(fresh()))
            except SimError as error:
                said.append(error.code)
            else:
                said.append("begun")

    PostgresLog(address).close()
    together(*(threading.Thread(target=begin) for _ in range(4)))

    assert {"begun": 1, "session-exists": 3} == Counter(said)


def test_threads_share_a_log(address: str) -> None:
    """Several threads keep sessions through one log, and none is lost."""
    with PostgresLog(address) as log:
        log.keep(EDITION)

        def keep(number: int) -> None:
            made = fresh(f"s{number}")
            log.create(made.log, Standing.of(made))

        together(*(threading.Thread(target=keep, args=(number,)) for number in range(8)))

        assert {f"s{number}" for number in range(8)} == {summary.session for summary in log.sessions()}


def test_what_follows_an_entry_is_read_alone(address: str) -> None:
    """A reader that knows the first entries gets those that follow."""
    with PostgresLog(address) as log:
        session = chosen(begun(log))
        append(log, session)

        assert (session.log[1:], ()) == (log.after("table", 1), log.after("table", 2))


def test_no_entries_change_nothing(address: str) -> None:
    """Adding no entries leaves a session as it is, and is refused where there is no session."""
    with PostgresLog(address) as log:
        session = begun(log)
        log.append("table", (), Standing.of(session))
        with pytest.raises(Missing):
            log.append("chair", (), Standing.of(session))

        assert session.log == log.read("table")


def test_a_damaged_entry_is_named(address: str, server: Server) -> None:
    """An entry that cannot be read is named, with how many before it are good."""
    with PostgresLog(address) as log:
        append(log, chosen(begun(log)))
        server.run("UPDATE standoff.entry SET body = replace(body, 'chose', 'chase') WHERE number = 2", address=address)
        with pytest.raises(InvalidLog, match=r"entry 2 of session 'table' is damaged .*; the 1 before it are good") as refused:
            log.read("table")

    assert "damaged-entry" == refused.value.code


def test_a_missing_entry_is_a_fault(address: str, server: Server) -> None:
    """A session from which somebody has taken an entry shows among the faults, and reading it names the gap."""
    with PostgresLog(address) as log:
        append(log, chosen(begun(log)))
        server.run("DELETE FROM standoff.entry WHERE number = 1", address=address)

        assert ("session 'table' says it has 2 entries, but there are 1, up to number 2",) == log.faults()
        with pytest.raises(InvalidLog, match=r"entry 1 of session 'table' is damaged \(it is numbered 2\)"):
            log.read("table")


def test_a_name_that_cannot_be_kept_is_refused(address: str) -> None:
    """A name with a character that PostgreSQL does not take is refused in words, and the log writes on."""
    with PostgresLog(address) as log:
        session = begun(log)
        for refused in (lambda: log.read("a\0b"), lambda: log.append("a\0b", chosen(session).log[1:], Standing.of(session))):
            with pytest.raises(InvalidLog, match="PostgreSQL does not take a text or number of this"):
                refused()
        append(log, chosen(session))

        assert 2 == len(log.read("table"))


def test_an_edition_stays_for_a_session_that_is_just_beginning(address: str, server: Server) -> None:
    """Deleting the last session of an edition waits for one that is being begun with it, and then leaves the edition."""
    beginning = (
        "BEGIN",
        "INSERT INTO standoff.session SELECT 'late', 'a', 'b', 'c', whole_hash, '[]', NULL, 'bridge', 1, NULL, 1 FROM standoff.edition",
        "SELECT pg_sleep(3)",
        "COMMIT",
    )
    with PostgresLog(address) as log:
        begun(log)
        other = threading.Thread(target=server.run, args=beginning, kwargs={"address": address})
        other.start()
        while not server.run("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"):
            pass
        log.delete("table")
        other.join()

        assert EDITION == log.edition(EDITION.whole_hash)


def test_both_kinds_of_log_list_alike(address: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Names in several alphabets come in the same order from a server as from a file."""
    listed = []
    for log in (PostgresLog(address), SqliteLog(tmp_path_factory.mktemp("file") / "sessions.db")):
        with log:
            for name in ("Žabljak", "a-b", "Zubin", "ab", "шабац", "B"):
                begun(log, name)
            listed.append(log.sessions())

    assert listed[0] == listed[1]


def rights() -> list[str]:
    """Return what the documentation grants to the user under whose name servers run."""
    page = ROOT.joinpath("docs", "how-to", "use-postgresql.md").read_text("utf-8")
    return [line for line in page.splitlines() if line.startswith("GRANT ")]


def test_the_least_rights_suffice(address: str, server: Server) -> None:
    """With the rights that the documentation grants a server begins, continues, reads and deletes sessions, and cannot rewrite an entry."""
    PostgresLog(address).close()
    server.run("CREATE ROLE standoff_server LOGIN", *rights(), address=address)
    as_least = address.replace("sim@", "standoff_server@")
    with PostgresLog(as_least) as log:
        session = chosen(begun(log))
        append(log, session)
        begun(log, "other")
        log.delete("other")

        assert session.log == log.read("table")
        assert 6 == len(rights())
        for forbidden in ("UPDATE standoff.entry SET body = ''", "DELETE FROM standoff.entry", "DROP TABLE standoff.entry"):
            with pytest.raises(Exception, match=r"permission denied|must be owner"):
                server.run(forbidden, address=as_least)


def test_the_least_rights_suffice_for_lessons(address: str, server: Server) -> None:
    """With the rights that the documentation grants a server begins, holds and ends lessons, and cannot rewrite what was said in one."""
    PostgresLog(address).close()
    granted = [line.replace("standoff_server", "lesson_server") for line in rights()]
    server.run("CREATE ROLE lesson_server LOGIN", *granted, address=address)
    as_least = address.replace("sim@", "lesson_server@")
    opened = CONVENED.model_copy(update={"whole_hash": EDITION.whole_hash})
    entries = tuple(
        LessonEntry(number=number, time="2026-01-01T12:00:00Z", seat="facilitator", event=event)
        for number, event in enumerate((opened, Noted(words="A note."), Ended()), 1)
    )
    with PostgresLog(as_least) as log:
        log.keep(EDITION)
        log.lessons().create(entries[:1], "K7R2HX")
        log.lessons().commit(Change(CONVENED.lesson, entries[1:]))

        assert (entries, None) == (log.lessons().read(CONVENED.lesson), log.lessons().code(CONVENED.lesson))
        for forbidden in ("UPDATE standoff.lesson_entry SET body = ''", "DELETE FROM standoff.lesson_entry", "DELETE FROM standoff.lesson"):
            with pytest.raises(Exception, match="permission denied"):
                server.run(forbidden, address=as_least)


def test_without_rights_nothing_opens(address: str, server: Server) -> None:
    """A user who may not read the tables, or not make them, is told so."""
    server.run("CREATE ROLE nobody_here LOGIN", address=address)
    as_nobody = address.replace("sim@", "nobody_here@")
    codes = []
    for _ in range(2):  # first there are no tables, then there are
        with pytest.raises(StorageFailed, match="this user may not do that") as refused:
            PostgresLog(as_nobody)
        codes.append(refused.value.code)
        PostgresLog(address).close()

    assert ["store-read-only", "store-read-only"] == codes
