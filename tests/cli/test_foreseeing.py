"""Bots that look ahead in `sim play`: computed once, kept, and the same again after a resume or a fork."""

import json
from pathlib import Path

import pytest

from tests.cli.running import sim

_AHEAD = "sim: the bot foresight:3 looks ahead for the first time in this scenario"


def _computed(folder: Path) -> list[Path]:
    return sorted((folder / "data" / "computed").iterdir())


def test_it_is_computed_once(tmp_path: Path) -> None:
    """The first play says that something is computed, the second finds it and plays the same."""
    first = sim(tmp_path, "play", "tutorial", "--watch", "--bot", "foresight", "--seed", "3")
    second = sim(tmp_path, "play", "tutorial", "--watch", "--bot", "foresight:3", "--seed", "3")

    assert (True, False) == (_AHEAD in first.stderr, _AHEAD in second.stderr)
    assert first.stdout == second.stdout
    assert 1 == len(_computed(tmp_path))


def test_the_log_names_the_bot_and_its_strength(tmp_path: Path) -> None:
    """What is kept of a play says how strongly each bot preferred what promises more."""
    sim(tmp_path, "play", "tutorial", "--watch", "--bot", "foresight", "--bot", "westbank=foresight:0.5")
    said = sim(tmp_path, "sessions", "--json").stdout

    assert '"by": "foresight:3"' in said
    assert '"by": "foresight:0.5"' in said


@pytest.mark.parametrize("damage", [b"", b"0" * 64 + b"\n{}", b"\xff"])
def test_what_was_damaged_is_computed_again(tmp_path: Path, damage: bytes) -> None:
    """A kept file that somebody has changed is recognised, computed anew, and mended."""
    first = sim(tmp_path, "play", "tutorial", "--watch", "--bot", "foresight", "--seed", "3")
    [file] = _computed(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage)
    again = sim(tmp_path, "play", "tutorial", "--watch", "--bot", "foresight", "--seed", "3")

    assert (True, first.stdout) == (_AHEAD in again.stderr, again.stdout)
    assert whole == file.read_bytes()


def test_a_session_goes_on_with_the_same_bot(tmp_path: Path) -> None:
    """A play that was broken off is resumed as it would have gone on, and so is its copy, even after everything kept was deleted."""
    played = ("play", "tutorial", "--role", "eastbank", "--bot", "foresight:1", "--seed", "5")
    whole = sim(tmp_path, *played, "--name", "whole", typed="\n1\n1\n1\n1\n")
    sim(tmp_path, *played, "--name", "half", typed="\n1\n")
    for file in _computed(tmp_path):
        file.unlink()
    sim(tmp_path, "fork", "half", "--name", "copy")
    half = sim(tmp_path, "resume", "half", typed="\n1\n1\n1\n")
    sim(tmp_path, "resume", "copy", typed="\n1\n1\n1\n")
    choices = [_choices(tmp_path, name) for name in ("whole", "half", "copy")]

    assert (0, 0) == (whole.exit_code, half.exit_code)
    assert choices[0] == choices[1] == choices[2]
    assert {"eastbank", "westbank"} <= {role for role, _ in choices[0]}


def _choices(folder: Path, name: str) -> list[tuple[str, str]]:
    """Return what everybody chose and what chance brought, in order."""
    events = [json.loads(line).get("event", {}) for line in sim(folder, "export", name, "--no-edition").stdout.splitlines()]
    return [(event.get("role", "chance"), event["option"]) for event in events if "option" in event]


@pytest.mark.parametrize(
    ("bot", "code", "said"),
    [
        ("foresight:", 2, "after foresight: stands a number from 0 to 20, such as foresight:3"),
        ("westbank=foresight:21", 2, "after foresight: stands a number from 0 to 20"),
        ("foresigt", 4, "there are: reported, cautious, hard-line, random, foresight; did you mean 'foresight'?"),
    ],
)
def test_a_wrong_name_is_refused(tmp_path: Path, bot: str, code: int, said: str) -> None:
    """A strength that there is not, and a misspelt name, are refused before anything is computed."""
    found = sim(tmp_path, "play", "tutorial", "--role", "eastbank", "--bot", bot)

    assert code == found.exit_code
    assert said in found.stderr
