"""Many plays at once: each variable has a lane of a 64-bit word, so that all of them are changed and clamped together.

A lane holds `base + digit`, and `base` is a power of two above every digit. So a change of all variables is one subtraction-free addition
of whole words, no lane ever borrows from the next, and clamping is a minimum and a maximum over bytes. Variables with two digits share a
lane, a bit each: with them, to add one is to set.

Rule 1: the rules themselves stand in `compiled`; here its tables are only written in another form, and a test holds them to `engine.step`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.kernel.compiled import Change, Intervals, Kernel, News, Node, Numbers, Table, Truth
from sim.analysis.kernel.moves import lowest_bits
from sim.analysis.kernel.space import Space

_WORD = 64
_TYPES = {8: np.uint8, 16: np.uint16, 32: np.uint32}
"""What lanes of so many bits are."""
_BITS = 6
"""Variables of two digits that share a lane."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one variable stands."""

    word: int
    shift: int
    """By how many bits its lane stands from the right of the word."""
    bit: int | None
    """Which bit of the lane it has; None if the lane is its own."""
    radix: int


class Lanes:
    """How the variables of a space lie in words; states are arrays of words (rows), a play in each column."""

    def __init__(self, space: Space) -> None:
        """Give each variable its place."""
        self.space = space
        wide = [variable.radix for variable in space.variables if variable.radix > 2]  # noqa: PLR2004 -- two digits are a bit
        depth = max((max(wide, default=0) - 1).bit_length(), _BITS)
        self.base = 1 << depth
        width = next(bits for bits in _TYPES if bits >= depth + 2)
        self.type = _TYPES[width]
        self.places = tuple(_places(space, width))
        self.words = max((lane.word for lane in self.places), default=0) + 1
        ones = sum(1 << shift for shift in range(0, _WORD, width))
        self.empty = _numbers([ones * self.base] * self.words)
        """A word in which every variable has the digit 0."""
        self.room = np.zeros(self.words, dtype=np.int64)
        """By how much the highest digits stay below what a lane can hold."""
        for lane in self.places:
            if lane.bit is None:
                self.room[lane.word] += (self.base - lane.radix) << lane.shift

    def laid(self, packed: Numbers) -> Numbers:
        """Return packed states as words."""
        words = np.repeat(self.empty[:, None], len(packed), axis=1)
        for lane, variable in zip(self.places, self.space.variables, strict=True):
            words[lane.word] += packed // variable.stride % variable.radix << lane.shift + (lane.bit or 0)
        return words

    def packed(self, words: Numbers) -> Numbers:
        """Return words as packed states."""
        found = np.zeros(words.shape[1], dtype=np.int64)
        for place, variable in enumerate(self.space.variables):
            found += self.digit(words, place) * variable.stride
        return found

    def digit(self, words: Numbers, place: int) -> Numbers:
        """Return the digit of one variable of many states."""
        lane = self.places[place]
        shift, mask = (lane.shift, self.base - 1) if lane.bit is None else (lane.shift + lane.bit, 1)
        found: Numbers = words[lane.word] >> shift & mask
        return found

    def holds(self, alternatives: Sequence[Intervals], words: Numbers) -> Truth:
        """Return in which states the digits are as one of several alternatives has them."""
        found = np.zeros(words.shape[1], dtype=np.bool_)
        for intervals in alternatives:
            here = np.ones(words.shape[1], dtype=np.bool_)
            for place, low, high in intervals:
                digits = self.digit(words, place)
                here &= (digits >= low) & (digits <= high)
            found |= here
        return found

    def clamp(self, words: Numbers) -> None:
        """Bring every lane back between its lowest and its highest digit, in place."""
        lanes = words.view(self.type)
        np.clip(lanes, self.base, 4 * self.base - 1, out=lanes)
        words += self.room[:, None]
        np.clip(lanes, self.base, 2 * self.base - 1, out=lanes)
        words -= self.room[:, None]


