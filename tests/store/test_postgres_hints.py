"""How a process hears that a session was changed by another one."""

import pytest

from sim.errors import StorageFailed
from sim.store.postgres import PostgresLog
from tests.store.keeping import append, begun, chosen
from tests.store.serving import Server

pytestmark = pytest.mark.system

_DROP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"


def test_a_change_is_heard_elsewhere(address: str) -> None:
    """A session begun, continued or deleted through one log is named to whoever listens through another; a refused change is not."""
    with PostgresLog(address) as one, PostgresLog(address) as other, other.hints() as hints:
        heard = []
        session = begun(one)
        heard.append(hints.wait(10))
        append(one, chosen(session))
        heard.append(hints.wait(10))
        one.delete("table")
        heard.append(hints.wait(10))

        assert [{"table"}] * 3 == heard


def test_silence_is_no_change(address: str) -> None:
    """Where nothing happens, waiting ends after its time with no names."""
    with PostgresLog(address) as log, log.hints() as hints:
        assert frozenset() == hints.wait(0.05)


def test_a_lost_connection_means_look_at_all(address: str, server: Server) -> None:
    """When the connection was lost, the listener is told that it may have missed something, and hears the next change."""
    with PostgresLog(address) as log, log.hints() as hints:
        session = begun(log)
        hints.wait(10)
        server.run(_DROP)
        missed = hints.wait(10)
        append(log, chosen(session))

        assert (None, {"table"}) == (missed, hints.wait(10))


def test_a_server_that_is_gone_is_said_to_be(address: str, server: Server) -> None:
    """While the server is away waiting is refused; when it is back, the listener is told to look at everything."""
    with PostgresLog(address) as log, log.hints() as hints:
        server.stop()
        for _ in range(2):
            with pytest.raises(StorageFailed, match="the server cannot be reached"):
                hints.wait(10)
        server.start()

        assert hints.wait(10) is None


def test_a_hint_that_cannot_be_sent_is_no_failure(server: Server) -> None:
    """A write whose hint fails is kept and acknowledged."""
    address = server.database()
    server.run("ALTER FUNCTION pg_catalog.pg_notify(text, text) RENAME TO pg_notify_gone", address=address)
    with PostgresLog(address) as log:
        session = chosen(begun(log))
        append(log, session)

        assert session.log == log.read("table")
