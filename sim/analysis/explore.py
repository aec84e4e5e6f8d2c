"""Every state that a play of an act can reach, and the shortest way to each part of it.

Breadth first over the starts of turns: from each, all joint choices that are offered, those of chance included. News that comes by itself
comes here too; what a facilitator releases only on request, because it may come at any time and multiplies the states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias, TypeVar

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, offered, start, step
from sim.model.events import Injected
from sim.model.ids import ActId, CourseId, InjectId, OptionId, RoleId, SceneId
from sim.model.state import State, Step

Picks: TypeAlias = tuple[tuple[RoleId, OptionId], ...]
"""The choices of one turn, in the scene's order of roles."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told now and then how many states were found and how many joint steps were made."""

Watch: TypeAlias = Callable[[State, "Leg", Step], bool | None]
"""Told of every step that is made: from which state, by which leg, with what result; true stops the search."""

_K = TypeVar("_K")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where exploring stops, whether or not it has seen everything."""

    states: int = 30_000
    """Starts of turns, at most."""
    steps: int = 1_000_000
    """Joint steps, at most."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One turn of a way: what was chosen together, or which inject was released instead."""

    scene: SceneId
    picks: Picks
    inject: InjectId | None = None
    """The inject that the facilitator released before anybody chose; then there are no picks."""


@dataclass
class Firsts:
    """The first way in which each part was met: from which state, by which leg."""

    options: dict[tuple[SceneId, RoleId, OptionId], tuple[State, Leg]] = field(default_factory=dict, init=False)
    branches: dict[tuple[SceneId, int], tuple[State, Leg]] = field(default_factory=dict, init=False)
    """Named by their scene and their place there, from 0."""
    injects: dict[InjectId, tuple[State, Leg]] = field(default_factory=dict, init=False)

    def meet(self, state: State, leg: Leg, made: Step) -> None:
        """Remember each part that a step touches and none did before."""
        way = state, leg
        for role, option in leg.picks:
            self.options.setdefault((leg.scene, role, option), way)
        if made.taken is not None:
            self.branches.setdefault((made.taken.scene, made.taken.index), way)
        for inject in made.injects:
            self.injects.setdefault(inject, way)


@dataclass(frozen=True, slots=True)
class Explored:
    """What an act can come to."""

    states: tuple[State, ...]
    """Every start of a turn that was found, nearest first; outcomes are among them."""
    steps: int
    """How many joint steps were made, released injects included."""
    limit: str
    """`exhaustive`, or which limit cut it short."""
    turns: int
    """How many turns the farthest of the states is away from the start."""
    scenes: Mapping[SceneId, tuple[Leg, ...]]
    """The shortest way to each scene that was reached, empty for the first; in the order they were found."""
    options: Mapping[tuple[SceneId, RoleId, OptionId], tuple[Leg, ...]]
    """The shortest way in which each option is chosen; its last leg chooses it."""
    branches: Mapping[tuple[SceneId, int], tuple[Leg, ...]]
    """The shortest way that takes each branch, named by its scene and its place there, from 0."""
    injects: Mapping[InjectId, tuple[Leg, ...]]
    """The shortest way in which each inject fires."""
    outcomes: Mapping[SceneId, tuple[Leg, ...]]
    """The shortest way to each outcome."""

    @property
    def exhaustive(self) -> bool:
        """Whether every state that can be reached was found."""
        return self.limit == "exhaustive"


def explore(  # noqa: PLR0913 -- what is explored, how far, and who is told
    machine: ScenarioMachine,
    act: ActId,
    course: CourseId = "whole",
    *,
    limits: Limits | None = None,
    injects: bool = False,
    starts: Iterable[State] = (),
    watch: Watch | None = None,
    progress: Progress | None = None,
) -> Explored:
    """Find every state that a course of an act can reach.

    Args:
        machine: the compiled scenario.
        act: which act.
        course: which way into it.
        limits: where to stop; absent: 30,000 states and 1,000,000 steps.
        injects: whether the facilitator may release any inject at the start of any turn.
        starts: further states to begin from, such as what other courses begin with or the act before leaves; ways then begin in any.
        watch: called for every step.
        progress: called after every thousand states.

    Raises:
        Missing: there is no such act or course.
        Fault: no branch of a scene agrees with a joint choice.

    """
    first = dict.fromkeys((start(machine, act, course), *starts))
    search = _Search(machine, limits or Limits(), tuple(first), watch or (lambda _state, _leg, _made: None))
    search.run(progress or (lambda _states, _steps: None), injects=injects)
    return search.found()


