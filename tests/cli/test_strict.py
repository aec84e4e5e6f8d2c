"""`sim check --strict`: what breaks a promise of fairness is told at its file and line, by its code."""

import shutil
from pathlib import Path

import pytest

from sim.library import data_folder
from tests.cli.running import sim

LISTS = """
loaded: [stubborn, separatist]
residents: [villagers, the parents]
"""
SITUATION = "The rope of the ferry was found cut on Monday, the paper reports"
PRICES = """
prices:
  shared: [tension]
  kinds: {concession: {tension: -1}, wait: {}, threat: {tension: +2}, pressure: {}, talk: {}, force: {}}
"""


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """Return a copy of the tutorial, which keeps every promise, with lists of what is forbidden and a person in its catalogue."""
    target = tmp_path / "river"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", target)
    main = target / "scenario.yaml"
    main.write_text(main.read_text("utf-8") + LISTS, "utf-8")
    plant(target, "sources/catalogue.yaml", "name: The town hall of Eastbank", "name: Ada Berg and Ole Dahl")
    return target


def plant(folder: Path, file: str, old: str, new: str) -> int:
    """Replace words of a scenario's file, and return the line on which they stand."""
    text = (folder / file).read_text("utf-8")
    before, found, after = text.partition(old)
    assert found
    (folder / file).write_text(f"{before}{new}{after}", "utf-8")
    return before.count("\n") + 1


def strict(tmp_path: Path, folder: Path) -> tuple[int, list[str]]:
    """Return the status of a strict check, and its lines that tell of a finding."""
    told = sim(tmp_path, "check", str(folder), "--strict", "--plays", "1")
    return told.exit_code, [line for line in told.stdout.splitlines() if line.startswith("fairness: ")]


def test_promises_that_are_kept_are_no_findings(tmp_path: Path, river: Path) -> None:
    """The lists themselves find nothing in a scenario that keeps to them."""
    assert (0, []) == strict(tmp_path, river)


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("loaded-word", ("acts/ferry.yaml", "Two promises were made on one landing.", "Two separatists met.")),
        ("loaded-word", ("scenario.yaml", "How angry the two villages are.", "How STUBBORN the two villages are.")),
        ("disputed-name", ("glossary.yaml", "term: upper lock", "term: our landing")),
        ("disputed-name", ("acts/ferry.yaml", "Two promises were made on one landing.", "Two promises were made on our landing.")),
        ("unsupported-figure", ("acts/ferry.yaml", SITUATION, "Dozens of ropes were found cut on Monday, the paper reports")),
        ("unsupported-figure", ("acts/ferry.yaml", SITUATION, "The rope of the ferry was found cut on Friday, the paper reports")),
        (
            "unsupported-name",
            ("acts/ferry.yaml", SITUATION, "The rope of the ferry to Northbank was found cut on Monday, the paper reports"),
        ),
        ("invented-quotation", ("acts/ferry.yaml", SITUATION, "The rope “of shame” was found cut on Monday, the paper reports")),
        ("person-in-invented-text", ("acts/ferry.yaml", "You listen and keep the rope in the barn.", "You ask old Dahl.")),
        ("person-in-invented-text", ("acts/ferry.yaml", "Promise nothing yet", "Write to Edi Rama")),
        (
            "command-over-residents",
            ("acts/ferry.yaml", "You listen and keep the rope in the barn.", "You have the parents carry the rope."),
        ),
        ("command-over-residents", ("acts/ferry.yaml", "Promise nothing yet", "Order the villagers home")),
    ],
)
def test_a_planted_violation_is_told_at_its_place(tmp_path: Path, river: Path, code: str, edit: tuple[str, str, str]) -> None:
    """Each broken promise has its file, line and code, and makes the status 1."""
    line = plant(river, *edit)
    status, found = strict(tmp_path, river)
    begins = line - 1 if edit[1] == SITUATION else line  # a text of several lines is told where it begins

    assert (1, [True]) == (status, [f"river/{edit[0]}:{begins}:" in text and text.endswith(f"({code})") for text in found])


def test_a_price_that_is_not_kept_is_told(tmp_path: Path, river: Path) -> None:
    """An option off its price is found, and only that one."""
    main = river / "scenario.yaml"
    main.write_text(main.read_text("utf-8") + PRICES, "utf-8")
    status, found = strict(tmp_path, river)

    assert (1, True) == (status, found[0].endswith("or an exception with its reason (price)"))


def test_sides_that_are_not_heard_alike_are_told(tmp_path: Path, river: Path) -> None:
    """A balance that the texts do not keep is found for the act and for each role's own screen, with the counts."""
    main = river / "scenario.yaml"
    main.write_text(main.read_text("utf-8") + "balance: {between: [eastbank, westbank], within: 1}\n", "utf-8")
    status, found = strict(tmp_path, river)
    where = [f"in act ferry{role} the words that carry these sides' claims differ by" for role in ("", ", as eastbank,", ", as westbank,")]

    assert (1, [True] * 3) == (status, [any(words in line for line in found) for words in where])


def test_an_uneven_screen_has_a_reason(tmp_path: Path, river: Path) -> None:
    """A role whose screen cannot be even is told with the reason, and is no finding."""
    main = river / "scenario.yaml"
    reasons = "uneven: {eastbank: It speaks for itself., westbank: So does it.}"
    main.write_text(main.read_text("utf-8") + f"balance: {{between: [eastbank, westbank], within: 60, {reasons}}}\n", "utf-8")
    told = sim(tmp_path, "check", str(river), "--strict", "--plays", "5")

    assert (0, True) == (told.exit_code, "  the screen of eastbank is not judged by itself: It speaks for itself.\n" in told.stdout)


def test_a_decision_with_one_way_out_is_told(tmp_path: Path, river: Path) -> None:
    """Where one option alone can still lead to what a role's aims admit, the decision is found."""
    clerk = "answer to the parents.\n    adviser: Your clerk\n"
    plant(river, "scenario.yaml", clerk, f"{clerk}    aims: {{ferry: {{text: See the ferry run, outcomes: [agreement]}}}}\n")
    line = plant(river, "acts/ferry.yaml", "        default: pay-half", "        default: pay-half")
    status, found = strict(tmp_path, river)

    assert (1, [True]) == (status, [f"river/acts/ferry.yaml:{line - 1}:" in text and "only 'pay-half' can" in text for text in found])
