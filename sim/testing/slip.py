"""A slip, compiled: whether a turn shows it.

Rule 1: nothing is searched here; which turns are looked at is decided in `mutation` and `guarding`.
"""

import re

from sim.analysis.explore import Leg
from sim.analysis.fuzz import made
from sim.analysis.mutate import Mutant
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import offered
from sim.model.state import State, Step

_OPTION = re.compile(r"\.decision\.([^.]+)\.options\.([^.]+)\.(\w+)")
_BRANCH = re.compile(r"\.branches\[(\d+)\]")
_NEWS = re.compile(r"\.injects\.([^.]+)\.(\w+)")


class Slip:
    """A mutant, and what part of a turn it can change at all: most turns need not be played to know that they stay the same."""

    def __init__(self, mutant: Mutant) -> None:
        """Compile the mutant's act alone."""
        act = next(act for act in mutant.scenario.acts if act.id == mutant.act)
        self.mutant = mutant
        self.machine = ScenarioMachine(mutant.scenario.model_copy(update={"acts": (act,), "campaign": None}))
        option, branch, news = _OPTION.search(mutant.path), _BRANCH.search(mutant.path), _NEWS.search(mutant.path)
        self.tried = 0
        """How often it was played."""
        self._menu = option is not None and option[3] == "when"
        """Whether it changes what is offered, and nothing else."""
        self._pick = (option[1], option[2]) if option else None
        """Only turns with this choice can differ."""
        self._branch = int(branch[1]) if branch else 0
        """Only turns that take this branch, or a later one, can differ."""
        self._news = news[1] if news else ""
        """Only turns in which this inject comes can differ, or might come where its condition changed."""
        self._comes = news is not None and news[2] != "when"

    def offers(self, machine: ScenarioMachine, state: State) -> bool:
        """Tell whether a turn begins with other menus than by the scenario's own machine."""
        if not self._menu or state.scene != self.mutant.scene:
            return False
        return any(offered(machine, state, role) != offered(self.machine, state, role) for role in machine.plans[state.scene].roles)

    def makes(self, state: State, leg: Leg, before: Step) -> bool:
        """Tell whether a leg comes to something else than what the scenario's own machine made of it."""
        if self._menu or self.mutant.scene not in {None, state.scene} or not self._may(state, leg, before):
            return False
        self.tried += 1
        after = made(self.machine, state, leg)
        return (before.after, before.taken, before.injects) != (after.after, after.taken, after.injects)

    def _may(self, state: State, leg: Leg, before: Step) -> bool:
        """Tell whether the slip can make a difference here at all."""
        if self._news:
            if self._comes or leg.inject is not None:
                return self._news in before.injects
            there = self.machine.plans[before.after.scene].injects
            return self._news not in state.fired and (self._news in there or bool(before.injects))
        if leg.inject is not None:
            return False
        if self._pick is not None and self._pick not in leg.picks:
            return False
        return before.taken is None or before.taken.index >= self._branch
