"""What `sim check` finds: every problem of a scenario's files, or the measures, findings and claims of one that has none."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import click

from sim.analysis.lint import Finding
from sim.analysis.prove import Proven
from sim.analysis.survey import Reach, Survey
from sim.cli.exits import INTERRUPTED, PROBLEMS
from sim.cli.exploring import route_json
from sim.cli.output import Json, tell, tell_json
from sim.cli.placing import Placing
from sim.cli.progress import Bar, stoppable
from sim.cli.strict import Strict
from sim.errors import InvalidScenario, Problem
from sim.evidence.check import quotations
from sim.library import OpenScenario, open_scenario
from sim.model.scenario import Act
from sim.model.source import Citation
from sim.testing.checkup import Checkup, check_up
from sim.testing.translated import Progress

_LISTED = 12
"""Problems of one translation that are shown."""
_TRANSLATIONS = "docs/reference/lint.md#translations"


def check(scenario: str, *, as_json: bool, notes: bool = False, strict: Strict | None = None) -> None:
    """Print every problem, or the measures; the status says which. With `strict`, fairness is looked over too."""
    placed = Placing.of(scenario)
    try:
        opened = open_scenario(scenario)
    except InvalidScenario as error:
        problems = [placed(problem) for problem in error.problems]
        if as_json:
            tell_json({"scenario": scenario, "problems": [_problem(problem) for problem in problems], "sizes": None})
        else:
            for problem in problems:
                tell(str(problem))
            tell(f"{placed.name}: {len(problems)} problem{'' if len(problems) == 1 else 's'}")
        raise click.exceptions.Exit(PROBLEMS) from error
    with stoppable() as stopped:
        bar = Bar(stopped)
        found = check_up(opened, notice=bar, spy=strict.sequels.see if strict else None)
        bar.wipe()
    found = _seen_from_here(found, placed)
    fair = strict.look(opened, found.surveys) if strict else None
    if fair:
        fair = replace(fair, problems=tuple(placed(problem) for problem in fair.problems))
    if as_json:
        tell_json(
            {
                "scenario": opened.scenario.id,
                "problems": [],
                "findings": [_finding(finding, place) for finding, place in found.findings],
                "proofs": {one.proof.id: {"verdict": one.verdict, "why": one.why} for one in found.proven},
                "translations": {one.language: _translation(one) for one in found.translations},
                "sizes": _sizes(opened, found),
                **({"fairness": [_problem(problem) for problem in fair.problems], "words": fair.as_json()} if fair else {}),
            }
        )
    else:
        _tell(opened, found, notes=notes)
        if fair:
            fair.tell()
    if stopped:
        raise click.exceptions.Exit(INTERRUPTED)
    if not found.clean or (fair and fair.problems):
        raise click.exceptions.Exit(PROBLEMS)


def _seen_from_here(found: Checkup, placed: Placing) -> Checkup:
    findings = tuple((finding, placed(place)) for finding, place in found.findings)
    translations = tuple(replace(one, problems=tuple(placed(problem) for problem in one.problems)) for one in found.translations)
    return replace(found, findings=findings, translations=translations)


def _tell(opened: OpenScenario, found: Checkup, *, notes: bool) -> None:
    tell(f"{opened.scenario.id}: no problems")
    counts = opened.scenario
    acts = "1 act" if len(counts.acts) == 1 else f"{len(counts.acts)} acts"
    tell(f"  {len(counts.roles)} roles, {len(counts.indicators)} indicators, {acts}, {_citations(opened)} citations")
    for act, survey in zip(counts.acts, found.surveys, strict=True):
        tell(f"  act {act.id}: {_scenes(act)}")
        for course in act.courses:
            tell(f"    course {course.id}: {_reach(survey, survey.reach(course.id))}")
    hidden = 0
    for finding, place in found.findings:
        if finding.level == "warning" or notes:
            tell(f"{finding.level}: {place} ({finding.page})")
        else:
            hidden += 1
    if hidden:
        tell(f"  {hidden} note{'' if hidden == 1 else 's'}; --notes shows {'it' if hidden == 1 else 'them'}")
    for one in found.proven:
        tell(_claim(one))
    for line in _translations(found):
        tell(line)


def _translations(found: Checkup) -> Iterator[str]:
    for one in found.translations:
        yield f"  translation {one.language} ({one.name}): {one.done:,} of {one.of:,} texts"
        for problem in one.problems[:_LISTED]:
            yield f"warning: {problem} ({_TRANSLATIONS})"
        if len(one.problems) > _LISTED:
            yield f"  and {len(one.problems) - _LISTED:,} more of translation {one.language}; --json has all of them"


def _claim(one: Proven) -> str:
    return f"claim {one.proof.id} {'holds' if one.verdict == 'holds' else one.verdict.upper()}: {one.proof.text} ({one.why})"


def _finding(finding: Finding, place: Problem) -> Mapping[str, Json]:
    return {**_problem(place), "level": finding.level, "page": finding.page, "play": route_json(finding.route)}


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


def _translation(one: Progress) -> Mapping[str, Json]:
    return {"name": one.name, "done": one.done, "of": one.of, "problems": [_problem(problem) for problem in one.problems]}


def _citations(opened: OpenScenario) -> int:
    return sum(isinstance(part, Citation) for _, part in quotations(opened.scenario))


def _scenes(act: Act) -> str:
    outcomes = sum(scene.outcome is not None for scene in act.scenes)
    options = sum(len(entry.options) for scene in act.scenes for entry in scene.decision)
    joint = sum(len(scene.decision) > 1 for scene in act.scenes)
    return (
        f"{len(act.scenes)} scenes, {outcomes} of them outcomes, {joint} joint decisions, {options} options, "
        f"{sum(len(scene.branches) for scene in act.scenes)} branches, {len(act.injects)} injects"
    )


def _reach(survey: Survey, found: Reach) -> str:
    whole = "all of them" if survey.exhaustive else survey.limit
    turns = max(found.outcomes.values(), default=0)
    far = "1 turn" if turns == 1 else f"{turns} turns"
    return (
        f"{found.states:,} reachable states, {found.steps:,} joint steps ({whole}); {len(found.outcomes)} outcomes, the farthest {far} away"
    )


def _sizes(opened: OpenScenario, found: Checkup) -> Mapping[str, Json]:
    return {
        "roles": len(opened.scenario.roles),
        "indicators": len(opened.scenario.indicators),
        "citations": _citations(opened),
        "rules_hash": opened.rules_hash,
        "whole_hash": opened.whole_hash,
        "acts": {act.id: _act(act, survey) for act, survey in zip(opened.scenario.acts, found.surveys, strict=True)},
    }


def _act(act: Act, survey: Survey) -> Mapping[str, Json]:
    courses: dict[str, Json] = {}
    for course in act.courses:
        found = survey.reach(course.id)
        courses[course.id] = {
            "states": found.states,
            "steps": found.steps,
            "exhaustive": survey.exhaustive,
            "limit": survey.limit,
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
