"""How `sim solve` says what an act is worth that has too many states to keep: values and stakes, and that the rest was not computed."""

from collections.abc import Iterator, Mapping

from sim.analysis.solve.reached import Cut
from sim.analysis.solve.weighed import Weighed
from sim.cli.output import Json
from sim.model.ids import ActId

_STAKES = 15
"""Decisions that are shown; JSON has all."""


def weighed(act: ActId, why: Cut, found: Weighed) -> Iterator[str]:
    """Give the lines of an act that was weighed scene by scene."""
    size = f"{found.states:,} states, {found.steps:,} joint steps, {found.memory / 2**20:,.0f} MiB"
    yield f"act {act}: exact, swept scene by scene and back: {size} ({why.limit})"
    yield "  value of the aims met: expected under the policies, by the best answer to them"
    for one in found.worth:
        yield f"    {one.role:<12} {one.expected:8.4f} {one.best:8.4f}"
    yield "  where most is at stake for a role: by how much its best option there beats its worst, over all plays"
    for stake in found.stakes[:_STAKES]:
        yield f"    {stake.stake:8.4f} {stake.scene}: {stake.role} (a play comes there with {stake.visited:.4f})"
    yield "  what a role can see to alone, options that never serve, and equilibria need an act whose states can be kept"


def weighed_json(why: Cut, found: Weighed) -> Mapping[str, Json]:
    """Return the same for programs."""
    stakes: list[Json] = [{"scene": one.scene, "role": one.role, "visited": one.visited, "stake": one.stake} for one in found.stakes]
    return {
        "exact": True,
        "limit": why.limit,
        "states": found.states,
        "steps": found.steps,
        "memory": found.memory,
        "roles": {one.role: {"expected": one.expected, "best": one.best} for one in found.worth},
        "stakes": stakes,
    }
