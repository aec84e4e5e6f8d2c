"""An act as arrays: what each joint choice of each scene does to each digit of a packed state, as tables.

Rule 1: only tables; applying them to states is the business of `moves`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.analysis.kernel.space import Space, conditional, inject_name, space_of
from sim.analysis.kernel.ways import Way, ways
from sim.engine.machine import Plan, ScenarioMachine
from sim.errors import Fault
from sim.model.condition import Condition
from sim.model.effects import Effect
from sim.model.ids import ActId, InjectId, OptionId, RoleId, SceneId
from sim.model.scene import Inject
from sim.model.state import State

Numbers: TypeAlias = NDArray[np.int64]
"""Packed states, digits, rows or bits: whole numbers of 64 bits."""
Truth: TypeAlias = NDArray[np.bool_]
Intervals: TypeAlias = tuple[tuple[int, int, int], ...]
"""Places of variables, each with the lowest and highest digit that is allowed."""

MOST_WAYS = 62
"""Ways out of one scene that fit into the bits of one number."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one digit: a sum of adds, or a set, which wins."""

    add: int = 0
    set: int | None = None


NOTHING = Change()


@dataclass(frozen=True, slots=True)
class Table:
    """What the joint choices of a scene do to one variable."""

    change: Numbers
    """For each joint choice, which of the rows below it is."""
    changes: tuple[Change, ...]
    holds: Numbers
    """For each digit after the choices, the ways out that it allows, as bits."""
    allows: Numbers
    """The same for each row and digit before the choices."""
    read: bool
    """Whether a branch reads it."""
    shift: Numbers
    """For each row and digit, what the choices add to the packed state."""
    moved: tuple[bool, ...]
    """For each row, whether that is anything at all."""
    late: Numbers | None
    """For each row, way out and digit, what choices and branch together add; None where no branch changes the variable."""


@dataclass(frozen=True, slots=True)
class News:
    """An inject that comes by itself, as it is tried after one scene."""

    inject: InjectId
    place: int
    """Of the variable that says whether it has fired."""
    where: Truth
    """By number of a scene: whether it may come while the play is there."""
    when: tuple[tuple[Truth, Intervals], ...]
    """Alternatives, each: by joint choice, whether it agrees; and what the digits have to be."""
    effects: tuple[Change, ...]
    """For each variable, what happens to it; that it has fired is one of them."""
    changes: tuple[tuple[int, Numbers], ...]
    """Places of variables, each with what it adds to the packed state by digit."""
    to: int | None
    """Number of the scene that it moves the play to."""