def joint_picks(machine: ScenarioMachine, state: State) -> Iterator[Picks]:
    """Give every joint choice that is offered at the start of a turn, those of chance included; none where the play is over."""
    roles = machine.plans[state.scene].roles
    if roles:
        yield from product(*([(role, option.id) for option in offered(machine, state, role)] for role in roles))


@dataclass
class _Search(Firsts):
    """The state of one exploration."""

    machine: ScenarioMachine
    limits: Limits
    first: tuple[State, ...]
    watch: Watch
    origin: dict[State, tuple[State, Leg] | None] = field(default_factory=dict)
    """From which state, by which leg, each state was first reached; the order is that of discovery."""
    depth: dict[State, int] = field(default_factory=dict)
    steps: int = 0
    limit: str = "exhaustive"

    def run(self, progress: Progress, *, injects: bool) -> None:
        """Go breadth first until nothing is new or a limit is met."""
        queue = [*self.first]
        for state in queue:
            self.origin[state] = None
            self.depth[state] = 0
        for place, state in enumerate(queue):
            for leg, made in self._steps(state, injects=injects):
                if self.steps >= self.limits.steps:
                    self.limit = f"cut short after {self.limits.steps:,} steps"
                    return
                self.steps += 1
                self.meet(state, leg, made)
                if self.watch(state, leg, made):
                    self.limit = f"stopped after {len(queue):,} states and {self.steps:,} steps"
                    return
                if made.after not in self.origin:
                    if len(queue) >= self.limits.states:
                        self.limit = f"cut short after {self.limits.states:,} states"
                        return
                    self.origin[made.after] = state, leg
                    self.depth[made.after] = self.depth[state] + 1
                    queue.append(made.after)
            if place % 1_000 == 0:
                progress(len(queue), self.steps)
        progress(len(queue), self.steps)

    def _steps(self, state: State, *, injects: bool) -> Iterator[tuple[Leg, Step]]:
        plan = self.machine.plans[state.scene]
        if not plan.roles:
            return
        for picks in joint_picks(self.machine, state):
            yield Leg(state.scene, picks), joint(self.machine, state, dict(picks))
        if injects:
            for inject in plan.injects:
                if inject not in state.fired:
                    yield Leg(state.scene, (), inject), step(self.machine, state, Injected(inject=inject))

    def found(self) -> Explored:
        """Return what was found, with a way to each part."""
        scenes: dict[SceneId, tuple[Leg, ...]] = {}
        for state, origin in self.origin.items():
            if state.scene not in scenes:
                scenes[state.scene] = () if origin is None else self._way(*origin)
        return Explored(
            states=tuple(self.origin),
            steps=self.steps,
            limit=self.limit,
            turns=max(self.depth.values()),
            scenes=scenes,
            options=self._ways(self.options),
            branches=self._ways(self.branches),
            injects=self._ways(self.injects),
            outcomes={scene: way for scene, way in scenes.items() if self.machine.plans[scene].scene.outcome is not None},
        )

    def _ways(self, last: Mapping[_K, tuple[State, Leg]]) -> dict[_K, tuple[Leg, ...]]:
        return {part: self._way(*way) for part, way in last.items()}

    def _way(self, state: State, leg: Leg) -> tuple[Leg, ...]:
        """Return the legs from the start to the end of a leg that begins in a state."""
        legs = [leg]
        origin = self.origin[state]
        while origin is not None:
            state, leg = origin
            legs.append(leg)
            origin = self.origin[state]
        return tuple(reversed(legs))
