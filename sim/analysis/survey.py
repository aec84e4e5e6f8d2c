"""The whole scenario explored: every act from all its courses and, in a campaign, from everything that the act before can leave.

Rule 1: `explore` goes; what is kept of its steps, and the way from a beginning to each part, stands here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from sim.analysis.explore import Firsts, Leg, Limits, explore
from sim.engine.campaign import carried
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome, start
from sim.model.ids import ActId, CourseId, OptionId, RoleId, SceneId
from sim.model.state import State, Step

_TOLD_EVERY = 2_000
"""Steps between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The campaign goes on to its next act."""

    to: ActId


@dataclass(frozen=True, slots=True)
class Route:
    """A play as short as it can be: where it begins, and what happens."""

    act: ActId
    course: CourseId
    legs: tuple[Leg | Onward, ...] = ()

    @property
    def campaign(self) -> bool:
        """Whether it goes through more than one act."""
        return any(isinstance(leg, Onward) for leg in self.legs)

    def then(self, *legs: Leg | Onward) -> "Route":
        """Return the route with more at its end."""
        return Route(self.act, self.course, (*self.legs, *legs))


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a survey has come."""

    act: ActId
    states: int
    """Starts of turns found so far in this act."""
    done: int
    """How many of them were gone on from."""
    steps: int


Part: TypeAlias = SceneId | tuple[SceneId, int] | tuple[SceneId, RoleId, OptionId]
"""A scene; a branch, by its scene and its place there; an option, by its scene and role."""

Notice: TypeAlias = Callable[[Tally], bool | None]
"""Told now and then how far the survey has come; true stops it."""

Spy: TypeAlias = Callable[[State, Leg | None, Step | None], None]
"""Told of every beginning (then leg and step are None) and of every step."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What one course of an act can come to."""

    states: int
    """Starts of turns, outcomes among them."""
    steps: int
    """Joint steps from them."""
    outcomes: Mapping[SceneId, int]
    """The outcomes, each with the turns of the shortest play to it; nearest first."""


@dataclass
class Survey(Firsts):
    """What one act can come to."""

    machine: ScenarioMachine
    act: ActId
    limit: str = ""
    """`exhaustive`, or what cut it short."""
    steps: int = 0
    roots: dict[State, Route] = field(default_factory=dict)
    """The states in which plays of the act begin, each with the way there."""
    origin: dict[State, tuple[State, Leg]] = field(default_factory=dict)
    """From which state, by which leg, each other state was first reached."""
    after: dict[State, dict[State, None]] = field(default_factory=dict)
    """The states that can follow each state."""
    made: dict[State, int] = field(default_factory=dict)
    """How many steps were made from each state."""
    scenes: dict[SceneId, State] = field(default_factory=dict)
    """The nearest state of each scene that was reached."""

    @property
    def exhaustive(self) -> bool:
        """Whether every state was visited."""
        return self.limit == "exhaustive"

    @property
    def states(self) -> Mapping[State, Mapping[State, None]]:
        """Every state that was found, nearest first, with those that can follow it."""
        return self.after

    @property
    def outcomes(self) -> dict[SceneId, State]:
        """The nearest state of each outcome that was reached."""
        return {scene: state for scene, state in self.scenes.items() if outcome(self.machine, state) is not None}

    def comes_to(self, part: Part) -> bool:
        """Tell whether some play comes to a part."""
        return part in self.scenes or part in self.branches or part in self.options

    def reach(self, course: CourseId) -> Reach:
        """Return what a course can come to, as far as the survey went."""
        first = start(self.machine, self.act, course)
        turns = {first: 0}
        queue = [first]
        outcomes: dict[SceneId, int] = {}
        for state in queue:
            if outcome(self.machine, state) is not None:
                outcomes.setdefault(state.scene, turns[state])
            for after in self.after[state]:
                if after not in turns:
                    turns[after] = turns[state] + 1
                    queue.append(after)
        return Reach(len(turns), sum(self.made.get(state, 0) for state in turns), outcomes)

    def begin(self, state: State, route: Route) -> None:
        """Note a beginning."""
        if state not in self.roots:
            self.roots[state] = route
            self.after[state] = {}
            self.scenes.setdefault(state.scene, state)

    def note(self, state: State, leg: Leg, made: Step) -> None:
        """Note a step."""
        if made.after not in self.after:
            self.after[made.after] = {}
            self.origin[made.after] = state, leg
            self.scenes.setdefault(made.after.scene, made.after)
        self.after[state][made.after] = None
        self.made[state] = self.made.get(state, 0) + 1
        self.meet(state, leg, made)

    def route(self, state: State, *legs: Leg) -> Route:
        """Return the shortest play to a state, and on by further legs."""
        back: list[Leg] = []
        while state not in self.roots:
            state, leg = self.origin[state]
            back.append(leg)
        return self.roots[state].then(*reversed(back), *legs)


def survey(
    machine: ScenarioMachine, *, limits: Limits | None = None, injects: bool = False, notice: Notice | None = None, spy: Spy | None = None
) -> tuple[Survey, ...]:
    """Explore every act of a scenario, in the order in which they can be played.

    Args:
        machine: the compiled scenario.
        limits: where to stop in each act; absent: 30,000 states and 1,000,000 steps.
        injects: whether the facilitator may release any inject at the start of any turn.
        notice: told how far it has come.
        spy: told of every beginning and step.

    Raises:
        Fault: no branch of a scene agrees with a joint choice.

    """
    campaign = machine.scenario.campaign.acts if machine.scenario.campaign else ()
    before = {after: act for act, after in pairwise(campaign)}
    order = [*campaign, *(act.id for act in machine.scenario.acts if act.id not in campaign)]
    done: dict[ActId, Survey] = {}
    for act in order:
        found = Survey(machine, act)
        for course in machine.lookup.act(act).courses:
            found.begin(start(machine, act, course.id), Route(act, course.id))
        if act in before:
            _carry(found, done[before[act]])
        done[act] = found
        _search(found, limits or Limits(), injects=injects, notice=notice, spy=spy)
    return tuple(done[act.id] for act in machine.scenario.acts)


def _carry(found: Survey, before: Survey) -> None:
    """Note everything that the act before can leave."""
    for state in before.states:
        if outcome(found.machine, state) is not None:
            begun, _ = carried(found.machine, state, found.act)
            found.begin(begun, before.route(state).then(Onward(found.act)))


def _search(found: Survey, limits: Limits, *, injects: bool, notice: Notice | None, spy: Spy | None) -> None:
    if spy:
        for state in found.roots:
            spy(state, None, None)
    current: State | None = None
    gone_on = made_steps = 0

    def watch(state: State, leg: Leg, made: Step) -> bool:
        nonlocal current, gone_on, made_steps
        if state is not current:
            current, gone_on = state, gone_on + 1
        made_steps += 1
        found.note(state, leg, made)
        if spy:
            spy(state, leg, made)
        told = notice is not None and made_steps % _TOLD_EVERY == 0
        return told and notice is not None and bool(notice(Tally(found.act, len(found.after), gone_on, made_steps)))

    course = found.machine.lookup.act(found.act).courses[0].id  # the others are among the roots
    explored = explore(found.machine, found.act, course, limits=limits, injects=injects, starts=found.roots, watch=watch)
    found.limit, found.steps = explored.limit, explored.steps
