"""Coverage over a run of pytest: noted in each process, gathered by the controller, shown and held against thresholds at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, runtime_checkable

import pytest

from sim.errors import SimError
from sim.library import find
from sim.testing.collect import COVERAGE, opened
from sim.testing.coverage import Coverage, Row, rows
from sim.testing.covered import as_html, as_json, as_text, below, read_thresholds
from sim.testing.touched import Kind

_PLUGIN = "scenario-coverage"
_SENT = "scenario_coverage"

Shown: TypeAlias = tuple[Literal["title", "line", "short"], str]


class _Asked:
    """What was asked for on the command line; registered as a plugin, so that it is there only when it was."""

    def __init__(self, forms: list[str], thresholds: Mapping[Kind, float]) -> None:
        self.forms = forms
        self.thresholds = thresholds


@runtime_checkable
class _Worker(Protocol):
    """A worker of pytest-xdist, as far as it is read here."""

    config: pytest.Config
    workeroutput: dict[str, object]


def begin(config: pytest.Config) -> None:
    """Read the options, and begin to note what plays cover.

    Raises:
        pytest.UsageError: an option says something that is not there.

    """
    given: list[str] = config.getoption("scenario_cov_report") or ["term"]
    asked: str | None = config.getoption("scenario_cov_fail_under")
    try:
        thresholds = read_thresholds(asked) if asked is not None else {}
        for target in config.getoption("scenario_cov") or []:
            if target:
                find(target)
    except SimError as error:
        raise pytest.UsageError(str(error)) from error
    for form in given:
        name, colon, file = form.partition(":")
        if form != "term" and not (name in {"json", "html"} and colon and file):
            message = f"--scenario-cov-report {form!r} is none of: term, json:FILE, html:FILE"
            raise pytest.UsageError(message)
    config.stash[COVERAGE] = Coverage()
    config.pluginmanager.register(_Asked(given, thresholds), _PLUGIN)


def take_over(node: object) -> None:
    """Add what a worker sent to what the controller has."""
    if not isinstance(node, _Worker):
        return
    sent = node.workeroutput.get(_SENT)
    coverage = node.config.stash.get(COVERAGE, None)
    if coverage is not None and isinstance(sent, dict):
        coverage.merge(sent)


def finish(session: pytest.Session) -> None:
    """In a worker: send what was noted. Otherwise write the reports, and fail the run where a threshold is not reached."""
    config = session.config
    output: object = getattr(config, "workeroutput", None)
    if isinstance(output, dict):
        output[_SENT] = config.stash[COVERAGE].sent()
        return
    asked = _asked(config)
    reports = _reports(config)
    for form in asked.forms:
        name, _, file = form.partition(":")
        if name in {"json", "html"}:
            path = config.invocation_params.dir / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_json(reports) if name == "json" else as_html(reports), encoding="utf-8")
    if asked.thresholds and (not reports or any(below(found, asked.thresholds) for found in reports.values())):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def summary(config: pytest.Config) -> Iterator[Shown]:
    """Give the lines that are shown at the end of a run."""
    asked = _asked(config)
    yield "title", "scenario coverage"
    reports = _reports(config)
    if not reports:
        yield "short", "no play of such a scenario was run, so nothing is covered"
    for name, found in reports.items():
        if "term" in asked.forms:
            for line in as_text(name, found).splitlines():
                yield "line", line
        for line in below(found, asked.thresholds):
            yield "short", f"{name}: {line}"
    for form in asked.forms:
        if form != "term":
            yield "line", f"written: {form.partition(':')[2]}"


def _asked(config: pytest.Config) -> _Asked:
    found: object = config.pluginmanager.get_plugin(_PLUGIN)
    assert isinstance(found, _Asked)  # noqa: S101 -- the hooks ask only where it is registered
    return found


def _reports(config: pytest.Config) -> dict[str, tuple[Row, ...]]:
    """Return the lines for each scenario that was asked for, played or not, by its id."""
    coverage = config.stash[COVERAGE]
    targets = [str(find(target).resolve()) for target in config.getoption("scenario_cov") or [] if target]
    reports: dict[str, tuple[Row, ...]] = {}
    for folder in targets or sorted(coverage.touched):
        scenario = coverage.opened.get(folder) or opened(config, folder)
        name = scenario.scenario.id if scenario.scenario.id not in reports else str(Path(folder))
        reports[name] = rows(scenario, coverage.touched.get(folder, {}))
    return reports
