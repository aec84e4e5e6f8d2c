"""What `sim check` finds: every problem of a scenario's files, or the measures of one that has none."""

import sys
from collections.abc import Mapping

import click

from sim.analysis.explore import Explored, explore
from sim.cli.exits import PROBLEMS
from sim.cli.output import Json, tell, tell_json
from sim.errors import InvalidScenario, Problem
from sim.evidence.check import quotations
from sim.library import Opened, open_scenario
from sim.model.scenario import Act
from sim.model.source import Citation

_STATES, _STEPS = 30_000, 1_000_000
"""What an act may come to so that it can be analysed whole."""


def check(scenario: str, *, as_json: bool) -> None:
    """Print every problem, or the measures; the status says which."""
    try:
        opened = open_scenario(scenario)
    except InvalidScenario as error:
        if as_json:
            tell_json({"scenario": scenario, "problems": [_problem(problem) for problem in error.problems], "sizes": None})
        else:
            tell(str(error))
            tell(f"{scenario}: {len(error.problems)} problem{'' if len(error.problems) == 1 else 's'}")
        raise click.exceptions.Exit(PROBLEMS) from error
    if as_json:
        tell_json({"scenario": opened.scenario.id, "problems": [], "sizes": _sizes(opened)})
        return
    tell(f"{opened.scenario.id}: no problems")
    counts = opened.scenario
    tell(f"  {len(counts.roles)} roles, {len(counts.indicators)} indicators, {len(counts.acts)} acts, {_citations(opened)} citations")
    for act in counts.acts:
        tell(f"  act {act.id}: {_scenes(act)}")
        for course in act.courses:
            tell(f"    course {course.id}: {_reach(_explored(opened, act, course.id))}")


def _problem(problem: Problem) -> dict[str, Json]:
    return {
        "code": problem.code,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "what": problem.what,
        "expected": problem.expected,
        "suggestion": problem.suggestion,
        "message": str(problem),
    }


def _citations(opened: Opened) -> int:
    return sum(isinstance(part, Citation) for _, part in quotations(opened.scenario))


def _scenes(act: Act) -> str:
    outcomes = sum(scene.outcome is not None for scene in act.scenes)
    options = sum(len(entry.options) for scene in act.scenes for entry in scene.decision)
    joint = sum(len(scene.decision) > 1 for scene in act.scenes)
    return (
        f"{len(act.scenes)} scenes, {outcomes} of them outcomes, {joint} joint decisions, {options} options, "
        f"{sum(len(scene.branches) for scene in act.scenes)} branches, {len(act.injects)} injects"
    )


def _reach(found: Explored) -> str:
    whole = "all of them" if found.exhaustive else f"cut short: {found.limit}"
    turns = max((len(way) for way in found.outcomes.values()), default=0)
    far = "1 turn" if turns == 1 else f"{turns} turns"
    size = "" if len(found.states) <= _STATES and found.steps <= _STEPS else f"; more than {_STATES:,} states are too many to analyse whole"
    return (
        f"{len(found.states):,} reachable states, {found.steps:,} joint steps ({whole}); "
        f"{len(found.outcomes)} outcomes, the farthest {far} away{size}"
    )


def _explored(opened: Opened, act: Act, course: str) -> Explored:
    def progress(states: int, steps: int) -> None:
        click.echo(f"\rsim: {act.id}, {course}: {states:,} states, {steps:,} steps", err=True, nl=False)

    shown = sys.stderr.isatty()
    found = explore(opened.machine, act.id, course, progress=progress if shown else None)
    if shown:
        click.echo("\r" + " " * 72 + "\r", err=True, nl=False)
    return found


def _sizes(opened: Opened) -> Mapping[str, Json]:
    return {
        "roles": len(opened.scenario.roles),
        "indicators": len(opened.scenario.indicators),
        "citations": _citations(opened),
        "rules_hash": opened.rules_hash,
        "whole_hash": opened.whole_hash,
        "acts": {act.id: _act(opened, act) for act in opened.scenario.acts},
    }


def _act(opened: Opened, act: Act) -> Mapping[str, Json]:
    courses: dict[str, Json] = {}
    for course in act.courses:
        found = _explored(opened, act, course.id)
        courses[course.id] = {
            "states": len(found.states),
            "steps": found.steps,
            "exhaustive": found.exhaustive,
            "limit": found.limit,
            "outcomes": [*found.outcomes],
        }
    return {
        "scenes": len(act.scenes),
        "outcomes": sum(scene.outcome is not None for scene in act.scenes),
        "joint_decisions": sum(len(scene.decision) > 1 for scene in act.scenes),
        "options": sum(len(entry.options) for scene in act.scenes for entry in scene.decision),
        "branches": sum(len(scene.branches) for scene in act.scenes),
        "injects": len(act.injects),
        "courses": courses,
    }
