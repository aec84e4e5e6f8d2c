"""Putting the files of a scenario's folder together: `scenario.yaml`, a file for any other field (`glossary.yaml`), and `acts/*.yaml`.

Rule 1: what the data means is not looked at here; a file that cannot be read is reported and left out.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sim.errors import Problem
from sim.model.nearest import listed, nearest
from sim.model.paths import written_as
from sim.model.scenario import Scenario
from sim.store.documents import Read, read_yaml
from sim.store.files import called, content_of, names_in, shown
from sim.store.places import Place
from sim.store.scalars import Data

MAIN = "scenario.yaml"
MAX_FILES = 64
"""Files of one scenario that are read, at most."""
MAX_TOTAL = 100_000
"""Pieces of data in all its files together, at most."""
_FIELDS = tuple(written_as(name, field) for name, field in Scenario.model_fields.items())
_ENDINGS = (".yaml", ".yml")


class Folder:
    """The data of all files of a folder, with their places and problems."""

    def __init__(self, path: Path) -> None:
        """Read the folder; problems are kept, not raised."""
        self.path = path
        self._name = called(path)
        self.data: dict[str, Data] = {}
        self.problems: list[Problem] = []
        self.unread = False
        """Whether a file could not be read, so that what stands in it is not known."""
        self._places: dict[str, Place] = {}
        self._nodes = 0
        self._read()

    @property
    def place(self) -> Place:
        """Where every piece of the data stands."""
        return Place(1, 1, (1, 1), self._places, 0, f"{self._name}/{MAIN}")

    def _report(self, file: str, code: str, what: str, expected: str = "", at: Place | None = None) -> None:
        line, column = (at.line, at.column) if at else (1, 1)
        self.problems.append(Problem(code, "", what, expected, "", f"{self._name}/{shown(file)}", line, column))

    def _read(self) -> None:
        names = [name for name in names_in(self.path) if name.endswith(_ENDINGS)]
        acts = [f"acts/{name}" for name in names_in(self.path / "acts") if name.endswith(_ENDINGS)]
        if len(names) + len(acts) > MAX_FILES:
            self._report(MAIN, "too-many-files", f"the folder has {len(names) + len(acts):,} files to read", f"at most {MAX_FILES}")
            self.unread = True
            return
        if MAIN in names:
            self._main()
        else:
            self._report(MAIN, "no-such-file", f"there is no {MAIN}", "every folder of a scenario has one: add it")
            self.unread = True
        for name in names:
            if name != MAIN:
                self._field(name.removesuffix(".yaml"), name)
        self._acts(acts)

    def _file(self, name: str) -> Read | None:
        content, wrong = content_of(self.path, name)
        if wrong:
            self.problems.append(wrong)
        read = read_yaml(content, f"{self._name}/{name}") if content is not None and self._nodes <= MAX_TOTAL else None
        if read is None or not read.whole:
            self.unread = True
        if read is None:
            return None
        self.problems += read.problems
        self._nodes += read.nodes
        if self._nodes > MAX_TOTAL:
            self._report(name, "too-many-nodes", f"the files of the folder have more than {MAX_TOTAL:,} pieces of data", "make it smaller")
            self.unread = True
        return read if read.whole else None

    def _fields(self, name: str) -> tuple[Mapping[str, Data], Mapping[str, Place], Place] | None:
        read = self._file(name)
        if read is None:
            return None
        if isinstance(read.data, Mapping) and isinstance(read.place.parts, Mapping):
            return read.data, read.place.parts, read.place
        self._report(name, "not-a-mapping", "the file holds no fields", "write fields and their values", read.place)
        self.unread = True
        return None

    def _main(self) -> None:
        fields = self._fields(MAIN)
        if fields:
            self.data.update(fields[0])
            self._places.update(fields[1])

    def _field(self, field: str, name: str) -> None:
        if field not in _FIELDS or field == "acts":
            known = [f"{known}.yaml" for known in _FIELDS if known != "acts"]
            guess = nearest(name, known)
            expected = f"did you mean {guess}?" if guess else f"use {MAIN}, acts/, or one of {listed(known, len(known))}"
            self._report(name, "file-name", "no field of a scenario has the name of this file", expected)
        elif self._given_twice(field, name):
            pass
        elif read := self._file(name):
            self.data[field] = read.data
            self._places[field] = read.place

    def _given_twice(self, field: str, name: str) -> bool:
        if field in self.data:
            self._report(
                name, "field-twice", f"field {field!r} stands in {MAIN} too, in line {self._places[field].key[0]}", "keep one of them"
            )
        return field in self.data

    def _acts(self, names: list[str]) -> None:
        if not names or self._given_twice("acts", names[0]):
            return
        acts: dict[str, Data] = {}
        places: dict[str, Place] = {}
        for name in names:
            fields = self._fields(name)
            if fields is None:
                continue
            data, parts, place = fields
            key = self._id_of(name, data.get("id"), parts.get("id"))
            acts[key] = {field: value for field, value in data.items() if field != "id"}
            places[key] = replace(place, parts={field: part for field, part in parts.items() if field != "id"})
        self.data["acts"] = acts
        self._places["acts"] = Place(1, 1, (1, 1), places, 0, f"{self._name}/{names[0]}")

    def _id_of(self, name: str, given: Data, at: Place | None) -> str:
        """Return the id of an act's file, and report it where it is not the name of the file."""
        stem = name.removeprefix("acts/").removesuffix(".yaml")
        if at is None:
            self._report(name, "missing-field", "missing field 'id'", f'write id: "{stem}"')
        elif not isinstance(given, str):
            self._report(name, "wrong-type", "the id of an act is text", f'write id: "{stem}"', at=at)
        elif given != stem:
            self._report(
                name,
                "file-name",
                f"the file of act {given[:64]!r} has another name",
                f'write id: "{stem}", or rename the file',
                at=at,
            )
        return stem
