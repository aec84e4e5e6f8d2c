"""Taking broken pieces out of data, so that the rest can still be judged and one run shows every problem.

A field that may be absent is left out, a required text is filled, and where neither helps the piece around it goes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import get_args

from annotated_types import MinLen
from pydantic.fields import FieldInfo

from sim.errors import Problem
from sim.model.part import Part
from sim.model.paths import part_within, slots, written_as
from sim.model.source import Citation
from sim.store.places import Place, Steps, path_of
from sim.store.scalars import Data

_STAND_IN: Data = ({"source": "0", "quote": "stands in", "basis": "invented"},)
"""Stands where a part cites nothing, so that the part is not lost."""


_FAR = {"talk-without-commitment", "price-not-shared"}
"""Problems of one part whose cause may lie in the indicators, effects or the table of prices."""


_QUOTED = re.compile(r"'([^']*)'")


@dataclass(slots=True)
class Removed:
    """What was taken out or filled, so that problems which only follow from it are not reported."""

    pruned: list[str] = field(default_factory=list)
    """Paths of the pieces taken out."""
    filled: list[str] = field(default_factory=list)
    """Paths of the pieces filled."""
    names: set[str] = field(default_factory=set)
    """Every name in the pieces taken out."""

    def explains(self, problem: Problem) -> bool:
        """Tell whether a problem between parts may only follow from what was taken out or filled."""
        if problem.code.startswith("unknown-") and self.names.intersection(_QUOTED.findall(problem.what)):
            return True
        if problem.code in _FAR and any("effects" in path or path.startswith(("indicators", "prices")) for path in self.pruned):
            return True
        if any(_within(problem.path, path) for path in (*self.pruned, *self.filled)):
            return True
        return not problem.code.startswith("unknown-") and any(_touches(problem.path, path) for path in self.pruned)


def _within(path: str, piece: str) -> bool:
    return path == piece or path.startswith((f"{piece}.", f"{piece}["))


def _touches(path: str, piece: str) -> bool:
    """Tell whether a path leads into or past what stood around a piece."""
    around = piece[: max(piece.rfind("."), piece.rfind("["), 0)]
    return bool(around) and (_within(path, around) or _within(around, path))


def part_at(model: type[Part], steps: Steps) -> type[Part] | None:
    """Return which kind of part stands at the end of steps, or None where none does."""
    current: type[Part] | None = model
    keyed = False
    for step in steps:
        if isinstance(step, int):
            continue
        if keyed:
            keyed = False
            continue
        slot = next((slot for slot in slots(current) if slot.written == step), None) if current is not None else None
        current = slot.model if slot else None
        keyed = slot is not None and slot.key is not None
    return current


def without(model: type[Part], data: Data, place: Place, steps: Steps, removed: Removed) -> tuple[Data, Place]:
    """Return data and places without the smallest piece around a broken one whose absence the rest can bear."""
    for end in range(len(steps), 0, -1):
        here, last = steps[:end], steps[end - 1]
        info = _field(part_at(model, steps[: end - 1]), last)
        if info is not None and info.is_required():
            filler = _filler(info)
            if filler is None:
                continue
            removed.filled.append(path_of(place, here))
            return _changed(data, place, here, filler)
        removed.pruned.append(path_of(place, here))
        removed.names |= {str(last), _tidy(str(last)), *_names(_at(data, here))}
        return _changed(data, place, here, None)
    return None, place


def taken_out(data: Data, place: Place, steps: Steps) -> tuple[Data, Place]:
    """Return data and places without exactly the piece at the end of steps."""
    return _changed(data, place, steps, None)


def _field(owner: type[Part] | None, step: str | int) -> FieldInfo | None:
    if owner is None or isinstance(step, int):
        return None
    return next((info for name, info in owner.model_fields.items() if written_as(name, info) == step), None)


def _filler(info: FieldInfo) -> Data:
    """Return something that a required field may hold, or None."""
    if part_within(info.annotation) is Citation:
        return _STAND_IN
    if info.annotation is str and not any(getattr(mark, "pattern", None) for mark in info.metadata):
        return "–" * max((mark.min_length for mark in info.metadata if isinstance(mark, MinLen)), default=1)
    if isinstance(info.annotation, type) and issubclass(info.annotation, Enum):
        return str(next(iter(info.annotation)).value)
    first: object = next(iter(get_args(info.annotation)), None)
    return first if isinstance(first, str | int) else None


def _at(data: Data, steps: Steps) -> Data:
    for step in steps:
        if isinstance(data, Mapping) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _tidy(name: str) -> str:
    """Return an id that was refused as it was probably meant: `The Evening` as `the-evening`."""
    return "-".join(name.lower().split())


def _names(data: Data) -> set[str]:
    if isinstance(data, Mapping):
        return set(data).union(*(_names(inner) for inner in data.values()))
    return set().union(*(_names(inner) for inner in data)) if isinstance(data, tuple) else set()


def _changed(data: Data, place: Place, steps: Steps, filler: Data) -> tuple[Data, Place]:
    """Return data and places with the piece at the end of steps filled, or taken out where the filler is None."""
    first, rest = steps[0], steps[1:]
    parts = place.parts
    if isinstance(data, Mapping) and isinstance(first, str) and isinstance(parts, Mapping):
        values, places = {**data}, {**parts}
        if rest and first in data:
            values[first], places[first] = _changed(values[first], places[first], rest, filler)
        elif not rest and filler is not None:
            values[first] = filler
            places.pop(first, None)
        elif not rest:
            values.pop(first, None)
            places.pop(first, None)
        return values, _with(place, places)
    if isinstance(data, tuple) and isinstance(first, int) and first < len(data) and isinstance(parts, tuple):
        items, spots = list(data), list(parts)
        if rest:
            items[first], spots[first] = _changed(items[first], spots[first], rest, filler)
        else:
            del items[first], spots[first]
        return tuple(items), _with(place, tuple(spots))
    return data, place


def _with(place: Place, parts: Mapping[str, Place] | tuple[Place, ...]) -> Place:
    return Place(place.line, place.column, place.key, parts, place.index, place.file)
