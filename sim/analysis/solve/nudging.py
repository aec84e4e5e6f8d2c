"""What single changed numbers do to what plays could have moved, without solving the act anew for each of them.

A number of an option or a branch belongs to one scene. Up to that scene plays go as they did, and after it too; only the step out of it
differs. So a state before it is worth what it was, and for each state of the scene the chance of coming there, times what the step is worth
more. The act is solved once, together with all states to which a changed step leads; of each number only its own scene is computed again.

Rule 1: the answer is that of solving the changed act. Where that is not sure, because plays can come to the scene twice, or because the
number belongs to news, which may come in many scenes, there is none here.
It is longer than most files because the one idea needs the act in two sizes, and what leads where, at every step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import Node, Numbers, compile_act, compile_scene
from sim.analysis.kernel.moves import Batch
from sim.analysis.solve.order import layers
from sim.analysis.solve.pivotal import outcomes
from sim.analysis.solve.policies import Floats, Policy, Profile, chance, profile, together
from sim.analysis.solve.reached import Block, Cut, Reached, Rows, reach
from sim.analysis.solve.values import Solved, expected
from sim.engine.machine import ScenarioMachine, plan_of
from sim.engine.rules import start
from sim.model.ids import CHANCE, ActId, RoleId
from sim.model.scenario import Act, Scenario
from sim.model.scene import RoleDecision, Scene
from sim.model.state import State, Step

Shifts: TypeAlias = Mapping[tuple[int, RoleId], float]
"""The most that another choice would have shifted, by turn and role."""
_AT_ONCE = 16_000_000
"""Numbers in one array, at most: 128 MB."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One turn of a play."""

    made: Step
    """The step that resolved it."""
    opening: State
    anew: bool
    """Whether the play began here, or was taken here by news from a facilitator."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A moment in the act as it is solved."""

    row: int
    node: Node
    joint: int
    anew: bool


@dataclass(frozen=True, slots=True)
class Nudged:
    """One number changed, in the scene that it belongs to."""

    block: Block
    """The scene as it is."""
    joints: list[int]
    """Joint choices that do something else than before."""
    keys: Numbers
    """Of what follows from each of these (columns) in each state of the scene (rows), offered or not."""
    machine: ScenarioMachine | None
    """Where the weights of chance may be what was changed, whose they are."""


