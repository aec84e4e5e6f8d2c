"""Every shipped scenario is tested by its own plays: all of it, with golden traces, so that a slip would be noticed."""

from functools import cache
from itertools import pairwise

import pytest

from sim.engine.campaign import carried
from sim.library import OpenScenario, open_scenario, shipped
from sim.model.events import Proceeded
from sim.testing.checkup import Checkup, check_up, ends, own_plays, play_files
from sim.testing.coverage import Coverage, Row, rows
from sim.testing.golden import check_trace, trace_path
from sim.testing.mutation import drawn, guards, is_equivalent, judged
from sim.testing.run import run
from sim.testing.script import read_script

pytestmark = pytest.mark.whole

TESTED = shipped()
"""The scenarios whose plays have to be complete: all that come with the product."""
COMPLETE = ("scenes", "options", "branches", "conditions", "injects", "outcomes", "citations")


@cache
def opened(name: str) -> OpenScenario:
    """Return a shipped scenario, opened once."""
    return open_scenario(name)


@cache
def looked_over(name: str) -> Checkup:
    """Return what `sim check` finds in a scenario; its surveys serve several tests."""
    return check_up(opened(name))


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


@pytest.mark.timeout(300)
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


@pytest.mark.parametrize("name", TESTED)
def test_every_kind_of_end_has_a_play(name: str) -> None:
    """Some play of a shipped scenario ends in each class of outcomes."""
    scenario = opened(name)

    assert {entry.id for entry in scenario.scenario.outcome_classes} == ends(own_plays(scenario))


@pytest.mark.parametrize("name", TESTED)
def test_everything_that_is_carried_over_is_carried_in_a_play(name: str) -> None:
    """Every rule by which one act leaves something to the next is used in some play."""
    scenario = opened(name)
    used = set()
    for table in own_plays(scenario):
        for before, after in pairwise(table.moments):
            event = after.session.log[-1].event
            if isinstance(event, Proceeded):
                used |= {*carried(scenario.machine, before.session.state, event.to)[1]}
    campaign = scenario.scenario.campaign

    assert (campaign.carry if campaign else ()) == tuple(rule for rule in (campaign.carry if campaign else ()) if rule in used)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TESTED)
def test_a_shipped_scenario_is_clean(name: str) -> None:
    """`sim check` has no warning about a shipped scenario, and all that it claims of every play holds."""
    found = looked_over(name)

    assert [] == [str(place) for finding, place in found.findings if finding.level == "warning"]
    assert found.clean
    assert all(act.exhaustive for act in found.surveys)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TESTED)
def test_slips_are_noticed(name: str) -> None:
    """Of forty scenarios with one slip each, at least nine in ten are noticed by the scenario's own plays and checks."""
    scenario = opened(name)
    plays, surveys = guards(scenario), looked_over(name).surveys
    noticed = counted = 0
    for mutant in drawn(scenario, 7):
        verdict = judged(scenario, mutant, plays)
        if not verdict.killed_by and is_equivalent(scenario, mutant, surveys):
            continue
        noticed, counted = noticed + bool(verdict.killed_by), counted + 1
        if counted == 40:
            break

    assert (40, True) == (counted, noticed >= 36)
