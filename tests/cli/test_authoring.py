"""`sim check`, `sim new` and `sim schema`."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import sim


def test_a_sound_scenario_is_measured(tmp_path: Path) -> None:
    """A scenario without problems is told with its size and what its plays can reach."""
    told = sim(tmp_path, "check", "tutorial")

    assert (0, True, True) == (
        told.exit_code,
        told.stdout.startswith("tutorial: no problems\n  2 roles, 4 indicators, 1 act, "),
        "course short: 5 reachable states, 4 joint steps (all of them); 2 outcomes, the farthest 1 turn away" in told.stdout,
    )


def test_a_sound_scenario_is_measured_for_programs(tmp_path: Path) -> None:
    """`--json` has no problems and the sizes."""
    told = json.loads(sim(tmp_path, "check", "tutorial", "--json").stdout)

    assert ([], True) == (told["problems"], told["sizes"]["acts"]["ferry"]["courses"]["whole"]["exhaustive"])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a scenario's folder with two problems."""
    folder = tmp_path / "lake"
    sim(tmp_path, "new", str(folder))
    acts = folder / "acts" / "ferry.yaml"
    acts.write_text(
        acts.read_text("utf-8").replace("kind: threat", "kind: thret").replace("date_known: inferred", "date_known: inferd", 1), "utf-8"
    )
    return folder


def test_every_problem_is_listed_with_its_place(tmp_path: Path, broken: Path) -> None:
    """A scenario with problems lists all of them and has status 1."""
    told = sim(tmp_path, "check", str(broken))
    file = re.escape((broken / "acts" / "ferry.yaml").as_posix())
    places = [line for line in told.stdout.splitlines() if re.match(rf"{file}:\d+:\d+: ", line)]

    assert (1, 2, "lake: 2 problems") == (told.exit_code, len(places), told.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "row", [(".", "lake", "lake/"), ("lake", ".", ""), ("lake/acts", "..", "../"), (".", "lake/scenario.yaml", "lake/")]
)
def test_a_place_is_told_as_it_is_reached_from_here(
    tmp_path: Path, broken: Path, monkeypatch: pytest.MonkeyPatch, row: tuple[str, str, str]
) -> None:
    """Wherever the check is run, each file it names is there to be opened."""
    here, given, prefix = row
    monkeypatch.chdir(broken.parent / here)
    told = sim(tmp_path, "check", given).stdout.splitlines()

    assert [f"{prefix}acts/ferry.yaml"] * 2 == [line.partition(":")[0] for line in told[:-1]]
    assert "lake: 2 problems" == told[-1]


def test_every_problem_is_listed_for_programs(tmp_path: Path, broken: Path) -> None:
    """`--json` has the parts of each problem, and no sizes."""
    told = json.loads(sim(tmp_path, "check", str(broken), "--json").stdout)

    file = (broken / "acts" / "ferry.yaml").as_posix()
    assert (None, [(file, "inferred"), (file, "threat")]) == (
        told["sizes"],
        [(problem["file"], problem["suggestion"]) for problem in told["problems"]],
    )


def test_a_new_folder_plays_at_once(tmp_path: Path) -> None:
    """What `sim new` makes checks clean, plays to an outcome, and has a play of its own that goes as it says."""
    folder = tmp_path / "lake-dispute"
    made = sim(tmp_path, "new", str(folder))
    played = sim(tmp_path, "play", str(folder), "--role", "eastbank", "--course", "whole", "--bot", "reported", typed="\n1\n1\n")

    assert (0, 0, 0) == (made.exit_code, sim(tmp_path, "check", str(folder)).exit_code, played.exit_code)
    assert "This scenario is by an author who has not given a name yet." in played.stdout
    assert 0 == sim(tmp_path, "test", str(folder)).exit_code


def test_a_new_folder_has_a_name_of_its_own(tmp_path: Path) -> None:
    """The scenario in a new folder is called like the folder and names no author of ours."""
    sim(tmp_path, "new", str(tmp_path / "lake-dispute"))
    text = (tmp_path / "lake-dispute" / "scenario.yaml").read_text("utf-8")

    assert ("id: lake-dispute", False) == (re.findall(r"^id: [\w-]+", text, re.MULTILINE)[0], "Standoff contributors" in text)


def test_a_new_folder_leads_editors_to_its_schemas(tmp_path: Path) -> None:
    """Every file's first line names a schema that is there."""
    folder = tmp_path / "lake-dispute"
    sim(tmp_path, "new", str(folder))
    files = [*folder.rglob("*.yaml")]
    named = {file: re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8")) for file in files}

    assert [] == [file for file, found in named.items() if found is None or not (file.parent / found[1]).is_file()]


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("Lake", 1, "'Lake' cannot be a scenario's name"),
        ("tutorial", 1, "'tutorial' is the name of a scenario that came with the program"),
        ("no/lake", 5, "there is no folder no; make it first"),
        ("there", 5, "exists already; take another name"),
    ],
)
def test_a_folder_that_cannot_be_made_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, status: int, message: str
) -> None:
    """A wrong name, a missing folder above and a folder that is there are refused, and nothing is written over."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    told = sim(tmp_path, "new", name)

    assert (status, True) == (told.exit_code, message in told.stderr)


def test_schemas_are_listed(tmp_path: Path) -> None:
    """Every part with a schema is listed, and has one."""
    names = sim(tmp_path, "schema", "--list").stdout.split()

    assert [0] * len(names) == [sim(tmp_path, "schema", name).exit_code for name in names]


def test_a_schema_is_json(tmp_path: Path) -> None:
    """The schema of a scenario is a JSON Schema."""
    assert "$schema" in json.loads(sim(tmp_path, "schema").stdout)


def test_an_unknown_schema_names_the_nearest(tmp_path: Path) -> None:
    """A mistyped part is refused with the nearest one."""
    told = sim(tmp_path, "schema", "scenaro")

    assert (2, True) == (told.exit_code, "did you mean 'scenario'?" in told.stderr)


def test_a_new_scenario_has_a_title_of_its_own(tmp_path: Path) -> None:
    """The title follows the folder's name, and the comment beside the id stays in its column."""
    sim(tmp_path, "new", str(tmp_path / "lake-dispute"))
    lines = (tmp_path / "lake-dispute" / "scenario.yaml").read_text(encoding="utf-8").splitlines()

    assert "title: Lake dispute" in lines
    assert "id: lake-dispute          # the name of the folder" in lines
