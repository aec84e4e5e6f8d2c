"""Visiting an act's states for a command: which acts, how far it has come, and the assumptions that every answer carries."""

from collections.abc import Iterator, Mapping

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import Kernel, compile_act
from sim.analysis.solve.policies import Policy
from sim.analysis.solve.reached import LIMITS, Cut, Reached, reach
from sim.cli.progress import Line
from sim.engine.rules import start
from sim.library import OpenScenario
from sim.model.ids import ActId, RoleId


def compiled(opened: OpenScenario, act: ActId) -> Kernel:
    """Return an act as arrays, entered by its course `whole`."""
    return compile_act(opened.machine, act, [start(opened.machine, act)])


def visited(kernel: Kernel, stopped: list[int], limits: Limits = LIMITS) -> Reached | Cut:
    """Visit every state of an act."""
    line = Line(stopped)
    found = reach(kernel, limits, line.states)
    line.wipe()
    return found


def acts(opened: OpenScenario, wanted: ActId | None) -> tuple[ActId, ...]:
    """Return the acts that are asked for, in file order."""
    return tuple(act.id for act in opened.scenario.acts) if wanted is None else (opened.machine.lookup.act(wanted).id,)


def assumptions(by: Mapping[RoleId, tuple[str, Policy]]) -> Iterator[str]:
    """Give what every answer assumes, a sentence a line."""
    names = {name for name, _ in by.values()}
    if len(names) == 1:
        yield f"In this model every role chooses by the policy {names.pop()!r}, whatever came before;"
    else:
        listed = ", ".join(f"{role}: {name}" for role, (name, _) in by.items())
        yield f"In this model roles choose by policies, whatever came before: {listed};"
    yield "chance falls by the author's weights, the facilitator releases nothing, and no deadline runs out."
