"""`sim check --watch` checks again whenever a file is saved."""

import signal
import subprocess
import time
from pathlib import Path

from tests.cli.running import process, sim


def heard(started: "subprocess.Popen[str]", words: str) -> str:
    """Return what a process says until it has said some words."""
    said = ""
    assert started.stderr is not None
    while words not in said:
        line = started.stderr.readline()
        assert line, said
        said += line
    return said


def test_a_saved_file_is_checked_again(tmp_path: Path) -> None:
    """The check runs at once, again after a file was saved, and ends with Ctrl-C, whatever it found."""
    folder = tmp_path / "lake"
    sim(tmp_path, "new", str(folder))
    started = process(tmp_path, "check", str(folder), "--watch", typed=None)
    try:
        heard(started, "watching")
        time.sleep(0.6)
        act = folder / "acts" / "ferry.yaml"
        act.write_text(act.read_text("utf-8").replace("to: ferry-runs", "to: fery-runs", 1), encoding="utf-8")
        heard(started, "watching")
        started.send_signal(signal.SIGINT)
        said, _ = started.communicate(timeout=30)
    finally:
        started.kill()

    assert 0 == started.returncode
    assert said.startswith("lake: no problems\n")
    assert "no scene 'fery-runs'; did you mean 'ferry-runs'?" in said
    assert said.rstrip().endswith("lake: 1 problem")
