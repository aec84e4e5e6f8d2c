"""`sim debrief`, and `sim replay` moment by moment."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment, sim

PLAY = ("play", "tutorial", "--course", "whole", "--bot", "reported", "--role", "eastbank")
FORMS = ["debrief.csv", "debrief.html", "debrief.json", "debrief.md", "debrief.pdf", "debrief.txt", "debrief.xapi.json"]


@pytest.fixture(autouse=True)
def _played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep two plays that have ended, and work in their folder."""
    monkeypatch.chdir(tmp_path)
    sim(tmp_path, *PLAY, "--seed", "3", "--name", "anna", typed="\n1 because Anna is calm\n1\n")
    sim(tmp_path, *PLAY, "--seed", "4", "--name", "ben", typed="\n2\n2\n")


def homework(folder: Path, *names: str) -> Path:
    """Export sessions into a folder."""
    place = folder / "class"
    place.mkdir(exist_ok=True)
    for name in names:
        assert 0 == sim(folder, "export", name, "--to", str(place / f"{name}.jsonl")).exit_code
    return place


def test_without_anything_the_last_session_becomes_a_page_here(tmp_path: Path) -> None:
    """The session used last is written as HTML into the folder one is in, and it says so."""
    told = sim(tmp_path, "debrief")

    assert (0, "sim: wrote debrief.html\n") == (told.exit_code, told.stderr)
    assert "You have left the role: Eastbank." in Path("debrief.html").read_text("utf-8")


