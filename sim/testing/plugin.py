"""The pytest plugin: hooks and fixtures only, each a line or two into the files beside it.

Rule 1: pytest loads this file in every project that has the product installed, so nothing heavy is imported until a play is met.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sim.testing.fixtures import PlayFixture, TableFixture

_SUFFIX = ".play.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("scenarios", "plays of scenarios (*.play.yaml)")
    group.addoption("--bless", action="store_true", help="rewrite the golden traces of the plays that are run")
    group.addoption(
        "--scenario-cov",
        action="append",
        nargs="?",
        const="",
        metavar="SCENARIO",
        help="report what the plays cover: of every scenario that is played, or of this one (name or folder; repeatable)",
    )
    group.addoption(
        "--scenario-cov-fail-under",
        metavar="PERCENT",
        help="fail below this: 90 for everything, or scenes=100,joint=40 (implies --scenario-cov)",
    )
    group.addoption(
        "--scenario-cov-report",
        action="append",
        metavar="FORM",
        help="term, json:FILE or html:FILE; repeatable (implies --scenario-cov)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin to note what is covered, if that was asked for."""
    if any(config.getoption(name) is not None for name in ("scenario_cov", "scenario_cov_fail_under", "scenario_cov_report")):
        from sim.testing.reporting import begin  # noqa: PLC0415 -- Rule 1

        begin(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a play file."""
    if not file_path.name.endswith(_SUFFIX):
        return None
    from sim.testing.collect import PlayFile  # noqa: PLC0415 -- Rule 1

    return PlayFile.from_parent(parent, path=file_path)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over what a worker of pytest-xdist has covered."""
    from sim.testing.reporting import take_over  # noqa: PLC0415 -- Rule 1

    take_over(node)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what was covered to the controller, or hold it against the thresholds."""
    if session.config.pluginmanager.has_plugin("scenario-coverage"):
        from sim.testing.reporting import finish  # noqa: PLC0415 -- Rule 1

        finish(session)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show what was covered."""
    if config.pluginmanager.has_plugin("scenario-coverage"):
        from sim.testing.reporting import summary  # noqa: PLC0415 -- Rule 1

        for kind, line in summary(config):
            if kind == "title":
                terminalreporter.section(line)
            else:
                terminalreporter.write_line(line, red=kind == "short")


@pytest.fixture
def play(request: pytest.FixtureRequest) -> PlayFixture:
    """Play a file: `play("plays/kept.play.yaml")` gives the table as it stands after the last step."""
    from sim.testing.fixtures import player  # noqa: PLC0415 -- Rule 1

    return player(request)


@pytest.fixture
def table(request: pytest.FixtureRequest) -> TableFixture:
    """Sit down to a new play: `table("tutorial", act="ferry").choose(eastbank="promise-notice")`."""
    from sim.testing.fixtures import seating  # noqa: PLC0415 -- Rule 1

    return seating(request)
