"""Which decisions mattered in plays of one act, and whether that hangs on the author's numbers.

For each role the decision is looked for that could have moved the most probability of outcomes elsewhere, had this role alone chosen
otherwise. Then every number of the act is changed a little, one at a time, the same choices are made again, and weighed again: the claim
holds if under every change the play still comes to that decision, and no other decision of the same role matters more.

Rule 1: roles are never compared with one another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import Literal, TypeAlias

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.nudging import Moment, Shifts, nudging
from sim.analysis.solve.order import layers
from sim.analysis.solve.pivotal import Judged, Pivot, judged
from sim.analysis.solve.policies import Policy, profile
from sim.analysis.solve.reached import LIMITS, Cut, reach
from sim.analysis.solve.sensitivity import nudged
from sim.analysis.solve.values import Solved
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, offered, start
from sim.model.ids import CHANCE, ActId, RoleId, SceneId
from sim.model.scenario import Scenario
from sim.model.state import State, Step

Standing: TypeAlias = Literal["holds", "fragile", "unchecked"]
Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told how many numbers were tried, of how many; true stops, and nothing is then checked."""

ALIKE = 1e-9
"""Shifts that differ by less are the same."""
QUICK = 8_000_000
"""Joint steps that are made again, for all changed numbers together, up to which they are tried without being asked: ten seconds or so."""
_SPARED = 30
"""Of so many joint steps one is made again for a number that belongs to one scene."""


@dataclass(frozen=True, slots=True)
class Greatest:
    """Which decision of one role mattered the most in a play."""

    role: RoleId
    turn: int | None
    """Which turn of the act, from 1; the first of several that matter alike; None where no other choice would have changed anything."""
    standing: Standing
    breaks: tuple[tuple[str, str], ...]
    """Numbers that, changed so, make another decision matter more: where each stands, and by how much it was changed."""


@dataclass(frozen=True, slots=True)
class Mattered:
    """What mattered in one play."""

    pivots: tuple[Pivot, ...]
    """Of each choice of a role the alternative that would have shifted the most; in the order of the play, then of the scene's roles."""
    passed_over: tuple[int, ...]
    """Turns that cannot be weighed: a facilitator's news took the play where it does not come by itself."""
    greatest: tuple[Greatest, ...]
    """One for each role that had something to choose between, in the scenario's order."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Plays of one act, weighed together."""

    outcomes: tuple[SceneId, ...]
    """Those that can be reached, in file order; the probabilities of a pivot stand in this order."""
    plays: tuple[Mattered, ...]


