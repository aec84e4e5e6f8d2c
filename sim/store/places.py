"""Where the pieces of a file stand, and the way between a problem's path and its file, line and column.

Paths are those of `sim.model.paths`: `acts.2022.scenes.talks.branches[1].to`. Steps are the same, taken apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sim.errors import Problem
from sim.model.part import Part
from sim.model.paths import field_names
from sim.model.scenario import Scenario
from sim.model.source import Catalogue

Steps: TypeAlias = tuple[str | int, ...]

_LONGEST = 64
"""Characters of an id; a longer name is no id and is cut short in a path."""
_STEP = re.compile(r"\.?([^.\[\]]+)|\[([0-9]{1,9})\]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of data stands in its file, and where the pieces inside it stand."""

    line: int
    """From 1."""
    column: int
    """From 1."""
    key: tuple[int, int]
    """Line and column of the key that names it; its own where it has none."""
    parts: "Mapping[str, Place] | tuple[Place, ...] | None" = None
    """None for a scalar."""
    index: int = 0
    """Its number in the list as written, from 0."""
    file: str = ""
    """Only on the outermost piece of a file."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What steps lead to."""

    place: Place
    """The deepest piece on the way."""
    file: str
    taken: int
    """How many of the steps lead to a piece."""

    @property
    def at_key(self) -> tuple[int, int]:
        """Line and column of its name."""
        return self.place.key

    @property
    def at_value(self) -> tuple[int, int]:
        """Line and column of a scalar itself; of its name for anything larger, which may begin on another line."""
        return self.place.key if self.place.parts is not None else (self.place.line, self.place.column)


def inside(place: Place, step: str | int) -> Place | None:
    """Return the piece one step in, or None where there is none."""
    parts = place.parts
    if isinstance(step, str):
        return parts.get(step) if isinstance(parts, Mapping) else None
    return parts[step] if isinstance(parts, tuple) and 0 <= step < len(parts) else None


def find(place: Place, steps: Steps) -> Spot:
    """Return what steps lead to."""
    file, taken = place.file, 0
    for step in steps:
        inner = inside(place, step)
        if inner is None:
            break
        place, taken = inner, taken + 1
        file = place.file or file
    return Spot(place, file, taken)


def path_of(place: Place, steps: Steps) -> str:
    """Return steps as the path an author reads, with numbers in lists as written."""
    path = ""
    here: Place | None = place
    for step in steps:
        here = inside(here, step) if here is not None else None
        if isinstance(step, int):
            path += f"[{here.index if here is not None else step}]"
        else:
            shown = step if step.isprintable() else ascii(step)[1:-1]
            name = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
            path += f".{name}" if path else name
    return path


def steps_of(path: str) -> Steps:
    """Return a path as steps: names, and numbers in lists."""
    return tuple(match[1] or int(match[2]) for match in _STEP.finditer(path))


def located(problem: Problem, place: Place, kinds: tuple[type[Part], ...] = (Scenario, Catalogue)) -> Problem:
    """Return a problem with the place its path leads to, or the nearest place around it.

    A scalar is shown where it stands, a mapping or list at its name, and the pair of a free mapping, such as `tension: +1`, at its key.

    Args:
        problem: with its path.
        place: where the pieces of the data stand.
        kinds: what the files hold, so that fields are told from ids that an author chose.

    """
    steps = steps_of(problem.path)
    spot = find(place, steps)
    last = steps[-1] if steps else ""
    is_field = spot.taken == len(steps) and (isinstance(last, int) or last in field_names(*kinds))
    line, column = spot.at_value if is_field else spot.at_key
    return replace(problem, path=path_of(place, steps), file=spot.file, line=line, column=column)
