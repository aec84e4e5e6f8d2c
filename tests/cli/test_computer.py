"""`sim doctor` and `sim completion`."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import environment, sim


def found(folder: Path, name: str, **more: str) -> dict[str, object]:
    """Return one finding of the doctor."""
    told = json.loads(sim(folder, "doctor", "--json", more=more).stdout)
    return next(row for row in told["findings"] if row["name"] == name)


def test_the_doctor_looks_at_everything(tmp_path: Path) -> None:
    """Python, SQLite, scenarios, terminal, encoding, colour, configuration, data folder and sessions are looked at."""
    told = sim(tmp_path, "doctor").stdout
    names = ("version", "SQLite", "scenario tutorial", "terminal", "encoding", "colour", "configuration", "data folder", "sessions")

    assert [] == [name for name in names if f"  {name} " not in told]


def test_a_damaged_file_of_sessions_is_a_problem(tmp_path: Path) -> None:
    """A file of sessions that is no database is found, and the status is 1."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sessions.db").write_bytes(b"no database" * 500)

    assert (1, False) == (sim(tmp_path, "doctor").exit_code, found(tmp_path, "sessions")["good"])


def test_a_wrong_configuration_is_a_problem(tmp_path: Path) -> None:
    """The doctor says what is wrong with the configuration instead of stopping at it."""
    environment(tmp_path)
    (tmp_path / "config.toml").write_text("one = 1\n")
    told = sim(tmp_path, "doctor")

    assert (1, True) == (told.exit_code, "unknown setting 'one'" in told.stdout)


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX")
def test_a_folder_that_others_can_read_is_a_problem(tmp_path: Path) -> None:
    """Sessions that others can read are found, with the command that mends it."""
    sim(tmp_path, "doctor")
    (tmp_path / "data").chmod(0o755)
    row = found(tmp_path, "permissions")

    assert (False, f"others can read your sessions: chmod 700 {tmp_path / 'data'}") == (row["good"], row["advice"])


def test_colour_that_is_switched_off_is_said(tmp_path: Path) -> None:
    """The doctor says that NO_COLOR is set."""
    assert "none, because NO_COLOR is set" == found(tmp_path, "colour", NO_COLOR="1")["found"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(tmp_path: Path, shell: str) -> None:
    """A completion script names the command and its variable."""
    told = sim(tmp_path, "completion", shell).stdout

    assert (True, True) == ("_SIM_COMPLETE" in told, "sim" in told)


def completed(folder: Path, words: str) -> list[str]:
    """Return what the shell is offered for the last of some words."""
    asked = {"_SIM_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    return [line.partition(",")[2] for line in sim(folder, more=asked).stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sim pl", ["play"]),
        ("sim play tut", ["tutorial"]),
        ("sim play tutorial --role ", ["eastbank", "westbank"]),
        ("sim play nowhere --role ", []),
        ("sim play --bot h", ["hard-line"]),
        ("sim play --theme m", ["muted", "mono"]),
        ("sim sources show --scenario tutorial r", ["river-letter"]),
        ("sim replay ", ["open"]),
        ("sim play scenarios/", ["scenarios/kosovo", "scenarios/tutorial"]),
        ("sim play nowhere/", []),
    ],
)
def test_what_can_stand_there_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, offered: list[str]) -> None:
    """Commands, scenarios, folders, roles, bots, themes, documents and sessions are completed."""
    monkeypatch.chdir(Path(__file__).parents[2])
    sim(tmp_path, "play", "tutorial", "--watch", "--course", "whole", "--bot", "random", "--name", "open", typed="\n")

    assert sorted(offered) == sorted(completed(tmp_path, words))


def test_completion_never_fails(tmp_path: Path) -> None:
    """Where the sessions cannot be read, none is offered and nothing is said."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sessions.db").write_bytes(b"no database" * 500)

    assert [] == completed(tmp_path, "sim replay ")


def test_the_bash_script_is_bash(tmp_path: Path) -> None:
    """The shell itself finds nothing wrong with the script."""
    script = sim(tmp_path, "completion", "bash").stdout

    assert 0 == subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode
