"""How a PostgreSQL database of sessions is opened and shared, how it refuses, and what becomes of a commit whose answer is lost."""

import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from sim.errors import StorageFailed
from sim.store.postgres import PostgresLog
from sim.store.postgres_database import PostgresDatabase
from tests.store.keeping import EDITION, append, begun, chosen, fresh
from tests.store.relay import Cut, Relay
from tests.store.serving import Server

pytestmark = pytest.mark.system


@pytest.fixture
def wire(server: Server) -> Iterator[Relay]:
    """Give a wire to the server that can be cut."""
    with tempfile.TemporaryDirectory(prefix="wire") as folder, Relay(Path(folder), server.socket) as relay:
        yield relay


def through(wire: Relay, address: str) -> str:
    """Return the address of the same database at the other end of a wire."""
    return f"{address.partition('?')[0]}?host={wire.folder}"


def test_every_commit_waits_for_the_disk(server: Server) -> None:
    """A database set to be careless is asked for durable commits, also after a hint was sent, which waits for no disk."""
    address = server.database()
    server.set(address, "synchronous_commit = off")
    database = PostgresDatabase(address)
    found = []
    for _ in range(2):
        with database.writing(lambda _: True) as connection:
            found += connection.execute("SELECT current_setting('synchronous_commit'), current_setting('transaction_isolation')").fetchall()
        database.tell("table")
    database.close()

    assert [("on", "read committed")] * 2 == found


def test_a_careless_server_is_refused(address: str, server: Server) -> None:
    """A server that does not wait for its disk is refused, because it cannot promise that a step stays."""
    server.stop()
    server.start(fsync="off")
    with pytest.raises(StorageFailed, match=r"cannot promise that a step stays \(synchronous_commit on, fsync off") as refused:
        PostgresLog(address)
    server.stop()
    server.start()

    assert "no-promise" == refused.value.code


def test_an_encoding_that_lacks_letters_is_refused(server: Server) -> None:
    """A database that keeps texts in a narrow encoding is refused before anything is kept in it."""
    with pytest.raises(StorageFailed, match="it keeps texts as LATIN1") as refused:
        PostgresLog(server.database("LATIN1"))

    assert "no-promise" == refused.value.code


def test_a_standby_is_refused(server: Server) -> None:
    """A database that takes no writes is refused when it is opened."""
    address = server.database()
    server.set(address, "default_transaction_read_only = on")
    with pytest.raises(StorageFailed, match="session is read-only") as refused:
        PostgresLog(address)

    assert "store-unreachable" == refused.value.code


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Where no server listens, the message says which database was meant, and does not repeat the password."""
    with pytest.raises(StorageFailed, match=f"database 'room' on {tmp_path}: the server cannot be reached") as refused:
        PostgresLog(f"postgresql://sim:secret-word@/room?host={tmp_path}")

    assert ("store-unreachable", False) == (refused.value.code, "secret-word" in str(refused.value))


def test_a_database_that_is_not_there_is_named(server: Server) -> None:
    """The server's own words say that there is no such database."""
    with pytest.raises(StorageFailed, match='database "nowhere" does not exist'):
        PostgresLog(server.address("nowhere"))


def test_a_reader_cannot_write(address: str) -> None:
    """A reading connection refuses to write, and can be used again."""
    database = PostgresDatabase(address)
    with pytest.raises(StorageFailed) as refused, database.reading() as connection:
        connection.execute("DELETE FROM session")
    with database.reading() as connection:
        assert [] == connection.execute("SELECT * FROM session").fetchall()
    database.close()

    assert "store-read-only" == refused.value.code


def test_a_block_that_fails_leaves_nothing(address: str) -> None:
    """Whatever goes wrong inside a transaction, nothing of it stays, and the next one goes through."""
    database = PostgresDatabase(address)

    def insert(*, breaking_off: bool) -> None:
        with database.writing(lambda _: False) as connection:
            connection.execute("INSERT INTO edition VALUES ('a', 'b', 'c', 'd', 'e')")
            if breaking_off:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        insert(breaking_off=True)
    insert(breaking_off=False)
    with database.reading() as connection:
        found = connection.execute("SELECT count(*) FROM edition").fetchone()
    database.close()

    assert (1,) == found


def test_a_failure_that_was_swallowed_is_not_acknowledged(address: str) -> None:
    """A transaction in which a statement failed unnoticed is not taken for kept, although the server answers its commit."""
    database = PostgresDatabase(address)
    with (
        pytest.raises(StorageFailed, match="a statement had failed, so that nothing was kept"),
        database.writing(lambda _: True) as connection,
        suppress(psycopg.Error),
    ):
        connection.execute("SELECT 1 / 0")


def test_a_row_held_elsewhere_can_be_tried_again(address: str) -> None:
    """Another writer that holds a session's row delays a write; once it lets go, the same log writes on."""
    holder = PostgresDatabase(address)
    with PostgresLog(address, patience=1.0) as log:
        session = begun(log)
        with holder.writing(lambda _: True) as held:
            held.execute("UPDATE session SET turn = turn")
            with pytest.raises(StorageFailed, match="another writer held it for too long") as refused:
                append(log, chosen(session))
        append(log, chosen(session))
        holder.close()

        assert ("store-busy", 2) == (refused.value.code, len(log.read("table")))


