"""What acts with tens of millions of states are worth to each role: swept forward for the states, then backward for their values.

Of each scene only the states that plays come to are kept, with the probability of coming there. Values stand in arrays that are used again
as soon as no scene can lead to them any more, so not all of them are held at once.
Rule 1: what does not fit into the memory that is allowed is refused before it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import Kernel, Node, Numbers
from sim.analysis.kernel.moves import Batch
from sim.analysis.solve.masses import slots
from sim.analysis.solve.policies import Floats, Policy, together, uniform
from sim.analysis.solve.reached import Block, Cut, Reached
from sim.analysis.solve.sweep import Chooser, Notice, alike, chooser, in_order, sweep
from sim.analysis.solve.worth import aims, payoff
from sim.model.ids import CHANCE, RoleId, SceneId

BUDGET = 5 * 2**29
"""Bytes for all that is kept, at most: 2.5 GiB."""
_CHUNK = 4_096
"""States that are worked on at once: what they need fits into a processor's cache."""
Met: TypeAlias = Mapping[int, tuple[Numbers, Floats]]
"""By number of a scene: the states that plays come to there, in ascending order, and the probability of each."""
Alone: TypeAlias = tuple[int, int, Floats]
"""A role's place, the option that it takes, and how probable it is in each state, or in all, that the others then do their part."""
Chances: TypeAlias = list[tuple[int, tuple[Floats, list[Alone]]]]
"""Joint choices, one of all that come to the same; how probable they are when everybody keeps to the policies; and the same for each role
that takes an option for certain."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What an act is worth to one role, by its declared aims."""

    role: RoleId
    expected: float
    """If everybody keeps to the given policies."""
    best: float
    """If it alone does the best it can against those policies."""


@dataclass(frozen=True, slots=True)
class Stake:
    """How much hangs on what one role alone does at one scene."""

    scene: SceneId
    role: RoleId
    visited: float
    """The probability that a play comes there."""
    stake: float
    """The mean over all plays of how much its best option there is worth to it above its worst, everybody else keeping to the policies; a
    play that does not come there counts as nothing."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of an act that is too large to keep."""

    worth: tuple[Worth, ...]
    """For each role of the scenario, in file order."""
    stakes: tuple[Stake, ...]
    """The greatest first."""
    states: int
    steps: int
    memory: int
    """Bytes that were taken, at the most."""


def weigh(kernel: Kernel, by: Mapping[RoleId, Policy], budget: int = BUDGET, notice: Notice | None = None) -> Weighed | Cut:
    """Return what an act is worth to each role, and where that is decided, from its first start.

    Args:
        kernel: the compiled act.
        by: how roles choose; one that is not named chooses uniformly.
        budget: bytes that may be taken.
        notice: told how far it has come, forward and then backward.

    """
    met: dict[int, tuple[Numbers, Floats]] = {}

    def visit(node: Node, packed: Numbers, shares: Floats) -> None:
        met[node.number] = packed.astype(np.int32 if kernel.space.cells < 2**31 else np.int64), shares

    def visit_again(node: Node, packed: Numbers, shares: Floats) -> None:
        reachable, again = met[node.number][0], np.zeros(len(met[node.number][0]))
        again[np.searchsorted(reachable, packed)] = shares
        met[node.number] = reachable, again

    # What a policy never chooses may still be the best answer to it: so all states that can be reached are looked for first.
    swept = sweep(kernel, {}, budget, notice, visit=visit)
    if not isinstance(swept, Cut) and not {*by.values()} <= {uniform}:
        met.update((number, (packed, np.zeros(len(packed)))) for number, (packed, _) in met.items())
        swept = sweep(kernel, by, budget, notice, visit=visit_again)
    if isinstance(swept, Cut):
        return swept
    order = in_order(kernel) or []
    found = _Backward(kernel, by, order, met)
    memory = found.memory + sum(packed.nbytes + shares.nbytes for packed, shares in met.values())
    if memory > budget:
        return Cut(f"values of {memory:,} bytes where {budget:,} are allowed", swept.states, swept.steps)
    found.prepare()
    states = steps = 0
    for node in reversed(order):
        steps += found.solve(node)
        states += len(met[node.number][0])
        if notice is not None and notice(states, steps):
            return Cut("stopped", states, steps)
    stakes = tuple(sorted(found.stakes, key=lambda one: -one.stake))
    return Weighed(found.worth(order[0]), stakes, states, steps, memory)


