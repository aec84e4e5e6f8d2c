"""Where the files of a scenario lie as seen from the current folder, so that an editor opens the place that a problem names."""

from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import Problem
from sim.library import data_folder, find
from sim.store.files import called


@dataclass(frozen=True, slots=True)
class Placing:
    """The folders of a scenario's files by the names that problems have for them."""

    name: str
    """What the scenario's folder is called."""
    folder: Path
    """The scenario's folder, from here or as it was given."""
    documents: Path
    """The folder of its documents."""

    @classmethod
    def of(cls, scenario: str) -> "Placing":
        """Return the places of a scenario, by its name or its path.

        Raises:
            Missing: there is no such scenario.

        """
        given = find(scenario)
        folder, seeds = _from_here(given), _from_here(data_folder() / "seeds")
        return cls(called(given), folder, folder / "sources" if (given / "sources").is_dir() else seeds)

    def __call__(self, problem: Problem) -> Problem:
        """Return a problem with its file as it is reached from here."""
        first, _, rest = problem.file.partition("/")
        if rest and first == self.name:
            return replace(problem, file=(self.folder / rest).as_posix())
        if rest and first == self.documents.name:
            return replace(problem, file=(self.documents / rest).as_posix())
        if problem.file and not rest:  # what is found in the documents alone knows no folder
            return replace(problem, file=(self.documents / problem.file).as_posix())
        return problem


def _from_here(folder: Path) -> Path:
    """Return a folder as seen from the current one where it lies inside; else as it is given."""
    try:
        return folder.resolve().relative_to(Path.cwd())
    except (OSError, ValueError):
        return folder
