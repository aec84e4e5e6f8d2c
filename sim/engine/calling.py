"""What people are called in a lesson: no two who are in it alike, so that a team, a list and an export can tell them apart.

Rule 1: pure, and from the lesson alone, so that every server that adds somebody, and everybody who reads the log again, agrees.
"""

from collections.abc import Iterable
from itertools import count

from sim.model.text import NAME_LIMIT

_FIRST = 2
"""The number of the second who gives a name."""


def alike(name: str) -> str:
    """Return what two names share that people take for the same: letters and signs, whatever their case and the spaces between."""
    return "".join(name.casefold().split())


def free_name(given: str, taken: Iterable[str]) -> str:
    """Return the name that somebody gets: the given one, or, where somebody has it, that with the next free number.

    Args:
        given: what they typed.
        taken: the names of those who are in the lesson.

    """
    known = {alike(name) for name in taken}
    if alike(given) not in known:
        return given
    return next(name for name in (_numbered(given, number) for number in count(_FIRST)) if alike(name) not in known)


def namesake(given: str, before: Iterable[str]) -> str:
    """Return the name of somebody who has the name already that somebody gives; empty where nobody has it.

    Args:
        given: what they typed; empty: nothing that had to be changed.
        before: the names of those who are in the lesson already.

    """
    return next((other for other in before if given and alike(other) == alike(given)), "")


def _numbered(name: str, number: int) -> str:
    """Return a name with a number behind it, within the length of a name."""
    behind = f" {number}"
    return f"{name[: NAME_LIMIT - len(behind)].rstrip()}{behind}"