def mattered(  # noqa: PLR0913 -- what is weighed, under which policies, and how far the checking goes
    machine: ScenarioMachine,
    act: ActId,
    plays: Sequence[Sequence[Step]],
    by: Mapping[RoleId, Policy],
    *,
    check: bool | None = None,
    notice: Notice | None = None,
    limits: Limits = LIMITS,
) -> Weighed | Cut | None:
    """Return which decisions mattered in plays of an act.

    Args:
        machine: the compiled scenario.
        act: which act.
        plays: of each its steps in the act, oldest first; those that resolve no turn are passed over.
        by: how roles choose afterwards; one that is not named chooses uniformly.
        check: whether every number is tried; None: where that takes no more than a moment.
        notice: told how far trying numbers has come.
        limits: where visiting the states of the act is given up.

    Returns:
        None if plays can go in a circle, so that nothing can be solved from the ends.

    """
    turns = [[made for made in steps if made.taken is not None] for steps in plays]
    moments = [made for steps in turns for made in steps]
    base = _solved(machine, act, moments, limits)
    if not isinstance(base, Solved):
        return base
    found = judged(base, profile(base.reached, by), moments)
    others = [*nudged(machine.scenario, machine.lookup.act(act))]
    if check is None:
        news = sum(path.startswith(f"acts.{act}.injects.") for path, _, _ in others)
        check = base.reached.steps * (news + len(others) // _SPARED) <= QUICK
    weigher = _Weigher(act, turns, by, limits)
    weigher.tried = weigher.all_of(machine, others, notice) if check else None
    firsts = [0, *accumulate(map(len, turns))]
    return Weighed(found.outcomes, tuple(weigher.play(machine, found, first, beyond) for first, beyond in pairwise(firsts)))


def _opening(made: Step) -> State:
    """Return where the turn of a step began."""
    return State(made.before.scene, made.before.opened, made.before.opened, (), made.before.fired)


def _solved(machine: ScenarioMachine, act: ActId, moments: Sequence[Step], limits: Limits) -> Solved | Cut | None:
    """Return an act with everything that can follow its beginning and the moments of plays, and the order in which it is solved."""
    reached = reach(compile_act(machine, act, [start(machine, act), *map(_opening, moments)]), limits)
    if isinstance(reached, Cut):
        return reached
    order = layers(reached)
    return None if order is None else Solved(reached, order)


@dataclass(slots=True)
class _Weigher:
    """Weighs the moments of all plays again under each changed number."""

    act: ActId
    plays: Sequence[Sequence[Step]]
    by: Mapping[RoleId, Policy]
    limits: Limits
    tried: Sequence[tuple[str, str, Shifts]] | None = None
    """Of each number where it stands, how it was changed, and what came of that; None where they were not all tried."""

    def all_of(
        self, machine: ScenarioMachine, others: Sequence[tuple[str, str, Scenario]], notice: Notice | None
    ) -> Sequence[tuple[str, str, Shifts]] | None:
        """Return what each changed number does; None if it was stopped, or if an act could then not be solved."""
        scenarios = [scenario for _, _, scenario in others]
        quick = nudging(machine, self.act, [_moments(steps) for steps in self.plays], self.by, scenarios, self.limits)
        found: dict[int, Shifts] = {}
        for number, shifts in chain(quick.answers(range(len(others))) if quick else (), self._one_by_one(scenarios, found)):
            if shifts is None:
                return None
            found[number] = shifts
            if notice is not None and notice(len(found), len(others)):
                return None
        return [(path, change, found[number]) for number, (path, change, _) in enumerate(others)]

    def _one_by_one(self, scenarios: Sequence[Scenario], found: Mapping[int, Shifts]) -> Iterator[tuple[int, Shifts | None]]:
        """Solve the act anew for each changed number of which nothing is found yet."""
        for number, scenario in enumerate(scenarios):
            if number not in found:
                yield number, self._under(ScenarioMachine(scenario))

    def _under(self, machine: ScenarioMachine) -> Shifts | None:
        again = [*self._again(machine)]
        steps = [made for _, made in again]
        solved = _solved(machine, self.act, steps, self.limits)
        if not isinstance(solved, Solved):
            return None
        found: dict[tuple[int, RoleId], float] = {}
        for pivot in judged(solved, profile(solved.reached, self.by), steps).pivots:
            found.setdefault((again[pivot.turn - 1][0], pivot.role), pivot.shift)  # those that shift the most come first
        return found

    def _again(self, machine: ScenarioMachine) -> Iterator[tuple[int, Step]]:
        """Give the turns of all plays with the same choices under other numbers, as far as each play still comes to them."""
        first = 0
        for steps in self.plays:
            yield from _same_choices(machine, steps, first + 1)
            first += len(steps)

    def play(self, machine: ScenarioMachine, found: Judged, first: int, beyond: int) -> Mattered:
        """Return what mattered in one play, whose moments are those after `first` up to `beyond`."""
        best: dict[tuple[int, RoleId], Pivot] = {}
        for pivot in found.pivots:  # those that shift the most come first
            if first < pivot.turn <= beyond and pivot.role != CHANCE:
                best.setdefault((pivot.turn, pivot.role), pivot)
        shifts = {key: pivot.shift for key, pivot in best.items()}
        roles = [role.id for role in machine.scenario.roles if any(role.id == name for _, name in best)]
        kept = sorted(best.values(), key=lambda pivot: (pivot.turn, roles.index(pivot.role)))
        return Mattered(
            pivots=tuple(replace(pivot, turn=pivot.turn - first) for pivot in kept),
            passed_over=tuple(turn - first for turn in found.passed_over if first < turn <= beyond),
            greatest=tuple(self._greatest(role, shifts, first) for role in roles),
        )

    def _greatest(self, role: RoleId, shifts: Shifts, first: int) -> Greatest:
        top = _top(role, shifts)
        if top is None or self.tried is None:
            return Greatest(role, None if top is None else top - first, "unchecked", ())
        turns = [turn for turn, name in shifts if name == role]
        breaks = tuple(
            (path, change)
            for path, change, other in self.tried
            if (top, role) not in other or other[top, role] < max(other.get((turn, role), 0.0) for turn in turns) - ALIKE
        )
        return Greatest(role, top - first, "fragile" if breaks else "holds", breaks)


def _moments(steps: Sequence[Step]) -> tuple[Moment, ...]:
    """Return the turns of one play, with where it was taken anew by news from a facilitator."""
    before = (None, *(made.after for made in steps))
    return tuple(Moment(made, _opening(made), after != _opening(made)) for made, after in zip(steps, before, strict=False))


def _same_choices(machine: ScenarioMachine, steps: Sequence[Step], number: int) -> Iterator[tuple[int, Step]]:
    """Give the turns of one play, numbered from `number`, with the same choices under other numbers."""
    state: State | None = None
    before: Step | None = None
    for place, made in enumerate(steps):
        if state is None or before is None or before.after != _opening(made):
            state = _opening(made)  # where the play began, or where news from a facilitator took it
        picks = dict(made.picks)
        if state.scene != made.before.scene or any(
            option not in {one.id for one in offered(machine, state, role)} for role, option in picks.items()
        ):
            return
        again = joint(machine, state, picks)
        yield number + place, again
        state, before = again.after, made


def _top(role: RoleId, shifts: Shifts) -> int | None:
    """Return the first turn in which a role could have shifted the most; None where it could have shifted nothing."""
    own = {turn: shift for (turn, name), shift in shifts.items() if name == role}
    most = max(own.values())
    return next((turn for turn in sorted(own) if own[turn] >= most - ALIKE), None) if most > ALIKE else None
