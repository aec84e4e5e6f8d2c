"""A disk that fails, fills up, dawdles or tells what it was asked to do: between SQLite and the files of this process.

SQLite's own way to its files is taken, and what writes, cuts, synchronises or deletes goes through here; the program that is tested stays
as it is. It lasts as long as the process, and belongs into one of its own: `python -m tests.store.faulty FILE PLAN` opens a file of
sessions, brings it up to date, and closes it.
Rule 1: no failure is invented that a real disk does not have: a write that fails has written its first half, and a failed synchronisation
has synchronised nothing.
"""

from __future__ import annotations

import ctypes
import json
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from sim.store.sqlite import SqliteLog

OK = 0
EIO_WRITE = 10 | 3 << 8
"""`SQLITE_IOERR_WRITE`: what SQLite hears of a write that the disk refuses."""
EIO_SYNC = 10 | 4 << 8
"""`SQLITE_IOERR_FSYNC`."""
FULL = 13
"""`SQLITE_FULL`: there is no space left on the device."""

Kind: TypeAlias = Literal["write", "sync", "unsynced", "cut", "delete"]
"""`unsynced` is a synchronisation that failed."""


class Done(NamedTuple):
    """Something that was done to a file."""

    begun: int
    """Nanoseconds of the clock that only grows, which all processes of a computer share."""
    kind: Kind
    file: str
    """Its name without its folder."""
    place: int
    """Where a write begins, or the length to which a file is cut."""
    words: bytes


@dataclass(frozen=True)
class Plan:
    """How a disk behaves."""

    fails: Literal["", "write", "sync"] = ""
    """What it refuses from some moment on."""
    after: int = 0
    """How often it does that before."""
    times: int = 10**9
    """How often it refuses; then all is well again."""
    code: int = EIO_WRITE
    commits: bool = False
    """Whether only the synchronisation of a commit is refused: SQLite makes that of a checkpoint again, and nobody has to hear of it."""
    room: int | None = None
    """Bytes that all files together may have."""
    slow: float = 0.0
    """Seconds that each synchronisation takes."""
    record: str = ""
    """The file to which all that is done is written."""

    def written(self) -> str:
        """Return the plan as text for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Plan:
        """Return the plan that was written as text."""
        return cls(**json.loads(text))


class _Methods(ctypes.Structure):
    """What SQLite calls to do something with an open file: `sqlite3_io_methods`."""

    _fields_: ClassVar = [
        ("version", ctypes.c_int),
        *(
            (name, ctypes.c_void_p)
            for name in (
                *("close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control", "sector", "device"),
                *("shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch"),
            )
        ),
    ]


class _File(ctypes.Structure):
    """An open file, as far as everybody may look at it: `sqlite3_file`."""

    _fields_: ClassVar = [("methods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """A way to files: the beginning of `sqlite3_vfs`, and the rest of what SQLite's own has."""

    _fields_: ClassVar = [
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("following", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("rest", ctypes.c_void_p * 14),
    ]


_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(_File), ctypes.c_int, ctypes.c_void_p)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


_INSTALLED: list[Disk] = []
"""Held as long as the process lasts, because SQLite points to them."""


