"""Many plays kept in few files: what a survey found, gathered by what it shows.

Rule 1: which plays are worth keeping is decided elsewhere; here they only get their files and names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sim.library import OpenScenario
from sim.testing.writing import Named, plays_text, safe, save

MOST = 100
"""Plays that go into one file; more of a kind go into a second, because a file that nobody can read guards nothing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A play that is worth keeping."""

    file: str
    """Name of the file that it goes into."""
    shows: str
    """What all plays of that file show, in a sentence."""
    play: Named
    """Its name need not be the only one of its kind."""


def keep(opened: OpenScenario, folder: Path, found: Iterable[Kept]) -> tuple[int, int]:
    """Write plays to a folder, and return how many there are, and in how many files."""
    gathered: dict[tuple[str, str], dict[str, Named]] = {}
    for one in found:
        plays = gathered.setdefault((one.file, one.shows), {})
        name = _free(safe(one.play.name), plays)
        plays[name] = replace(one.play, name=name)
    files = 0
    for (name, shows), plays in gathered.items():
        every = [*plays.values()]
        for place in range(0, len(every), MOST):
            part = every[place : place + MOST]
            save(folder, f"{name}-{place // MOST + 1}" if place else name, plays_text(opened, shows, part, beside=folder))
            files += 1
    return sum(len(plays) for plays in gathered.values()), files


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken: the name itself, or with the next number."""
    taken = set(taken)
    number = 1
    while (shown := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return shown
