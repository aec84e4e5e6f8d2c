"""Every shipped scenario is tested by its own plays: all of it, with golden traces, so that a slip would be noticed."""

from functools import cache

import pytest

from sim.analysis.survey import survey
from sim.library import Opened, open_scenario
from sim.testing.checkup import check_up, play_files
from sim.testing.coverage import Coverage, Row, rows
from sim.testing.golden import check_trace, trace_path
from sim.testing.mutation import drawn, guards, is_equivalent, judged
from sim.testing.run import run
from sim.testing.script import read_script

pytestmark = pytest.mark.whole

TESTED = ("tutorial",)
"""The shipped scenarios whose plays are meant to be complete."""
COMPLETE = ("scenes", "options", "branches", "conditions", "injects", "outcomes", "citations")


@cache
def opened(name: str) -> Opened:
    """Return a shipped scenario, opened once."""
    return open_scenario(name)


@cache
def covered(name: str) -> tuple[Row, ...]:
    """Play all plays of a scenario, hold them against their traces, and return what they cover."""
    scenario = opened(name)
    coverage = Coverage()
    assert scenario.folder is not None
    for path in play_files(scenario.folder):
        script = read_script(path)
        assert () == script.problems
        for case in script.cases:
            table = run(case, scenario)
            check_trace(case, table, bless=False)
            coverage.add(table)
    return rows(scenario, coverage.touched.get(str(scenario.folder), {}))


@pytest.mark.parametrize("kind", COMPLETE)
@pytest.mark.parametrize("name", TESTED)
def test_plays_cover_everything(name: str, kind: str) -> None:
    """Every scene, option, branch, condition both ways, inject, outcome and citation of a shipped scenario comes up in its plays."""
    assert () == next(row.missing for row in covered(name) if row.kind == kind and row.role is None)


@pytest.mark.parametrize("name", TESTED)
def test_every_play_has_its_trace(name: str) -> None:
    """Each play file has a file of golden traces beside it, and no file of traces is left over."""
    folder = opened(name).folder
    assert folder is not None
    plays = play_files(folder)

    assert plays
    assert {trace_path(path) for path in plays} == set((folder / "plays").rglob("*.trace.txt"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TESTED)
def test_a_shipped_scenario_is_clean(name: str) -> None:
    """`sim check` has no warning about a shipped scenario, and all that it claims of every play holds."""
    found = check_up(opened(name))

    assert [] == [str(place) for finding, place in found.findings if finding.level == "warning"]
    assert found.clean
    assert all(act.exhaustive for act in found.surveys)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TESTED)
def test_slips_are_noticed(name: str) -> None:
    """Of forty scenarios with one slip each, at least nine in ten are noticed by the scenario's own plays and checks."""
    scenario = opened(name)
    plays, surveys = guards(scenario), survey(scenario.machine)
    noticed = counted = 0
    for mutant in drawn(scenario, 7):
        verdict = judged(scenario, mutant, plays)
        if not verdict.killed_by and is_equivalent(scenario, mutant, surveys):
            continue
        noticed, counted = noticed + bool(verdict.killed_by), counted + 1
        if counted == 40:
            break

    assert (40, True) == (counted, noticed >= 36)
