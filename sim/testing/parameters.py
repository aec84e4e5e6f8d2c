"""The parameters of a play: one file, several tests.

`with: {answer: [pay, close]}` makes one test for each combination of the values; `with: [{answer: pay, end: ferry-runs}, …]` one for each
row. In the rest of the file `$answer` stands for the value; `$$` is a dollar sign that stands for itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from sim.errors import Problem
from sim.model.nearest import listed, nearest
from sim.store.scalars import Data

MAX_CASES = 256
"""Tests that one file may make."""

_NAME = re.compile(r"\$([a-z][a-z0-9_]*)\Z")
_UNSAFE = re.compile(r"[^a-z0-9_]+")

Row: TypeAlias = "Mapping[str, str | int]"
"""A value for each name."""


@dataclass
class Parameters:
    """What stands under `with`, read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, path: str, what: str, expected: str, suggestion: str = "") -> None:
        """Add a problem; its place in the file is found from the path."""
        self.problems.append(Problem(code, path, what, expected, suggestion))


def read_parameters(given: Data) -> Parameters:
    """Read what stands under `with`, or report everything that is wrong with it."""
    found = Parameters()
    if isinstance(given, Mapping) and given:
        _combinations(found, given)
    elif isinstance(given, tuple) and given:
        _rows(found, given)
    else:
        found.report("bad-parameters", "with", "there are no parameters", "names with lists of values, or a list of rows")
    if len(found.rows) > MAX_CASES:
        found.report("too-many-cases", "with", f"the parameters make {len(found.rows):,} tests", f"at most {MAX_CASES}")
        found.rows.clear()
    return found


def _combinations(found: Parameters, given: Mapping[str, Data]) -> None:
    columns: list[list[tuple[str, str | int]]] = []
    for name, values in given.items():
        _check_name(found, f"with.{name}", name)
        if not isinstance(values, tuple) or not values:
            found.report("bad-parameters", f"with.{name}", "there is no list of values", f"{name}: [one, another]")
            continue
        column = [(name, value) for place, value in enumerate(values) if _is_scalar(found, f"with.{name}[{place}]", value)]
        columns.append([(key, value) for key, value in column if isinstance(value, str | int)])
    if not found.problems:
        found.rows += [dict(cells) for cells in product(*columns)] if _size(columns) <= MAX_CASES else [{}] * (MAX_CASES + 1)


def _size(columns: Sequence[Sequence[object]]) -> int:
    size = 1
    for column in columns:
        size *= len(column)
    return size


def _rows(found: Parameters, given: tuple[Data, ...]) -> None:
    names: list[str] | None = None
    for place, row in enumerate(given):
        if not isinstance(row, Mapping) or not row:
            found.report("bad-parameters", f"with[{place}]", "the row gives no values", "{name: value, …}")
            continue
        for name, value in row.items():
            _check_name(found, f"with[{place}].{name}", name)
            _is_scalar(found, f"with[{place}].{name}", value)
        names = list(row) if names is None else names
        if set(row) != set(names):
            found.report("bad-parameters", f"with[{place}]", "the row has other names than the first", listed(names))
        found.rows.append({name: value for name, value in row.items() if isinstance(value, str | int)})
    if found.problems:
        found.rows.clear()


def _check_name(found: Parameters, path: str, name: str) -> None:
    if not _NAME.match(f"${name}"):
        found.report(
            "bad-parameters", path, f"{name[:40]!r} is no name of a parameter", "small letters, digits and _, beginning with a letter"
        )


def _is_scalar(found: Parameters, path: str, value: Data) -> bool:
    if isinstance(value, str | int):
        return True
    found.report("bad-parameters", path, "the value is no single text or number", "a text, a whole number, true or false")
    return False


def names_of(rows: Sequence[Row]) -> list[str]:
    """Return a name for the test of each row, made of its values; none comes twice."""
    names: list[str] = []
    for place, row in enumerate(rows, 1):
        name = "-".join(_UNSAFE.sub("-", str(value).lower()).strip("-") for value in row.values())[:60]
        names.append(name if name and name not in names else f"{name}-{place}".lstrip("-"))
    return names


def put_in(data: Data, row: Row) -> Data:
    """Return data with every `$name` replaced by its value; a name that is not known stays as it is."""
    if isinstance(data, Mapping):
        return {key: put_in(value, row) for key, value in data.items()}
    if isinstance(data, tuple):
        return tuple(put_in(value, row) for value in data)
    if not isinstance(data, str) or not data.startswith("$"):
        return data
    if data.startswith("$$"):
        return data[1:]
    match = _NAME.match(data)
    return row.get(match[1], data) if match else data


def mentions(data: Data, path: str = "") -> Iterator[tuple[str, str]]:
    """Give every name that data mentions as `$name`, each with its path."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from mentions(value, f"{path}.{key}" if path else key)
    elif isinstance(data, tuple):
        for place, value in enumerate(data):
            yield from mentions(value, f"{path}[{place}]")
    elif isinstance(data, str) and (match := _NAME.match(data)):
        yield path, match[1]


def mention_problems(data: Data, names: Sequence[str]) -> Iterator[Problem]:
    """Report names that are mentioned but have no value, and values that are never mentioned."""
    mentioned = set()
    for path, name in mentions(data):
        mentioned.add(name)
        if name not in names:
            expected = f"the parameters are {listed(names)}; $${name} means the text ${name}"
            yield Problem("unknown-parameter", path, f"no parameter {name!r}", expected, nearest(name, names))
    for name in names:
        if name not in mentioned:
            yield Problem(
                "unused-parameter", "with", f"parameter {name!r} is never used", f"${name} somewhere in the steps, or no such parameter"
            )
