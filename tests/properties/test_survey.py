"""Exploring finds exactly what brute force finds, on generated scenarios."""

import pytest
from hypothesis import given, settings

from sim.analysis.explore import Limits
from sim.analysis.survey import Survey, survey
from sim.engine.campaign import carried
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import legal, outcome, start, step, undecided
from sim.model.events import Injected
from sim.model.scenario import Scenario
from sim.model.state import State, Step
from tests.harness import pick
from tests.strategies import scenarios

FEW = Limits(states=150, steps=4_000)


@given(scenarios)
def test_a_survey_finds_what_brute_force_finds(scenario: Scenario) -> None:
    """States, options, branches, injects and outcomes of a survey are those that single sealed choices, in any order, come to."""
    compare(scenario)


@pytest.mark.slow
@given(scenarios)
@settings(max_examples=500)
def test_a_survey_finds_what_brute_force_finds_on_five_hundred_scenarios(scenario: Scenario) -> None:
    """The same, on five hundred scenarios."""
    compare(scenario)


def compare(scenario: Scenario) -> None:
    """Hold the surveys of every act, with and without the facilitator's injects, against brute force."""
    machine = ScenarioMachine(scenario)
    for injects in (False, True):
        before: Survey | None = None
        for found in survey(machine, limits=FEW, injects=injects):
            if not found.exhaustive or (before is not None and not before.exhaustive):
                break
            roots = {start(machine, found.act, course.id) for course in machine.lookup.act(found.act).courses}
            if before is not None:
                roots |= {carried(machine, state, found.act)[0] for state in before.states if outcome(machine, state) is not None}
            brute = Brute(machine, injects=injects)
            brute.search(roots)

            assert brute.starts == set(found.states)
            assert brute.options == set(found.options)
            assert brute.branches == set(found.branches)
            assert brute.injects == set(found.injects)
            before = found


class Brute:
    """Every play by single events: each role of a turn in turn, the last in the scene's order first, and each inject."""

    def __init__(self, machine: ScenarioMachine, *, injects: bool) -> None:
        """Begin with nothing seen."""
        self.machine = machine
        self.released = injects
        self.starts: set[State] = set()
        self.options: set[tuple[str, str, str]] = set()
        self.branches: set[tuple[str, int]] = set()
        self.injects: set[str] = set()

    def search(self, states: set[State]) -> None:
        """Go on from states until nothing is new."""
        while states:
            self.starts |= states
            states = {after for state in states for after in self.following(state)} - self.starts

    def following(self, state: State) -> set[State]:
        """Return the starts of turns, and the states after news, that can follow a state."""
        ends = self.choose(state)
        if self.released and undecided(self.machine, state):
            for inject in self.machine.plans[state.scene].injects:
                if inject not in state.fired:
                    ends.add(self.seen(step(self.machine, state, Injected(inject=inject))).after)
        return ends

    def choose(self, state: State) -> set[State]:
        """Return what the rest of a turn can come to."""
        waiting = undecided(self.machine, state)
        ends: set[State] = set()
        for option in legal(self.machine, state, waiting[-1]) if waiting else ():
            made = self.seen(step(self.machine, state, pick(waiting[-1], option.id)))
            ends |= {made.after} if made.turned else self.choose(made.after)
        return ends

    def seen(self, made: Step) -> Step:
        """Note what a step touched."""
        self.options |= {(made.before.scene, role, option) for role, option in made.picks}
        self.branches |= {(made.taken.scene, made.taken.index)} if made.taken else set()
        self.injects |= set(made.injects)
        return made
