"""What plays have touched of a scenario: scenes, options, branches, conditions both ways, joint choices, injects, outcomes, citations.

Rule 1: what is counted as one unit stands in `units`; what touches one is worked out in `touched`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from sim.engine.shown import show
from sim.library import OpenScenario
from sim.model.ids import RoleId
from sim.model.paths import walk
from sim.model.scene import Branch, Inject, Option
from sim.model.source import Citation
from sim.testing.playfile import PUBLIC
from sim.testing.table import Table
from sim.testing.touched import KINDS, Kind, joint, passage_key, scene_path, touches

Touched: TypeAlias = dict[Kind, set[str]]
"""Names of the units of each kind that were touched."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a report."""

    kind: Kind
    role: RoleId | None
    """Only what concerns this role; None: all."""
    covered: int
    total: int
    missing: tuple[str, ...]
    """Paths of what was not touched, in file order."""

    @property
    def percent(self) -> float:
        """Share that was touched; 100 where there is nothing to touch."""
        return 100.0 * self.covered / self.total if self.total else 100.0


@dataclass
class Coverage:
    """What the plays of a run have touched, by the folder of the scenario."""

    touched: dict[str, Touched] = field(default_factory=dict)
    opened: dict[str, OpenScenario] = field(default_factory=dict)
    """The scenarios that were played here."""

    def add(self, table: Table) -> None:
        """Note everything that a play touched."""
        folder = str(table.opened.folder)
        self.opened[folder] = table.opened
        touched = self.touched.setdefault(folder, {})
        for moment in table.moments:
            for kind, name in touches(table.opened, moment):
                touched.setdefault(kind, set()).add(name)

    def merge(self, other: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Add what another process has noted (`sent`)."""
        for folder, kinds in other.items():
            touched = self.touched.setdefault(folder, {})
            for kind in KINDS:
                touched.setdefault(kind, set()).update(kinds.get(kind, ()))

    def sent(self) -> dict[str, dict[str, list[str]]]:
        """Return what was noted as plain data, for another process."""
        return {folder: {kind: sorted(names) for kind, names in kinds.items()} for folder, kinds in self.touched.items()}


def units(opened: OpenScenario) -> dict[Kind, dict[str, str]]:
    """Return everything that can be touched, by kind: the unit's name, and the path where it stands."""
    machine = opened.machine
    found: dict[Kind, dict[str, str]] = {kind: {} for kind in KINDS}
    for act in opened.scenario.acts:
        for scene in act.scenes:
            path = scene_path(machine, scene.id)
            found["scenes"][path] = path
            if scene.outcome:
                found["outcomes"][path] = path
            for entry in scene.decision:
                for option in entry.options:
                    here = f"{path}.decision.{entry.role}.options.{option.id}"
                    found["options"][here] = here
            for index in range(len(scene.branches)):
                found["branches"][f"{path}.branches[{index}]"] = f"{path}.branches[{index}]"
            if len(scene.decision) > 1:
                menus = [[(entry.role, option.id) for option in entry.options] for entry in scene.decision]
                found["joint"].update({joint(path, picks): joint(path, picks) for picks in product(*menus)})
        for inject in act.injects:
            path = f"acts.{act.id}.injects.{inject.id}"
            found["injects"][path] = path
    found["conditions"] = {f"{path} {way}": f"{path} {way}" for path in _conditions(opened) for way in ("true", "false")}
    found["citations"] = _citations(opened)
    return found


def _conditions(opened: OpenScenario) -> Iterator[str]:
    """Give the path of every `when` in the acts."""
    for path, part in walk(opened.scenario):
        if isinstance(part, Option | Branch | Inject) and part.when is not None:
            yield f"{path}.when"


def _citations(opened: OpenScenario) -> dict[str, str]:
    """Return every citation that a view can show, with the first path where it stands."""
    named = {f"conflicts.{name}." for act in opened.scenario.acts for scene in act.scenes for name in scene.conflicts}
    found: dict[str, str] = {}
    for path, part in walk(opened.scenario):
        if isinstance(part, Citation) and (path.startswith("acts.") or any(path.startswith(name) for name in named)):
            found.setdefault(passage_key(show(part, opened.grounds)), path)
    return found


def rows(opened: OpenScenario, touched: Mapping[Kind, set[str]]) -> tuple[Row, ...]:
    """Return the lines of a report: each kind, and below options and citations a line for each role."""
    every = units(opened)
    roles = [*(role.id for role in opened.scenario.roles)]
    found: list[Row] = []
    for kind in KINDS:
        names = touched.get(kind, set())
        if kind == "citations":
            by_role = {role: {name.removeprefix(f"{role} ") for name in names if name.startswith(f"{role} ")} for role in (PUBLIC, *roles)}
            found.append(_row(kind, None, every[kind], set().union(*by_role.values())))
            found += [_row(kind, role, every[kind], shown) for role, shown in by_role.items()]
            continue
        found.append(_row(kind, None, every[kind], names))
        if kind == "options":
            deciding = dict.fromkeys(name.split(".decision.")[1].split(".")[0] for name in every[kind])
            for role in deciding:
                own = {name: path for name, path in every[kind].items() if f".decision.{role}.options." in name}
                found.append(_row(kind, role, own, names))
    return tuple(found)


def _row(kind: Kind, role: RoleId | None, every: Mapping[str, str], names: Iterable[str]) -> Row:
    touched = set(names)
    missing = tuple(path for name, path in every.items() if name not in touched)
    return Row(kind, role, len(every) - len(missing), len(every), missing)
