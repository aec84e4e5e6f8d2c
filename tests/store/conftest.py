"""A PostgreSQL server for the tests that need one; it is started once, when the first of them asks."""

import os
from collections.abc import Iterator

import pytest

from tests.store.serving import Server, programs


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a running server; where PostgreSQL is not installed, its tests are left out, but never in continuous integration."""
    folder = programs()
    if folder is None:
        message = "PostgreSQL's initdb and postgres are not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with Server(folder) as running:
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