def nudging(  # noqa: PLR0913, PLR0917 -- what is weighed, under which policies and changes, and how far it goes
    machine: ScenarioMachine,
    act: ActId,
    plays: Sequence[Sequence[Moment]],
    by: Mapping[RoleId, Policy],
    others: Sequence[Scenario],
    limits: Limits,
) -> Nudging | None:
    """Return what answers for the changed numbers of an act, or None where it cannot be solved with all of them together.

    Args:
        machine: the compiled scenario.
        act: which act.
        plays: of each its turns in the act, oldest first.
        by: how roles choose afterwards; one that is not named chooses uniformly.
        others: the scenario with one number changed, for each number.
        limits: where visiting states is given up.

    """
    was = machine.lookup.act(act)
    kernel = compile_act(machine, act, [start(machine, act), *(moment.opening for play in plays for moment in play)], finest=True)
    near = reach(kernel, limits)
    if isinstance(near, Cut):
        return None
    nudged: dict[int, Nudged] = {}
    more = [np.empty(0, dtype=np.int64)]
    ways: dict[int, set[int]] = {}
    for number, other in enumerate(others):
        pair = _pair(was, next(one for one in other.acts if one.id == act))
        if pair is not None:
            nudged[number] = _nudged(near, pair, ScenarioMachine(other) if _chance(pair[0]) is not _chance(pair[1]) else None)
            block, joints = nudged[number].block, nudged[number].joints
            more.append(np.unique(nudged[number].keys[block.after[:, joints] >= 0]))
            ways.setdefault(block.node.number, set()).update((more[-1] // kernel.space.cells).tolist())
    far = reach(kernel, limits, also=np.unique(np.concatenate(more)))
    if isinstance(far, Cut):
        return None
    near_layers, far_layers = layers(near), layers(far)
    if near_layers is None or far_layers is None:
        return None
    return Nudging(Solved(near, near_layers), Solved(far, far_layers), _leads(far, ways), by, nudged, plays)


def _pair(act: Act, other: Act) -> tuple[Scene, Scene] | None:
    """Return the one scene in which another edition of an act differs, before and after; None where it is its news that does."""
    return next((pair for pair in zip(act.scenes, other.scenes, strict=True) if pair[0] is not pair[1]), None)


def _chance(scene: Scene) -> RoleDecision | None:
    return next((entry for entry in scene.decision if entry.role == CHANCE), None)


def _nudged(near: Reached, pair: tuple[Scene, Scene], machine: ScenarioMachine | None) -> Nudged:
    """Return what a change does in its scene; the scene is given before and after."""
    kernel, block = near.kernel, near.scene(pair[0].id)
    node = compile_scene(kernel, plan_of(kernel.machine.lookup, pair[1]))
    tables = [two for two in zip(node.tables, block.node.tables, strict=True) if two[0] is not two[1]]
    joints = [
        joint
        for joint in range(node.joints)
        if node.later != block.node.later or any(new.changes[new.change[joint]] != old.changes[old.change[joint]] for new, old in tables)
    ]
    batch, cells = Batch(kernel, node, block.packed), kernel.space.cells
    keys = np.empty((len(block.packed), len(joints)), dtype=np.int64)
    for column, joint in enumerate(joints):
        _, to, following = batch.after(joint)
        keys[:, column] = to * cells + following
    return Nudged(block, joints, keys, machine)


class Nudging:
    """An act solved once, with all states to which some changed number leads."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the act, twice, and what is asked of it
        self,
        near: Solved,
        far: Solved,
        leads: Mapping[int, frozenset[int]],
        by: Mapping[RoleId, Policy],
        nudged: Mapping[int, Nudged],
        plays: Sequence[Sequence[Moment]],
    ) -> None:
        """Solve it.

        Args:
            near: the act as it is.
            far: the same with all states to which changed steps lead.
            leads: for each scene those to which plays can come from it later, with any one number changed.
            by: how roles choose.
            nudged: by their place among all changes, those that belong to a scene.
            plays: of each its turns.

        """
        self._near, self._far, self._leads, self._by, self._nudged = near, far, leads, by, nudged
        _, ends = outcomes(far.reached)
        self._value = expected(far, profile(far.reached, by), ends)
        self._profile: Profile = profile(near.reached, by)
        self._keys = far.reached.keys
        self._far_row = np.searchsorted(self._keys, near.reached.keys)
        self._plays = [[self._placed(moment) for moment in play] for play in plays]
        self._needed = self._successors()
        self._plain: dict[tuple[int, int], Mapping[RoleId, float]] = {}

    def _placed(self, moment: Moment) -> _Place:
        row = self._far.reached.row(moment.opening)
        node = self._near.reached.scene(moment.opening.scene).node
        return _Place(-1 if row is None else row, node, node.joint(moment.made.picks), moment.anew)

    def _successors(self) -> Numbers:
        """Return the rows of the act as it is to which the choices of the plays, or one other choice, lead."""
        found = [np.empty(0, dtype=np.int64)]
        for place in (place for play in self._plays for place in play):
            here = int(np.searchsorted(self._far_row, place.row))
            block = self._near.reached.blocks[place.node.number]
            found.append(np.unique(block.after[here - block.first]).astype(np.int64))
        rows = np.unique(np.concatenate(found))
        return rows[rows >= 0]

    def answers(self, numbers: Iterable[int]) -> Iterator[tuple[int, Shifts]]:
        """Yield for changes, by their place among all, what they do; those of which nothing can be told here are left out."""
        by_scene: dict[int, list[int]] = {}
        for number in numbers:
            if number in self._nudged:
                by_scene.setdefault(self._nudged[number].block.node.number, []).append(number)
        for scene, of_scene in by_scene.items():
            if scene not in self._leads[scene]:
                size = max(_AT_ONCE // (self._near.reached.size * self._value.shape[1]), 1)
                for first in range(0, len(of_scene), size):
                    yield from self._of_scene(self._near.reached.blocks[scene], of_scene[first : first + size])

    def _of_scene(self, block: Block, numbers: Sequence[int]) -> Iterator[tuple[int, Shifts]]:
        """Yield what changes of one scene's numbers do."""
        near, width = self._near.reached, self._value.shape[1]
        before = np.where(block.after >= 0, self._far_row[block.after], -1)
        shares = together(block, self._profile[block.node.number])
        steps = [self._after(before, self._nudged[number]) for number in numbers]
        worth = np.zeros((near.size, len(numbers) * width))
        for place, (number, after) in enumerate(zip(numbers, steps, strict=True)):
            worth[block.rows, place * width : (place + 1) * width] = self._gained(self._nudged[number], shares, before, after)
        upstream = tuple(layer for layer in self._near.layers if block.node.number in self._leads[layer.block.node.number])
        worth = expected(Solved(near, upstream), self._profile, worth)[self._needed]
        for place, number in enumerate(numbers):
            yield number, dict(self._shifts(block, steps[place], worth[:, place * width : (place + 1) * width]))

    def _after(self, before: Numbers, nudged: Nudged) -> Numbers:
        """Return the rows that follow under a change; -1 where a joint choice is not offered."""
        after = before.copy()
        after[:, nudged.joints] = np.where(before[:, nudged.joints] >= 0, np.searchsorted(self._keys, nudged.keys), -1)
        return after

    def _gained(self, nudged: Nudged, shares: Floats, before: Numbers, after: Numbers) -> Floats:
        """Return how much more each state of a scene is worth under a change."""
        if nudged.machine is None:
            joints = nudged.joints
            moved = self._value[after[:, joints]] - self._value[before[:, joints]]
            gained: Floats = np.einsum("nj,njc->nc", shares[:, joints], moved)
            return gained
        block, machine = nudged.block, nudged.machine
        chosen = [
            chance(machine, block, place) if role == CHANCE else self._profile[block.node.number][place]
            for place, role in enumerate(block.node.roles)
        ]
        gained = np.einsum("nj,njc->nc", together(block, chosen), self._value[after])
        return gained - self._value[self._far_row[block.rows]]

    def _shifts(self, changed: Block, steps: Numbers, worth: Floats) -> Iterator[tuple[tuple[int, RoleId], float]]:
        """Yield what every choice of the plays could have shifted, as far as each play comes to it with the same choices."""
        number = 0
        for play in self._plays:
            row = -1
            for turn, place in enumerate(play, number + 1):
                row = place.row if place.anew else row
                block = self._far.reached.blocks[place.node.number]
                if not block.first <= row < block.rows.stop or block.after[row - block.first, place.joint] < 0:
                    break  # with this number the play would have gone elsewhere, or the choice would not have been open
                after = block.after[row - block.first]
                if place.node.number == changed.node.number:
                    after = steps[int(np.searchsorted(self._far_row, row)) - changed.first]
                    found = _greatest(place, after, self._value[after])
                elif changed.node.number in self._leads[place.node.number]:
                    here = np.searchsorted(self._needed, np.searchsorted(self._far_row, after))
                    found = _greatest(place, after, self._value[after] + worth[np.minimum(here, len(worth) - 1)])
                else:
                    if (row, place.joint) not in self._plain:
                        self._plain[row, place.joint] = _greatest(place, after, self._value[after])
                    found = self._plain[row, place.joint]
                yield from (((turn, role), shift) for role, shift in found.items())
                row = int(after[place.joint])
            number += len(play)


def _greatest(place: _Place, after: Numbers | Rows, value: Floats) -> Mapping[RoleId, float]:
    """Return for each role the most that another choice of its own would have shifted."""
    shifts = np.where(after >= 0, np.abs(value - value[place.joint]).sum(axis=1) / 2, -1.0).reshape(place.node.shape)
    chosen = np.unravel_index(place.joint, place.node.shape)
    found = {}
    for axis, role in enumerate(place.node.roles):
        own = shifts[tuple(slice(None) if other == axis else pick for other, pick in enumerate(chosen))].copy()
        own[chosen[axis]] = -1.0
        if role != CHANCE and own.max() >= 0:
            found[role] = float(own.max())
    return found


def _leads(reached: Reached, ways: Mapping[int, Iterable[int]]) -> Mapping[int, frozenset[int]]:
    """Return for each scene those to which plays can come from it later; `ways`: where changed numbers lead besides."""
    at = np.concatenate([np.full(len(block.packed), block.node.number) for block in reached.blocks])
    to = {
        block.node.number: {*at[np.unique(block.after[block.after >= 0])].tolist(), *ways.get(block.node.number, ())}
        for block in reached.blocks
    }
    found: dict[int, frozenset[int]] = {}
    for scene, begins in to.items():
        seen: set[int] = set()
        waiting = [*begins]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                waiting += to[here]
        found[scene] = frozenset(seen)
    return found
