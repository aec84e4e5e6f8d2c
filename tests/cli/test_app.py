"""The command itself: version, help, errors, exit statuses, signals and pipes."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sim import __version__
from sim.cli.app import COMMANDS, app
from sim.cli.exits import EXITS, status
from sim.errors import Fault, Illegal, InvalidLog, InvalidScenario, Missing, SimError, Stale, StorageFailed
from tests.cli.running import environment, process, sim

HEAVY = {
    "numpy",
    "starlette",
    "jinja2",
    "typst",
    "yaml",
    "prompt_toolkit",
    "pydantic",
    "transitions",
    "sqlite3",
    "rapidfuzz",
    "platformdirs",
}


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_asking_the_command_loads_nothing_heavy(asked: str) -> None:
    """Version and help are answered without loading what plays need."""
    ran = subprocess.run([sys.executable, "-X", "importtime", "-m", "sim", asked], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines()}

    assert set() == loaded & HEAVY


def test_the_version_is_told(tmp_path: Path) -> None:
    """`--version` prints name and version on one line."""
    assert f"sim {__version__}\n" == sim(tmp_path, "--version").stdout


def test_help_names_every_command_and_every_status(tmp_path: Path) -> None:
    """The help lists the commands in the order of their table, and what the process ends with."""
    told = sim(tmp_path, "--help").stdout
    commands = re.findall(r"^  (\w+)  ", told.partition("Commands:")[2].partition("Exit status:")[0], re.MULTILINE)
    statuses = re.findall(r"^  (\d+)  ", told.partition("Exit status:")[2], re.MULTILINE)

    assert ([*COMMANDS], [str(number) for number, _ in EXITS]) == (commands, statuses)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(tmp_path: Path, name: str) -> None:
    """The help of each command says what it does and shows examples of it."""
    told = sim(tmp_path, name, "--help")

    assert (0, True) == (told.exit_code, "Examples:\n" in told.stdout and f"  sim {name}" in told.stdout)


def test_every_command_of_the_table_is_there() -> None:
    """The table of commands leads to commands of the same names."""
    context = click.Context(app)

    assert [*COMMANDS] == [command.name for name in COMMANDS if (command := app.get_command(context, name))]


def test_a_mistyped_command_names_the_nearest(tmp_path: Path) -> None:
    """An unknown command is refused with what was probably meant."""
    told = sim(tmp_path, "plya")

    assert (2, True) == (told.exit_code, "did you mean 'play'?" in told.stderr)


@pytest.mark.parametrize(
    ("error", "number"),
    [
        (InvalidScenario(()), 1),
        (InvalidLog("x"), 1),
        (Missing("x"), 4),
        (StorageFailed("x"), 5),
        (Illegal("x"), 6),
        (Stale("x"), 6),
        (Fault("x"), 7),
        (SimError("x"), 1),
    ],
)
def test_every_error_has_a_status(error: SimError, number: int) -> None:
    """Each kind of error ends the process with the status of the table."""
    assert number == status(error)


def test_an_error_is_said_once_on_standard_error_with_its_code(tmp_path: Path) -> None:
    """An error is a message, never a traceback; standard output stays empty."""
    told = sim(tmp_path, "play", "nowhere")

    assert (4, "", True, True) == (
        told.exit_code,
        told.stdout,
        told.stderr.startswith("sim: there is no scenario and no folder 'nowhere'"),
        told.stderr.endswith("sim: (error unknown-scenario)\n"),
    )


def test_errors_hold_no_control_characters(tmp_path: Path) -> None:
    """What somebody typed comes back without the characters that would move the cursor."""
    told = sim(tmp_path, "resume", "\x1b]0;title\x07\u202e")

    assert told.stderr.replace("\n", "").isprintable()


def test_output_that_nobody_reads_ends_quietly(tmp_path: Path) -> None:
    """`sim … | head -1` ends with the status of a broken pipe and without a word."""
    sim(tmp_path, "play", "tutorial", "--watch", "--course", "whole", typed="\n")
    with process(tmp_path, "replay") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()

        assert (141, "") == (running.wait(30), running.stderr.read())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("arguments", [("sources", "list"), ("play", "tutorial", "--role", "eastbank", "--plain")])
def test_output_that_finds_no_room_is_said_in_words(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A full disk under the output is a message and status 5, never a traceback."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "sim", *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment(tmp_path)},
            cwd=Path(__file__).parents[2],
        )

    assert (5, True, False) == (ended.returncode, "(error file-not-written)" in ended.stderr, "Traceback" in ended.stderr)


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
@pytest.mark.parametrize(("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_a_play_that_can_go_on(tmp_path: Path, number: signal.Signals, expected: int) -> None:
    """Ctrl-C, a closed terminal and a request to end say how to go on, and the choice before them is kept."""
    with process(tmp_path, "play", "tutorial", "--role", "eastbank", "--name", "cut-off", typed=None) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write("\n1\n")
        running.stdin.flush()
        while "your choice" not in running.stdout.readline() or "turn 2" not in sim(tmp_path, "sessions").stdout:
            pass
        running.send_signal(number)
        said = running.stderr.read()
        ended = running.wait(30)

    assert (expected, True, True) == (ended, "go on with: sim resume cut-off" in said, "turn 2" in sim(tmp_path, "sessions").stdout)


def test_a_name_that_people_type_leads_to_the_command(tmp_path: Path) -> None:
    """`sim source` is `sim sources`."""
    assert sim(tmp_path, "sources", "list").stdout == sim(tmp_path, "source", "list").stdout
