"""Every state that plays of an act can reach, as rows of arrays, and what follows from each joint choice.

Rule 1: no probability here. A row is the start of a turn, or an outcome; rows of one scene stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import Kernel, Node, Numbers, Truth
from sim.analysis.kernel.moves import Batch, offered
from sim.analysis.kernel.space import conditional
from sim.model.ids import SceneId
from sim.model.state import State

Rows: TypeAlias = NDArray[np.int32]
"""Numbers of rows; -1 stands for none."""
Ways: TypeAlias = NDArray[np.int8]
Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told now and then how many states were found and how many joint steps were made; true stops the search."""

LIMITS = Limits(states=1_000_000, steps=10_000_000)
"""What is visited in about ten seconds, and fits into about 200 MiB with everything that is computed on it."""

_CHUNK = 65_536
"""States that are taken on at once."""


@dataclass(frozen=True, slots=True)
class Block:
    """The reached states of one scene."""

    node: Node
    first: int
    """Row of the first of them."""
    packed: Numbers
    """In ascending order."""
    offered: tuple[Truth, ...]
    """For each role, which of its options (columns) are offered in each state (rows)."""
    after: Rows
    """The row that follows from each joint choice (columns) in each state (rows); -1 where it is not offered."""
    way: Ways
    """The way out that is taken."""

    @property
    def rows(self) -> slice[int, int, None]:
        """Where these states stand among all rows."""
        return slice(self.first, self.first + len(self.packed))


@dataclass(frozen=True, slots=True)
class Reached:
    """All of it."""

    kernel: Kernel
    blocks: tuple[Block, ...]
    """One for each scene of the act, in file order; some may be empty."""
    starts: Numbers
    """Rows of the states in which plays begin, in the order in which they were given."""
    steps: int
    """Joint steps: states times joint choices that are offered there."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.blocks[-1].rows.stop

    @property
    def keys(self) -> Numbers:
        """The key of each row: its packed state, and its scene before it; in ascending order."""
        return np.concatenate([block.node.number * self.kernel.space.cells + block.packed for block in self.blocks])

    @property
    def playing(self) -> tuple[Block, ...]:
        """The blocks in which somebody decides."""
        return tuple(block for block in self.blocks if block.node.roles and len(block.packed))

    def row(self, state: State) -> int | None:
        """Return the row of a state at the start of a turn, or None if no play comes to it."""
        kernel = self.kernel
        number = kernel.numbers.get(state.scene)
        if number is None:
            return None
        block, packed = self.blocks[number], kernel.space.pack(kernel.machine, state)
        place = int(np.searchsorted(block.packed, packed))
        found = place < len(block.packed) and int(block.packed[place]) == packed and self.state(block.first + place) == self._opening(state)
        return block.first + place if found else None

    def _opening(self, state: State) -> State:
        """Return a state at the start of its turn, as the model has it: without the news that a facilitator, or a cue, brought."""
        own = {inject.id for inject in conditional(self.kernel.machine, self.kernel.act)}
        fired = tuple(inject for inject in state.fired if inject in own)
        return State(state.scene, state.opened, state.opened, (), fired)

    def state(self, row: int) -> State:
        """Return the state of a row, as the engine knows it."""
        block = next(block for block in reversed(self.blocks) if block.first <= row and len(block.packed))
        kernel = self.kernel
        values = kernel.space.unpack(int(block.packed[row - block.first]))
        indicators = tuple(values[name] for name in kernel.machine.names)
        fired = tuple(inject.id for inject in kernel.machine.lookup.act(kernel.act).injects if values.get(f"inject:{inject.id}"))
        return State(block.node.scene, indicators, indicators, (), fired)

    def scene(self, scene: SceneId) -> Block:
        """Return the block of a scene."""
        return self.blocks[self.kernel.numbers[scene]]


@dataclass(frozen=True, slots=True)
class Cut:
    """The search went no further."""

    limit: str
    """Why."""
    states: int
    steps: int


def reach(kernel: Kernel, limits: Limits = LIMITS, notice: Notice | None = None, also: Numbers | None = None) -> Reached | Cut:
    """Find every state that plays can reach from the starts of a kernel, whatever is chosen and whatever chance brings.

    Args:
        kernel: the compiled act.
        limits: where to give up.
        notice: told how far the search has come.
        also: keys of more states in which plays may begin.

    """
    cells = kernel.space.cells
    starts = np.array([kernel.numbers[state.scene] * cells + kernel.space.pack(kernel.machine, state) for state in kernel.starts])
    known = fresh = np.unique(starts if also is None else np.concatenate([starts, also]))
    steps = 0
    while len(fresh):
        found = [np.empty(0, dtype=np.int64)]
        for node, packed in _by_scene(kernel, fresh):
            for legal, keys in _steps(kernel, node, packed):
                steps += int(legal.sum())
                found.append(np.unique(keys[legal]))
            if steps > limits.steps:
                break
        fresh = np.setdiff1d(np.concatenate(found), known)
        known = np.union1d(known, fresh)
        if len(known) > limits.states or steps > limits.steps:
            over = f"{limits.states:,} states" if len(known) > limits.states else f"{limits.steps:,} joint steps"
            return Cut(f"more than {over}", len(known), steps)
        if notice is not None and notice(len(known), steps):
            return Cut("stopped", len(known), steps)
    return Reached(kernel, tuple(_blocks(kernel, known)), np.searchsorted(known, starts), steps)


def _by_scene(kernel: Kernel, keys: Numbers) -> Iterator[tuple[Node, Numbers]]:
    """Give states, sorted by scene, a scene and a chunk at a time."""
    cells = kernel.space.cells
    for node in kernel.nodes:
        low, high = np.searchsorted(keys, [node.number * cells, (node.number + 1) * cells])
        for begin in range(low, high, _CHUNK):
            yield node, keys[begin : min(begin + _CHUNK, high)] - node.number * cells


def _steps(kernel: Kernel, node: Node, packed: Numbers) -> Iterator[tuple[Truth, Numbers]]:
    """Give for each joint choice where it is offered, and the keys of what follows."""
    if not node.roles:
        return
    options = offered(kernel, node, packed)
    batch = Batch(kernel, node, packed)
    for joint in range(node.joints):
        _, to, after = batch.after(joint)
        yield are_offered(node, options, joint), to * kernel.space.cells + after


def are_offered(node: Node, options: tuple[Truth, ...], joint: int) -> Truth:
    """Return in which states all choices of a joint choice are offered."""
    places = np.unravel_index(joint, node.shape)
    found = np.ones(len(options[0]), dtype=np.bool_)
    for here, place in zip(options, places, strict=True):
        found &= here[:, place]
    return found


def _blocks(kernel: Kernel, known: Numbers) -> Iterator[Block]:
    cells = kernel.space.cells
    for node in kernel.nodes:
        first, beyond = (int(row) for row in np.searchsorted(known, [node.number * cells, (node.number + 1) * cells]))
        packed = known[first:beyond] - node.number * cells
        options = offered(kernel, node, packed)
        after = np.full((len(packed), node.joints), -1, dtype=np.int32)
        way = np.zeros((len(packed), node.joints), dtype=np.int8)
        for begin in range(0, len(packed), _CHUNK):
            rows = slice(begin, begin + _CHUNK)
            batch = Batch(kernel, node, packed[rows])
            for joint in range(node.joints):
                way[rows, joint], to, following = batch.after(joint)
                legal = are_offered(node, tuple(here[rows] for here in options), joint)
                after[rows, joint] = np.where(legal, np.searchsorted(known, to * cells + following), -1)
        yield Block(node, first, packed, options, after, way)
