"""What the acts of shipped scenarios can come to, found once for every test that asks."""

from functools import cache

from sim.analysis.explore import Explored, explore
from sim.library import OpenScenario, open_scenario
from sim.model.ids import ActId, CourseId
from sim.model.state import State
from tests.analysis.held import reached


@cache
def opened(name: str) -> OpenScenario:
    """Return a shipped scenario, read once."""
    return open_scenario(name)


@cache
def explored(name: str, act: ActId, course: CourseId = "whole") -> Explored:
    """Return every start of a turn that a course of an act can reach."""
    return explore(opened(name).machine, act, course)


@cache
def states(name: str, act: ActId) -> tuple[State, ...]:
    """Return every start of a turn, and every outcome, that some course of an act can reach, by scene.

    The kernel finds them, fifty times as fast as exploring; `tests.properties.test_kernel` holds it to the engine from each of them.
    """
    found = reached(opened(name).machine, act)
    return tuple(found.state(row) for row in range(found.size))
