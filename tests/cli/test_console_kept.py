"""The way to a console, kept for its owner alone."""

import sys
from pathlib import Path

import pytest

from sim.cli.console_kept import Served, Way, forget_way, keep_way, kept_way, known_way
from sim.errors import Invalid, Missing, StorageFailed

WAY = Way("http://127.0.0.1:8000", "kosovo-2022-7f3k", "a-long-key")


def test_what_was_kept_is_found(tmp_path: Path) -> None:
    """The address, the key and the code of a lesson are found by its name, the last that were kept; of another, nothing is."""
    keep_way(tmp_path, WAY)
    last = Way("http://127.0.0.1:9000", WAY.lesson, WAY.key, "K7R2HX", Served(9000, "127.0.0.1", "https://class.example", proxy=True))
    keep_way(tmp_path, last)

    assert last == kept_way(tmp_path, WAY.lesson) == known_way(tmp_path, WAY.lesson)
    assert Way("", "another", "") == known_way(tmp_path, "another")


@pytest.mark.parametrize(
    ("address", "served", "port"),
    [
        ("http://127.0.0.1:8792", "", 8792),
        ("http://127.0.0.1", "", 8000),
        ("http://127.0.0.1:port", "", 8000),
        ("http://127.0.0.1:8792", ', "served": {"port": 0, "bind": null, "address": null, "proxy": false}', 8792),
        ("http://127.0.0.1:8792", ', "served": {"port": "80", "bind": 1}', 8792),
    ],
)
def test_a_file_of_an_earlier_version_has_neither_code_nor_options(tmp_path: Path, address: str, served: str, port: int) -> None:
    """What was kept before they were is read as it is, and so is what cannot be: the lesson was served on the port of its address."""
    keep_way(tmp_path, WAY)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(f'{{"address": "{address}", "key": "a-long-key"{served}}}', "utf-8")

    assert Way(address, WAY.lesson, WAY.key, "", Served(port)) == kept_way(tmp_path, WAY.lesson)


def test_a_key_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    """A server that has not the key keeps with what it serves, unless a file is there that may hold the key."""
    keyless = Way("http://127.0.0.1:9000", WAY.lesson, "", "", Served(9000))
    keep_way(tmp_path, keyless)
    alone = kept_way(tmp_path, WAY.lesson)
    (file,) = tmp_path.rglob("*.json")
    file.write_text("damaged", "utf-8")
    keep_way(tmp_path, keyless)

    assert (keyless, "damaged") == (alone, file.read_text("utf-8"))


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
