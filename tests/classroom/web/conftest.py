"""A lesson and its server, as most tests of pages begin; a file whose tests need another lesson has a `room` of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.taught import Class, Served, held, served


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Hold a lesson that nobody has joined."""
    with held(tmp_path) as made:
        yield made


@pytest.fixture
def server(room: Class) -> Iterator[Served]:
    """Serve it."""
    with served(room) as made:
        yield made
