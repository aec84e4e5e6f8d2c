"""How a PostgreSQL database of sessions is told from others and brought up to date."""

import threading

import pytest

from sim.errors import StorageFailed
from sim.store.postgres import PostgresLog
from sim.store.postgres_migrations import scripts
from tests.store.keeping import append, begun, chosen
from tests.store.serving import Server

pytestmark = pytest.mark.system

LATER = "CREATE TABLE later (x integer); INSERT INTO later VALUES (1);"
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"


def test_tables_of_something_else_are_left_alone(address: str, server: Server) -> None:
    """A database whose schema of our name holds other tables is refused, and gets none of ours."""
    server.run("CREATE SCHEMA standoff", "CREATE TABLE standoff.recipe (name text)", address=address)
    with pytest.raises(StorageFailed, match="holds tables, but not those of sessions") as refused:
        PostgresLog(address)

    assert ("not-a-store", [(1,)]) == (refused.value.code, server.run(_TABLES, address=address))


def test_another_program_may_use_the_same_database(server: Server) -> None:
    """Tables of another program, even of the same names, stay as they are and are not taken for ours."""
    address = server.database()
    server.run("CREATE TABLE public.session (id text)", "CREATE TABLE public.schema_version (version integer)", address=address)
    with PostgresLog(address) as log:
        begun(log)

    assert [(0,)] == server.run("SELECT count(*) FROM public.session", address=address)


def test_a_newer_database_is_refused(address: str) -> None:
    """A database that a later version has written is refused by name."""
    PostgresLog(address, steps=(*scripts(), LATER)).close()
    known = len(scripts())
    with pytest.raises(StorageFailed, match=rf"written this database \(format {known + 1}, this version knows {known}\)") as refused:
        PostgresLog(address)

    assert "newer-store" == refused.value.code


def test_an_older_database_is_brought_up_to_date(address: str, server: Server) -> None:
    """A database of an earlier version gets the scripts it lacks, and keeps its sessions."""
    with PostgresLog(address) as log:
        session = chosen(begun(log))
        append(log, session)
    with PostgresLog(address, steps=(*scripts(), LATER)) as log:
        assert session.log == log.read("table")
    versions = server.run("SELECT version FROM standoff.schema_version ORDER BY version", address=address)

    assert ([(number,) for number in range(1, len(scripts()) + 2)], [(1,)]) == (
        versions,
        server.run("SELECT x FROM standoff.later", address=address),
    )


@pytest.mark.parametrize("first", range(1, len(scripts())))
def test_a_database_of_every_released_format_is_opened(address: str, first: int) -> None:
    """Whatever script was the last when a database was written, its sessions are there after the scripts that it lacks."""
    with PostgresLog(address, steps=scripts()[:first]) as log:
        session = begun(log)
    with PostgresLog(address) as log:
        append(log, chosen(session))

        assert chosen(session).log == log.read("table")


def test_a_script_that_fails_changes_nothing(address: str, server: Server) -> None:
    """A database whose migration breaks off is the old one still."""
    with PostgresLog(address) as log:
        session = begun(log)
    with pytest.raises(StorageFailed, match='table "nowhere" does not exist'):
        PostgresLog(address, steps=(*scripts(), f"{LATER} DROP TABLE nowhere;"))
    with PostgresLog(address) as log:
        assert session.log == log.read("table")

    assert [(6,)] == server.run(_TABLES, address=address)


def test_servers_that_start_at_once_make_the_tables_once(address: str, server: Server) -> None:
    """Several processes that open an empty database at the same time all can use it, and its tables are made once."""
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            PostgresLog(address).close()
        except BaseException as error:  # noqa: BLE001 -- whatever it is, the test shows it
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ([], [(len(scripts()),)]) == (failed, server.run("SELECT count(*) FROM standoff.schema_version", address=address))
