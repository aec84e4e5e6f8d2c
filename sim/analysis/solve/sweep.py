"""Outcomes of acts with tens of millions of states: each scene's states as one dense array, swept once in the order of the scenes.

Nothing is kept of what has been swept, so an act needs little memory; in return only the distribution is computed, and only where no play
comes back to a scene.
Rule 1: what does not fit into the memory that is allowed is refused before anything is allocated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import Kernel, Node, Numbers
from sim.analysis.kernel.moves import Batch, offered
from sim.analysis.solve.policies import Floats, Policy, chance, uniform
from sim.analysis.solve.reached import Block, Cut
from sim.model.ids import CHANCE, RoleId, SceneId

BUDGET = 2**30
"""Bytes for the arrays of states, at most."""
_CHUNK = 16_384
"""States that are taken on at once: what they need fits into a processor's cache."""

Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told after each scene how many states and joint steps were swept; true stops."""


@dataclass(frozen=True, slots=True)
class Swept:
    """Where plays of an act end."""

    outcomes: tuple[tuple[SceneId, float], ...]
    """Each outcome with its probability, in file order; those that never come are left out."""
    states: int
    steps: int
    """Joint steps; choices that come to the same are one."""
    memory: int
    """Bytes of the arrays of states."""


def sweep(kernel: Kernel, by: Mapping[RoleId, Policy], budget: int = BUDGET, notice: Notice | None = None) -> Swept | Cut:
    """Return where plays end from the first start of an act.

    Args:
        kernel: the compiled act.
        by: how roles choose; one that is not named chooses uniformly.
        budget: bytes that the arrays of states may take.
        notice: told how far the sweep has come.

    """
    order = _order(kernel)
    if order is None:
        return Cut("a play can come back to a scene", 0, 0)
    slots = _slots(order)
    cells = kernel.space.cells
    memory = (max(slots.values()) + 1) * cells * 8
    if memory > budget:
        return Cut(f"arrays of {memory:,} bytes where {budget:,} are allowed", 0, 0)
    mass = np.zeros(memory // 8)
    first = kernel.starts[0]
    mass[slots[kernel.numbers[first.scene]] * cells + kernel.space.pack(kernel.machine, first)] = 1
    base = np.array([slots.get(number, 0) * cells for number in range(len(kernel.nodes))], dtype=np.int64)
    ends, states, steps = {}, 0, 0
    for node in order:
        here = mass[base[node.number] : base[node.number] + cells]
        packed = np.flatnonzero(here)
        states += len(packed)
        if not node.roles:
            ends[node.number] = float(here[packed].sum())
        else:
            for begin in range(0, len(packed), _CHUNK):
                chunk = packed[begin : begin + _CHUNK]
                steps += _onward(kernel, node, chunk, here[chunk], by, base, mass)
        here[packed] = 0
        if notice is not None and notice(states, steps):
            return Cut("stopped", states, steps)
    found = tuple((node.scene, ends[node.number]) for node in kernel.nodes if ends.get(node.number))
    return Swept(found, states, steps, memory)


def _onward(  # noqa: PLR0913, PLR0917 -- one pass of the innermost work
    kernel: Kernel, node: Node, packed: Numbers, here: Floats, by: Mapping[RoleId, Policy], base: Numbers, mass: Floats
) -> int:
    """Pass the probability of some states of a scene on; return how many joint steps that took."""
    batch = Batch(kernel, node, packed)
    shares = _shares(kernel, node, packed, here, by)
    groups = _alike(node)
    for joints in groups:
        share = shares[joints[0]] if len(joints) == 1 else shares[joints].sum(axis=0)
        if node.news:
            _, to, after = batch.after(joints[0])
            np.add.at(mass, base[to] + after, share)
        else:
            way, after = batch.branched(joints[0])
            after += base[node.to][way]
            np.add.at(mass, after, share)
    return len(groups) * len(packed)


def _shares(kernel: Kernel, node: Node, packed: Numbers, here: Floats, by: Mapping[RoleId, Policy]) -> Floats:
    """Return the probability of each joint choice (rows) in each state (columns), times that of the state."""
    nothing = np.empty((len(packed), 0))
    block = Block(node, 0, packed, offered(kernel, node, packed), nothing.astype(np.int32), nothing.astype(np.int8))
    found = here[None, :]
    for place, name in enumerate(node.roles):
        policy = chance if name == CHANCE else by.get(name, uniform)
        shares = np.ascontiguousarray(policy(kernel.machine, block, place).T)
        found = (found[:, None, :] * shares[None, :, :]).reshape(len(found) * len(shares), len(packed))
    return found


def _alike(node: Node) -> list[list[int]]:
    """Return the joint choices of a scene, those together that no state tells apart."""
    found: dict[tuple[int, ...], list[int]] = {}
    for joint in range(node.joints):
        read = (int(fits[joint]) for news in node.news for fits, _ in news.when)
        found.setdefault((int(node.fits[joint]), *(int(table.change[joint]) for table in node.tables), *read), []).append(joint)
    return list(found.values())


def _leads(node: Node) -> set[int]:
    """Return the numbers of the scenes that can follow one."""
    return {*node.to.tolist(), *(news.to for news in node.news if news.to is not None)}


def _order(kernel: Kernel) -> list[Node] | None:
    """Return the scenes that the first may lead to, each before all that can follow it, or None if there is no such order."""
    first = kernel.numbers[kernel.starts[0].scene]
    waiting = {first: 0}
    queue = [first]
    for number in queue:
        for following in _leads(kernel.nodes[number]):
            if following not in waiting:
                queue.append(following)
            waiting[following] = waiting.get(following, 0) + 1
    ready = [first] if not waiting[first] else []
    found = []
    while ready:
        node = kernel.nodes[ready.pop()]
        found.append(node)
        for number in _leads(node):
            waiting[number] -= 1
            if not waiting[number]:
                ready.append(number)
    return found if len(found) == len(waiting) else None


def _slots(order: list[Node]) -> dict[int, int]:
    """Return for each scene which array it uses; an array is used again once its scene has been swept."""
    slots: dict[int, int] = {}
    free: list[int] = []
    used = 0
    for node in order:
        for number in (node.number, *sorted(_leads(node))):
            if number not in slots:
                slots[number] = free.pop() if free else used
                used = max(used, slots[number] + 1)
        free.append(slots[node.number])
    return slots
