"""Where a play was decided: how the ends still to be expected would have changed, had one role alone chosen otherwise at one step.

Rule 1: what the others chose at that step, and what chance brought, stays as it was; after it everybody keeps to the given policies.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.analysis.solve.policies import Floats, Profile
from sim.analysis.solve.reached import Reached
from sim.analysis.solve.values import Solved, expected
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId
from sim.model.state import Step


@dataclass(frozen=True, slots=True)
class Pivot:
    """One option that a role, or chance, did not take at one step of a play."""

    turn: int
    """Which turn of the act, from 1."""
    scene: SceneId
    role: RoleId
    chosen: OptionId
    instead: OptionId
    shift: float
    """How much of the probability of outcomes goes elsewhere: half the sum of all differences, from 0 to 1."""
    before: tuple[float, ...]
    """The probability of each outcome after what was chosen."""
    after: tuple[float, ...]
    """The same after what might have been chosen."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A play of an act, step by step."""

    outcomes: tuple[SceneId, ...]
    """Those that can be reached, in file order; the probabilities of a pivot stand in this order."""
    pivots: tuple[Pivot, ...]
    """Those that shift the most first."""
    passed_over: tuple[int, ...]
    """Turns that cannot be judged: news from a facilitator took the play where it does not come by itself."""


def outcomes(reached: Reached) -> tuple[tuple[SceneId, ...], Floats]:
    """Return the outcomes that can be reached, and for each (columns) the rows in which it is."""
    blocks = [block for block in reached.blocks if not block.node.roles and len(block.packed)]
    ends = np.zeros((reached.size, len(blocks)))
    for column, block in enumerate(blocks):
        ends[block.rows, column] = 1
    return tuple(block.node.scene for block in blocks), ends


def judged(solved: Solved, profile: Profile, steps: Iterable[Step]) -> Judged:
    """Return what might have been decided otherwise in a play of an act.

    Args:
        solved: the act.
        profile: how everybody chooses after the step that is looked at.
        steps: of the play, oldest first; those that resolve no turn are passed over.

    """
    names, ends = outcomes(solved.reached)
    value = expected(solved, profile, ends)
    pivots: list[Pivot] = []
    passed_over = []
    for turn, made in enumerate((made for made in steps if made.taken is not None), 1):
        row = solved.reached.row(made.before)
        if row is None or not _as_modelled(solved.reached, row, made):
            passed_over.append(turn)
        else:
            pivots += _pivots(solved.reached, value, turn, row, made)
    return Judged(names, tuple(sorted(pivots, key=lambda pivot: -pivot.shift)), tuple(passed_over))


def _as_modelled(reached: Reached, row: int, made: Step) -> bool:
    """Tell whether a step led where the model says it leads; not so if news came in the middle of the turn."""
    block = reached.scene(made.before.scene)
    return int(block.after[row - block.first, block.node.joint(made.picks)]) == reached.row(made.after)


def _pivots(reached: Reached, value: Floats, turn: int, row: int, made: Step) -> Iterator[Pivot]:
    block = reached.scene(made.before.scene)
    after = block.after[row - block.first]
    was = value[after[block.node.joint(made.picks)]]
    for place, (role, chosen) in enumerate(made.picks):
        for instead in block.node.options[place]:
            picks = [(name, instead if name == role else option) for name, option in made.picks]
            then = after[block.node.joint(picks)]
            if instead != chosen and then >= 0:
                shift = float(abs(value[then] - was).sum()) / 2
                yield Pivot(turn, made.before.scene, role, chosen, instead, shift, tuple(was.tolist()), tuple(value[then].tolist()))


def by_people(judged_play: Judged) -> tuple[Pivot, ...]:
    """Return the pivots that a role made, not chance; of each choice only the one that would have shifted the most."""
    seen: dict[tuple[int, RoleId], Pivot] = {}
    for pivot in judged_play.pivots:
        if pivot.role != CHANCE:
            seen.setdefault((pivot.turn, pivot.role), pivot)
    return tuple(seen.values())
