"""Several plays in one file: each under its name, with what the file says for all of them.

Rule 1: a play of several is the same as a file of its own with the shared fields written out; only the places of its mistakes differ.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sim.errors import Problem
from sim.store.places import Place, inside, located, steps_of
from sim.store.scalars import Data
from sim.store.shape import Shaped, shaped
from sim.testing.playfile import Play

MAX_PLAYS = 256
"""Plays that one file may hold."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_NOT_BESIDE = ("steps", "with")
"""Fields of a file that cannot stand beside `plays`."""
_NOT_WITHIN = ("scenario", "with", "plays")
"""Fields that a play of several cannot have."""


@dataclass(frozen=True, slots=True)
class One:
    """One of several plays."""

    name: str
    play: Play
    place: Place


@dataclass
class Several:
    """The plays of a file as far as they could be read."""

    plays: list[One] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, in file order."""
        return tuple(one.name for one in self.plays)


def read_several(data: Mapping[str, Data], place: Place) -> Several:
    """Return the plays under `plays`, or every problem that they have.

    Args:
        data: the whole file.
        place: where its pieces stand.

    """
    found = Several()
    shared = {name: value for name, value in data.items() if name != "plays"}
    found.problems += [located(problem, place) for problem in _misplaced(data)]
    if not found.problems:
        entries = data["plays"]
        assert isinstance(entries, Mapping)  # noqa: S101 -- `_misplaced` has seen to it
        within = inside(place, "plays")
        for name, entry in entries.items():
            here = inside(within, name) if within else None
            if isinstance(entry, Mapping) and here is not None:
                _read(found, name, shaped(Play, {**shared, **entry}, _merged(place, here)), entry)
    found.problems = list(dict.fromkeys(found.problems))  # what the file says for all of them is judged once for each
    return found


def _misplaced(data: Mapping[str, Data]) -> Iterator[Problem]:
    for name in _NOT_BESIDE:
        if name in data:
            yield Problem("several-plays", name, f"{name!r} stands beside 'plays'", "put it into each of the plays, or leave out 'plays'")
    entries = data["plays"]
    if not isinstance(entries, Mapping) or not entries:
        yield Problem("several-plays", "plays", "there are no plays", "a mapping: a name for each play, and its fields")
        return
    if len(entries) > MAX_PLAYS:
        yield Problem("too-many-cases", "plays", f"the file holds {len(entries):,} plays", f"at most {MAX_PLAYS}")
    for name, entry in entries.items():
        path = f"plays.{name}"
        if not _NAME.match(name):
            yield Problem("bad-id", path, f"{name[:40]!r} is no name of a play", "a-z, 0-9, - and _, beginning with a letter or digit")
        if not isinstance(entry, Mapping):
            yield Problem("wrong-type", path, "the play has no fields", "a mapping: steps, and whatever else differs")
            continue
        for field_name in _NOT_WITHIN:
            if field_name in entry:
                what = f"one of several plays cannot have {field_name!r}"
                yield Problem("several-plays", f"{path}.{field_name}", what, "write it for the whole file, or make a file of its own")


def _merged(file: Place, entry: Place) -> Place:
    """Return where the pieces of a play stand: its own in its entry, the shared ones at the top."""
    above = file.parts if isinstance(file.parts, Mapping) else {}
    own = entry.parts if isinstance(entry.parts, Mapping) else {}
    return replace(entry, file=file.file, parts={**{name: part for name, part in above.items() if name != "plays"}, **own})


def _read(found: Several, name: str, read: Shaped[Play], entry: Mapping[str, Data]) -> None:
    for problem in read.problems:
        first = str(next(iter(steps_of(problem.path)), ""))
        shared = first and first not in entry
        found.problems.append(problem if shared else replace(problem, path=f"plays.{name}.{problem.path}".rstrip(".")))
    if read.part is not None:
        found.plays.append(One(name, read.part, read.place))
