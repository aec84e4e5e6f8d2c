"""Long computations in a terminal: they say how far they have come, and Ctrl-C, which every process of them hears, shows what is known."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal on Windows")
ROOT = Path(__file__).parents[2]


def stopped(folder: Path, *arguments: str, when: str) -> tuple[int | None, str]:
    """Run the command in a terminal, press Ctrl-C when it says something, and return how it ended and what it said after that."""
    pexpect = pytest.importorskip("pexpect")
    known = {**os.environ, **environment(folder), "PYTHONUTF8": "1", "TERM": "xterm"}
    terminal = pexpect.spawn(sys.executable, ["-m", "sim", *arguments], env=known, cwd=ROOT, encoding="utf-8", timeout=100)
    terminal.expect(when)
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.exitstatus, terminal.before


def test_the_numbers_that_were_tried_are_shown(tmp_path: Path) -> None:
    """While numbers are tried by two processes, rate and rest are said; stopped, the numbers so far are shown as partial, and not kept."""
    arguments = ("analyse", "kosovo", "--act", "2021", "--sensitivity", "--executor", "processes:2")
    code, said = stopped(tmp_path, *arguments, when=r"[0-9]+ of [0-9]+ numbers tried, [0-9.]+ a second, [0-9]+ s to go")

    assert 130 == code
    assert "(partial) tried, " in said
    assert "sim: stopped; what is shown is what was known so far (partial)" in said
    assert "Traceback" not in said
    assert not (tmp_path / "data" / "computed").exists()


def test_the_rows_that_are_done_are_shown(tmp_path: Path) -> None:
    """Stopped between rows, a comparison shows those that are done."""
    code, said = stopped(tmp_path, "compare", "kosovo", "--executor", "processes:2", when=r"[1-9] of 12 rows, [0-9.]+ a second")

    assert 130 == code
    assert "of 12 rows were computed (partial)" in said
    assert "uniform" in said
    assert "Traceback" not in said


def test_a_bot_that_looks_ahead_can_be_left(tmp_path: Path) -> None:
    """While a bot looks ahead for the first time, it says how far it is; Ctrl-C leaves at once, and nothing is kept."""
    arguments = ("play", "kosovo", "--act", "2023", "--course", "whole", "--role", "belgrade", "--bot", "foresight", "--plain")
    code, said = stopped(tmp_path, *arguments, when=r"2023: [0-9,]+ of [0-9,]+ states, [0-9,]+ a second, [0-9]+ s to go")

    assert (130, False) == (code, "Traceback" in said)
    assert not (tmp_path / "data" / "computed").exists()
