"""The fixtures `play` and `table`: the same plays from Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

from sim.errors import Missing
from sim.model.ids import ActId, CourseId, RoleId, Seed
from sim.testing.collect import note, opened, played
from sim.testing.failure import InvalidPlay
from sim.testing.script import read_script
from sim.testing.table import Beginning, Table


class PlayFixture(Protocol):
    """Plays a file."""

    def __call__(self, file: str | Path, case: str = "") -> Table:
        """Play a file and return the table after its last step; `case` names one combination of its parameters."""


class TableFixture(Protocol):
    """Sits down to a new play."""

    def __call__(  # noqa: PLR0913 -- what is played, and by whom
        self,
        scenario: str | Path = ".",
        act: ActId | None = None,
        course: CourseId = "whole",
        *,
        campaign: bool = False,
        seed: Seed | None = None,
        bots: Mapping[RoleId, str] | None = None,
        cued: bool = False,
    ) -> Table:
        """Return a table at the beginning of a play; a relative folder is seen from the test's own."""


def player(request: pytest.FixtureRequest) -> PlayFixture:
    """Return what the fixture `play` gives."""

    def play(file: str | Path, case: str = "") -> Table:
        path = request.path.parent / file
        script = read_script(path, str(file))
        if script.problems:
            raise InvalidPlay(script.problems)
        found = next((entry for entry in script.cases if entry.name == case), None)
        if found is None:
            known = ", ".join(entry.name or "''" for entry in script.cases)
            message = f"{file} has no play {case!r}; its plays: {known}"
            raise Missing(message, "unknown-case")
        return played(request.config, found)

    return play


def seating(request: pytest.FixtureRequest) -> TableFixture:
    """Return what the fixture `table` gives; what is played at its tables counts as covered when the test is over."""

    def table(  # noqa: PLR0913 -- as in `TableFixture`
        scenario: str | Path = ".",
        act: ActId | None = None,
        course: CourseId = "whole",
        *,
        campaign: bool = False,
        seed: Seed | None = None,
        bots: Mapping[RoleId, str] | None = None,
        cued: bool = False,
    ) -> Table:
        beside = request.path.parent / scenario
        name = str(beside.resolve()) if (beside / "scenario.yaml").is_file() else str(scenario)
        seated = Table(opened(request.config, name), Beginning(act, course, campaign, seed, bots or {}, cued=cued))
        request.addfinalizer(lambda: note(request.config, seated))
        return seated

    return table