@dataclass(frozen=True, slots=True)
class Node:
    """One scene, compiled."""

    number: int
    scene: SceneId
    roles: tuple[RoleId, ...]
    """Who decides, chance included, in the scene's order; nobody where plays end."""
    options: tuple[tuple[OptionId, ...], ...]
    """Of each role, in file order, offered or not."""
    open_when: Mapping[tuple[int, int], tuple[Intervals, ...]]
    """When an option is offered, by places of role and option; options that always are have no entry."""
    fits: Numbers
    """For each joint choice, the ways out that agree with it, as bits."""
    tables: tuple[Table, ...]
    """For each variable."""
    to: Numbers
    """For each way out, the number of the scene it leads to."""
    branch: Numbers
    """For each way out, the place of its branch."""
    later: tuple[tuple[Change, ...], ...]
    """For each way out, what its branch does to each variable."""
    news: tuple[News, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many options each role has; a joint choice is numbered in this shape, the last role's option counting fastest."""
        return tuple(len(options) for options in self.options)

    @property
    def joints(self) -> int:
        """How many joint choices there are, offered or not; none where plays end."""
        return prod(self.shape) if self.roles else 0

    def does(self, place: int, columns: tuple[list[Change], list[Change]]) -> bool:
        """Tell whether joint choices, and ways out, do just this to a variable."""
        table = self.tables[place]
        return columns == ([table.changes[row] for row in table.change.tolist()], [branch[place] for branch in self.later])

    def picks(self, joint: int) -> tuple[tuple[RoleId, OptionId], ...]:
        """Return the choices that a number stands for."""
        places = np.unravel_index(joint, self.shape)
        return tuple((role, options[place]) for role, options, place in zip(self.roles, self.options, places, strict=True))

    def joint(self, picks: Iterable[tuple[RoleId, OptionId]]) -> int:
        """Return the number of some choices, one for each role."""
        chosen = dict(picks)
        places = [options.index(chosen[role]) for role, options in zip(self.roles, self.options, strict=True)]
        return int(np.ravel_multi_index(places, self.shape))


@dataclass(frozen=True, slots=True)
class Kernel:
    """An act, compiled; share it, it holds no play."""

    machine: ScenarioMachine
    act: ActId
    starts: tuple[State, ...]
    space: Space
    nodes: tuple[Node, ...]
    """In file order of the scenes; a scene's number is its place here."""
    numbers: Mapping[SceneId, int]


def compile_act(machine: ScenarioMachine, act: ActId, starts: Sequence[State], *, finest: bool = False) -> Kernel:
    """Return an act as arrays, for plays that begin in one of some states; `finest` as in `space_of`.

    Raises:
        Missing: there is no such act.
        Fault: a scene has more ways out than fit into one number, or the act more packed states than can be numbered.

    """
    space = space_of(machine, act, starts, finest=finest)
    scenes = machine.lookup.act(act).scenes
    numbers = {scene.id: number for number, scene in enumerate(scenes)}
    compiler = _Compiler(machine, act, space, numbers)
    nodes = tuple(compiler.node(machine.plans[scene.id]) for scene in scenes)
    return Kernel(machine, act, tuple(starts), space, nodes, numbers)


def compile_scene(kernel: Kernel, plan: Plan) -> Node:
    """Return one scene of an act with other effects, in the space of the act, which has to be the finest; tables that stay are shared."""
    return _Compiler(kernel.machine, kernel.act, kernel.space, kernel.numbers).node(plan, kernel.nodes[kernel.numbers[plan.scene.id]])


@dataclass(frozen=True, slots=True)
class _Compiler:
    machine: ScenarioMachine
    act: ActId
    space: Space
    numbers: Mapping[SceneId, int]

    def node(self, plan: Plan, like: Node | None = None) -> Node:
        """Compile one scene; `like`: the same with other effects, whose tables are used again where they say the same."""
        options = tuple(tuple(plan.options[role]) for role in plan.roles)
        out = [
            (index, way) for index, branch in enumerate(plan.scene.branches) for way in ways(branch.when) if self.intervals(way) is not None
        ]
        if len(out) > MOST_WAYS:
            message = f"the branches of scene {plan.scene.id} can be taken in {len(out)} ways; at most {MOST_WAYS} can be analysed"
            raise Fault(message, "too-many-ways")
        joints = [dict(zip(plan.roles, picks, strict=True)) for picks in product(*options)] if plan.roles else []
        changes = [self.changes([e for role, pick in picks.items() for e in plan.options[role][pick].effects]) for picks in joints]
        branches = [self.changes(plan.scene.branches[index].effects) for index, _ in out]
        tables = tuple(
            like.tables[place] if like and like.does(place, columns) else self.table(place, columns[0], [way for _, way in out], columns[1])
            for place in range(len(self.space.variables))
            for columns in [([change[place] for change in changes], [branch[place] for branch in branches])]
        )
        if like:
            return replace(like, tables=tables, later=tuple(branches))
        return Node(
            number=self.numbers[plan.scene.id],
            scene=plan.scene.id,
            roles=plan.roles,
            options=options,
            open_when={
                (place, other): self.alternatives(plan.options[role][option].when)
                for place, role in enumerate(plan.roles)
                for other, option in enumerate(options[place])
                if plan.options[role][option].when is not None
            },
            fits=np.array([sum(1 << bit for bit, (_, way) in enumerate(out) if way.fits(picks)) for picks in joints], dtype=np.int64),
            tables=tables,
            to=np.array([self.numbers[plan.scene.branches[index].to] for index, _ in out], dtype=np.int64),
            branch=np.array([index for index, _ in out], dtype=np.int64),
            later=tuple(branches),
            news=tuple(self.news(inject, joints) for inject in conditional(self.machine, self.act)) if plan.roles else (),
        )

    def table(self, place: int, changes: list[Change], out: list[Way], branches: list[Change]) -> Table:
        """Compile what happens to one variable."""
        kinds = tuple(dict.fromkeys(changes))
        variable = self.space.variables[place]
        digits = np.arange(variable.radix, dtype=np.int64)
        after = np.stack([self.moved(place, digits, change) for change in kinds]) if kinds else digits[None, :]
        holds = np.zeros_like(digits)
        for bit, way in enumerate(out):
            asked = {bound: (low, high) for bound, low, high in self.intervals(way) or ()}
            low, high = asked.get(place, (0, variable.radix - 1))
            holds[(digits >= low) & (digits <= high)] |= 1 << bit
        late = None
        if any(branch != NOTHING for branch in branches):
            late = np.stack([[self.moved(place, row, branch) - digits for branch in branches] for row in after]) * variable.stride
        rows = np.array([kinds.index(change) for change in changes], dtype=np.int64)
        shift = (after - digits) * variable.stride
        read = bool((holds != (1 << len(out)) - 1).any())
        return Table(rows, kinds, holds, holds[after], read, shift, tuple(bool(row.any()) for row in shift), late)

    def moved(self, place: int, digits: Numbers, change: Change) -> Numbers:
        """Return what digits become, clamped once."""
        top = self.space.variables[place].radix - 1
        return np.clip(digits + change.add if change.set is None else np.full_like(digits, change.set), 0, top)

    def news(self, inject: Inject, joints: list[dict[RoleId, OptionId]]) -> News:
        """Compile an inject as it is tried after one scene."""
        place = self.place(inject)
        scenes = [self.machine.plans[scene] for scene in self.numbers]
        given = self.changes(inject.effects)
        effects = (*given[:place], Change(set=1), *given[place + 1 :])
        changes = tuple(
            (other, (self.moved(other, digits, change) - digits) * variable.stride)
            for other, (variable, change) in enumerate(zip(self.space.variables, effects, strict=True))
            if change != NOTHING
            for digits in [np.arange(variable.radix, dtype=np.int64)]
        )
        return News(
            inject=inject.id,
            place=place,
            where=np.array([inject.id in plan.injects for plan in scenes]),
            when=tuple(
                (np.array([way.fits(picks) for picks in joints]), intervals)
                for way in ways(inject.when)
                if (intervals := self.intervals(way)) is not None
            ),
            effects=effects,
            changes=changes,
            to=None if inject.to is None else self.numbers[inject.to],
        )

    def place(self, inject: Inject) -> int:
        """Return where the variable of an inject that comes by itself stands."""
        return [variable.name for variable in self.space.variables].index(inject_name(inject.id))

    def alternatives(self, condition: Condition | None) -> tuple[Intervals, ...]:
        """Return the ways in which a condition that reads no choices holds."""
        return tuple(intervals for way in ways(condition) if (intervals := self.intervals(way)) is not None)

    def intervals(self, way: Way) -> Intervals | None:
        """Return what a way asks of the digits, or None if a fixed indicator never agrees."""
        fixed = dict(self.space.fixed)
        asked = []
        for name, low, high in way.bounds:
            place = self.space.place(name)
            if place is not None:
                asked.append((place, *self.space.variables[place].within(low, high)))
            elif not low <= fixed[name] <= high:
                return None
        return tuple(asked)

    def changes(self, effects: Iterable[Effect]) -> tuple[Change, ...]:
        """Return what effects do together to each digit: adds are summed, the highest set wins."""
        adds: dict[str, int] = {}
        sets: dict[str, int] = {}
        for effect in effects:
            if effect.op == "add":
                adds[effect.indicator] = adds.get(effect.indicator, 0) + effect.amount
            else:
                sets[effect.indicator] = max(sets.get(effect.indicator, effect.amount), effect.amount)
        return tuple(
            Change(set=variable.clamped(sets[variable.name]))
            if variable.name in sets
            else Change(add=adds.get(variable.name, 0) // variable.step)
            for variable in self.space.variables
        )
