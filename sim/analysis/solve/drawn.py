"""Joint choices drawn at random for many plays at once.

Where everybody's policy looks only at what is offered, all plays with the same menu choose alike, and one number decides for all roles
together: it falls into one of several slots of equal width, and each slot belongs to at most two joint choices (Walker's alias method).
Rule 1: draws follow from the seed alone. The generator's raw numbers are used, because only they stay the same in every version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.kernel.compiled import Kernel, Node, Numbers, Truth
from sim.analysis.kernel.lanes import Lanes
from sim.analysis.kernel.moves import offered
from sim.analysis.solve.policies import Floats, Policy, by_menu, chance, together, uniform
from sim.analysis.solve.reached import Block
from sim.model.ids import CHANCE, RoleId, Seed

_BITS = 32
"""Of each number that is drawn."""


@dataclass(frozen=True, slots=True)
class _Slots:
    """Which number stands for which joint choice: a slot's own below its cut, its other one from there on."""

    shift: int
    cuts: NDArray[np.uint32]
    others: Numbers

    def found(self, raw: NDArray[np.uint32]) -> Numbers:
        """Return the joint choice on which each number falls."""
        slot = (raw >> np.uint32(self.shift)).astype(np.int64)
        return np.where(raw < self.cuts.take(slot), slot, self.others.take(slot))


def slots_of(shares: Floats) -> _Slots:
    """Return the slots for joint choices of given probabilities, exact to the last bit of a number.

    What is left of a choice fills up slots that belong to choices too rare for a whole one.
    """
    bits = max((len(shares) - 1).bit_length(), 1)
    width = 2 ** (_BITS - bits)
    left = [*np.round(shares / shares.sum() * 2**_BITS).astype(np.int64).tolist(), *[0] * (2**bits - len(shares))]
    left[int(np.argmax(shares))] += 2**_BITS - sum(left)
    kept, others = [width] * len(left), [*range(len(left))]
    small = [slot for slot, size in enumerate(left) if size < width]
    large = [slot for slot, size in enumerate(left) if size > width]
    while small:
        slot = small.pop()
        giver = large[-1]
        kept[slot], others[slot] = left[slot], giver
        left[giver] -= width - left[slot]
        if left[giver] <= width:
            large.pop()
        if left[giver] < width:
            small.append(giver)
    cuts = [min(slot * width + size, 2**_BITS - 1) for slot, size in enumerate(kept)]
    return _Slots(_BITS - bits, np.array(cuts, dtype=np.uint32), np.array(others, dtype=np.int64))


class Choices:
    """Draws joint choices."""

    def __init__(self, kernel: Kernel, lanes: Lanes, by: Mapping[RoleId, Policy], seed: Seed) -> None:
        """Take the policies; a role that is not named chooses uniformly."""
        self._kernel, self._lanes, self._by = kernel, lanes, by
        self._draws = np.random.SFC64(seed)
        self._slots: dict[tuple[int, int], _Slots] = {}

    def drawn(self, node: Node, words: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        """Give the plays that have come to a scene, together with those that have the same menu, and a joint choice for each."""
        if not all(by_menu(self._policy(name)) for name in node.roles):
            yield words, self._one_by_one(node, self._lanes.packed(words))
            return
        for menu, some in self._by_menu(node, words):
            if (node.number, menu) not in self._slots:
                self._slots[node.number, menu] = slots_of(self._together(node, self._lanes.packed(some[:, :1])))
            yield some, self._slots[node.number, menu].found(self._raw(some.shape[1]))

    def _by_menu(self, node: Node, words: Numbers) -> Iterator[tuple[int, Numbers]]:
        """Give the plays that have the same options, with a number for what is offered."""
        menus = np.zeros(words.shape[1], dtype=np.int64)
        for bit, alternatives in enumerate(node.open_when.values()):
            menus |= self._lanes.holds(alternatives, words).astype(np.int64) << bit
        different = [0] if not node.open_when else np.unique(menus).tolist()
        for menu in different:
            yield menu, words if len(different) == 1 else words.compress(menus == menu, axis=1)

    def _together(self, node: Node, packed: Numbers) -> Floats:
        """Return the probability of each joint choice in one state."""
        block = self._block(node, packed)
        shares = [self._policy(name)(self._kernel.machine, block, place) for place, name in enumerate(node.roles)]
        found: Floats = together(block, shares)[0]
        return found

    def _one_by_one(self, node: Node, packed: Numbers) -> Numbers:
        """Return a joint choice for each state, role by role."""
        block = self._block(node, packed)
        joint = np.zeros(len(packed), dtype=np.int64)
        for place, name in enumerate(node.roles):
            shares = self._policy(name)(self._kernel.machine, block, place)
            joint = joint * node.shape[place] + _fallen(shares, self._raw(len(packed)))
        return joint

    def _policy(self, name: RoleId) -> Policy:
        return chance if name == CHANCE else self._by.get(name, uniform)

    def _block(self, node: Node, packed: Numbers) -> Block:
        nothing = np.empty((len(packed), 0))
        menu: tuple[Truth, ...] = offered(self._kernel, node, packed)
        return Block(node, 0, packed, menu, nothing.astype(np.int32), nothing.astype(np.int8))

    def _raw(self, count: int) -> NDArray[np.uint32]:
        return self._draws.random_raw((count + 1) // 2).view(np.uint32)[:count]


def _fallen(shares: Floats, raw: NDArray[np.uint32]) -> Numbers:
    """Return one option for each row of shares."""
    at = (raw + 0.5) * 2.0**-_BITS
    found = np.zeros(len(shares), dtype=np.int64)
    below = np.zeros(len(shares))
    for option in range(shares.shape[1] - 1):
        below += shares[:, option]
        found += at >= below
    return found
