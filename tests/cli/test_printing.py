"""`sim print` writes a lesson, and refuses what it cannot print."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli.app import app


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to write to."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_lesson_is_named_after_what_it_is(here: Path) -> None:
    """Scenario, act and course stand in the file's name."""
    result = CliRunner().invoke(app, ["print", "tutorial"])

    assert (0, ["tutorial-ferry-whole.html"]) == (result.exit_code, [file.name for file in here.iterdir()])


def test_a_lesson_that_is_there_is_not_overwritten(here: Path) -> None:
    """Somebody may have written on it."""
    (here / "mine.html").write_text("mine")
    result = CliRunner().invoke(app, ["print", "tutorial", "--to", "mine.html"])

    assert (5, "mine") == (result.exit_code, (here / "mine.html").read_text())
    assert "exists already" in result.output


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("asked", "said"), [(("--act", "1999"), "1999"), (("--course", "long"), "long")])
def test_what_there_is_not_is_refused_in_words(asked: tuple[str, str], said: str) -> None:
    """An act or course that there is not is named, with those there are."""
    result = CliRunner().invoke(app, ["print", "tutorial", *asked])

    assert result.exit_code != 0
    assert said in result.output
