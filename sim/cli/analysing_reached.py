"""Visiting an act's states for a command: progress on standard error, Ctrl-C, and the assumptions that every answer carries."""

import sys
import time
from collections.abc import Iterator, Mapping

import click

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import Kernel, compile_act
from sim.analysis.solve.policies import Policy
from sim.analysis.solve.reached import LIMITS, Cut, Reached, reach
from sim.engine.rules import start
from sim.library import Opened
from sim.model.ids import ActId, RoleId


class Line:
    """Says in one line on standard error how far something has come; only in a terminal."""

    def __init__(self, stopped: list[int]) -> None:
        """Begin the clock."""
        self.stopped = stopped
        self.shown = sys.stderr.isatty()
        self.began = time.monotonic()

    def states(self, states: int, steps: int) -> bool:
        """Say how many states were found; true when the search is to stop."""
        passed = max(time.monotonic() - self.began, 1e-3)
        return self._say(f"{states:,} states, {steps:,} joint steps, {steps / passed:,.0f} a second")

    def act(self, act: ActId, states: int, steps: int) -> bool:
        """Say the same of an act in a row of acts."""
        return self._say(f"{act}: {states:,} states, {steps:,} joint steps")

    def plays(self, made: int, wanted: int) -> bool:
        """Say how many plays were drawn, and how long the rest may take; true when that is to stop."""
        passed = max(time.monotonic() - self.began, 1e-3)
        return self._say(f"{made:,} of {wanted:,} plays, {made / passed:,.0f} a second, {(wanted - made) * passed / made:.0f} s to go")

    def numbers(self, done: int, wanted: int) -> bool:
        """Say how many of the author's numbers were tried, and how long the rest may take; true when that is to stop."""
        return self._count(done, wanted, "numbers tried")

    def rows(self, done: int, wanted: int) -> bool:
        """Say how many rows of a table were computed, and how long the rest may take; true when that is to stop."""
        return self._count(done, wanted, "rows")

    def _count(self, done: int, wanted: int, what: str) -> bool:
        passed = max(time.monotonic() - self.began, 1e-3)
        return self._say(f"{done:,} of {wanted:,} {what}, {done / passed:,.1f} a second, {(wanted - done) * passed / done:.0f} s to go")

    def wipe(self) -> None:
        """Clear the line."""
        if self.shown:
            click.echo(f"\r{' ' * 80}\r", err=True, nl=False)

    def _say(self, text: str) -> bool:
        if self.shown:
            click.echo(f"\rsim: {text:<74}", err=True, nl=False)
        return bool(self.stopped)


def compiled(opened: Opened, act: ActId) -> Kernel:
    """Return an act as arrays, entered by its course `whole`."""
    return compile_act(opened.machine, act, [start(opened.machine, act)])


def visited(kernel: Kernel, stopped: list[int], limits: Limits = LIMITS) -> Reached | Cut:
    """Visit every state of an act."""
    line = Line(stopped)
    found = reach(kernel, limits, line.states)
    line.wipe()
    return found


def acts(opened: Opened, wanted: ActId | None) -> tuple[ActId, ...]:
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
