"""Exploring finds what any play finds, and no more."""

from hypothesis import given, settings

from sim.analysis.explore import Leg, Limits, explore
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, legal, start, step, undecided
from sim.model.events import Injected
from sim.model.scenario import Scenario
from sim.model.state import State, Step
from tests.harness import began, opened, pick, play
from tests.strategies import moves, scenarios

FEW = Limits(states=400, steps=4_000)


@given(scenarios, moves)
def test_no_play_reaches_what_exploring_missed(scenario: Scenario, numbers: list[int]) -> None:
    """Where exploring says that it is exhaustive, the turn a random play ends in begins in a state that it found."""
    machine = ScenarioMachine(scenario)
    found = explore(machine, "one", limits=FEW, injects=True)
    session = play(opened(machine, began(machine, "one")), numbers)

    assert not found.exhaustive or {turn.state for turn in session.turns} <= set(found.states)


@given(scenarios)
@settings(max_examples=25)
def test_every_way_leads_where_it_says(scenario: Scenario) -> None:
    """Each witness, walked from the start, ends with the scene, the option, the branch or the inject it stands for."""
    machine = ScenarioMachine(scenario)
    found = explore(machine, "one", limits=FEW, injects=True)
    for scene, way in found.scenes.items():
        assert scene == (walked(machine, way)[-1].after if way else start(machine, "one")).scene
    for (scene, role, option), way in found.options.items():
        assert (scene, (role, option)) == (way[-1].scene, next(picked for picked in way[-1].picks if picked[0] == role))
        assert walked(machine, way)[-1].picks == way[-1].picks
    for branch, way in found.branches.items():
        taken = walked(machine, way)[-1].taken
        assert taken is not None
        assert branch == (taken.scene, taken.index)
    for inject, way in found.injects.items():
        assert inject in walked(machine, way)[-1].injects


@given(scenarios)
@settings(max_examples=25)
def test_no_way_is_shorter(scenario: Scenario) -> None:
    """A scene's witness is as long as the number of rounds after which a plain search by single steps first meets the scene."""
    machine = ScenarioMachine(scenario)
    found = explore(machine, "one", limits=FEW)
    rounds, frontier, seen = 0, {start(machine, "one")}, set[State]()
    first: dict[str, int] = {}
    while frontier:
        for state in frontier:
            first.setdefault(state.scene, rounds)
        seen |= frontier
        frontier = {after for state in frontier for after in resolved(machine, state)} - seen
        rounds += 1
        if not found.exhaustive and rounds > found.turns - 1:
            break  # the last round was cut short
    for scene, length in first.items():
        assert length == len(found.scenes[scene])


def walked(machine: ScenarioMachine, way: tuple[Leg, ...]) -> list[Step]:
    """Return the steps of a way from the start of act `one`."""
    state = start(machine, "one")
    steps: list[Step] = []
    for leg in way:
        assert leg.scene == state.scene
        if leg.inject:
            steps.append(step(machine, state, Injected(inject=leg.inject)))
        else:
            steps.append(joint(machine, state, dict(leg.picks)))
        state = steps[-1].after
    return steps


def resolved(machine: ScenarioMachine, state: State) -> set[State]:
    """Return the starts of the turns that can follow one, by single sealed choices, whoever comes first."""
    waiting = undecided(machine, state)
    if not waiting:
        return set()
    role = waiting[-1]  # exploring takes the scene's order; the other end must come to the same
    ends: set[State] = set()
    for option in legal(machine, state, role):
        after = step(machine, state, pick(role, option.id)).after
        ends |= {after} if not after.pending else resolved(machine, after)
    return ends
