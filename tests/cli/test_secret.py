"""Reading something secret from a file."""

import os
from pathlib import Path

import pytest

from sim.cli.secret import read_secret
from sim.errors import Invalid, StorageFailed

WORD = "three-little-words"


def kept(folder: Path, text: str, mode: int = 0o600) -> Path:
    """Return a file with a text and the rights of a mode."""
    file = folder / "token"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def test_the_word_is_read(tmp_path: Path) -> None:
    """A file that belongs to one person alone gives its word, without the end of its line."""
    assert WORD == read_secret(kept(tmp_path, f"{WORD}\n"))


@pytest.mark.skipif(os.name != "posix", reason="rights of files are told otherwise there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_what_others_can_read_is_no_secret(tmp_path: Path, mode: int) -> None:
    """A file that others can read is refused, with what to do."""
    with pytest.raises(Invalid, match="run chmod 600 on it"):
        read_secret(kept(tmp_path, WORD, mode))


@pytest.mark.parametrize("text", ["", "short", "two words that are long enough", "nöt-plain-letters-é"])
def test_what_can_be_guessed_is_refused(tmp_path: Path, text: str) -> None:
    """Anything but one long plain word is refused, and never repeated."""
    with pytest.raises(Invalid, match="one word of at least 16") as refused:
        read_secret(kept(tmp_path, text))

    assert not text or text not in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(StorageFailed, match="no-such"):
        read_secret(tmp_path / "no-such")
