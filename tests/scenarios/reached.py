"""What the acts of shipped scenarios can come to, found once for every test that asks."""

from functools import cache

from sim.analysis.explore import Explored, explore
from sim.library import OpenScenario, open_scenario
from sim.model.ids import ActId, CourseId


@cache
def opened(name: str) -> OpenScenario:
    """Return a shipped scenario, read once."""
    return open_scenario(name)


@cache
def explored(name: str, act: ActId, course: CourseId = "whole") -> Explored:
    """Return every start of a turn that a course of an act can reach."""
    return explore(opened(name).machine, act, course)
