"""What took long to compute is kept by what it follows from, and what was damaged is not read."""

import stat
from pathlib import Path

import pytest

from sim.store import computed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "new" / "computed"


def test_what_was_kept_comes_back(folder: Path) -> None:
    """A text comes back under its name, letter for letter, and under no other."""
    name, other = computed.name_of("one", "two"), computed.name_of("one", "three")
    computed.remember(folder, name, "line\nümlaut")

    assert ("line\nümlaut", None) == (computed.recall(folder, name), computed.recall(folder, other))


def test_a_name_says_what_a_text_follows_from() -> None:
    """Other parts, or parts divided otherwise, are another name; a line feed inside a part divides nothing."""
    names = {computed.name_of(*parts) for parts in (("a", "b"), ("ab",), ("a", "b", ""), ("b", "a"), ("a\nb",))}

    assert 5 == len(names)
    assert computed.name_of("a b") == computed.name_of("a\nb")


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"0" * 64 + b"\nline", b"line"])
def test_a_damaged_file_is_nothing(folder: Path, damage: bytes) -> None:
    """A file that is empty, no text, or not what its hash says is passed over."""
    computed.remember(folder, "name", "line")
    folder.joinpath("name.txt").write_bytes(damage)

    assert None is computed.recall(folder, "name")


def test_a_flipped_letter_is_noticed(folder: Path) -> None:
    """Every single letter of a kept text is covered by its hash."""
    computed.remember(folder, "name", "line")
    whole = folder.joinpath("name.txt").read_bytes()
    for place in range(len(whole)):
        folder.joinpath("name.txt").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert None is computed.recall(folder, "name")


def test_a_huge_file_is_not_read(folder: Path) -> None:
    """A file larger than anything that is kept is not opened."""
    computed.remember(folder, "name", "line")
    with folder.joinpath("name.txt").open("r+b") as file:
        file.truncate(10**9)

    assert None is computed.recall(folder, "name")


def test_it_is_its_owners_only(folder: Path) -> None:
    """The folders that are made may be opened by their owner only."""
    computed.remember(folder, "name", "line")

    assert [0o700, 0o700] == [stat.S_IMODE(made.stat().st_mode) for made in (folder.parent, folder)]


def test_the_oldest_are_forgotten(folder: Path) -> None:
    """No more than two dozen texts are kept, and no draft stays behind."""
    for number in range(30):
        computed.remember(folder, f"name{number}", "line")

    assert (24, "line") == (len([*folder.iterdir()]), computed.recall(folder, "name29"))


def test_where_nothing_can_be_kept_nothing_happens(tmp_path: Path) -> None:
    """A folder that cannot be made is no error: what is computed is computed again."""
    tmp_path.joinpath("file").write_text("", encoding="utf-8")
    computed.remember(tmp_path / "file" / "computed", "name", "line")

    assert None is computed.recall(tmp_path / "file" / "computed", "name")
