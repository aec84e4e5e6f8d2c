"""Play files as pytest sees them: a file with one test for each case, and what is said when one fails."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr

from sim.errors import Problem, SimError
from sim.library import OpenScenario, open_scenario
from sim.testing.coverage import Coverage
from sim.testing.failure import InvalidPlay, no_scenario
from sim.testing.golden import check_trace
from sim.testing.run import run
from sim.testing.script import Case, read_script, scenario_of
from sim.testing.table import Table

_SCENARIOS = pytest.StashKey[dict[str, "OpenScenario | SimError"]]()
COVERAGE = pytest.StashKey[Coverage]()
"""What the plays of this run have covered; only there when it was asked for."""


def opened(config: pytest.Config, name: str) -> OpenScenario:
    """Return a scenario, opened once for a whole run.

    Raises:
        SimError: it cannot be opened; the same each time.

    """
    kept = config.stash.setdefault(_SCENARIOS, {})
    if name not in kept:
        try:
            kept[name] = open_scenario(name)
        except SimError as error:
            kept[name] = error
    found = kept[name]
    if isinstance(found, SimError):
        raise found
    return found


def played(config: pytest.Config, case: Case) -> Table:
    """Play a case and note what it covers.

    Raises:
        SimError: it cannot be played or does not go as it says.

    """
    try:
        scenario = opened(config, scenario_of(case))
    except SimError as error:
        raise InvalidPlay(no_scenario(case, error)) from error
    table = run(case, scenario)
    note(config, table)
    return table


def note(config: pytest.Config, table: Table) -> None:
    """Note what a play covers, if that was asked for."""
    coverage = config.stash.get(COVERAGE, None)
    if coverage is not None:
        coverage.add(table)


class PlayFile(pytest.File):
    """A `*.play.yaml`."""

    def collect(self) -> Iterable[pytest.Item]:
        """Give a test for each play of the file, or one that fails with everything that is wrong with the file."""
        script = read_script(self.path, self.nodeid)
        if script.problems:
            yield BrokenPlay.from_parent(self, name="play", problems=script.problems)
        for case in script.cases:
            item = PlayItem.from_parent(self, name=f"play[{case.name}]" if case.name else "play", case=case)
            if case.play.xfail:
                item.add_marker(pytest.mark.xfail(reason=case.play.xfail, strict=True))
            yield item


class _Told(pytest.Item):
    """A test whose failure is told without a traceback, because no code is at fault."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str | TerminalRepr:
        """Return what is wrong; anything but our own errors with its traceback."""
        del style
        return str(excinfo.value) if isinstance(excinfo.value, SimError) else super().repr_failure(excinfo)


class BrokenPlay(_Told):
    """A play file that cannot be read; it fails, so that the other tests still run."""

    def __init__(self, *, name: str, parent: PlayFile, problems: tuple[Problem, ...]) -> None:
        """Keep what is wrong."""
        super().__init__(name, parent)
        self.problems = problems

    def runtest(self) -> None:
        """Fail."""
        raise InvalidPlay(self.problems)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return file, line (from 0) and a heading."""
        return self.path, max(self.problems[0].line - 1, 0), f"{self.path.name}: not a play"


class PlayItem(_Told):
    """One play."""

    def __init__(self, *, name: str, parent: PlayFile, case: Case) -> None:
        """Keep the case."""
        super().__init__(name, parent)
        self.case = case

    def runtest(self) -> None:
        """Play it, and hold it against its golden trace."""
        check_trace(self.case, played(self.config, self.case), bless=self.config.getoption("bless") is True)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return file, line (from 0) and a heading."""
        return self.path, 0, f"{self.case.title}: {self.case.play.about}"
