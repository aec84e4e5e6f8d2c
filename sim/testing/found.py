"""What an exploration found, as plays that are worth keeping: the shortest to each part, a small set that covers all, and guards.

Rule 1: only names and sentences are made here; how plays are found stands in `cover` and `guarding`.
"""

from collections.abc import Iterator

from sim.analysis.explore import Leg
from sim.analysis.prove import Proven
from sim.analysis.survey import Route, Survey
from sim.engine.course import reported_course
from sim.library import OpenScenario
from sim.testing.cover import covering, kept
from sim.testing.guarding import guarding
from sim.testing.keeping import Kept
from sim.testing.mutation import guards
from sim.testing.writing import Named


def routes(found: Survey) -> Iterator[tuple[str, str, Route]]:
    """Give the shortest play to each part of an act: the kind of part, the part's name, the play."""
    for scene, state in found.scenes.items():
        yield "outcome" if scene in found.outcomes else "scene", scene, found.route(state)
    for (scene, index), (state, leg) in found.branches.items():
        yield "branch", f"{scene}-{index}", found.route(state, leg)
    for (scene, role, option), (state, leg) in found.options.items():
        yield "option", f"{scene}-{role}-{option}", found.route(state, leg)
    for inject, (state, leg) in found.injects.items():
        yield "inject", inject, found.route(state, leg)


_PLURAL = {"outcome": "outcomes", "scene": "scenes", "branch": "branches", "option": "options", "inject": "injects"}


def shortest(surveys: tuple[Survey, ...], proven: tuple[Proven, ...]) -> Iterator[Kept]:
    """Give the shortest play to each part, a file for each kind, and those that decide claims."""
    for found in surveys:
        for kind, name, route in routes(found):
            shows = f"The shortest play to each of the {_PLURAL[kind]} of act {found.act}."
            yield Kept(f"{found.act}-{_PLURAL[kind]}", shows, Named(name, f"The shortest play to {kind} {name}.", route))
    for one in proven:
        if one.route is not None:
            said = f"{'Breaks' if one.verdict == 'broken' else 'Shows'} {one.proof.id}."
            yield Kept("proofs", "What decides the claims of the scenario.", Named(one.proof.id, said, one.route))


def small_cover(opened: OpenScenario, surveys: tuple[Survey, ...]) -> Iterator[Kept]:
    """Give the reported course of each act, and a small set of plays that together touch every part; a file for each end."""
    for found in surveys:
        legs = tuple(Leg(step.before.scene, step.picks) for step in reported_course(opened.machine, found.act))
        named = Named("reported", f"The reported course of act {found.act}.", Route(found.act, "whole", legs))
        yield Kept("reported", "Every role does what is reported of it.", named)
    for route, fresh in covering(opened, surveys):
        yield kept(opened, route, "together with the other files every part is touched", f"{fresh} parts are touched in it first.")


def guards_for(opened: OpenScenario, surveys: tuple[Survey, ...]) -> Iterator[Kept]:
    """Give plays that notice slips which the scenario's own plays do not; a file for each end."""
    for one in guarding(opened, surveys, guards(opened)):
        first, more = one.notices[0], len(one.notices) - 1
        others = f" and {more} more" if more else ""
        said = f"it notices a slip at {first.path} ({first.what}){others}."
        yield kept(opened, one.route, "each notices slips that no other play does", said)
