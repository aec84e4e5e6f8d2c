"""What the first screen of a play waits for, and what it does not."""

import gc
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment, sim

ROOT = Path(__file__).parents[2]
PLAY = ("play", "tutorial", "--course", "whole", "--bot", "reported", "--role", "eastbank")
READING = {"yaml", "rapidfuzz", "sim.evidence.check", "sim.store.scenarios", "sim.model.crossref"}
"""What reads and checks a scenario that is not remembered."""
LATER = {"sim.report.debrief", "sim.report.review", "sim.terminal.ending", "sim.terminal.export"}
"""What is needed when a turn has passed, or at the end."""
PLAYING = {"pydantic", "transitions", "sqlite3", "sim.engine.session", "sim.store.live", "sim.terminal.desk"}
"""What plays, keeps and shows the play."""
LINES = {"sim.terminal.plain", "sim.terminal.spoken", "sim.terminal.typed"}
"""The line mode."""


def _loaded(report: str) -> list[str]:
    """Return the modules in a report of imports, in their order."""
    return [line.rpartition("|")[2].strip() for line in report.splitlines() if "|" in line]


def _screen(folder: Path, *arguments: str) -> tuple[str, int | None]:
    """Play at a full screen and leave at its first page; return the report of imports with what was said, and the status."""
    pexpect = pytest.importorskip("pexpect", reason="there are no POSIX terminals here")
    report = folder / "imports"
    line = f"exec {shlex.join([sys.executable, '-X', 'importtime', '-m', 'sim', *arguments])} 2> {shlex.quote(str(report))}"
    variables = {**os.environ, "TERM": "xterm", **environment(folder)}
    shell = pexpect.spawn("/bin/sh", ["-c", line], env=variables, cwd=str(ROOT), encoding="utf-8", timeout=30, dimensions=(24, 80))
    shell.expect("Before")
    shell.send("q")
    shell.expect(pexpect.EOF)
    shell.close()
    return report.read_text(encoding="utf-8"), shell.exitstatus


def test_the_first_full_screen_loads_only_what_it_shows(tmp_path: Path) -> None:
    """A scenario that is remembered is shown without what reads one, tells the end, or writes plain lines."""
    sim(tmp_path, *PLAY)  # from now on it is remembered
    report, _ = _screen(tmp_path, *PLAY)
    loaded = {*_loaded(report)}

    assert {"sim.terminal.screen", "sim.terminal.desk"} <= loaded
    assert set() == loaded & (READING | LATER | LINES)


def test_the_notice_does_not_wait_for_the_play(tmp_path: Path) -> None:
    """The screen is loaded before anything that checks data, knows the rules, keeps sessions, or draws more than the notice."""
    sim(tmp_path, *PLAY)
    report, _ = _screen(tmp_path, *PLAY)
    loaded = _loaded(report)
    before = loaded.index("sim.terminal.screen")

    assert set() == {*loaded[:before]} & PLAYING
    assert {*loaded[before:]} >= PLAYING


def test_without_a_memory_the_scenario_is_opened_first(tmp_path: Path) -> None:
    """On the first start of all the notice comes when the scenario has been read and checked."""
    report, status = _screen(tmp_path, *PLAY)

    assert 0 == status
    assert {*_loaded(report)} >= READING


def test_an_error_after_the_notice_is_told_as_before_it(tmp_path: Path) -> None:
    """A session's name that is taken is refused with message and status, whether the notice was on the screen or not."""
    sim(tmp_path, *PLAY, "--name", "demo")
    told = sim(tmp_path, *PLAY, "--name", "demo")
    report, status = _screen(tmp_path, *PLAY, "--name", "demo")
    said = [line for line in report.splitlines() if line.startswith("sim: ")]

    assert told.exit_code == status != 0
    assert told.stderr.splitlines() == said


def test_plain_lines_do_not_wait_for_the_full_screen(tmp_path: Path) -> None:
    """In a pipe a remembered scenario is played without what reads one, and without what draws a screen."""
    sim(tmp_path, *PLAY)
    report = tmp_path / "imports"
    with report.open("w", encoding="utf-8") as stream:
        subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "sim", *PLAY],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stream,
            env={**os.environ, **environment(tmp_path)},
            cwd=ROOT,
            check=False,
        )
    loaded = {*_loaded(report.read_text(encoding="utf-8"))}

    assert "sim.terminal.plain" in loaded
    assert set() == loaded & (READING | {"prompt_toolkit", "sim.terminal.screen"})


def test_a_resumed_play_finds_its_scenario_remembered(tmp_path: Path) -> None:
    """`sim resume` remembers the scenario as `sim play` does, so that the next time it goes on at once."""
    sim(tmp_path, *PLAY, typed="\n1\n")
    checked = tmp_path / "data" / "checked"
    shutil.rmtree(checked)
    sim(tmp_path, "resume")

    assert 1 == len([*checked.iterdir()])


def test_python_tidies_up_as_before_after_a_play(tmp_path: Path) -> None:
    """A play looks for rubbish less often; whoever ran it in a process of their own finds what they had set."""
    before = gc.get_threshold()
    told = sim(tmp_path, *PLAY)

    assert (3, before) == (told.exit_code, gc.get_threshold())


def test_no_other_package_has_a_say_in_what_is_read(tmp_path: Path) -> None:
    """A plugin that some package offers to the library that checks data is not loaded by the command."""
    offered = tmp_path / "offered-1.dist-info"
    offered.mkdir()
    (offered / "METADATA").write_text("Metadata-Version: 2.1\nName: offered\nVersion: 1\n", encoding="utf-8")
    (offered / "entry_points.txt").write_text("[pydantic]\noffered = offered:plugin\n", encoding="utf-8")
    (tmp_path / "offered.py").write_text("from pathlib import Path\nPath(__file__).with_name('loaded').touch()\n", encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if name != "PYDANTIC_DISABLE_PLUGINS"}
    subprocess.run(
        [sys.executable, "-m", "sim", *PLAY],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**variables, **environment(tmp_path), "PYTHONPATH": str(tmp_path)},
        cwd=ROOT,
        check=False,
    )

    assert not (tmp_path / "loaded").exists()
