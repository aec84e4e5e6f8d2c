"""One joint choice applied to many states at once: the one second reading of the rules.

A differential test holds it to `engine.step` on every shipped scenario and on thousands of random ones.
Rule 1: no probability and no policy here; only which state follows from which choice.
"""

from collections.abc import Callable, Sequence

import numpy as np

from sim.analysis.kernel.compiled import Intervals, Kernel, News, Node, Numbers, Truth
from sim.analysis.kernel.space import Space

_SMALL = 12
"""Ways out up to which the lowest bit is looked up in a table."""


def offered(kernel: Kernel, node: Node, packed: Numbers) -> tuple[Truth, ...]:
    """Return for each role of a scene which of its options (columns) are offered in each state (rows)."""
    found = []
    for role, options in enumerate(node.options):
        here = np.ones((len(packed), len(options)), dtype=np.bool_)
        for option in range(len(options)):
            if (role, option) in node.open_when:
                here[:, option] = holds(kernel.space, node.open_when[role, option], packed)
        found.append(here)
    return tuple(found)


def holds(space: Space, alternatives: Sequence[Intervals], packed: Numbers) -> Truth:
    """Return in which states the digits are as one of several alternatives has them."""
    result = np.zeros(packed.shape, dtype=np.bool_)
    for intervals in alternatives:
        here = np.ones(packed.shape, dtype=np.bool_)
        for place, low, high in intervals:
            digits = digit(space, packed, place)
            here &= (digits >= low) & (digits <= high)
        result |= here
    return result


def digit(space: Space, packed: Numbers, place: int) -> Numbers:
    """Return the digit of one variable of many states."""
    variable = space.variables[place]
    return packed // variable.stride % variable.radix


class Batch:
    """Many states of one scene, and what all joint choices have in common there."""

    def __init__(self, kernel: Kernel, node: Node, packed: Numbers) -> None:
        """Take the states apart."""
        self.kernel, self.node, self.packed = kernel, node, packed
        self._read = [place for place, table in enumerate(node.tables) if table.read]
        self._changed = [place for place, table in enumerate(node.tables) if table.late is not None or any(table.moved)]
        self._digits = {place: digit(kernel.space, packed, place) for place in {*self._read, *self._changed}}
        self._lowest = lowest_bits(len(node.to))
        self._allowed: dict[tuple[int, int], Numbers] = {}
        self._shifts: dict[tuple[int, int], Numbers] = {}

    def after(self, joint: int) -> tuple[Numbers, Numbers, Numbers]:
        """Return what a joint choice, offered or not, makes of each state: way out, number of the scene, packed state."""
        way, packed = self._branched(joint)
        to = self.node.to.take(way)
        for news in self.node.news:
            to, packed = released(self.kernel.space, news, joint, to, packed)
        return way, to, packed

    def _branched(self, joint: int) -> tuple[Numbers, Numbers]:
        """Return the way out and the packed state before any news."""
        node, packed = self.node, self.packed
        alive = np.full(packed.shape, node.fits[joint])
        for place in self._read:
            alive &= self._mask(place, int(node.tables[place].change[joint]))
        way = self._lowest(alive)
        for place in self._changed:
            table = node.tables[place]
            row = int(table.change[joint])
            if table.late is not None:
                packed = packed + table.late[row].ravel()[way * table.late.shape[2] + self._digits[place]]
            elif table.moved[row]:
                packed = packed + self._shift(place, row)
        return way, packed

    def _mask(self, place: int, row: int) -> Numbers:
        if (place, row) not in self._allowed:
            self._allowed[place, row] = self.node.tables[place].allows[row].take(self._digits[place])
        return self._allowed[place, row]

    def _shift(self, place: int, row: int) -> Numbers:
        if (place, row) not in self._shifts:
            self._shifts[place, row] = self.node.tables[place].shift[row].take(self._digits[place])
        return self._shifts[place, row]


def released(space: Space, news: News, joint: int, to: Numbers, packed: Numbers) -> tuple[Numbers, Numbers]:
    """Return the scene and the state after an inject was tried, against what the branch and the injects before it left.

    Args:
        space: of the act.
        news: the inject.
        joint: the joint choice of the turn.
        to: where each play is.
        packed: its state.

    """
    fitting = [intervals for fits, intervals in news.when if fits[joint]]
    here = news.where[to]
    if not fitting or not here.any():
        return to, packed
    here &= (digit(space, packed, news.place) == 0) & holds(space, fitting, packed)
    if not here.any():
        return to, packed
    moved = packed.copy()
    for place, shift in news.changes:
        moved += shift[digit(space, packed, place)]
    return (to if news.to is None else np.where(here, news.to, to)), np.where(here, moved, packed)


def lowest_bits(count: int) -> Callable[[Numbers], Numbers]:
    """Return what gives the place of the lowest bit of numbers that have no more than so many, and at least one."""
    if count > _SMALL:
        return lambda bits: (np.frexp((bits & -bits).astype(np.float64))[1] - 1).astype(np.int64)
    table = np.zeros(1 << count, dtype=np.int64)
    for bit in reversed(range(count)):
        table[(np.arange(len(table)) >> bit & 1) == 1] = bit
    return table.take