def test_a_writer_that_sleeps_lets_go(address: str) -> None:
    """A transaction in which nothing is said any more is ended by the server, so that the others can go on."""
    sleeper = PostgresDatabase(address, patience=0.5)

    def sleep(meanwhile: Callable[[], None]) -> None:
        with sleeper.writing(lambda _: False) as held:
            held.execute("UPDATE session SET turn = turn")
            meanwhile()
            held.execute("SELECT 1")

    with PostgresLog(address) as log:
        session = begun(log)
        with pytest.raises(StorageFailed) as refused:
            sleep(lambda: append(log, chosen(session)))

        assert ("store-unreachable", 2) == (refused.value.code, len(log.read("table")))


def test_an_idle_connection_that_was_lost_is_replaced(address: str, server: Server) -> None:
    """A connection that was dropped between two writes costs nothing: nothing had been said on it."""
    with PostgresLog(address) as log:
        session = begun(log)
        log.read("table")
        server.drop()
        append(log, chosen(session))

        assert 2 == len(log.read("table"))


def test_a_connection_lost_inside_a_transaction_ends_all_writing(address: str, server: Server) -> None:
    """When the server is lost before the commit, nothing is kept, nothing more is written, reading goes on, and it opens anew whole."""
    database = PostgresDatabase(address)

    def insert(*, losing: bool) -> None:
        with database.writing(lambda _: False) as connection:
            connection.execute("INSERT INTO edition VALUES ('a', 'b', 'c', 'd', 'e')")
            if losing:
                server.drop()
                connection.execute("SELECT 1")

    with pytest.raises(StorageFailed) as first:
        insert(losing=True)
    with pytest.raises(StorageFailed, match="nothing more is written until the database is opened anew") as second:
        insert(losing=False)
    with database.reading() as connection:
        found = connection.execute("SELECT count(*) FROM edition").fetchone()
    database.close()

    assert ("store-unreachable", "store-unreachable", (0,)) == (first.value.code, second.value.code, found)


def test_a_commit_whose_answer_was_lost_is_found(address: str, wire: Relay) -> None:
    """When the answer to a commit is lost, the log looks, finds the entries, and acknowledges them: they are there, once."""
    with PostgresLog(through(wire, address)) as log:
        session = chosen(begun(log))
        wire.cut = Cut.AFTER
        append(log, session)
        further = chosen(session, "south", "wait")
        append(log, further)

        assert (1, further.log) == (wire.cuts, log.read("table"))


def test_a_beginning_whose_answer_was_lost_is_found(address: str, wire: Relay) -> None:
    """A session, an edition and a removal are found in the same way."""
    with PostgresLog(through(wire, address)) as log:
        wire.cut = Cut.AFTER
        log.keep(EDITION)
        wire.cut = Cut.AFTER
        begun(log)
        wire.cut = Cut.AFTER
        log.delete("table")

        assert (3, ()) == (wire.cuts, log.sessions())


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.SILENTLY])
def test_a_commit_that_never_arrived_is_not_acknowledged(address: str, wire: Relay, cut: Cut) -> None:
    """When a commit is lost on its way, also if the server still waits for it, nothing is there, and nothing comes later."""
    with PostgresLog(through(wire, address)) as log:
        session = begun(log)
        wire.cut = cut
        with pytest.raises(StorageFailed) as refused:
            append(log, chosen(session))
        left = log.read("table")
    with PostgresLog(address) as again:
        append(again, chosen(session, "south", "wait"))

        assert ("store-unreachable", session.log, 2) == (refused.value.code, left, len(again.read("table")))


def test_a_result_that_cannot_be_known_is_said_to_be_so(address: str, wire: Relay) -> None:
    """When the server stays away after a commit, the log claims neither; opened anew, it shows that the entries are there."""
    with PostgresLog(through(wire, address), patience=0.3) as log:
        session = chosen(begun(log))
        wire.refusing, wire.cut = True, Cut.AFTER
        with pytest.raises(StorageFailed, match="cannot be asked whether it was kept") as refused:
            append(log, session)
        with pytest.raises(StorageFailed, match="nothing more is written"):
            append(log, session)
    with PostgresLog(address) as again:
        assert ("result-unknown", session.log) == (refused.value.code, again.read("table"))


def test_a_commit_is_found_after_a_crash(address: str, server: Server, wire: Relay) -> None:
    """When the server crashes after a commit whose answer was lost, the log waits until it runs again, and finds the entries."""
    with PostgresLog(through(wire, address), patience=30) as log:
        session = chosen(begun(log))
        wire.refusing, wire.cut = True, Cut.AFTER
        writer = threading.Thread(target=append, args=(log, session))
        writer.start()
        while not wire.cuts or len(reading(address)) < len(session.log):
            time.sleep(0.01)
        server.stop(signal.SIGQUIT)
        server.start()
        wire.refusing = False
        writer.join()
        further = chosen(session, "south", "wait")
        append(log, further)

        assert further.log == log.read("table")


def reading(address: str) -> tuple[object, ...]:
    """Return what another reader finds."""
    with PostgresLog(address) as log:
        return log.read("table")


def test_a_closed_log_opens_again(address: str) -> None:
    """A log that was closed and is written to connects anew."""
    log = PostgresLog(address)
    session = begun(log)
    log.close()
    append(log, chosen(session))
    log.close()
    found = log.read("table")
    log.close()

    assert (2, fresh().log) == (len(found), found[:1])
