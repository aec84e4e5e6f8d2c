"""What is allowed in a scenario, and probably not meant: each finding with its place, its cause, its remedy and a play that shows it.

Rule 1: what cannot be played at all is a problem (`crossref`); what can be played and reads like a slip is a finding.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sim.analysis.lint.choices import choice_findings
from sim.analysis.lint.finding import PAGE, Finding
from sim.analysis.lint.frame import frame_findings
from sim.analysis.lint.reach import reach_findings
from sim.analysis.lint.serves import serving_findings
from sim.analysis.lint.subject import Subject
from sim.analysis.survey import Survey
from sim.engine.machine import ScenarioMachine
from sim.model.ids import OutcomeClassId

__all__ = ["CODES", "IDLE", "PAGE", "Finding", "lint"]

IDLE = 4
"""Turns in a row that a role may have nothing to decide in, unless another number is asked for."""

CODES = (
    "class-without-outcome",
    "class-without-play",
    "condition-always-true",
    "deadline-without-default",
    "impossible-branch",
    "indicator-never-changed",
    "indicator-never-read",
    "indicator-stuck",
    "inject-never-comes",
    "inject-waits",
    "no-plays",
    "no-way-out",
    "not-exhaustive",
    "option-never-offered",
    "option-never-serves",
    "option-without-consequence",
    "overlapping-branches",
    "role-idle",
    "shadowed-branch",
    "unnamed-joint-choices",
    "unreachable-scene",
)
"""Every code that a finding can have; docs/reference/lint.md has a section for each."""


def lint(
    machine: ScenarioMachine, surveys: Iterable[Survey], *, idle: int = IDLE, played: Collection[OutcomeClassId] | None = None
) -> tuple[Finding, ...]:
    """Return every finding about a scenario, warnings first.

    Args:
        machine: the compiled scenario.
        surveys: of every act, without the facilitator's injects.
        idle: turns in a row that a role may have nothing to decide in.
        played: classes of outcomes in which the author's own plays end; None when no plays were looked at.

    """
    subject = Subject(machine, {survey.act: survey for survey in surveys}, idle, None if played is None else frozenset(played))
    found = (*reach_findings(subject), *choice_findings(subject), *frame_findings(subject), *serving_findings(subject))
    shown = (finding if finding.route else replace(finding, route=subject.shortest) for finding in found)
    return tuple(sorted(shown, key=lambda finding: finding.level != "warning"))
