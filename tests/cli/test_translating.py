"""`sim translate` lays a translation out, and `sim check` says how far it is."""

import json
import shutil
from pathlib import Path

import pytest

from sim.cli.translating import in_language
from sim.errors import Missing
from sim.library import data_folder, open_scenario
from tests.cli.running import sim


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """Return a copy of the tutorial, without plays."""
    shutil.copytree(data_folder() / "scenarios" / "tutorial", tmp_path / "ferry", ignore=shutil.ignore_patterns("plays"))
    main = tmp_path / "ferry" / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace("id: tutorial ", "id: ferry "), encoding="utf-8")
    return tmp_path / "ferry"


def test_a_translation_is_laid_out_and_checked(tmp_path: Path, ferry: Path) -> None:
    """The new file has every text, none done; the check warns of each as not translated yet, and ends with 1."""
    told = sim(tmp_path, "translate", str(ferry), "de", "--name", "Deutsch", "--author", "A. Person")
    checked = sim(tmp_path, "check", str(ferry))
    counted = json.loads(sim(tmp_path, "check", str(ferry), "--json").stdout)["translations"]["de"]

    assert (0, f"{ferry / 'translations' / 'de.yaml'}\n") == (told.exit_code, told.stdout)
    assert (1, True) == (checked.exit_code, f"  translation de (Deutsch): 0 of {counted['of']} texts\n" in checked.stdout)
    assert (True, {"translation-missing"}) == (
        counted["of"] == len(counted["problems"]) > 50,
        {problem["code"] for problem in counted["problems"]},
    )


def test_what_was_translated_is_kept(tmp_path: Path, ferry: Path) -> None:
    """Laid out again after the scenario changed, the file keeps what is right and asks for the rest."""
    sim(tmp_path, "translate", str(ferry), "de")
    path = ferry / "translations" / "de.yaml"
    path.write_text(
        path.read_text("utf-8").replace('    of: "The ferry"\n', '    of: "The ferry"\n    text: "Die Fähre"\n', 1), encoding="utf-8"
    )
    act = ferry / "acts" / "ferry.yaml"
    act.write_text(act.read_text("utf-8").replace("title: The rope", "title: The cut rope"), encoding="utf-8")
    told = sim(tmp_path, "translate", str(ferry), "de")

    assert "sim: 1 of " in told.stderr
    assert ('text: "Die Fähre"' in path.read_text("utf-8"), 'of: "The cut rope"' in path.read_text("utf-8")) == (True, True)


def test_a_scenario_is_opened_in_a_language(tmp_path: Path, ferry: Path) -> None:
    """What is translated is shown so, and the play goes by the same rules."""
    sim(tmp_path, "translate", str(ferry), "de")
    path = ferry / "translations" / "de.yaml"
    path.write_text(
        path.read_text("utf-8").replace('    of: "The ferry"\n', '    of: "The ferry"\n    text: "Die Fähre"\n', 1), encoding="utf-8"
    )
    opened = open_scenario(str(ferry))
    found = in_language(opened, "de")

    assert ("Die Fähre", opened.rules_hash) == (found.scenario.title, found.rules_hash)
    assert opened.whole_hash != found.whole_hash


def test_a_language_that_is_not_there_is_told_so(ferry: Path) -> None:
    """Who asks for a language that the scenario does not have hears which it has."""
    with pytest.raises(Missing, match="scenario ferry is not translated into 'sq'; there are: none"):
        in_language(open_scenario(str(ferry)), "sq")


def test_what_is_no_language_is_refused(tmp_path: Path, ferry: Path) -> None:
    """A language is named by its code, and nothing is written otherwise."""
    told = sim(tmp_path, "translate", str(ferry), "../x")

    assert ("is no language; write it as its usual code" in told.stderr, False) == (True, (ferry / "translations").exists())
    assert 0 != told.exit_code


def test_nothing_is_written_among_what_came_with_the_program(tmp_path: Path) -> None:
    """A translation of a shipped scenario would be lost with the next update; it is refused with the remedy, and no file is made."""
    told = sim(tmp_path, "translate", "tutorial", "de")

    assert (1, True) == (told.exit_code, "'tutorial' came with the program" in told.stderr and "a folder of your own" in told.stderr)
    assert not (data_folder() / "scenarios" / "tutorial" / "translations").exists()


def test_a_scenario_is_played_in_a_language(tmp_path: Path, ferry: Path) -> None:
    """`sim play --language` shows what is translated, and a language that is not there is refused before anything is kept."""
    sim(tmp_path, "translate", str(ferry), "de")
    path = ferry / "translations" / "de.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            '    of: "Two mayors on the landing"\n', '    of: "Two mayors on the landing"\n    text: "Zwei am Ufer"\n'
        ),
        "utf-8",
    )
    asked = ("play", str(ferry), "--role", "eastbank", "--course", "whole", "--bot", "reported", "--language")
    shown = sim(tmp_path, *asked, "de", typed="\n1\n1\n")
    refused = sim(tmp_path, *asked, "sq", typed="\n1\n1\n")

    assert (0, True) == (shown.exit_code, "Zwei am Ufer" in shown.stdout)
    assert "is not translated into 'sq'; there are: de" in refused.stderr
