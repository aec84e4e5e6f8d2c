"""Power cuts, modelled: what a disk may hold when the current fails, rebuilt from a record of all that was done to its files.

Whatever was synchronised is there. Of what was not, any part may be: each write is there, missing, or there in some of its sectors, and so
is the shortening of a file. Nothing is assumed about order. A synchronisation that failed has lost what it was asked for, even if a later
one succeeds.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.store.faulty import Done

_SECTOR = 512
"""Bytes that a disk writes whole or not at all."""
_MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder with a name of its own is made there
_FATES = ("there", "missing", "missing", "torn")


class Cut(NamedTuple):
    """A moment at which the current failed."""

    moment: int
    """Nanoseconds of the clock that only grows, until which everything was done."""
    files: dict[str, bytes]
    """What is on the disk, by names."""


@dataclass
class Platter:
    """A disk, as far as it is certain, and what has not been synchronised."""

    files: dict[str, bytearray]
    waiting: dict[str, list[Done]] = field(default_factory=dict)

    def do(self, done: Done) -> None:
        """Let something be done."""
        if done.kind == "sync":
            for one in self.waiting.pop(done.file, []):
                _apply(self.files, one)
        elif done.kind == "unsynced":
            self.waiting.pop(done.file, None)
        elif done.kind == "delete":
            self.files.pop(done.file, None)
            self.waiting.pop(done.file, None)
        else:
            self.waiting.setdefault(done.file, []).append(done)

    def after(self, drawn: random.Random) -> dict[str, bytes]:
        """Return what may be on the disk after the current has failed."""
        found = {name: bytearray(words) for name, words in self.files.items()}
        for waiting in self.waiting.values():
            for one in waiting:
                fate = drawn.choice(_FATES)
                if fate == "there" or (fate == "torn" and one.kind == "cut"):
                    _apply(found, one)
                elif fate == "torn":
                    for part in _sectors(one):
                        if drawn.random() < 0.5:
                            _apply(found, part)
        return {name: bytes(words) for name, words in found.items()}


def cuts(before: dict[str, bytes], record: Iterable[Done], count: int, seed: int = 1, *, trusting: bool = False) -> Iterator[Cut]:
    """Yield so many cuts at random moments, the earliest first.

    Args:
        before: the files as they were, all of them synchronised.
        record: what was done to them.
        count: how many.
        seed: from which the moments follow, and what was left.
        trusting: whether commits are not synchronised, as with `synchronous=NORMAL`.

    """
    drawn = random.Random(seed)
    done = _trusting([*record]) if trusting else [*record]
    places = sorted(drawn.randrange(len(done)) for _ in range(count))
    platter = Platter({name: bytearray(words) for name, words in before.items()})
    reached = 0
    for place in places:
        for one in done[reached : place + 1]:
            platter.do(one)
        reached = place + 1
        moment = done[reached].begun if reached < len(done) else done[-1].begun
        yield Cut(moment, platter.after(drawn))


def _trusting(record: list[Done]) -> list[Done]:
    """Return a record without the synchronisations of commits; those that a checkpoint asks for, and that of a new log's head, stay."""
    around = zip([None, *record], record, [*record[1:], None], strict=False)
    return [one for before, one, after in around if not (_commits(one) and _same(one, after) and not _heads(before))]


def _commits(one: Done) -> bool:
    return one.kind == "sync" and one.file.endswith("-wal")


def _same(one: Done, after: Done | None) -> bool:
    return after is None or after.file == one.file


def _heads(one: Done | None) -> bool:
    return one is not None and one.kind == "write" and one.place == 0


def every_kill(before: dict[str, bytes], record: Sequence[Done]) -> Iterator[dict[str, bytes]]:
    """Yield the files after each thing that was done to them: a killed process leaves whatever it has written."""
    files = {name: bytearray(words) for name, words in before.items()}
    for one in record:
        if one.kind == "delete":
            files.pop(one.file, None)
        elif one.kind not in {"sync", "unsynced"}:
            _apply(files, one)
        yield {name: bytes(words) for name, words in files.items()}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that SQLite does not make anew by itself."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(("-shm", ".lock"))}


@contextmanager
def light_folder() -> Iterator[Path]:
    """Make a folder for what need not survive, in memory where the system has such a place."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Put files into a folder, and take away what else is there."""
    for file in folder.iterdir():
        if file.name not in files:
            file.unlink()
    for name, words in files.items():
        (folder / name).write_bytes(words)


def _apply(files: dict[str, bytearray], done: Done) -> None:
    words = files.setdefault(done.file, bytearray())
    if done.kind == "cut":
        del words[done.place :]
        return
    words.extend(bytes(max(0, done.place - len(words))))
    words[done.place : done.place + len(done.words)] = done.words


def _sectors(done: Done) -> Iterator[Done]:
    end = done.place + len(done.words)
    edges = [done.place, *range((done.place // _SECTOR + 1) * _SECTOR, end, _SECTOR), end]
    for first, last in pairwise(edges):
        yield done._replace(place=first, words=done.words[first - done.place : last - done.place])
