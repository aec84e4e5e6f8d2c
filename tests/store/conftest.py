"""A log in a file, and a PostgreSQL server for the tests that need one; that is started once, when the first of them asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.store.sqlite import SqliteLog
from tests.store.serving import Server, needed


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    """Give a log in a file of its own."""
    with SqliteLog(tmp_path / "sessions.db") as made:
        yield made


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a running server."""
    with needed() as running:
        yield running


@pytest.fixture(scope="session")
def _room(server: Server) -> str:
    """Give the address of a database that tests use one after another, because making one for each takes long."""
    return server.database()


@pytest.fixture
def address(server: Server, _room: str) -> str:
    """Give the address of an empty database."""
    server.run("DROP SCHEMA IF EXISTS standoff CASCADE", address=_room)
    return _room
