"""`sim test` runs plays for somebody who does not know pytest."""

import os
import shutil
from pathlib import Path

import pytest

from sim.library import data_folder
from tests.cli.running import process, sim

BAD = "about: It goes otherwise.\nscenario: tutorial\nsteps:\n  - expect: {scene: the-night}\n"


def run(folder: Path, *arguments: str) -> tuple[int | None, str, str]:
    """Run `sim test` as a process of its own: status, output, talk."""
    started = process(folder, "test", *arguments)
    said, talked = started.communicate(timeout=60)
    return started.returncode, said, talked


@pytest.fixture
def plays(tmp_path: Path) -> Path:
    """Return a folder with one play that fails."""
    folder = tmp_path / "mine"
    folder.mkdir()
    folder.joinpath("bad.play.yaml").write_text(BAD, encoding="utf-8")
    return folder


def test_the_plays_of_a_shipped_scenario_pass(tmp_path: Path) -> None:
    """The tutorial's plays go as they say, and every part of it is covered."""
    status, said, _ = run(tmp_path, "tutorial", "--cov", "--fail-under", "100")

    assert (0, True) == (status, "  scenes                                 4     4   100" in said)


def test_a_play_that_goes_otherwise_is_told_by_file_and_line(tmp_path: Path, plays: Path) -> None:
    """A failing play has status 1 and its file, line and difference."""
    status, said, _ = run(tmp_path, str(plays))

    assert (1, True) == (status, "bad.play.yaml:4: step 1, expect.scene\n    expected  the-night\n    found     the-landing" in said)


def test_nothing_of_the_person_is_read(tmp_path: Path, plays: Path) -> None:
    """Neither settings nor hooks nor tests in Python that lie about, nor switches for pytest, change what is run."""
    plays.joinpath("pytest.ini").write_text("[pytest]\naddopts = --nonsense\n", encoding="utf-8")
    plays.joinpath("conftest.py").write_text("raise SystemExit\n", encoding="utf-8")
    plays.joinpath("test_it.py").write_text("def test_it(): pass\n", encoding="utf-8")
    started = process(tmp_path, "test", str(plays), PYTEST_ADDOPTS="--nonsense")
    said, _ = started.communicate(timeout=60)

    assert "1 failed" == said.splitlines()[-1].partition(" in ")[0]


def test_traces_are_rewritten_on_request(tmp_path: Path, plays: Path) -> None:
    """`--bless` writes the golden trace of a play that goes as it says."""
    plays.joinpath("bad.play.yaml").write_text(BAD.replace("the-night", "the-landing"), encoding="utf-8")
    status, _, _ = run(tmp_path, str(plays / "bad.play.yaml"), "--bless")

    assert (0, True) == (status, plays.joinpath("bad.trace.txt").exists())


def test_reports_are_written(tmp_path: Path, plays: Path) -> None:
    """`--report` writes coverage where it is asked for."""
    run(tmp_path, str(plays), "--report", f"html:{tmp_path / 'cov.html'}")

    assert tmp_path.joinpath("cov.html").is_file()


def test_the_environment_is_left_as_it_was(tmp_path: Path, plays: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the run the switches for pytest are as before."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p pytester")
    sim(tmp_path, "test", str(plays))

    assert ("-p pytester", None) == (os.environ["PYTEST_ADDOPTS"], os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"))


def test_a_folder_without_plays_is_told_so(tmp_path: Path) -> None:
    """Where there is nothing to run the message says what a play file is called."""
    told = sim(tmp_path, "test", str(tmp_path))

    assert (4, True) == (told.exit_code, "there is no play (*.play.yaml) in" in told.stderr)


def test_a_scenario_without_plays_is_judged_itself(tmp_path: Path) -> None:
    """What is wrong with the scenario is said first; where nothing is, a command that writes plays is named."""
    folder = tmp_path / "lake"
    sim(tmp_path, "new", str(folder))
    shutil.rmtree(folder / "plays")
    empty = sim(tmp_path, "test", str(folder))
    text = (folder / "scenario.yaml").read_text("utf-8")
    (folder / "scenario.yaml").write_text(text.replace("title:", "titles:", 1), "utf-8")
    broken = sim(tmp_path, "test", str(folder))

    assert (4, True) == (empty.exit_code, f"sim explore {folder} --cover {folder}/plays" in " ".join(empty.stderr.split()))
    assert (1, True) == (broken.exit_code, "did you mean 'title'?" in broken.stderr)


def test_a_file_that_is_no_play_is_told_so(tmp_path: Path) -> None:
    """A file of another name is refused."""
    path = tmp_path / "play.yaml"
    path.touch()

    assert (4, True) == ((told := sim(tmp_path, "test", str(path))).exit_code, "is no play file" in told.stderr)


def test_an_option_that_says_nothing_is_a_wrong_command_line(tmp_path: Path, plays: Path) -> None:
    """A threshold that is no number has the status of a wrong command line."""
    status, _, talked = run(tmp_path, str(plays), "--fail-under", "much")

    assert (2, True) == (status, "coverage threshold 'much'" in talked)


def test_a_copied_scenario_is_tested_where_it_lies(tmp_path: Path) -> None:
    """A copy of a scenario's folder, plays and traces and all, passes under another name."""
    folder = tmp_path / "ferry"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", folder)
    main = folder / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace("id: tutorial ", "id: ferry "), encoding="utf-8")
    status, said, _ = run(tmp_path, str(folder))

    assert (0, "25 passed") == (status, said.splitlines()[-1].partition(" in ")[0])
