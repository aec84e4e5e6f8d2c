"""`sim fuzz` looks for failing plays, and leaves the shortest as a test."""

import json
import shutil
from pathlib import Path

import pytest

from sim.library import data_folder
from tests.cli.running import process, sim

CLAIM = "\nproofs:\n  calm: {text: The villages stay calm., never: {chose: {westbank: close-landing}}}\n"


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """Return a copy of the tutorial with a claim that is false."""
    folder = tmp_path / "ferry"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", folder)
    main = folder / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace("id: tutorial ", "id: ferry ") + CLAIM, encoding="utf-8")
    return folder


def test_a_sound_scenario_has_no_failures(tmp_path: Path) -> None:
    """Two hundred plays of the tutorial give no failure."""
    told = sim(tmp_path, "fuzz", "tutorial", "--plays", "200", "--seed", "5")

    assert (0, "tutorial: 200 plays from seed 5 by mixed, no failures\n") == (told.exit_code, told.stdout)


def test_a_failing_play_is_made_short_and_saved(tmp_path: Path, ferry: Path) -> None:
    """A broken claim has status 1; the play that is saved among the scenario's plays is one turn long and fails as a test."""
    told = sim(tmp_path, "fuzz", str(ferry), "--plays", "100")
    path = ferry / "plays" / "fuzz-proofs-calm.play.yaml"
    started = process(tmp_path, "test", str(path))
    said, _ = started.communicate(timeout=60)

    assert (1, True) == (told.exit_code, f"  a play of 1 turn shows it: {path}" in told.stdout.splitlines())
    assert "course: short" in path.read_text("utf-8") or "close-landing" in path.read_text("utf-8")
    assert (1, True) == (started.returncode, "never: The villages stay calm. (proofs.calm)" in said)


def test_a_play_without_an_end_is_saved_with_what_it_should_come_to(tmp_path: Path, ferry: Path) -> None:
    """A play that goes on for too long is saved whole, with the expectation that nobody is asked any more."""
    act = ferry / "acts" / "ferry.yaml"
    text = act.read_text("utf-8").replace("to: ferry-idle", "to: the-night").replace("to: ferry-runs", "to: the-night")
    act.write_text(text, encoding="utf-8")
    main = ferry / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace(CLAIM, ""), encoding="utf-8")
    told = sim(tmp_path, "fuzz", str(ferry), "--plays", "10", "--turns", "12", "--save", str(tmp_path / "found"))

    assert "after 12 turns there is no outcome" in told.stdout
    assert "  - expect: {waits_for: []}" == tmp_path.joinpath("found", "fuzz-no-end.play.yaml").read_text("utf-8").splitlines()[-1]


def test_json_holds_the_same(tmp_path: Path, ferry: Path) -> None:
    """`--json` has the number of plays and each failure with its seed, its words, its file and its play."""
    told = json.loads(sim(tmp_path, "fuzz", str(ferry), "--plays", "100", "--json", "--policy", "hard-line").stdout)
    failure = told["failures"]["proofs.calm"]

    assert (100, "proofs.calm: The villages stay calm.", 1) == (told["plays"], failure["what"], len(failure["play"]["legs"]))


def test_an_unknown_policy_is_refused(tmp_path: Path) -> None:
    """A policy that is not there is refused with those that are, and the nearest."""
    told = sim(tmp_path, "fuzz", "tutorial", "--policy", "cautius")

    assert (4, True) == (told.exit_code, "there is no policy 'cautius'; there are: reported, cautious" in told.stderr)
    assert "did you mean 'cautious'?" in told.stderr
