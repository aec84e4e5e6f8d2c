"""A file that somebody asked for is written anew, or nothing is touched."""

from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.store.anew import write_anew, write_page_anew


def test_each_line_is_ended_by_a_line_feed(tmp_path: Path) -> None:
    """What is written is the same on every system."""
    write_anew(tmp_path / "new.txt", ["Đurđevdan", "", "last"])

    assert (tmp_path / "new.txt").read_bytes() == "Đurđevdan\n\nlast\n".encode()


def test_a_file_that_is_there_stays_as_it_was(tmp_path: Path) -> None:
    """A name that is taken is refused with its remedy."""
    (tmp_path / "old.txt").write_text("mine")

    with pytest.raises(StorageFailed, match=r"old\.txt exists already; name another file or take it away") as raised:
        write_anew(tmp_path / "old.txt", ["yours"])

    assert ("file-exists", "mine") == (raised.value.code, (tmp_path / "old.txt").read_text())


def test_a_file_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    """The system's own cause is told."""
    with pytest.raises(StorageFailed, match="cannot be written: File name too long") as raised:
        write_anew(tmp_path / ("n" * 300), ["line"])

    assert raised.value.code == "file-not-written"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Where only the folder is missing, it is named with the remedy."""
    with pytest.raises(StorageFailed, match=r"new\.txt cannot be written: there is no folder .*missing; make it first") as raised:
        write_anew(tmp_path / "missing" / "new.txt", ["line"])

    assert raised.value.code == "file-not-written"


def test_a_page_is_written_letter_for_letter(tmp_path: Path) -> None:
    """Its policy names the hash of its style, so that no letter may change on the way."""
    write_page_anew(tmp_path / "new.html", "<p>Đurđevdan</p>\r\n")

    assert (tmp_path / "new.html").read_bytes() == "<p>Đurđevdan</p>\r\n".encode()
