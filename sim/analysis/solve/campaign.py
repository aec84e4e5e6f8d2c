"""Acts in a row, exactly: each act from everything that the act before leaves, and how probable each row of outcomes is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.policies import Floats, Policy, profile
from sim.analysis.solve.reached import Cut, Reached, reach
from sim.analysis.solve.spread import flow_of, spread
from sim.engine.campaign import carried, next_act
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.model.ids import ActId, RoleId, SceneId
from sim.model.state import State

History: TypeAlias = tuple[SceneId, ...]
"""The outcomes of the acts played so far."""
Notice: TypeAlias = Callable[[ActId, int, int], bool | None]
"""Told which act is on, and how far the search of its states has come; true stops it."""


@dataclass(frozen=True, slots=True)
class InARow:
    """How acts in a row end."""

    acts: tuple[ActId, ...]
    endings: Mapping[History, float]
    """The probability of each row of outcomes, one of each act."""
    unended: float
    """Probability of plays that never end, or that were not followed to their end."""
    states: int
    """Of all acts together."""


@dataclass(slots=True)
class _Row:
    machine: ScenarioMachine
    by: Mapping[RoleId, Policy]
    waiting: dict[tuple[History, State], float]
    unended: float = 0.0
    states: int = 0
    endings: dict[History, float] = field(default_factory=dict)

    def play(self, reached: Reached, begins: Mapping[State, int], after: ActId | None) -> None:
        """Play one act from everything that waits for it."""
        flow = flow_of(reached, profile(reached, self.by))
        self.states += reached.size
        sums: dict[tuple[History, State], float] = {}
        left = _Left(self.machine, reached, after)
        for state, place in begins.items():
            begin = np.bincount(reached.starts[place : place + 1], minlength=reached.size).astype(np.float64)
            made = spread(reached, flow, begin)
            ends = left.together(made.ends)
            for history, share in [(history, share) for (history, begun), share in self.waiting.items() if begun == state]:
                self.unended += share * (made.never_ends + made.unfinished)
                for (end, begun), part in ends.items():
                    if begun is None:
                        self.endings[*history, end] = self.endings.get((*history, end), 0.0) + share * part
                    else:
                        sums[(*history, end), begun] = sums.get(((*history, end), begun), 0.0) + share * part
        self.waiting = sums


@dataclass(slots=True)
class _Left:
    """What the outcomes of an act leave to the next one."""

    machine: ScenarioMachine
    reached: Reached
    after: ActId | None
    known: dict[int, tuple[SceneId, State | None]] = field(default_factory=dict)

    def together(self, ends: Floats) -> Mapping[tuple[SceneId, State | None], float]:
        """Return how probable it is to end in each outcome and to begin the next act in each state."""
        found: dict[tuple[SceneId, State | None], float] = {}
        for row in np.flatnonzero(ends).tolist():
            if row not in self.known:
                end = self.reached.state(row)
                self.known[row] = end.scene, None if self.after is None else carried(self.machine, end, self.after)[0]
            found[self.known[row]] = found.get(self.known[row], 0.0) + float(ends[row])
        return found


def in_a_row(machine: ScenarioMachine, act: ActId, by: Mapping[RoleId, Policy], notice: Notice | None = None) -> InARow | Cut:
    """Return how a campaign ends from one of its acts on, entered by its course `whole`.

    Args:
        machine: the compiled scenario.
        act: where it begins.
        by: how roles choose; one that is not named chooses uniformly.
        notice: told how far it has come.

    Raises:
        Missing: there is no such act.

    """
    row = _Row(machine, by, {((), start(machine, act)): 1.0})
    acts: list[ActId] = []
    now: ActId | None = act
    while now is not None:
        here, after = now, next_act(machine, now)
        begins = {state: place for place, state in enumerate(dict.fromkeys(state for _, state in row.waiting))}
        reached = reach(compile_act(machine, here, tuple(begins)), notice=partial(notice, here) if notice else None)
        if isinstance(reached, Cut):
            return reached
        row.play(reached, begins, after)
        acts.append(here)
        now = after
    return InARow(tuple(acts), row.endings, row.unended, row.states)
