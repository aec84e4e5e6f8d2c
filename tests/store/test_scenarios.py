"""Reading a scenario's folder; tests/bad has a scenario for every problem."""

import shutil
from pathlib import Path

import pytest

from sim.errors import Problem
from sim.library import data_folder
from sim.model.crossref import problems
from sim.model.scenario import Scenario
from sim.store.scenarios import examine, in_order

GOOD = Path(__file__).parent.parent / "bad" / "good"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good scenario."""
    return Path(shutil.copytree(GOOD, tmp_path / "good"))


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _read(folder: Path) -> Scenario:
    examined = examine(folder)
    assert () == examined.problems
    assert examined.scenario is not None
    return examined.scenario


def _codes(folder: Path) -> list[str]:
    return [problem.code for problem in examine(folder).problems]


def test_a_scenario_reads_back_from_its_own_json() -> None:
    """The copy that a session keeps is the scenario that was read."""
    scenario = _read(GOOD)

    assert scenario == type(scenario).model_validate_json(scenario.model_dump_json())
    assert () == problems(scenario)


def test_fields_may_stand_in_files_of_their_own(folder: Path) -> None:
    """A field that is moved to a file of its name means the same."""
    before = _read(folder)
    main = (folder / "scenario.yaml").read_text("utf-8")
    start = main.index("glossary:\n")
    end = main.index("conflicts:\n")
    (folder / "glossary.yaml").write_text(main[start + len("glossary:\n") : end], "utf-8")
    (folder / "scenario.yaml").write_text(main[:start] + main[end:], "utf-8")

    assert before.model_dump(exclude={"glossary"}) == _read(folder).model_dump(exclude={"glossary"})
    assert before.glossary == _read(folder).glossary


def test_problems_name_the_file_they_stand_in(folder: Path) -> None:
    """A problem of a field in a file of its own is placed in that file."""
    (folder / "loaded.yaml").write_text("- regime\n- 7\n", "utf-8")

    assert ["good/loaded.yaml:2:3: loaded[1]: the number 7 is given; a text is expected; quotation marks make it one"] == [
        str(problem) for problem in examine(folder).problems
    ]


def test_other_files_are_none_of_its_business(folder: Path) -> None:
    """Plays, texts and pictures beside a scenario are left alone."""
    (folder / "plays").mkdir()
    (folder / "plays" / "one.play.yaml").write_text("[", "utf-8")
    (folder / "README.md").write_text("# Well", "utf-8")
    (folder / "map.png").write_bytes(b"\x89PNG")

    assert [] == _codes(folder)


def test_a_broken_piece_does_not_hide_the_others(folder: Path) -> None:
    """Problems of shape in one scene and of names in another are reported in one run."""
    _replace(folder / "acts" / "dry.yaml", "kind: wait", "kind: wiat")
    _replace(folder / "acts" / "wet.yaml", "to: it-stops", "to: it-stosp")

    assert ["not-one-of", "unknown-scene"] == _codes(folder)


def test_what_only_follows_is_not_said(folder: Path) -> None:
    """A scene with a broken id is reported once, not once for every branch that leads to it."""
    _replace(folder / "acts" / "dry.yaml", "  well-open:\n", "  Well Open:\n")

    assert ["bad-id"] == _codes(folder)


def test_places_in_a_list_are_those_of_the_file(folder: Path) -> None:
    """Where an earlier entry of a list is broken, a later one keeps its number."""
    act = folder / "acts" / "dry.yaml"
    _replace(act, "        to: well-closed\n        effects", "        to: 7\n        effects")
    _replace(act, "      - to: the-evening\n        narration: It grew dark.", "      - to: the-evning\n        narration: It grew dark.")

    paths = [problem.path for problem in examine(folder).problems]

    assert ["acts.dry.scenes.at-the-well.branches[1].to", "acts.dry.scenes.at-the-well.branches[2].to"] == paths


def test_a_missing_text_hides_nothing(folder: Path) -> None:
    """A part without its text or citations is still compared with the others."""
    _replace(folder / "scenario.yaml", "\ntitle: The well", "")
    _replace(folder / "acts" / "wet.yaml", "        narration: It stops.\n", "")
    _replace(folder / "acts" / "wet.yaml", "to: it-stops", "to: it-stosp")

    assert ["unknown-scene", "missing-field", "missing-field"] == sorted(_codes(folder), reverse=True)


def test_a_folder_may_be_named_as_one_likes(tmp_path: Path) -> None:
    """Messages call a folder by its name, without what cannot be seen in it."""
    odd = Path(shutil.copytree(GOOD, tmp_path / "a\x1b[2Jb"))
    _replace(odd / "scenario.yaml", "\ntitle: The well", "")

    assert ["a\\x1b[2Jb/scenario.yaml"] == [problem.file for problem in examine(odd).problems]


def test_the_dot_is_a_folder_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario is read from the folder one stands in, and called by its name."""
    _replace(folder / "scenario.yaml", "\ntitle: The well", "")
    monkeypatch.chdir(folder)

    assert ["good/scenario.yaml"] == [problem.file for problem in examine(Path()).problems]


def test_nothing_there_is_said_so(tmp_path: Path) -> None:
    """A folder that is not there is a problem like any other."""
    examined = examine(tmp_path / "nowhere")

    assert (["there is no folder nowhere"], None) == ([problem.what for problem in examined.problems], examined.scenario)


def test_problems_come_in_the_order_of_their_places_and_once() -> None:
    """By file, line and column; what was found twice is said once."""
    first, second = Problem("a", "", "w", file="f", line=1, column=2), Problem("b", "", "w", file="f", line=1, column=1)

    assert (second, first) == in_order([first, second, first])


@pytest.mark.parametrize("name", ["kosovo", "tutorial"])
def test_shipped_scenarios_have_no_problem(name: str) -> None:
    """What comes with the product can be read."""
    assert () == examine(data_folder() / "scenarios" / name).problems
