"""How long a person waits: whole processes, ours and the peer's in turn, by wall time.

`sim --version` against `python -c "import click"`; the first screen of `sim play` against that of `ptpython`, each on its own terminal.
Both are measured as they are installed: compiled to bytecode, which an installer does and a checkout that was just edited lacks.
"""

import compileall
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from benchmarks.pairs import Row, rows

VERSION_LIMITS = {"sim --version": 2.0}
SCREEN_LIMITS = {"sim play, first screen": 1.0}
_PLAY = ["play", "kosovo", "--act", "2022", "--role", "belgrade", "--course", "whole", "--bot", "reported"]
_BIN = Path(sys.executable).parent
_PROGRAM = Path(__file__).parent.parent / "sim"


def _installed() -> None:
    """Compile the program as an installer would."""
    compileall.compile_dir(_PROGRAM, quiet=1)


def version(rounds: int = 15) -> tuple[Row, ...]:
    """Measure `sim --version` against importing the command-line library it stands on."""
    peer = 'python -c "import click"'
    _installed()
    commands = {peer: [sys.executable, "-c", "import click"], "sim --version": [str(_BIN / "sim"), "--version"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times[name].append(time.perf_counter() - before)
    return rows(peer, times, VERSION_LIMITS)


def _first_screen(command: str, arguments: list[str], expected: str, environment: dict[str, str]) -> float:
    """Return the seconds from starting a program to its first words on a terminal of 80×24."""
    before = time.perf_counter()
    child = pexpect.spawn(command, arguments, env=environment, dimensions=(24, 80), encoding="utf-8", timeout=20)
    child.expect(expected)
    taken = time.perf_counter() - before
    child.kill(signal.SIGKILL)
    child.wait()
    child.close()
    return taken


def first_screen(rounds: int = 9) -> tuple[Row, ...]:
    """Measure the first screen of `sim play kosovo` against `ptpython`'s; a round that is not counted lets both remember what they can."""
    _installed()
    peer = "ptpython, first prompt"
    home = tempfile.mkdtemp()
    environment = {**os.environ, "HOME": home, "SIM_DATA": str(Path(home) / "data"), "TERM": "xterm-256color"}
    programs = {
        peer: (str(_BIN / "ptpython"), [], ">>>"),
        "sim play, first screen": (
            str(_BIN / "sim"),
            _PLAY,
            "Before",
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    try:
        for place in range(rounds + 1):
            for name, (command, arguments, expected) in programs.items():
                taken = _first_screen(command, arguments, expected, environment)
                if place:
                    times[name].append(taken)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return rows(peer, times, SCREEN_LIMITS)
