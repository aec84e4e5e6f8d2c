"""A second crisis, made by the tutorial alone: another quarrel, three roles, two invented documents. It is checked, tested and explored."""

import re
import textwrap
from functools import cache
from pathlib import Path

import pytest

from sim.analysis.mutate import mutants
from sim.library import Opened, open_scenario
from sim.testing.checkup import Checkup, check_up, play_files
from sim.testing.coverage import Coverage, rows
from sim.testing.golden import check_trace, is_traced
from sim.testing.mutation import guards, is_equivalent, judged
from sim.testing.run import run
from sim.testing.script import read_script

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "your-own-crisis.md"
FOLDER = PAGE.parent / "reservoir"
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"\A# yaml-language-server: .*\n")


@cache
def opened() -> Opened:
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
        *(part.name for part in (*catalogue.outlets, *catalogue.owners)),
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
    shown = HEAD.sub("", textwrap.dedent(BLOCK.findall(PAGE.read_text("utf-8"))[place])).strip()
    files = [HEAD.sub("", path.read_text("utf-8")) for path in sorted(FOLDER.rglob("*.yaml"))]
    lines = [line.strip() for line in shown.splitlines()]

    assert any(lines == held[at : at + len(lines)] for held in map(_lines, files) for at in range(len(held)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]
