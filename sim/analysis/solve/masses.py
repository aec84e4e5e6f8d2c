"""Where probability stands while an act is swept: in an array of all states of some scenes, or only of the states that are met.

Rule 1: how much memory is taken is known before it is taken, or told while it grows.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from sim.analysis.kernel.compiled import Kernel, Node, Numbers
from sim.analysis.solve.policies import Floats

_LOOSE = 2**20
"""States that may lie unsorted at a scene."""
_EACH = 16
"""Bytes for one state: its number and its probability."""


def leads(node: Node) -> list[int]:
    """Return the numbers of the scenes that can follow one, in ascending order."""
    return sorted({*node.to.tolist(), *(news.to for news in node.news if news.to is not None)})


def slots(order: list[Node]) -> dict[int, int]:
    """Return for each scene which array it uses; an array is used again once its scene has been swept."""
    found: dict[int, int] = {}
    free: list[int] = []
    used = 0
    for node in order:
        for number in (node.number, *leads(node)):
            if number not in found:
                found[number] = free.pop() if free else used
                used = max(used, found[number] + 1)
        free.append(found[node.number])
    return found


class Masses(Protocol):
    """Probability that waits at scenes."""

    memory: int
    """Bytes that are taken, at the most so far."""

    def arrive(self, scenes: Sequence[int], to: Numbers, packed: Numbers, shares: Floats) -> None:
        """Add what comes to states.

        Args:
            scenes: to which something may go.
            to: the scene to which each share goes.
            packed: the state there.
            shares: the probability.

        """
        ...

    def leave(self, number: int) -> tuple[Numbers, Floats]:
        """Return the states that are met at a scene, in ascending order, with their probability, and forget them."""
        ...


class Dense:
    """An array with a place for every state, whether it is met or not; for as many scenes as wait at once."""

    def __init__(self, kernel: Kernel, order: list[Node]) -> None:
        """Give each scene its array."""
        self._cells = kernel.space.cells
        found = slots(order)
        self._base = np.array([found.get(number, 0) for number in range(len(kernel.nodes))], dtype=np.int64) * self._cells
        self._mass = np.zeros((max(found.values()) + 1) * self._cells)
        self.memory = self._mass.nbytes

    @staticmethod
    def size(kernel: Kernel, order: list[Node]) -> int:
        """Return how many bytes it would take."""
        return (max(slots(order).values()) + 1) * kernel.space.cells * 8

    def arrive(self, _scenes: Sequence[int], to: Numbers, packed: Numbers, shares: Floats) -> None:
        """Add what comes to states."""
        np.add.at(self._mass, self._base.take(to) + packed, shares)

    def leave(self, number: int) -> tuple[Numbers, Floats]:
        """Return the states that are met at a scene."""
        here = self._mass[self._base[number] : self._base[number] + self._cells]
        packed = np.flatnonzero(here)
        shares = here[packed]
        here[packed] = 0
        return packed, shares


class Sorted:
    """Only the states that are met, as ascending numbers; what comes to the same state is added up now and then."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.memory = 0
        self._runs: dict[int, list[tuple[Numbers, Floats]]] = {}
        self._loose: dict[int, int] = {}

    def arrive(self, scenes: Sequence[int], to: Numbers, packed: Numbers, shares: Floats) -> None:
        """Add what comes to states."""
        for number in scenes:
            there = to == number
            runs = self._runs.setdefault(number, [])
            runs.append((packed.compress(there), shares.compress(there)))
            self._loose[number] = self._loose.get(number, 0) + len(runs[-1][0])
            if self._loose[number] > _LOOSE:
                self._merge(number)

    def leave(self, number: int) -> tuple[Numbers, Floats]:
        """Return the states that are met at a scene."""
        if number not in self._runs:
            return np.empty(0, dtype=np.int64), np.empty(0)
        self._merge(number)
        return self._runs.pop(number)[0]

    def _merge(self, number: int) -> None:
        """Bring what lies at a scene into one ascending row. Most of it is ascending already, which this way of sorting makes use of."""
        runs = self._runs[number]
        packed, shares = (np.concatenate(parts) for parts in zip(*runs, strict=True))
        order = packed.argsort(kind="stable")
        packed = packed[order]
        held = sum(len(some) for waiting in self._runs.values() for some, _ in waiting)
        self.memory = max(self.memory, held * _EACH)
        first = np.flatnonzero(np.diff(packed, prepend=-1))
        shares = np.add.reduceat(shares[order], first) if len(first) else shares
        self._runs[number] = [(packed[first][shares > 0], shares[shares > 0])]
        self._loose[number] = 0