def _places(space: Space, width: int) -> Iterable[Lane]:
    """Give each variable a lane of its own, or a bit of one."""
    lanes = bits = 0
    shared = 0
    for variable in space.variables:
        if variable.radix > 2:  # noqa: PLR2004 -- two digits are a bit
            lane, bit = lanes, None
            lanes += 1
        else:
            if bits % _BITS == 0:
                shared = lanes
                lanes += 1
            lane, bit = shared, bits % _BITS
            bits += 1
        yield Lane(lane * width // _WORD, lane * width % _WORD, bit, variable.radix)


class Moves:
    """What several sets of changes do to words."""

    def __init__(self, lanes: Lanes, count: int, changes: Sequence[tuple[Sequence[Change], Numbers]]) -> None:
        """Write changes as words.

        Args:
            lanes: where the variables stand.
            count: how many sets there are.
            changes: for each variable, what may happen to it, and which of that each of the sets does.

        """
        self.lanes = lanes
        cleared = np.zeros((lanes.words, count), dtype=np.int64)
        self.add = np.zeros((lanes.words, count), dtype=np.int64)
        for lane, (kinds, which) in zip(lanes.places, changes, strict=True):
            written = [_written(lanes, lane, change) for change in kinds]
            cleared[lane.word] |= _numbers(clears for clears, _ in written)[which]
            self.add[lane.word] += _numbers(adds for _, adds in written)[which]
        self.keep = ~cleared if cleared.any() else None

    @property
    def idle(self) -> bool:
        """Whether nothing ever changes."""
        return self.keep is None and not self.add.any()

    def made(self, words: Numbers, which: Numbers) -> Numbers:
        """Return what states become, each by a set of changes of its own."""
        after = self.add.take(which, axis=1)
        after += words if self.keep is None else words & self.keep.take(which, axis=1)
        self.lanes.clamp(after)
        return after


def _written(lanes: Lanes, lane: Lane, change: Change) -> tuple[int, int]:
    """Return the bits that a change clears in a word, and what it then adds to it."""
    top = lane.radix - 1
    if lane.bit is None:
        if change.set is not None:
            return (4 * lanes.base - 1) << lane.shift, (lanes.base + change.set) << lane.shift
        return 0, min(max(change.add, -top), top) << lane.shift
    if change.set is None and (change.add == 0 or top == 0):
        return 0, 0
    digit = change.set if change.set is not None else int(change.add > 0)
    return 1 << lane.shift + lane.bit, digit << lane.shift + lane.bit


def _numbers(words: Iterable[int]) -> Numbers:
    """Return words as numbers of 64 bits, the highest of which is the sign."""
    return np.array([word % 2**_WORD for word in words], dtype=np.uint64).view(np.int64)


class Turn:
    """One scene, for many plays that come to it."""

    def __init__(self, lanes: Lanes, node: Node) -> None:
        """Write the tables of a scene in lanes."""
        self.lanes, self.node = lanes, node
        self._choices = Moves(lanes, node.joints, [(table.changes, table.change) for table in node.tables])
        every = np.arange(len(node.later))
        later = [([changes[place] for changes in node.later], every) for place in range(len(lanes.places))]
        self._branches = Moves(lanes, len(every), later)
        self._news = [(news, Moves(lanes, 1, [((change,), every[:1]) for change in news.effects])) for news in node.news]
        self._reads = list(_reads(lanes, node.tables, len(node.to)))
        everything = (1 << len(node.to)) - 1
        self._fits = None if (node.fits == everything).all() else node.fits
        self._all = everything
        self._lowest = lowest_bits(len(node.to))
        self.leads = tuple(sorted({*node.to.tolist(), *(news.to for news in node.news if news.to is not None)}))
        """Numbers of the scenes that can follow."""

    def after(self, words: Numbers, joint: Numbers) -> tuple[Numbers, Numbers]:
        """Return the scene and the state that follow when each play has a joint choice of its own."""
        node, lanes = self.node, self.lanes
        words = self._choices.made(words, joint)
        alive = np.full(len(joint), self._all) if self._fits is None else self._fits.take(joint)
        for word, shift, table in self._reads:
            alive &= table.take(words[word] >> shift & lanes.base - 1)
        way = self._lowest(alive)
        if not self._branches.idle:
            words = self._branches.made(words, way)
        to = node.to.take(way)
        for news, moves in self._news:
            self._release(news, moves, joint, to, words)
        return to, words

    def split(self, words: Numbers, joint: Numbers) -> Iterator[tuple[int, Numbers]]:
        """Give the scenes that follow, each with the states of the plays that come to it."""
        to, after = self.after(words, joint)
        for scene in self.leads:
            there = to == scene
            if there.any():
                yield scene, after.compress(there, axis=1)

    def _release(self, news: News, moves: Moves, joint: Numbers, to: Numbers, words: Numbers) -> None:
        """Try an inject against what the branch and the injects before it left, and apply it in place."""
        here = news.where[to] & (self.lanes.digit(words, news.place) == 0)
        agrees = np.zeros_like(here)
        for fits, intervals in news.when:
            agrees |= fits[joint] & self.lanes.holds((intervals,), words)
        found = np.flatnonzero(here & agrees)
        if len(found):
            words[:, found] = moves.made(words[:, found], np.zeros(len(found), dtype=np.int64))
            if news.to is not None:
                to[found] = news.to


def _reads(lanes: Lanes, tables: Sequence[Table], ways: int) -> Iterable[tuple[int, int, Numbers]]:
    """Give each lane that branches read: its word, its shift, and the ways out that each of its values allows, as bits."""
    everything = (1 << ways) - 1
    found: dict[tuple[int, int], Numbers] = {}
    for lane, table in zip(lanes.places, tables, strict=True):
        if (table.holds == everything).all():
            continue
        values = np.arange(lanes.base if lane.bit is None else 1 << _BITS)
        digits = np.minimum(values if lane.bit is None else values >> lane.bit & 1, lane.radix - 1)
        key = lane.word, lane.shift
        found[key] = found.get(key, everything) & table.holds[digits]
    for (word, shift), allowed in found.items():
        yield word, shift, allowed


def turns_of(kernel: Kernel) -> tuple[Lanes, Mapping[int, Turn]]:
    """Return how the states of an act lie in lanes, and each of its scenes by number, without those where plays end."""
    lanes = Lanes(kernel.space)
    return lanes, {node.number: Turn(lanes, node) for node in kernel.nodes if node.roles}