def test_a_folder_gets_every_form(tmp_path: Path) -> None:
    """A target without an ending is a folder, with one file for each form."""
    told = sim(tmp_path, "debrief", "anna", "--to", "after")

    assert (0, FORMS) == (told.exit_code, sorted(file.name for file in Path("after").iterdir()))


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Every form is the same when it is written again."""
    for target in ("one", "two"):
        sim(tmp_path, "debrief", "anna", "ben", "--to", target)

    assert [] == [form for form in FORMS if (Path("one") / form).read_bytes() != (Path("two") / form).read_bytes()]


def test_a_folder_of_exports_is_a_class(tmp_path: Path) -> None:
    """Homework is put side by side, in the order in which the plays began; pseudonyms stand for files and sessions."""
    sim(tmp_path, "debrief", str(homework(tmp_path, "ben", "anna")), "--to", "class.csv", "--hide", "Anna")
    rows = list(csv.reader(io.StringIO(Path("class.csv").read_text("utf-8-sig"))))
    words = Path("class.csv").read_text("utf-8-sig").lower()

    assert ["Play 1", "Play 2"] == list(dict.fromkeys(row[0] for row in rows[1:]))
    assert "… is calm" in rows[1]
    assert (False, False) == ("anna" in words, "ben," in words)


def test_which_play_is_which_is_kept_apart(tmp_path: Path) -> None:
    """`--key` writes who is who to a file of its own."""
    sim(tmp_path, "debrief", str(homework(tmp_path, "anna", "ben")), "--to", "class.csv", "--key", "who.csv")
    rows = list(csv.reader(io.StringIO(Path("who.csv").read_text("utf-8"))))

    assert [["Play 1", "anna", "anna"], ["Play 2", "ben", "ben"]] == [row[:3] for row in rows[1:]]


def test_names_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    """With `--names` a play is called by its session."""
    sim(tmp_path, "debrief", "anna", "--names", "--to", "play.json")
    data = json.loads(Path("play.json").read_text("utf-8"))

    assert ("anna", "anna", True) == (data["plays"][0]["label"], data["plays"][0]["review"]["session"], data["named"])


def test_plays_of_the_same_name_can_be_told_apart(tmp_path: Path) -> None:
    """Where a session is named as its file is, and both are given with names, the same play is told once."""
    place = homework(tmp_path, "anna")
    sim(tmp_path, "debrief", "anna", str(place), "--names", "--to", "play.json")

    assert ["anna"] == [play["label"] for play in json.loads(Path("play.json").read_text("utf-8"))["plays"]]


def test_earlier_classes_are_counted_beside(tmp_path: Path) -> None:
    """With `--earlier` even one play has others beside it, if there are enough to hide anybody; else it is said that there are not."""
    place = homework(tmp_path, "ben")
    few = sim(tmp_path, "debrief", "anna", "--earlier", str(place), "--to", "few.json")
    for number in range(4):
        (place / f"ben-{number}.jsonl").write_bytes((place / "ben.jsonl").read_bytes())
    enough = sim(tmp_path, "debrief", "anna", "--earlier", str(place), "--to", "play.json")
    (act,) = json.loads(Path("play.json").read_text("utf-8"))["compared"]

    said = "there is 1 earlier play; fewer than 5 are not told of, because from them it could be read who chose what"
    assert (True, False) == (said in few.stderr, said in enough.stderr)
    assert [] == json.loads(Path("few.json").read_text("utf-8"))["compared"]
    assert (["Play 1"], 5) == (act["labels"], act["earlier"])


def test_checking_can_be_left_out(tmp_path: Path) -> None:
    """With `--no-check` no decision is said to have mattered the most; with `--check` every number is tried."""
    found = {}
    for flag in ("--no-check", "--check"):
        sim(tmp_path, "debrief", "anna", flag, "--to", f"play{flag}.json")
        data = json.loads(Path(f"play{flag}.json").read_text("utf-8"))
        found[flag] = {role["standing"] for role in data["plays"][0]["mattered"][0]["roles"] if role["turn"]}

    assert ({"unchecked"}, False) == (found["--no-check"], "unchecked" in found["--check"])


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """If one of the files is there already, none is written."""
    Path("a.md").write_text("mine")
    told = sim(tmp_path, "debrief", "--to", "b.html", "--to", "a.md")

    assert (5, "mine", False) == (told.exit_code, Path("a.md").read_text(), Path("b.html").exists())
    assert "a.md exists already" in told.stderr


def test_an_unknown_ending_names_those_there_are(tmp_path: Path) -> None:
    """A file of a form that there is not is refused before anything is read."""
    told = sim(tmp_path, "debrief", "--to", "play.docx")

    assert (2, True) == (told.exit_code, "ends in '.docx'; there are: .xapi.json, .json, .html, .md, .txt, .csv, .pdf" in told.stderr)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """A folder inside one that is not there is refused with the reason."""
    told = sim(tmp_path, "debrief", "--to", "no/after")

    assert (5, True) == (told.exit_code, "cannot be made: No such file or directory" in told.stderr)


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    """A folder without an exported session is refused with the command that writes one."""
    (tmp_path / "empty").mkdir()
    told = sim(tmp_path, "debrief", "empty")

    assert (4, True) == (told.exit_code, "`sim export --to empty/FILE.jsonl` writes one" in told.stderr)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """A file that was cut off is refused, and nothing is written."""
    place = homework(tmp_path, "anna")
    file = place / "anna.jsonl"
    file.write_bytes(file.read_bytes()[:-400])
    told = sim(tmp_path, "debrief", str(place))

    assert (1, True, False) == (
        told.exit_code,
        "class/anna.jsonl: " in told.stderr and "the file is cut off here" in told.stderr,
        Path("debrief.html").exists(),
    )


def test_plays_of_other_scenarios_do_not_stand_side_by_side(tmp_path: Path) -> None:
    """Sessions of different rules are refused, beside one another and as earlier ones."""
    sim(tmp_path, "play", "kosovo", "--act", "2021", "--course", "whole", "--role", "eu", "--seed", "1", "--name", "other", typed="\n")
    told = sim(tmp_path, "debrief", "anna", "other")
    beside = sim(tmp_path, "debrief", "anna", "--earlier", str(homework(tmp_path, "other")))

    assert (1, True) == (told.exit_code, "only plays of one scenario stand side by side" in told.stderr)
    assert (1, True) == (beside.exit_code, "only plays of one scenario are counted together" in beside.stderr)


def test_a_file_without_its_edition_is_read_with_the_one_at_hand(tmp_path: Path) -> None:
    """Homework that was exported without the scenario is told by the scenario here."""
    sim(tmp_path, "export", "anna", "--no-edition", "--to", "anna.jsonl")

    assert 0 == sim(tmp_path, "debrief", "anna.jsonl").exit_code


def test_a_replay_is_stepped_through(tmp_path: Path) -> None:
    """Enter shows the next moment, b the one before, q ends."""
    told = sim(tmp_path, "replay", "anna", "--step", typed="\nb\nq\n")
    turns = [line.partition(":")[0] for line in told.stdout.splitlines() if line.startswith("Turn ")]

    assert ["Turn 1", "Turn 2", "Turn 1"] == turns
    assert "[2 of 2] Enter: on, b: back, q: end" in told.stderr


def test_a_replay_that_was_stepped_to_its_end_says_how_it_ended(tmp_path: Path) -> None:
    """After the last moment stands where the play ended."""
    assert "It ended in “The ferry runs”." == sim(tmp_path, "replay", "anna", "--step", typed="\n\n").stdout.splitlines()[-1]


def test_a_replay_goes_on_by_itself(tmp_path: Path) -> None:
    """With `--every` each moment is shown after so many seconds, without anybody asking."""
    told = sim(tmp_path, "replay", "anna", "--every", "0")

    assert ["Turn 1", "Turn 2"] == [line.partition(":")[0] for line in told.stdout.splitlines() if line.startswith("Turn ")]


def test_without_the_program_that_sets_pages_the_rest_is_written(tmp_path: Path) -> None:
    """Where typst is missing a folder gets the other forms, and PDF asked for by name is refused with the extra that brings it."""
    without = "import sys; sys.modules['typst'] = None; from sim.cli import main; main()"
    told = {}
    for target in ("after", "play.pdf"):
        told[target] = subprocess.run(
            [sys.executable, "-c", without, "debrief", "anna", "--to", target],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment(tmp_path)},
            text=True,
        )

    assert (0, 4) == (told["after"].returncode, told["play.pdf"].returncode)
    assert "sim: left out after/debrief.pdf: PDF needs typst" in told["after"].stderr
    assert "pip install '.[debrief]'" in told["play.pdf"].stderr
    assert [form for form in FORMS if form != "debrief.pdf"] == sorted(file.name for file in Path("after").iterdir())
