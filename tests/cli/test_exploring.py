"""`sim explore` says what can happen, what never can, and whether the author's claims hold."""

import json
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from sim.library import data_folder
from tests.cli.running import process, sim

CLAIMS = """
proofs:
  calm: {text: The villages stay calm., always: {at_most: {tension: 3}}}
  deal: {text: They can agree., reachable: {at_most: {tension: 0}}, scenes: [ferry-runs]}
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """Return a copy of the tutorial with two claims, of which one is false."""
    folder = tmp_path / "ferry"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", folder)
    main = folder / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace("id: tutorial ", "id: ferry ") + CLAIMS, encoding="utf-8")
    return folder


def test_a_small_scenario_is_exhausted(tmp_path: Path) -> None:
    """Every state of the tutorial is visited, and every part of it can happen."""
    told = sim(tmp_path, "explore", "tutorial")

    assert (0, True, True) == (
        told.exit_code,
        told.stdout.startswith("tutorial, act ferry: exhaustive: 47 states, every one visited (68 joint steps)\n"),
        "  every scene, branch, option and outcome is played\n" in told.stdout,
    )


def test_injects_are_let_in_on_request(tmp_path: Path) -> None:
    """With `--injects` there are more states, and it says so."""
    told = sim(tmp_path, "explore", "tutorial", "--injects").stdout

    assert "exhaustive: 180 states, every one visited (260 joint steps, the facilitator's injects among them)" in told


def test_a_limit_is_named(tmp_path: Path) -> None:
    """A search that is cut short says by which limit, and what was not seen is not called impossible."""
    told = sim(tmp_path, "explore", "tutorial", "--states", "4").stdout

    assert ("tutorial, act ferry: cut short after 4 states", True, False) == (
        told.partition(" (")[0],
        "  not seen so far: scene ferry-runs" in told,
        "can never happen" in told,
    )


def test_a_broken_claim_is_shown_by_a_play(tmp_path: Path, ferry: Path) -> None:
    """A claim that does not hold has status 1 and the shortest play that breaks it, as a play file."""
    told = sim(tmp_path, "explore", str(ferry))

    assert (1, True, True, True) == (
        told.exit_code,
        "BROKEN    calm: The villages stay calm. (a play of 1 turn breaks it)\n    about:" in told.stdout,
        "holds     deal: They can agree. (a play of 1 turn comes to it)\n" in told.stdout,
        "westbank: threaten-closure" in told.stdout,
    )


def test_what_can_never_happen_is_listed(tmp_path: Path, ferry: Path) -> None:
    """Parts that no play comes to are named by kind."""
    act = ferry / "acts" / "ferry.yaml"
    act.write_text(act.read_text("utf-8").replace("to: ferry-runs", "to: ferry-idle"), encoding="utf-8")

    assert "  can never happen: scene ferry-runs\n" in sim(tmp_path, "explore", str(ferry)).stdout


def test_what_was_found_can_be_saved_and_run(tmp_path: Path, ferry: Path) -> None:
    """`--save` writes the shortest play to every part; they all pass but for the one that breaks a claim."""
    folder = tmp_path / "found"
    told = sim(tmp_path, "explore", str(ferry), "--save", str(folder))
    started = process(tmp_path, "test", str(folder))
    said, _ = started.communicate(timeout=60)
    names = {path.name.removesuffix(".play.yaml") for path in folder.iterdir()}

    assert {"ferry-scenes", "ferry-outcomes", "ferry-branches", "ferry-options", "ferry-injects", "proofs"} == names
    assert "plays saved in 6 files in" in told.stderr
    assert "failed" in said
    assert any("::play[calm]" in line for line in said.splitlines() if line.startswith("FAILED"))
    assert all("always: The villages stay calm." in block for block in said.split("\n____")[1:])


def test_a_small_set_that_covers_everything_can_be_saved(tmp_path: Path, ferry: Path) -> None:
    """`--cover` writes a few plays among the scenario's own, which together touch every part of it."""
    main = ferry / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace(CLAIMS, ""), encoding="utf-8")
    shutil.rmtree(ferry / "plays")
    sim(tmp_path, "explore", str(ferry), "--cover", str(ferry / "plays" / "cover"))
    started = process(
        tmp_path, "test", str(ferry), "--fail-under", "scenes=100,options=100,branches=100,conditions=100,injects=100,outcomes=100"
    )
    said, _ = started.communicate(timeout=60)

    assert (0, True) == (started.returncode, 2 < len([*(ferry / "plays" / "cover").iterdir()]) < 9), said


def test_slips_that_nobody_notices_can_be_guarded_against(tmp_path: Path, ferry: Path) -> None:
    """`--guard` writes plays for what a scenario's own plays leave open; with their traces a second run finds nothing more."""
    main = ferry / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace(CLAIMS, ""), encoding="utf-8")
    for path in (ferry / "plays").glob("e*"):
        path.unlink()
    told = sim(tmp_path, "explore", str(ferry), "--guard", str(ferry / "plays" / "guard"))
    process(tmp_path, "test", str(ferry), "--bless").communicate(timeout=60)
    again = sim(tmp_path, "explore", str(ferry), "--guard", str(ferry / "plays" / "guard"))

    assert any((ferry / "plays" / "guard").glob("*.play.yaml")), told.stderr
    assert "sim: 0 plays saved" in again.stderr


def test_json_holds_the_same(tmp_path: Path, ferry: Path) -> None:
    """`--json` has limits, counts, what never happens, the shortest plays and the verdicts."""
    told = json.loads(sim(tmp_path, "explore", str(ferry), "--json").stdout)

    assert (True, 47, 68) == tuple(told["acts"]["ferry"][key] for key in ("exhaustive", "states", "steps"))
    assert {"calm": "broken", "deal": "holds"} == {name: proof["verdict"] for name, proof in told["proofs"].items()}
    assert [
        {
            "scene": "the-landing",
            "picks": {"eastbank": "promise-nothing", "westbank": "threaten-closure", "chance": "rain"},
            "release": None,
        }
    ] == told["proofs"]["calm"]["play"]["legs"]
    assert [] == told["acts"]["ferry"]["never"]["scene"]


def test_an_unknown_act_is_named(tmp_path: Path) -> None:
    """An act that is not there is refused with those that are."""
    told = sim(tmp_path, "explore", "tutorial", "--act", "fery")

    assert (4, True) == (told.exit_code, "scenario tutorial has no act 'fery'; its acts: ferry" in told.stderr)


@pytest.mark.slow
def test_a_search_can_be_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends a long search with what was found so far, and says so."""
    started = process(tmp_path, "explore", "kosovo", "--injects", "--states", "1000000", "--steps", "100000000")
    with pytest.raises(subprocess.TimeoutExpired):
        started.communicate(timeout=8)
    started.send_signal(signal.SIGINT)
    said, _ = started.communicate(timeout=60)

    assert (130, True) == (started.returncode, "stopped after " in said)