@dataclass
class Disk:
    """What stands between SQLite and the files."""

    plan: Plan
    calls: int = 0
    """How often what fails was asked for."""
    _names: dict[int, str] = field(default_factory=dict)
    """Open files by where SQLite keeps them."""
    _sizes: dict[str, int] = field(default_factory=dict)
    _unsynced: set[str] = field(default_factory=set)
    """Files to which something was written since they were synchronised."""
    _tables: dict[int, _Methods] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)
    """What SQLite points to and nobody else holds."""
    _mutex: threading.RLock = field(default_factory=threading.RLock)

    def install(self) -> None:
        """Let every file that SQLite opens in this process from now on go through here."""
        import _sqlite3  # noqa: PLC0415 -- its symbols are those of the library that the standard module uses

        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        own = library.sqlite3_vfs_find(None).contents
        vfs = _Vfs.from_buffer_copy(own)
        vfs.name = b"watched"
        openly, away = _OPEN(own.open), _DELETE(own.delete)

        def opens(_: int, name: int | None, file: ctypes._Pointer[_File], flags: int, out: int) -> int:
            answer = openly(ctypes.addressof(own), name, file, flags, out)
            if answer == OK and name is not None:
                self._watch(file.contents, ctypes.string_at(name).decode())
            return answer

        def deletes(_: int, name: bytes, durably: int) -> int:
            begun = time.monotonic_ns()
            answer = away(ctypes.addressof(own), name, durably)
            if answer == OK:
                with self._mutex:
                    self._sizes.pop(Path(name.decode()).name, None)
                    self._note(begun, "delete", name.decode(), 0)
            return answer

        vfs.open, vfs.delete = self._pointer(_OPEN(opens)), self._pointer(_DELETE(deletes))
        self._kept += [library, own, vfs]
        _INSTALLED.append(self)
        if library.sqlite3_vfs_register(ctypes.byref(vfs), 1) != OK:
            message = "SQLite refuses another way to its files"
            raise RuntimeError(message)

    def _pointer(self, function: ctypes._CFuncPtr) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, ctypes.c_void_p).value

    def _watch(self, file: _File, name: str) -> None:
        """Put our methods in the place of those with which a file was opened."""
        table = ctypes.addressof(file.methods.contents)
        with self._mutex:
            if table not in self._tables:
                self._tables[table] = self._watched(file.methods.contents)
            self._names[ctypes.addressof(file)] = name
            self._sizes[Path(name).name] = Path(name).stat().st_size
        file.methods = ctypes.pointer(self._tables[table])

    def _watched(self, own: _Methods) -> _Methods:
        """Return the methods of open files, those that change something by way of us."""
        write, cut, sync = _WRITE(own.write), _TRUNCATE(own.truncate), _SYNC(own.sync)

        def writes(file: int, words: int, length: int, place: int) -> int:
            with self._mutex:
                begun, name = time.monotonic_ns(), self._names[file]
                self._unsynced.add(name)
                if self._refuses("write") or self._is_full(name, place + length):
                    write(file, words, length // 2, place)
                    self._note(begun, "write", name, place, ctypes.string_at(words, length // 2))
                    return FULL if self.plan.room is not None else self.plan.code
                answer = write(file, words, length, place)
                self._note(begun, "write", name, place, ctypes.string_at(words, length))
                return answer

        def cuts(file: int, length: int) -> int:
            with self._mutex:
                begun, name = time.monotonic_ns(), self._names[file]
                answer = cut(file, length)
                self._sizes[Path(name).name] = length
                self._note(begun, "cut", name, length)
                return answer

        def syncs(file: int, flags: int) -> int:
            with self._mutex:
                begun, name = time.monotonic_ns(), self._names[file]
                is_commit = name.endswith("-wal") and name in self._unsynced
                if (is_commit or not self.plan.commits) and self._refuses("sync"):
                    self._note(begun, "unsynced", name, 0)
                    return EIO_SYNC
                time.sleep(self.plan.slow)
                answer = sync(file, flags)
                self._unsynced.discard(name)
                self._note(begun, "sync", name, 0)
                return answer

        made = _Methods.from_buffer_copy(own)
        made.write, made.truncate, made.sync = (
            self._pointer(_WRITE(writes)),
            self._pointer(_TRUNCATE(cuts)),
            self._pointer(_SYNC(syncs)),
        )
        return made

    def _refuses(self, what: str) -> bool:
        if self.plan.fails != what:
            return False
        self.calls += 1
        return self.plan.after < self.calls <= self.plan.after + self.plan.times

    def _is_full(self, name: str, end: int) -> bool:
        own = Path(name).name
        grown = max(self._sizes.get(own, 0), end)
        if self.plan.room is not None and sum(self._sizes.values()) - self._sizes.get(own, 0) + grown > self.plan.room:
            return True
        self._sizes[own] = grown
        return False

    def _note(self, begun: int, kind: Kind, name: str, place: int, words: bytes = b"") -> None:
        if self.plan.record:
            with Path(self.plan.record).open("ab") as record:
                pickle.dump((begun, kind, Path(name).name, place, words), record)


def recorded(file: Path) -> Iterator[Done]:
    """Yield what was done, oldest first; what a killed process had not written whole was not done."""
    with file.open("rb") as record:
        while True:
            try:
                done = pickle.load(record)  # noqa: S301 -- our own process has written it
            except (EOFError, pickle.UnpicklingError):
                return
            yield Done(*done)


def main(place: str, plan: str) -> None:
    """Open a file of sessions on such a disk, and close it."""
    Disk(Plan.read(plan)).install()
    SqliteLog(Path(place)).close()


if __name__ == "__main__":
    main(*sys.argv[1:])
