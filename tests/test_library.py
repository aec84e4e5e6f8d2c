"""The one door: opening a scenario by name, by path, or from the copy that a session keeps."""

import shutil
from pathlib import Path

import pytest

from sim.errors import InvalidLog, InvalidScenario, Missing
from sim.library import OpenScenario, data_folder, find, from_data, open_edition, open_scenario, reopen, shipped
from sim.store.kept import Edition
from tests import small

GOOD = Path(__file__).parent / "bad" / "good"


def test_two_scenarios_are_shipped() -> None:
    """Both are found by name, in the product's own data."""
    assert ("kosovo", "tutorial") == shipped()
    assert [data_folder() / "scenarios" / name for name in shipped()] == [find(name) for name in shipped()]


@pytest.mark.parametrize("name", ["kosovo", "tutorial"])
def test_a_shipped_scenario_opens(name: str) -> None:
    """It comes with everything a front end reads: documents, passages, the compiled machine, both hashes."""
    opened = open_scenario(name)

    assert (name, "shipped") == (opened.scenario.id, opened.origin)
    assert opened.machine.scenario is opened.scenario
    assert opened.grounds.passages
    assert [64, 64] == [len(opened.rules_hash), len(opened.whole_hash)]


@pytest.mark.parametrize("path", [str(GOOD), str(GOOD / "scenario.yaml"), f"{GOOD}/"])
def test_a_scenario_from_elsewhere_opens_by_its_path(path: str) -> None:
    """The path of the folder, or of its main file, will do; its texts are not ours."""
    opened = open_scenario(path)

    assert ("good", "folder", GOOD) == (opened.scenario.id, opened.origin, opened.folder)


def test_a_shipped_scenario_is_shipped_by_its_path_too() -> None:
    """Where it was found does not change whose it is."""
    assert "shipped" == open_scenario(str(find("tutorial"))).origin


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "kosvo",
            "there is no scenario and no folder 'kosvo'; scenarios that come with this product: kosovo, tutorial; did you mean 'kosovo'?",
        ),
        ("", "there is no scenario and no folder ''; scenarios that come with this product: kosovo, tutorial"),
        ("a\x1b[2J", r"there is no scenario and no folder 'a\x1b[2J'; scenarios that come with this product: kosovo, tutorial"),
        ("x\0y", r"there is no scenario and no folder 'x\x00y'; scenarios that come with this product: kosovo, tutorial"),
    ],
)
def test_what_is_not_there_is_missing(asked: str, said: str) -> None:
    """The message names what there is, and what is near."""
    with pytest.raises(Missing) as caught:
        find(asked)

    assert said == str(caught.value)


def test_an_endless_name_is_missing_too() -> None:
    """A name longer than any path is answered like any other."""
    with pytest.raises(Missing):
        open_scenario("x" * 100_000)


def test_problems_of_files_and_of_quotations_come_together(tmp_path: Path) -> None:
    """One run shows what is wrong with shape, names, catalogue and quotations."""
    folder = Path(shutil.copytree(GOOD, tmp_path / "bad"))
    act = folder / "acts" / "wet.yaml"
    act.write_text(
        act.read_text("utf-8").replace("kind: wait", "kind: wiat").replace("to: it-stops", "to: x").replace("gone", "gome", 1), "utf-8"
    )

    with pytest.raises(InvalidScenario) as caught:
        open_scenario(str(folder))

    assert ["quote-not-found", "not-one-of", "unknown-scene"] == [problem.code for problem in caught.value.problems]


def test_a_broken_catalogue_does_not_hide_the_scenario(tmp_path: Path) -> None:
    """Where quotations cannot be looked up, the other problems are still reported."""
    folder = Path(shutil.copytree(GOOD, tmp_path / "bad"))
    (folder / "sources" / "catalogue.yaml").write_text("[", "utf-8")
    act = folder / "acts" / "wet.yaml"
    act.write_text(act.read_text("utf-8").replace("to: it-stops", "to: x"), "utf-8")

    with pytest.raises(InvalidScenario) as caught:
        open_scenario(str(folder))

    assert ["unknown-scene", "yaml-syntax"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["kosovo", "tutorial"])
def test_a_kept_copy_opens_to_the_same(name: str) -> None:
    """The copy has the same hashes, passages and documents."""
    opened = open_scenario(name)
    again = reopen(opened.edition.scenario, opened.edition.corpus)

    assert (opened.scenario, opened.corpus, opened.grounds) == (again.scenario, again.corpus, again.grounds)
    assert (opened.rules_hash, opened.whole_hash) == (again.rules_hash, again.whole_hash)
    assert ("copy", None) == (again.origin, again.folder)


@pytest.mark.parametrize("copies", [("{", "{}"), ("{}", "{}"), ("[]", "[]"), ("\0", "")])
def test_a_damaged_copy_is_refused(copies: tuple[str, str]) -> None:
    """What cannot be read is said to be the session's copy."""
    with pytest.raises(InvalidLog, match="the copy of the scenario kept with this session cannot be read"):
        reopen(*copies)


def test_a_copy_whose_words_were_changed_is_refused() -> None:
    """A quotation that is not in the copy's documents stops it, as it would have stopped the scenario."""
    opened = open_scenario("tutorial")

    with pytest.raises(InvalidLog, match="these words are not in river-letter"):
        reopen(opened.edition.scenario.replace("The ferry has not run since.", "The ferry has not ran since."), opened.edition.corpus)


def never() -> Edition:
    """Return a copy where none is needed."""
    raise AssertionError


def test_what_was_played_is_the_shipped_scenario_where_it_is_that(tmp_path: Path) -> None:
    """Then the copy that was kept is not even read."""
    opened = open_scenario("tutorial")

    assert ("shipped", opened.whole_hash) == _found(open_edition("tutorial", opened.whole_hash, never, tmp_path))


@pytest.mark.parametrize("name", ["tutorial", "elsewhere"])
def test_what_was_played_is_a_copy_where_the_shipped_scenario_is_another(name: str) -> None:
    """A scenario of the same name with other words, and one that never came with the program, are opened as they were kept."""
    shipped = open_scenario("tutorial")
    kept = from_data(shipped.scenario.model_copy(update={"id": name, "title": "Another ferry"}), shipped.corpus)

    assert ("copy", kept.whole_hash) == _found(open_edition(name, kept.whole_hash, lambda: kept.edition))


def _found(opened: OpenScenario) -> tuple[str, str]:
    return opened.origin, opened.whole_hash


def test_data_at_hand_is_checked_like_files() -> None:
    """A scenario that never was a file opens if it is sound, and says what is wrong if it is not."""
    assert "small" == from_data(small.stand_off(), small.corpus()).scenario.id
    with pytest.raises(InvalidScenario, match=r"no role 'north'"):
        from_data(small.stand_off().model_copy(update={"conflicts": (), "roles": ()}), small.corpus())
