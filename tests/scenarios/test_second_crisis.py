"""A second crisis, made by the tutorial alone: another quarrel, three roles, two invented documents. It is checked, tested and explored."""

import re
import shlex
import textwrap
from functools import cache
from pathlib import Path

import pytest

from sim.analysis.mutate import mutants
from sim.library import OpenScenario, open_scenario
from sim.testing.checkup import Checkup, check_up, play_files
from sim.testing.coverage import Coverage, rows
from sim.testing.golden import check_trace, is_traced
from sim.testing.mutation import guards, is_equivalent, judged
from sim.testing.run import run
from sim.testing.script import read_script
from tests.shell import agrees, commands, said

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial" / "your-own-crisis.md"
FOLDER = PAGE.parent / "reservoir"
FENCED = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block of the page: its kind, the file that it goes to, and its text."""
BLOCK = re.compile(r"^```yaml ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EMPTY = "sources: {}"
HEAD = re.compile(r"\A# yaml-language-server: .*\n")


@cache
def opened() -> OpenScenario:
    """Return the scenario, opened once."""
    return open_scenario(str(FOLDER))


@cache
def looked_over() -> Checkup:
    """Return what `sim check` finds."""
    return check_up(opened())


def test_it_is_another_crisis() -> None:
    """It has three roles and two documents of its own, from two owners."""
    scenario = opened()

    assert (3, 2, 2, "own") == (
        len(scenario.scenario.roles),
        len(scenario.corpus.documents),
        len(scenario.corpus.catalogue.owners),
        scenario.scenario.documents,
    )


def test_everything_in_it_is_labelled_invented() -> None:
    """The notice, both documents, their titles, their outlets and owners say that they are invented."""
    catalogue = opened().corpus.catalogue
    texts = [
        opened().scenario.notice,
        *(document.text.partition("\n")[0] for document in opened().corpus.documents),
        *(source.title for source in catalogue.sources),
        *(outlet.name for outlet in catalogue.outlets),
        *(owner.name for owner in catalogue.owners),
    ]

    assert [] == [text for text in texts if "invented" not in text.lower()]


def test_it_is_clean() -> None:
    """No warning, no claim that does not hold, and every state visited."""
    found = looked_over()

    assert [] == [str(place) for finding, place in found.findings if finding.level == "warning"]
    assert ("holds", "holds") == tuple(one.verdict for one in found.proven)
    assert [(True, 41)] == [(act.exhaustive, len(act.states)) for act in found.surveys]


def test_its_plays_cover_it() -> None:
    """Every play goes as its file and its trace say, and together they touch all but some joint choices."""
    coverage = Coverage()
    for path in play_files(FOLDER):
        script = read_script(path)
        assert () == script.problems
        for case in script.cases:
            table = run(case, opened())
            check_trace(case, table, bless=False)
            assert is_traced(case)
            coverage.add(table)
    short = {row.kind for row in rows(opened(), coverage.touched[str(opened().folder)]) if row.missing}

    assert {"joint"} == short


def test_its_plays_notice_every_slip() -> None:
    """Whatever small slip is made in it, a play or the check notices, unless no play at all could."""
    plays, surveys = guards(opened()), looked_over().surveys
    unnoticed = [
        f"{mutant.path}: {mutant.what}"
        for mutant in mutants(opened().scenario)
        if not judged(opened(), mutant, plays).killed_by and not is_equivalent(opened(), mutant, surveys)
    ]

    assert [] == unnoticed


@pytest.mark.parametrize("place", range(len(BLOCK.findall(PAGE.read_text("utf-8")))))
def test_the_tutorial_shows_what_is_in_the_folder(place: int) -> None:
    """Every piece of a file that the tutorial shows stands so in a file of the finished folder."""
    _, piece = BLOCK.findall(PAGE.read_text("utf-8"))[place]
    shown = HEAD.sub("", textwrap.dedent(piece)).strip().removesuffix(EMPTY).strip()
    files = [HEAD.sub("", path.read_text("utf-8")) for path in sorted(FOLDER.rglob("*.yaml"))]
    lines = [line.strip() for line in shown.splitlines()]

    assert any(lines == held[at : at + len(lines)] for held in map(_lines, files) for at in range(len(held)))


@pytest.mark.slow
def test_whoever_follows_the_tutorial_gets_the_folder(tmp_path: Path) -> None:
    """From top to bottom in an empty folder, every command prints what the page says, and the finished folder comes of it."""
    lake = tmp_path / "reservoir"
    for kind, file, text in FENCED.findall(PAGE.read_text("utf-8")):
        if kind == "console":
            follow(tmp_path, lake, text)
        elif kind == "text":
            (tmp_path / file).write_text(text, encoding="utf-8")
        elif file:
            put(lake / file, text)

    assert written(FOLDER) == {name: text for name, text in written(lake).items() if not name.startswith("schema")}


def follow(folder: Path, lake: Path, block: str) -> None:
    """Type the commands of a block, in the scenario's folder once there is one, and compare what they print with the page."""
    for line, expected in commands(block):
        found = said(line.replace("CLONE", shlex.quote(str(ROOT))), lake if lake.exists() else folder, folder / "data")

        if line != "cd reservoir":
            assert agrees(expected, found), f"$ {line}\n{found}\nbut the page says\n{expected}"


def put(path: Path, piece: str) -> None:
    """Do with a piece of a file what the page says: it replaces the entry that begins like it, or goes to the end.

    A file of the ferry, known by its comments, loses all but its first line.
    """
    before = path.read_text("utf-8").splitlines() if path.exists() else []
    lines = piece.splitlines()
    if any(line.startswith("#") for line in before[1:]):
        before = [before[0], "", *lines]
    elif lines[0] in before:
        at = before.index(lines[0])
        before[at : at + len(lines)] = lines
    else:
        before += ["", *lines]
    path.write_text("\n".join(before).strip() + "\n", encoding="utf-8")


def written(folder: Path) -> dict[str, list[str]]:
    """Return the files of a folder by their path in it, without empty lines and the lines that name their schemas."""
    return {
        str(path.relative_to(folder)): [line for line in HEAD.sub("", path.read_text("utf-8")).splitlines() if line]
        for path in sorted(folder.rglob("*.*"))
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]
