"""Reading a play file: from its bytes to the plays it asks for, with every problem in it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import Problem, SimError
from sim.store.decoding import MAX_BYTES
from sim.store.documents import read_yaml
from sim.store.ordinary import ordinary
from sim.store.places import Place, located
from sim.store.scalars import Data
from sim.store.scenarios import in_order
from sim.store.shape import shaped
from sim.testing.parameters import mention_problems, names_of, put_in, read_parameters
from sim.testing.playfile import Play
from sim.testing.several import read_several

SUFFIX = ".play.yaml"
PLAYS = "plays"
"""Folder inside a scenario where its plays are kept."""


@dataclass(frozen=True, slots=True)
class Case:
    """One play of a file: the whole of it, one of several, or one combination of its parameters."""

    path: Path
    """The file."""
    shown: str
    """The file's name in messages."""
    name: str
    """Its name among several, or made of the parameters' values; empty where it is the only one."""
    siblings: tuple[str, ...]
    """The names of all plays of the file, this one's among them."""
    play: Play
    place: Place
    """Where each part of it stands in the file."""

    @property
    def title(self) -> str:
        """Name of the file without its suffix, with the parameters' values if there are any."""
        stem = self.path.name.removesuffix(SUFFIX)
        return f"{stem}[{self.name}]" if self.name else stem

    def at(self, path: str) -> str:
        """Return where something stands, as `file:line`."""
        found = located(Problem("", path, ""), self.place)
        return f"{self.shown}:{found.line}"


@dataclass(frozen=True, slots=True)
class Script:
    """A play file as far as it could be read."""

    cases: tuple[Case, ...]
    """Empty where anything is wrong."""
    problems: tuple[Problem, ...]


def read_script(path: Path, shown: str | None = None) -> Script:
    """Return the plays of a file.

    Args:
        path: the file.
        shown: its name in messages; absent: its path.

    """
    shown = str(path) if shown is None else shown
    try:
        content = ordinary(path, MAX_BYTES)
    except SimError as error:
        return Script((), (Problem("unreadable-file", "", f"the file cannot be read: {error}", "", "", shown, 1, 1),))
    read = read_yaml(content, shown)
    if read.problems or not read.whole:
        return Script((), in_order(read.problems))
    if not isinstance(read.data, Mapping):
        return Script((), (Problem("not-a-mapping", "", "the file holds no fields", "fields and their values", "", shown, 1, 1),))
    if "plays" in read.data:
        found = read_several(read.data, read.place)
        plays = [Case(path, shown, one.name, found.names, one.play, one.place) for one in found.plays]
        problems = [replace(problem, file=shown) for problem in found.problems]
        return Script(() if problems else tuple(plays), in_order(problems))
    return _cases(path, shown, read.data, read.place)


def _cases(path: Path, shown: str, data: Mapping[str, Data], place: Place) -> Script:
    body = {field: value for field, value in data.items() if field != "with"}
    given = read_parameters(data["with"]) if "with" in data else None
    rows = given.rows if given else [{}]
    problems = list(given.problems) if given else []
    if not problems:
        problems += mention_problems(body, list(rows[0]))
    problems = [located(problem, place) for problem in problems]
    cases = []
    names = tuple(names_of(rows)) if given else ("",)
    for name, row in zip(names, rows, strict=True):
        found = shaped(Play, put_in(body, row), place)
        problems += found.problems
        if found.part is not None:
            cases.append(Case(path, shown, name, names, found.part, found.place))
    problems = [replace(problem, file=shown) for problem in problems]
    return Script(() if problems else tuple(cases), in_order(problems))


def scenario_of(case: Case) -> str:
    """Return the name or the folder of the scenario that a play belongs to."""
    if case.play.scenario is None:
        path = case.path.resolve()
        plays = next((folder for folder in path.parents if folder.name == PLAYS), path.parent)
        return str(plays.parent)
    beside = (case.path.parent / case.play.scenario).resolve()
    return str(beside) if beside.exists() else case.play.scenario
