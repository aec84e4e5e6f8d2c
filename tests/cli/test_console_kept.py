"""The way to a console, kept for its owner alone."""

import sys
from pathlib import Path

import pytest

from sim.cli.console_kept import Way, forget_way, keep_way, kept_way, known_way
from sim.errors import Invalid, Missing, StorageFailed

WAY = Way("http://127.0.0.1:8000", "kosovo-2022-7f3k", "a-long-key")


def test_what_was_kept_is_found(tmp_path: Path) -> None:
    """The address, the key and the code of a lesson are found by its name, the last that were kept; of another, nothing is."""
    keep_way(tmp_path, WAY)
    last = Way("http://127.0.0.1:9000", WAY.lesson, WAY.key, "K7R2HX")
    keep_way(tmp_path, last)

    assert last == kept_way(tmp_path, WAY.lesson) == known_way(tmp_path, WAY.lesson)
    assert Way("", "another", "") == known_way(tmp_path, "another")


def test_a_file_of_an_earlier_version_has_no_code(tmp_path: Path) -> None:
    """What was kept before codes were is read as it is."""
    keep_way(tmp_path, WAY)
    (file,) = tmp_path.rglob("*.json")
    file.write_text('{"address": "http://127.0.0.1:8000", "key": "a-long-key"}', "utf-8")

    assert kept_way(tmp_path, WAY.lesson) == WAY


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is said otherwise there")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    """The file and its folder are closed to others, and a file that is not is refused."""
    keep_way(tmp_path, WAY)
    (file,) = tmp_path.rglob("*.json")

    assert (0o600, 0o700) == (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777)
    file.chmod(0o644)
    with pytest.raises(Invalid, match="run chmod 600"):
        kept_way(tmp_path, WAY.lesson)


def test_an_unknown_lesson_is_named(tmp_path: Path) -> None:
    """A lesson that this computer did not host is refused with the nearest that it did, and a forgotten one is not known."""
    keep_way(tmp_path, WAY)
    with pytest.raises(Missing, match="did you mean 'kosovo-2022-7f3k'"):
        kept_way(tmp_path, "kosovo-2022-7f3x")
    forget_way(tmp_path, WAY.lesson)
    forget_way(tmp_path, WAY.lesson)
    with pytest.raises(Missing, match="hosted no lesson"):
        kept_way(tmp_path, WAY.lesson)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"address": 1, "key": "x"}', '{"address": "x"}'])
def test_a_damaged_file_is_refused(tmp_path: Path, text: str) -> None:
    """A file that does not say what it should is named, and nothing is guessed."""
    keep_way(tmp_path, WAY)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(text, "utf-8")
    with pytest.raises(Invalid, match="this file is damaged"):
        kept_way(tmp_path, WAY.lesson)


def test_a_name_is_no_path(tmp_path: Path) -> None:
    """Whatever a lesson is called, its file lies in the folder."""
    with pytest.raises(Missing):
        kept_way(tmp_path, "../../etc/passwd")
    keep_way(tmp_path, Way(WAY.address, "../up", WAY.key))

    assert ["___up.json"] == [file.name for file in tmp_path.rglob("*.json")]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where nothing can be written, it is said what does not work without it."""
    (tmp_path / "consoles").write_text("in the way", "utf-8")
    with pytest.raises(StorageFailed, match="`sim console` cannot find the lesson"):
        keep_way(tmp_path, WAY)
