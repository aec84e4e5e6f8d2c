"""Reading a scenario from its folder.

Rule 1: every problem of every file is reported at once, each with file, line and column; whether quotations stand in the documents is
for `sim.evidence`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import Problem
from sim.model.crossref import problems as problems_between
from sim.model.scenario import Scenario
from sim.store.broken import Removed
from sim.store.files import folder_problem
from sim.store.folder import Folder
from sim.store.places import Place, located
from sim.store.shape import shaped


@dataclass(frozen=True, slots=True)
class Examined:
    """A scenario as far as it could be read, and everything that is wrong with it."""

    problems: tuple[Problem, ...]
    scenario: Scenario | None = None
    """What is left without the broken pieces; None where nothing whole is left or a file could not be read."""
    place: Place = field(default_factory=lambda: Place(1, 1, (1, 1)))
    """Where its pieces stand."""
    removed: Removed = field(default_factory=Removed)

    def genuine(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems found in what is left, with their places, without those that only follow from broken pieces."""
        placed = (located(problem, self.place) for problem in found)
        return tuple(problem for problem in placed if not self.removed.explains(problem))


def examine(folder: Path) -> Examined:
    """Return what can be read of the scenario in a folder, with every problem."""
    wrong = folder_problem(folder)
    if wrong:
        return Examined((wrong,))
    read = Folder(folder)
    found = shaped(Scenario, read.data, read.place)
    refused = {(problem.file, problem.line) for problem in read.problems}
    shape = [problem for problem in found.problems if (problem.file, problem.line) not in refused or problem.line == 1]
    if read.unread:
        return Examined(in_order((*read.problems, *(problem for problem in shape if not _may_be_unread(problem)))))
    left = Examined((), found.part, found.place, found.removed)
    between = () if found.part is None else left.genuine(problems_between(found.part))
    return Examined(in_order((*read.problems, *shape, *between)), found.part, found.place, found.removed)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file, line and column, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line, problem.column, problem.path)))


def _may_be_unread(problem: Problem) -> bool:
    """Tell whether what is missing may stand in a file that could not be read."""
    return (problem.code == "missing-field" and not problem.path) or problem.path == "acts"
