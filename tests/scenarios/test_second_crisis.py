"""A second crisis, made by the tutorial alone: another quarrel, three roles, two invented documents. It is checked, tested and explored."""

import re
import shutil
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
from tests.cli.running import process, sim

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


@pytest.mark.slow
def test_the_commands_of_the_tutorial_lead_to_the_folder(tmp_path: Path) -> None:
    """Made anew by the tutorial's own commands, the catalogue's entries and all plays are those of the finished folder."""
    lake = tmp_path / "reservoir"
    assert 0 == sim(tmp_path, "new", str(lake)).exit_code
    for path in [*lake.rglob("*.yaml"), *lake.rglob("*.txt")]:
        path.unlink()
    kept = ("scenario.yaml", "conflicts.yaml", "acts/august.yaml", "plays/ends.play.yaml")
    for name in kept:
        (lake / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(FOLDER / name, lake / name)
    catalogue = FOLDER.joinpath("sources", "catalogue.yaml").read_text("utf-8")
    (lake / "sources" / "catalogue.yaml").write_text(f"{catalogue.partition('sources:')[0]}sources: {{}}\n", encoding="utf-8")
    for source, outlet, date in (("dam-bulletin", "dam-office", "3 August"), ("lowmead-messenger", "messenger", "8 August")):
        shutil.copyfile(FOLDER / "sources" / f"{source}.txt", tmp_path / f"{source}.txt")
        added = sim(
            tmp_path, "sources", "add", str(tmp_path / f"{source}.txt"), "--scenario", str(lake), "--outlet", outlet, "--date", date
        )
        assert 0 == added.exit_code, added.stderr
    for option in ("cover", "guard"):
        assert 0 == blessed(tmp_path, lake)
        assert 0 == sim(tmp_path, "explore", str(lake), f"--{option}", str(lake / "plays" / option)).exit_code
    full = ",".join(f"{kind}=100" for kind in ("scenes", "options", "branches", "conditions", "injects", "outcomes", "citations"))

    assert 0 == blessed(tmp_path, lake, "--fail-under", full)
    assert written(FOLDER / "plays") == written(lake / "plays")


def blessed(folder: Path, lake: Path, *arguments: str) -> int:
    """Run a scenario's plays and bless them, in a process of its own, because pytest runs them; return the status."""
    with process(folder, "test", str(lake), "--bless", *arguments) as started:
        started.communicate(timeout=60)
    return started.returncode


def written(folder: Path) -> dict[str, str]:
    """Return the files of a folder by their path in it, without the lines that name their schemas."""
    return {str(path.relative_to(folder)): HEAD.sub("", path.read_text("utf-8")) for path in sorted(folder.rglob("*.*"))}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]
