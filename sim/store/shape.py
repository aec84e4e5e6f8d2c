"""Whether data has the shape of a part: every problem at once, each with its place, and the part that is left without the broken pieces.

Rule 1: pydantic judges, `wording` says it, `broken` takes the pieces out; here they meet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Problem
from sim.model.part import Part
from sim.model.paths import slots
from sim.store.broken import Removed, part_at, taken_out, without
from sim.store.places import Place, Steps, find, path_of
from sim.store.scalars import Data
from sim.store.wording import wording

_P = TypeVar("_P", bound=Part)
_ROUNDS = 10
"""How often broken pieces are taken out before the rest is given up."""
MOST = 200
"""Problems of shape that are reported at once."""
_FOLLOWING = {"missing", "too_short", "empty_condition", "one_claim"}
"""Findings that follow where pieces were taken out."""
_KEYS = {"id", "role", "indicator"}
"""Fields that an author writes as the key of a mapping."""


@dataclass(frozen=True, slots=True)
class Shaped(Generic[_P]):
    """Data as a part, as far as it has its shape."""

    part: _P | None
    """What is left without the broken pieces; None where nothing whole is left."""
    place: Place
    """Where the pieces that are left stand."""
    problems: tuple[Problem, ...]
    removed: Removed


def shaped(model: type[_P], data: Data, place: Place) -> Shaped[_P]:
    """Return data as a part, with every problem of its shape."""
    removed = Removed()
    problems: list[Problem] = []
    broken: set[Steps] = set()
    for steps, problem in list(_unwritten(model, data, place, ())):
        problems.append(problem)
        if problem.code == "repeated-id":
            data, place = taken_out(data, place, steps)
        else:
            broken.add(steps)
    for _ in range(_ROUNDS):
        for steps in sorted(broken, key=_order, reverse=True):
            data, place = without(model, data, place, steps, removed)
        if data is None and broken:
            break
        try:
            return Shaped(model.model_validate(data), place, tuple(problems), removed)
        except ValidationError as error:
            findings = error.errors(include_url=False)
        fresh, broken = _judged(model, data, place, findings[:MOST], removed)
        problems += _without_slips(fresh)
        if len(findings) > MOST:
            what = f"{len(findings) - MOST:,} more problems of this kind follow"
            problems.append(Problem("too-many-problems", "", what, "mend these first", "", place.file, 1, 1))
            break
    return Shaped(None, place, tuple(problems), removed)


def _judged(
    model: type[Part], data: Data, place: Place, findings: list[ErrorDetails], removed: Removed
) -> tuple[list[Problem], set[Steps]]:
    """Return what to say of pydantic's findings, and which pieces are broken."""
    problems, broken = [], set()
    for details in findings:
        if _only_looks_short(details):
            continue
        steps, unplaced = _steps(data, details["loc"])
        if not (removed.pruned and details["type"] in _FOLLOWING):
            problems.append(_problem(model, place, steps, unplaced, details))
        broken.add((*steps, unplaced) if details["type"] == "missing" else steps)
    return problems, broken


def _only_looks_short(details: ErrorDetails) -> bool:
    """Tell whether pydantic calls a list too short only because it counts no broken entries; those it reports beside it."""
    given: object = details["input"]
    return details["type"] == "too_short" and isinstance(given, tuple | Mapping) and len(given) >= details["ctx"]["min_length"]


def _without_slips(problems: list[Problem]) -> Iterator[Problem]:
    """Leave out the field that is missing only because its name was mistyped, which another problem says."""
    slips = {(problem.path.rpartition(".")[0], f"missing field {problem.suggestion!r}") for problem in problems if problem.suggestion}
    return (problem for problem in problems if (problem.path, problem.what) not in slips)


def _order(steps: Steps) -> tuple[tuple[int, str], ...]:
    """Sort so that, in reverse, later entries of a list come first, and what is inside a piece before the piece."""
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in steps)


def _steps(data: Data, loc: tuple[int | str, ...]) -> tuple[Steps, str]:
    """Translate pydantic's location to the steps an author sees, and the last name in it that no step leads to.

    Pydantic numbers the pairs of a mapping and names fields that the model adds to them, such as `amount` in `tension: +1`.
    """
    steps: list[str | int] = []
    unplaced = ""
    for step in loc:
        if isinstance(data, Mapping):
            name = list(data)[step] if isinstance(step, int) else step
            if name in data:
                steps.append(name)
                data = data[name]
                unplaced = ""
                continue
        elif isinstance(data, tuple) and isinstance(step, int):
            steps.append(step)
            data = data[step]
            continue
        unplaced = str(step)
    return tuple(steps), unplaced


def _problem(model: type[Part], place: Place, steps: Steps, unplaced: str, details: ErrorDetails) -> Problem:
    kind = details["type"]
    spot = find(place, steps)
    at_key = kind in {"missing", "extra_forbidden"} or unplaced in _KEYS
    line, column = spot.at_key if at_key else spot.at_value
    words = wording(details, part_at(model, steps[:-1]))
    return Problem(words.code, path_of(place, steps), words.what, words.expected, words.suggestion, spot.file, line, column)


def _unwritten(model: type[Part], data: Data, place: Place, steps: Steps) -> Iterator[tuple[Steps, Problem]]:
    """Find what a model reads and authors may not write: a list for a mapping, and a key repeated inside."""
    if not isinstance(data, Mapping):
        return
    for slot in slots(model):
        held = data.get(slot.written)
        here = (*steps, slot.written)
        if isinstance(held, Mapping) and slot.key is not None:
            for name, item in held.items():
                where = (*here, name)
                if isinstance(item, Mapping) and slot.key in item:
                    what = f"field {slot.key!r} is already given by the key {name!r}"
                    yield (*where, slot.key), _at(place, (*where, slot.key), "repeated-id", what, "remove the field")
                yield from _unwritten(slot.model, item, place, where)
        elif isinstance(held, tuple) and slot.key is not None:
            yield here, _at(place, here, "wrong-type", "a list is given", f"a mapping is expected: each {slot.key}, and what belongs to it")
        elif isinstance(held, tuple):
            for index, item in enumerate(held):
                yield from _unwritten(slot.model, item, place, (*here, index))
        else:
            yield from _unwritten(slot.model, held, place, here)


def _at(place: Place, steps: Steps, code: str, what: str, expected: str) -> Problem:
    spot = find(place, steps)
    return Problem(code, path_of(place, steps), what, expected, "", spot.file, *spot.at_key)