class _Backward:
    """Values of the states that are met, from the last scene to the first.

    Each state has two numbers for each role: what it expects, and what it can expect if it alone does its best from there on.
    """

    def __init__(self, kernel: Kernel, by: Mapping[RoleId, Policy], order: Sequence[Node], met: Met) -> None:
        self.kernel, self.by, self.met = kernel, by, met
        self.roles = [role.id for role in kernel.machine.scenario.roles]
        self.stakes: list[Stake] = []
        self._slots = slots([*order])
        sizes = [0] * (max(self._slots.values()) + 1)
        for node in order:
            slot = self._slots[node.number]
            sizes[slot] = max(sizes[slot], len(met[node.number][0]))
        self._begins = np.cumsum([0, *sizes])
        self.memory = len(sizes) * kernel.space.cells * 4 + int(self._begins[-1]) * 2 * len(self.roles) * 8

    def prepare(self) -> None:
        """Take the memory."""
        cells = self.kernel.space.cells
        self._value = np.zeros((int(self._begins[-1]), len(self.roles), 2))
        self._rows = np.zeros(len(self._begins[:-1]) * cells, dtype=np.int32)
        self._base = np.array([self._slots.get(number, 0) * cells for number in range(len(self.kernel.nodes))], dtype=np.int64)

    def worth(self, first: Node) -> tuple[Worth, ...]:
        """Return what the start is worth."""
        start = self._value[int(self._begins[self._slots[first.number]])]
        return tuple(Worth(role, *both) for role, both in zip(self.roles, start.tolist(), strict=True))

    def solve(self, node: Node) -> int:
        """Find the values of a scene, all that can follow being known; return how many joint steps that took."""
        packed, shares = self.met[node.number]
        begin = int(self._begins[self._slots[node.number]])
        value, groups = self._value[begin : begin + len(packed)], 0
        if node.roles:
            turn = _Turn(node, chooser(self.kernel, node, self.by))
            groups = len(turn.groups)
            stakes = np.zeros(len(node.roles))
            for first in range(0, len(packed), _CHUNK):
                chunk = slice(first, first + _CHUNK)
                stakes += self._turn(turn, packed[chunk].astype(np.int64), value[chunk]) @ shares[chunk]
            self.stakes += _stakes(node, float(shares.sum()), stakes)
        else:
            value[:] = self._ends(node, packed.astype(np.int64))
        self._rows[self._base[node.number] + packed] = np.arange(begin, begin + len(packed), dtype=np.int32)
        return groups * len(packed)

    def _ends(self, node: Node, packed: Numbers) -> Floats:
        """Return what outcomes are worth: the same, whoever did his best."""
        nothing = np.empty((len(packed), 0))
        block = Block(node, 0, packed, (), nothing.astype(np.int32), nothing.astype(np.int8))
        found = aims(Reached(self.kernel, (block,), np.zeros(0, dtype=np.int64), 0))
        return np.stack([payoff(found, role, len(packed)) for role in self.roles], axis=1)[:, :, None]

    def _turn(self, turn: _Turn, packed: Numbers, value: Floats) -> Floats:
        """Fill in the values of states in which somebody decides, and return what is at stake for each role there."""
        node, batch = turn.node, Batch(self.kernel, turn.node, packed)
        block, chances = turn.chances(packed)
        value[:] = 0
        facing = [np.zeros((options, len(packed), 2)) for options in node.shape]
        for joint, (everybody, alone) in chances:
            _, to, following = batch.after(joint)
            after = self._value.take(self._rows.take(self._base.take(to) + following), axis=0)
            value += everybody[:, None, None] * after
            for place, option, others in alone:
                facing[place][option] += others[:, None] * after[:, self.roles.index(node.roles[place])]
        stakes = np.zeros((len(node.roles), len(packed)))
        for place, (name, menu) in enumerate(zip(node.roles, block.offered, strict=True)):
            if name != CHANCE:
                most = np.where(menu.T[:, :, None], facing[place], -np.inf).max(axis=0)
                value[:, self.roles.index(name), 1] = most[:, 1]
                stakes[place] = most[:, 0] - np.where(menu.T, facing[place][:, :, 0], np.inf).min(axis=0)
        return stakes


class _Turn:
    """One scene in which somebody decides."""

    def __init__(self, node: Node, choices: Chooser) -> None:
        self.node, self._choices, self.groups = node, choices, alike(node)
        self._picked = np.unravel_index(np.arange(node.joints), node.shape)
        self._known: tuple[tuple[Block, list[Floats]], Chances] | None = None

    def chances(self, packed: Numbers) -> tuple[Block, Chances]:
        """Return what is offered in states, and how probable everything is there; computed once where that is alike in all states."""
        given = self._choices(packed)
        if self._known is None or self._known[0] is not given:
            self._known = given, [(joints[0], self._of(joints, *given)) for joints in self.groups]
        return given[0], self._known[1]

    def _of(self, joints: list[int], block: Block, shares: list[Floats]) -> tuple[Floats, list[Alone]]:
        alone: list[Alone] = []
        for place, name in enumerate(self.node.roles):
            if name != CHANCE:
                others = together(block, [np.ones_like(part) if other == place else part for other, part in enumerate(shares)])
                picked = self._picked[place][joints]
                alone += [(place, option, others[:, joints][:, picked == option].sum(axis=1)) for option in np.unique(picked).tolist()]
        return together(block, shares)[:, joints].sum(axis=1), alone


def _stakes(node: Node, visited: float, stakes: Floats) -> list[Stake]:
    """Return what is at stake at a scene for each role that decides there."""
    return [Stake(node.scene, role, visited, stake) for role, stake in zip(node.roles, stakes.tolist(), strict=True) if role != CHANCE]
