"""A file that somebody named is read only if it is an ordinary one, and no further than it may go."""

import os
import sys
from pathlib import Path

import pytest

from sim.errors import Missing, SimError, StorageFailed
from sim.store.ordinary import ordinary


def test_a_file_is_read(tmp_path: Path) -> None:
    """The bytes of an ordinary file come back as they are."""
    tmp_path.joinpath("letter.txt").write_bytes(b"a\r\nb")

    assert b"a\r\nb" == ordinary(tmp_path / "letter.txt", 4)


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path) -> None:
    """One byte past the limit is read, so that the reader can refuse the file."""
    tmp_path.joinpath("letter.txt").write_bytes(b"abcdef")

    assert b"abcde" == ordinary(tmp_path / "letter.txt", 4)


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("gone.txt", Missing, "there is no file {path}"),
        (".", StorageFailed, "{path} is no ordinary file; name a file on disk, not a folder, a device or a pipe"),
        ("a\0b", StorageFailed, "{path} cannot be read: that is no name of a file"),
    ],
    ids=["nothing", "a folder", "no name"],
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, kind: type[SimError], message: str) -> None:
    """What is not there, a folder, and a name that no file can have are each told."""
    with pytest.raises(kind) as refused:
        ordinary(tmp_path / name, 4)

    assert message.format(path=tmp_path / name) == str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipe")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StorageFailed, match="is no ordinary file"):
        ordinary(tmp_path / "pipe", 4)
