"""`sim print` writes a lesson, and refuses what it cannot print."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli.app import app

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to write to."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def without_typst(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run `sim print` where the extra is not installed."""
    program = "import sys; sys.modules['typst'] = None; from sim.cli import main; sys.argv = ['sim', 'print', *sys.argv[1:]]; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_lesson_is_named_after_what_it_is(here: Path) -> None:
    """Scenario, act and course stand in the names of the page and of the PDF."""
    result = CliRunner().invoke(app, ["print", "tutorial"])

    assert (0, ["tutorial-ferry-whole.html", "tutorial-ferry-whole.pdf"]) == (
        result.exit_code,
        sorted(file.name for file in here.iterdir()),
    )
    assert (here / "tutorial-ferry-whole.pdf").read_bytes().startswith(b"%PDF-")


def test_only_what_is_asked_for_is_written(here: Path) -> None:
    """With files named, there is no other."""
    result = CliRunner().invoke(app, ["print", "tutorial", "--to", "mine.pdf"])

    assert (0, ["mine.pdf"]) == (result.exit_code, [file.name for file in here.iterdir()])


def test_a_lesson_that_is_there_is_not_overwritten(here: Path) -> None:
    """Somebody may have written on it; then nothing else is written either."""
    (here / "mine.html").write_text("mine")
    result = CliRunner().invoke(app, ["print", "tutorial", "--to", "mine.html", "--to", "mine.pdf"])

    assert (5, "mine", 1) == (result.exit_code, (here / "mine.html").read_text(), len([*here.iterdir()]))
    assert "exists already" in result.output


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("asked", "said"), [(("--act", "1999"), "1999"), (("--course", "long"), "long"), (("--to", "a.docx"), ".docx")])
def test_what_there_is_not_is_refused_in_words(asked: tuple[str, str], said: str) -> None:
    """An act, course or form that there is not is named."""
    result = CliRunner().invoke(app, ["print", "tutorial", *asked])

    assert result.exit_code != 0
    assert said in result.output


def test_without_the_extra_the_page_is_written_and_the_remedy_said(tmp_path: Path) -> None:
    """Who asked for nothing in particular gets the page, and hears what PDF needs."""
    done = without_typst(tmp_path, "tutorial")

    assert (0, ["tutorial-ferry-whole.html"]) == (done.returncode, [file.name for file in tmp_path.iterdir()]), done.stderr
    assert "pip install '.[debrief]'" in done.stderr


def test_without_the_extra_pdf_is_refused_and_the_page_still_written(tmp_path: Path) -> None:
    """Who asked for PDF hears what it needs; the page that was asked for beside it is there."""
    done = without_typst(tmp_path, "tutorial", "--to", "lesson.pdf", "--to", "lesson.html")

    assert (4, ["lesson.html"]) == (done.returncode, [file.name for file in tmp_path.iterdir()]), done.stderr
    assert "pip install '.[debrief]'" in done.stderr
