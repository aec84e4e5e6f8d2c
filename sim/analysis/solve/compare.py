"""Acts of many scenarios under many policies, each computed for itself, so that any number of processes or machines can share the work.

Rule 1: a task carries all that its answer follows from; where, and in which order, tasks are done leaves no trace in the answers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import Choosing, policy_of, profile
from sim.analysis.solve.reached import LIMITS, Cut, reach
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.model.ids import ActId, AimId, OutcomeClassId, RoleId, SceneId
from sim.model.scenario import Scenario

_T = TypeVar("_T")
_R = TypeVar("_R")


class Executor(Protocol):
    """Whoever does the work: processes, a cluster, or just this process. `concurrent.futures.Executor` has this shape."""

    def map(self, function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterable[_R]:
        """Give what a function makes of each task, in their order."""
        ...


class Here:
    """Does the work in this process, one task after the other."""

    def map(self, function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterable[_R]:
        """Give what a function makes of each task, in their order."""
        return map(function, tasks)


@dataclass(frozen=True, slots=True)
class Task:
    """One act under one policy for each role."""

    scenario: str
    """As JSON."""
    act: ActId
    choosing: Mapping[RoleId, Choosing]
    """How roles choose; one that is not named chooses uniformly."""
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be expected of it."""

    act: ActId
    states: int
    steps: int
    turns: float
    """How many turns a play that ends is expected to have."""
    outcomes: tuple[tuple[SceneId, float], ...]
    """Each outcome with its probability, in file order; those that never come are left out."""
    classes: tuple[tuple[OutcomeClassId, float], ...]
    """The same by class, in file order; classes without an outcome in the act are left out."""
    never_ends: float
    aims: tuple[tuple[RoleId, AimId, float], ...]
    """Each aim with the probability that it is met at the end."""


Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told how many tasks are done, of how many; true stops."""


def compare(tasks: Iterable[Task], executor: Executor, notice: Notice | None = None) -> tuple[Answer | Cut, ...]:
    """Return the answer to each task, in their order; fewer than tasks if it was stopped.

    Args:
        tasks: what is to be computed.
        executor: who does the work.
        notice: told how far it has come.

    """
    wanted = (*tasks,)
    found: list[Answer | Cut] = []
    for answer in executor.map(answered, wanted):
        found.append(answer)
        if notice is not None and notice(len(found), len(wanted)):
            break
    return tuple(found)


def answered(task: Task) -> Answer | Cut:
    """Return the answer to a task, or why there is none.

    Raises:
        Missing: there is no such act or policy.
        Fault: the act cannot be taken apart.

    """
    machine = ScenarioMachine(Scenario.model_validate_json(task.scenario))
    reached = reach(compile_act(machine, task.act, [start(machine, task.act)]), task.limits)
    if isinstance(reached, Cut):
        return reached
    found = outlook(reached, profile(reached, {role: policy_of(choosing) for role, choosing in task.choosing.items()}))
    shares = dict(found.outcomes)
    classes: dict[OutcomeClassId, float] = {}
    for scene in machine.lookup.act(task.act).scenes:
        if scene.outcome is not None:
            name = scene.outcome.outcome_class
            classes[name] = classes.get(name, 0.0) + shares.get(scene.id, 0.0)
    ordered = tuple((entry.id, classes[entry.id]) for entry in machine.scenario.outcome_classes if entry.id in classes)
    return Answer(task.act, found.states, found.steps, found.turns, found.outcomes, ordered, found.never_ends, found.aims)
