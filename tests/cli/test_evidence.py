"""`sim evidence`, and `sim check --strict`."""

import json
import shutil
from pathlib import Path

import pytest

from sim.library import data_folder
from tests.cli.running import sim

EMPTY_SCHOOL = "The school on the eastern side was half empty on Tuesday, because the children of Westbank could not cross."
"""A sentence on which one part of the tutorial rests alone."""


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """Return a copy of the tutorial, which keeps every promise."""
    target = tmp_path / "river"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", target)
    return target


def edit(folder: Path, old: str, new: str, name: str = "scenario.yaml") -> None:
    """Replace words of a scenario's file; nothing at all means its end."""
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")


def test_the_account_is_told(tmp_path: Path) -> None:
    """Without an option the account is text on standard output."""
    told = sim(tmp_path, "evidence", "tutorial")

    assert (0, True, True) == (told.exit_code, "What rests on the documents" in told.stdout, "By the speaker's side" in told.stdout)


def test_the_account_wraps(tmp_path: Path) -> None:
    """A width is kept as far as paths allow."""
    told = sim(tmp_path, "evidence", "tutorial", "--width", "90").stdout

    assert [] == [line for line in told.splitlines() if len(line) > 90 and not line.lstrip().startswith(("acts.", "- acts."))]


def test_the_account_is_json_for_programs(tmp_path: Path) -> None:
    """`--json` has every sentence with its parts, and the counts by role, side and outlet."""
    found = json.loads(sim(tmp_path, "evidence", "tutorial", "--json").stdout)
    sentences = found["documents"][0]["sentences"]

    assert ("tutorial", 1, [True]) == (found["scenario"], sentences[0]["number"], [*{bool(s["parts"]) for s in sentences if s["used"]}])
    assert {"roles", "sides", "outlets", "bases", "parts"} <= found.keys()
    assert found["sentences"] == {"used": sum(sentence["used"] for sentence in sentences), "claiming": len(sentences) - 2}


def test_the_account_is_a_page(tmp_path: Path) -> None:
    """`--html` writes a page and says so, and prints nothing else."""
    page = tmp_path / "page.html"
    told = sim(tmp_path, "evidence", "tutorial", "--html", str(page))

    assert (0, "", f"sim: wrote {page}\n") == (told.exit_code, told.stdout, told.stderr)
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_a_page_and_json_can_be_had_together(tmp_path: Path) -> None:
    """With both options the page is written and the JSON printed."""
    told = sim(tmp_path, "evidence", "tutorial", "--json", "--html", str(tmp_path / "page.html"))

    assert "tutorial" == json.loads(told.stdout)["scenario"]


@pytest.mark.parametrize(("name", "message"), [("there.html", "exists already"), ("no/such/folder.html", "cannot be written")])
def test_a_page_that_cannot_be_written_is_refused(tmp_path: Path, name: str, message: str) -> None:
    """Nothing is overwritten, and a place that is not there is named."""
    (tmp_path / "there.html").write_text("mine", "utf-8")
    told = sim(tmp_path, "evidence", "tutorial", "--html", str(tmp_path / name))

    assert (5, True, "mine") == (told.exit_code, message in told.stderr, (tmp_path / "there.html").read_text("utf-8"))


def test_a_strict_look_at_a_fair_scenario_is_clean(tmp_path: Path, river: Path) -> None:
    """Where every promise is kept, the measures are told and the status is 0."""
    told = sim(tmp_path, "check", str(river), "--strict", "--plays", "20")

    assert (0, True, True) == (
        told.exit_code,
        "fairness: no findings" in told.stdout,
        "words on screen, act ferry, as eastbank: eastbank " in told.stdout,
    )


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (("about: The villages share the ferry again.", "about: The stubborn villages share it.", "scenario.yaml"), "scenario.yaml:60:"),
        ((EMPTY_SCHOOL, "Both mayors said that they would meet on the landing.", "acts/ferry.yaml"), "sources/river-letter.txt:11:1:"),
    ],
)
def test_a_finding_is_told_at_its_place(tmp_path: Path, river: Path, edited: tuple[str, str, str], said: str) -> None:
    """Any finding has its file and line and makes the status 1."""
    edit(river, *edited)
    edit(river, "", "loaded: [stubborn]\n")
    told = sim(tmp_path, "check", str(river), "--strict", "--plays", "5")

    assert (1, True, True) == (told.exit_code, f"{said}" in told.stdout, "fairness: 1 finding\n" in told.stdout)


def test_sides_that_are_not_heard_alike_are_found(tmp_path: Path, river: Path) -> None:
    """The scenario's own balance is kept to over plays at random."""
    edit(river, "", "balance: {between: [eastbank, westbank], within: 1}\n")
    told = sim(tmp_path, "check", str(river), "--strict", "--plays", "20").stdout

    assert "balance.between: in act ferry the words that carry these sides' claims differ by " in told


def test_a_strict_look_is_json_for_programs(tmp_path: Path) -> None:
    """`--json` has the findings and the measures; without `--strict` neither is there."""
    strict = json.loads(sim(tmp_path, "check", "tutorial", "--strict", "--plays", "3", "--json").stdout)
    plain = json.loads(sim(tmp_path, "check", "tutorial", "--json").stdout)

    assert ([], ["eastbank", "westbank"]) == (strict["fairness"], [row["role"] for row in strict["words"]])
    assert {"fairness", "words"}.isdisjoint(plain)


def test_plays_are_for_a_strict_look(tmp_path: Path) -> None:
    """`--plays` alone is refused with what it is for."""
    told = sim(tmp_path, "check", "tutorial", "--plays", "3")

    assert (2, True) == (told.exit_code, "--plays measures balance, which only --strict looks at" in told.stderr)
