"""Outcomes of acts with tens of millions of states: each scene is swept once, in an order in which no play comes back.

Nothing is kept of what has been swept, so an act needs little memory; in return only the distribution is computed, and only where no play
comes back to a scene. States wait in arrays of all that there can be, where these fit into the memory that is allowed, else as sorted
numbers.
Rule 1: what does not fit into the memory that is allowed is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import Kernel, Node, Numbers
from sim.analysis.kernel.moves import Batch, offered
from sim.analysis.solve.masses import Dense, Masses, Sorted, leads
from sim.analysis.solve.policies import Floats, Policy, by_menu, chance, together, uniform
from sim.analysis.solve.reached import Block, Cut
from sim.model.ids import CHANCE, RoleId, SceneId

BUDGET = 2**30
"""Bytes for the states, at most."""
_CHUNK = 16_384
"""States that are taken on at once: what they need fits into a processor's cache."""
_SORTING = 4
"""How many times their own size sorted states need while they are sorted."""

Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told after each scene how many states and joint steps were swept; true stops."""
Visitor: TypeAlias = Callable[[Node, Numbers, Floats], None]
"""Told of each scene, as it is swept, with the states that are met there and the probability of each."""
Chooser: TypeAlias = Callable[[Numbers], tuple[Block, list[Floats]]]
"""Gives for some states what is offered there, and for each role the probability of each option; a single row if that is alike in all."""


@dataclass(frozen=True, slots=True)
class Swept:
    """Where plays of an act end."""

    outcomes: tuple[tuple[SceneId, float], ...]
    """Each outcome with its probability, in file order; those that never come are left out."""
    states: int
    steps: int
    """Joint steps; choices that come to the same are one."""
    memory: int
    """Bytes that the states took."""
    dense: bool
    """Whether they stood in arrays of all states that there can be, or as sorted numbers of those that are met."""


def sweep(  # noqa: PLR0913 -- what is swept, how far, and who is told
    kernel: Kernel,
    by: Mapping[RoleId, Policy],
    budget: int = BUDGET,
    notice: Notice | None = None,
    *,
    visit: Visitor | None = None,
    dense: bool = True,
) -> Swept | Cut:
    """Return where plays end from the first start of an act.

    Args:
        kernel: the compiled act.
        by: how roles choose; one that is not named chooses uniformly.
        budget: bytes that the states may take.
        notice: told how far the sweep has come.
        visit: told of every scene.
        dense: whether arrays of all states may be used where they fit.

    """
    order = in_order(kernel)
    if order is None:
        return Cut("a play can come back to a scene", 0, 0)
    dense = dense and Dense.size(kernel, order) <= budget
    masses: Masses = Dense(kernel, order) if dense else Sorted()
    first = kernel.starts[0]
    begin = np.array([kernel.numbers[first.scene]])
    masses.arrive(begin.tolist(), begin, np.array([kernel.space.pack(kernel.machine, first)]), np.ones(1))
    ends, states, steps = {}, 0, 0
    for node in order:
        packed, shares = masses.leave(node.number)
        states += len(packed)
        if visit is not None:
            visit(node, packed, shares)
        if not node.roles:
            ends[node.number] = float(shares.sum())
        else:
            choices, groups = chooser(kernel, node, by), alike(node)
            for begins in range(0, len(packed), _CHUNK):
                chunk = slice(begins, begins + _CHUNK)
                _onward(Batch(kernel, node, packed[chunk]), groups, choices, shares[chunk], masses)
            steps += len(groups) * len(packed)
        if not dense and masses.memory * _SORTING > budget:
            return Cut(
                f"states of {masses.memory:,} bytes, {_SORTING} times as much to sort them, where {budget:,} are allowed", states, steps
            )
        if notice is not None and notice(states, steps):
            return Cut("stopped", states, steps)
    found = tuple((node.scene, ends[node.number]) for node in kernel.nodes if ends.get(node.number))
    return Swept(found, states, steps, masses.memory, dense)


def _onward(batch: Batch, groups: list[list[int]], choices: Chooser, here: Floats, masses: Masses) -> None:
    """Pass the probability of some states of a scene on."""
    chances = np.ascontiguousarray(together(*choices(batch.packed)).T)
    scenes = leads(batch.node)
    for joints in groups:
        share = here * (chances[joints[0]] if len(joints) == 1 else chances[joints].sum(axis=0))
        _, to, after = batch.after(joints[0])
        masses.arrive(scenes, to, after, share)


def chooser(kernel: Kernel, node: Node, by: Mapping[RoleId, Policy]) -> Chooser:
    """Return what says how everybody chooses at a scene."""
    policies = [chance if name == CHANCE else by.get(name, uniform) for name in node.roles]

    def chosen(packed: Numbers) -> tuple[Block, list[Floats]]:
        nothing = np.empty((len(packed), 0))
        block = Block(node, 0, packed, offered(kernel, node, packed), nothing.astype(np.int32), nothing.astype(np.int8))
        return block, [policy(kernel.machine, block, place) for place, policy in enumerate(policies)]

    if node.open_when or not all(by_menu(policy) for policy in policies):
        return chosen
    everywhere = chosen(np.zeros(1, dtype=np.int64))
    return lambda _: everywhere


def alike(node: Node) -> list[list[int]]:
    """Return the joint choices of a scene, those together that no state tells apart."""
    found: dict[tuple[int, ...], list[int]] = {}
    for joint in range(node.joints):
        read = (int(fits[joint]) for news in node.news for fits, _ in news.when)
        found.setdefault((int(node.fits[joint]), *(int(table.change[joint]) for table in node.tables), *read), []).append(joint)
    return list(found.values())


def in_order(kernel: Kernel) -> list[Node] | None:
    """Return the scenes that the first may lead to, each before all that can follow it, or None if there is no such order."""
    first = kernel.numbers[kernel.starts[0].scene]
    waiting = {first: 0}
    queue = [first]
    for number in queue:
        for following in leads(kernel.nodes[number]):
            if following not in waiting:
                queue.append(following)
            waiting[following] = waiting.get(following, 0) + 1
    ready = [first] if not waiting[first] else []
    found = []
    while ready:
        node = kernel.nodes[ready.pop()]
        found.append(node)
        for number in leads(node):
            waiting[number] -= 1
            if not waiting[number]:
                ready.append(number)
    return found if len(found) == len(waiting) else None
