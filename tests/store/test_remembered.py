"""A checked scenario is remembered by its contents, and only by them."""

import shutil
import stat
from pathlib import Path

import pytest

from sim.errors import InvalidScenario
from sim.library import data_folder, find, open_scenario


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the tutorial scenario."""
    return Path(shutil.copytree(find("tutorial"), tmp_path / "ferry", ignore=shutil.ignore_patterns("plays")))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "new" / "checked"


def test_what_is_remembered_equals_what_was_read(folder: Path, cache: Path) -> None:
    """The second opening gives the same scenario, documents and passages as the first."""
    first = open_scenario(str(folder), cache)

    second = open_scenario(str(folder), cache)

    assert (first.scenario, first.corpus, first.grounds, first.edition) == (second.scenario, second.corpus, second.grounds, second.edition)
    assert len([*cache.iterdir()]) == 1


def test_what_is_remembered_is_read_by_nobody_else(folder: Path, cache: Path) -> None:
    """The folders that are made for it may be opened by their owner only."""
    open_scenario(str(folder), cache)

    assert [0o700, 0o700] == [stat.S_IMODE(made.stat().st_mode) for made in (cache.parent, cache)]


def test_plays_are_no_part_of_a_scenario(folder: Path, cache: Path) -> None:
    """A play that is written beside a remembered scenario leaves it remembered."""
    open_scenario(str(folder), cache)
    (folder / "plays").mkdir()
    (folder / "plays" / "one.play.yaml").write_text("act: rope\n", encoding="utf-8")
    open_scenario(str(folder), cache)

    assert 1 == len([*cache.iterdir()])


def test_another_file_is_seen(folder: Path, cache: Path) -> None:
    """A file with the other ending of YAML, put beside a remembered scenario, is found and refused."""
    open_scenario(str(folder), cache)
    (folder / "glossary.yml").write_text("terms: []\n", encoding="utf-8")

    with pytest.raises(InvalidScenario, match="no field of a scenario has the name of this file"):
        open_scenario(str(folder), cache)


def test_a_link_that_leads_out_is_seen(folder: Path, cache: Path) -> None:
    """A file that has become a link out of the folder is refused, though its bytes are the same."""
    open_scenario(str(folder), cache)
    file = folder / "glossary.yaml"
    file.symlink_to(file.rename(folder.parent / "elsewhere.yaml"))

    with pytest.raises(InvalidScenario, match="leads out"):
        open_scenario(str(folder), cache)


def test_a_changed_letter_is_read_anew(folder: Path, cache: Path) -> None:
    """A quotation that was spoilt after the scenario was remembered stops the load all the same."""
    open_scenario(str(folder), cache)
    file = next(iter((folder / "acts").iterdir()))
    file.write_text(file.read_text(encoding="utf-8").replace("The ferry has not run since", "The ferry has run since"), encoding="utf-8")

    with pytest.raises(InvalidScenario, match="not in"):
        open_scenario(str(folder), cache)


def test_a_changed_document_is_read_anew(folder: Path, cache: Path) -> None:
    """A document that was changed after the scenario was remembered stops the load all the same."""
    open_scenario(str(folder), cache)
    file = next(iter((folder / "sources").glob("*.txt")))
    file.write_text(file.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")

    with pytest.raises(InvalidScenario, match="sha256"):
        open_scenario(str(folder), cache)


def test_a_damaged_memory_is_no_error(folder: Path, cache: Path) -> None:
    """What was remembered and cannot be read is read from the folder, and remembered again."""
    first = open_scenario(str(folder), cache)
    kept = next(cache.iterdir())
    kept.write_text("{", encoding="utf-8")

    assert first.scenario == open_scenario(str(folder), cache).scenario
    assert kept.read_text(encoding="utf-8") != "{"


def test_a_memory_that_cannot_be_kept_is_no_error(folder: Path, cache: Path) -> None:
    """Where no folder can be made, the scenario opens without being remembered."""
    cache.parent.write_text("a file in the way", encoding="utf-8")

    assert open_scenario(str(folder), cache).scenario.id == "tutorial"


def test_a_refused_scenario_is_not_remembered(folder: Path, cache: Path) -> None:
    """A scenario with problems leaves nothing behind."""
    (folder / "glossary.yaml").write_text("- no glossary", encoding="utf-8")

    with pytest.raises(InvalidScenario):
        open_scenario(str(folder), cache)

    assert not cache.exists()


def test_only_the_latest_are_kept(folder: Path, cache: Path) -> None:
    """Of many editions of a scenario, the oldest are forgotten."""
    file = folder / "glossary.yaml"
    for number in range(14):
        file.write_text(file.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        open_scenario(str(folder), cache)

    assert len([*cache.iterdir()]) == 12


def test_the_shipped_scenario_is_remembered_with_its_documents(cache: Path) -> None:
    """The name of what is remembered depends on the shared documents as well."""
    first = open_scenario("kosovo", cache)

    assert data_folder().joinpath("seeds").is_dir()
    assert first.grounds == open_scenario("kosovo", cache).grounds
