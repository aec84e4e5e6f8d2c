"""A scenario looked over as a whole: surveyed, linted, its claims proven, each finding at its place in the files.

Rule 1: the analysis works on data; here its findings meet the author's plays and the lines of the author's files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.explore import Leg, Limits
from sim.analysis.lint import IDLE, Finding, lint
from sim.analysis.prove import Proven, Watcher, prove
from sim.analysis.survey import Notice, Spy, Survey, survey
from sim.errors import Problem, SimError
from sim.library import OpenScenario
from sim.model.ids import OutcomeClassId
from sim.model.state import State, Step
from sim.store.places import located
from sim.store.scenarios import examine
from sim.testing.run import run
from sim.testing.script import PLAYS, SUFFIX, read_script
from sim.testing.table import Table
from sim.testing.translated import Progress, progress


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found."""

    surveys: tuple[Survey, ...]
    findings: tuple[tuple[Finding, Problem], ...]
    """Warnings first; each with its place in the files."""
    proven: tuple[Proven, ...]
    """What became of every claim, in file order."""
    translations: tuple[Progress, ...] = ()
    """How far each translation is."""

    @property
    def clean(self) -> bool:
        """Whether there is no warning, every claim holds, and every translation is complete."""
        warned = any(finding.level == "warning" for finding, _ in self.findings) or any(one.problems for one in self.translations)
        return not warned and all(one.verdict == "holds" for one in self.proven)


def check_up(
    opened: OpenScenario, *, limits: Limits | None = None, idle: int = IDLE, notice: Notice | None = None, spy: Spy | None = None
) -> Checkup:
    """Survey a scenario without the facilitator's injects, lint it and prove its claims.

    Args:
        opened: the scenario.
        limits: where the survey stops.
        idle: turns in a row that a role may have nothing to decide in.
        notice: told how far the survey has come.
        spy: told of every beginning and step of it.

    """
    watcher = Watcher(opened.machine)

    def see(state: State, leg: Leg | None, made: Step | None) -> None:
        watcher.see(state, leg, made)
        if spy:
            spy(state, leg, made)

    surveys = survey(opened.machine, limits=limits, notice=notice, spy=see)
    found = lint(opened.machine, surveys, idle=idle, played=ends(own_plays(opened)))
    told = tuple(zip(found, places(opened, found), strict=True))
    translations = progress(opened.scenario, opened.folder) if opened.folder else ()
    return Checkup(surveys, told, prove(opened.machine, surveys, watcher), translations)


def places(opened: OpenScenario, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return findings as problems, with file, line and column where the scenario came from a folder."""
    problems = tuple(Problem(finding.code, finding.path, finding.what, finding.remedy) for finding in findings)
    if opened.folder is None or not problems:
        return problems
    place = examine(opened.folder).place
    return tuple(located(problem, place) for problem in problems)


def play_files(folder: Path) -> tuple[Path, ...]:
    """Return the play files of a scenario's folder, by name."""
    return tuple(sorted((folder / PLAYS).rglob(f"*{SUFFIX}")))


def own_plays(opened: OpenScenario) -> tuple[Table, ...]:
    """Play the scenario's own plays and return those that go as they say."""
    tables = []
    for path in play_files(opened.folder) if opened.folder else ():
        for case in read_script(path).cases:
            try:
                tables.append(run(case, opened))
            except SimError:
                continue  # `sim test` tells what is wrong with it; here only what is played counts
    return tuple(tables)


def ends(tables: Iterable[Table]) -> frozenset[OutcomeClassId]:
    """Return the classes of outcomes in which plays end."""
    return frozenset(table.outcome for table in tables if table.outcome is not None)
