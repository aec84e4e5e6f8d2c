"""What is true of the rules in every scenario and every play."""

from itertools import pairwise, permutations, product

from hypothesis import given

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import fold, joint, offered, step
from sim.engine.session import Session
from sim.errors import SimError
from sim.model.events import Chose, Drew, Expired, Injected
from sim.model.scenario import Scenario
from sim.model.state import State, Step
from tests.harness import began, opened, pick, play, possible
from tests.strategies import moves, scenarios


def played(scenario: Scenario, numbers: list[int]) -> Session:
    """Return a random play of a campaign."""
    machine = ScenarioMachine(scenario)
    return play(opened(machine, began(machine, "one", campaign=True)), numbers)


@given(scenarios, moves)
def test_step_leaves_its_input_alone(scenario: Scenario, numbers: list[int]) -> None:
    """A state that went into a step comes out of it word for word as it was, and the same step again gives the same."""
    session = played(scenario, numbers)
    for _, event in possible(session):
        if isinstance(event, Chose | Drew | Injected | Expired):
            before = repr(session.state)
            first = step(session.machine, session.state, event)

            assert before == repr(session.state)
            assert first == step(session.machine, session.state, event)


@given(scenarios, moves)
def test_a_refusal_leaves_everything_alone(scenario: Scenario, numbers: list[int]) -> None:
    """An event that is refused changes neither the session nor what may be played next."""
    session = played(scenario, numbers)
    before = possible(session)
    for event in (Chose(role="nobody", option="x0"), Chose(role="north", option="none"), Injected(inject="none"), Expired(turn=99)):
        try:
            session.apply(session.entry(event, "north", "2026-01-01T00:00:00Z"))
        except SimError:
            assert before == possible(session)
        else:
            message = f"{event} was admitted"
            raise AssertionError(message)


@given(scenarios, moves)
def test_folding_the_log_gives_the_session(scenario: Scenario, numbers: list[int]) -> None:
    """A session that was played event by event equals the one that is folded from its log."""
    session = played(scenario, numbers)

    assert session == Session.open(session.machine, session.log)


@given(scenarios, moves)
def test_folding_a_turn_gives_the_next(scenario: Scenario, numbers: list[int]) -> None:
    """The kept events of a turn, folded from its start, lead to the start of the next turn."""
    session = played(scenario, numbers)
    for turn, following in pairwise(session.turns):
        events = [entry.event for entry in session.kept[turn.steps : following.steps]]
        if events:  # none between an outcome and the next act
            rules = [event for event in events if isinstance(event, Chose | Drew | Injected | Expired)]

            assert following.state == fold(session.machine, turn.state, rules)


@given(scenarios, moves)
def test_indicators_keep_to_their_bounds(scenario: Scenario, numbers: list[int]) -> None:
    """No play takes an indicator beyond its bounds."""
    session = played(scenario, numbers)
    for turn in session.turns:
        for indicator, value in zip(scenario.indicators, turn.state.indicators, strict=True):
            assert indicator.low <= value <= indicator.high


@given(scenarios, moves)
def test_a_turn_number_never_comes_back(scenario: Scenario, numbers: list[int]) -> None:
    """Every prefix of a log gives its current turn either the number it had or a higher one than any before."""
    session = played(scenario, numbers)
    given_out = [entry.turn for entry in session.log] + [session.turn]

    assert given_out == sorted(given_out)


@given(scenarios, moves)
def test_an_inject_fires_once(scenario: Scenario, numbers: list[int]) -> None:
    """No inject fires twice in the effective play of an act."""
    session = played(scenario, numbers)
    fired = [inject for taken in session.steps for inject in taken.injects]

    assert len(fired) == len(set(fired))


@given(scenarios, moves)
def test_the_order_of_sealed_choices_leaves_no_trace(scenario: Scenario, numbers: list[int]) -> None:
    """Whatever the roles choose, every order of their choices, chance among them, leads to the same state and the same branch."""
    session = played(scenario, numbers)
    for picks in joint_choices(session.machine, session.turns[-1].state):
        ends = set()
        for order in permutations(picks):
            last = one_by_one(session.machine, session.turns[-1].state, order)
            ends.add((last.after, last.taken, last.picks, last.injects))

        assert 1 == len(ends)


@given(scenarios, moves)
def test_a_joint_step_equals_its_single_steps(scenario: Scenario, numbers: list[int]) -> None:
    """Resolving a turn at once does what the choices do one by one."""
    session = played(scenario, numbers)
    for picks in joint_choices(session.machine, session.turns[-1].state):
        state = session.turns[-1].state
        whole = joint(session.machine, state, dict(picks))
        single = one_by_one(session.machine, state, picks)

        assert whole.after == single.after
        assert (whole.picks, whole.taken, whole.injects, whole.turned) == (single.picks, single.taken, single.injects, single.turned)


def one_by_one(machine: ScenarioMachine, state: State, picks: tuple[tuple[str, str], ...]) -> Step:
    """Return the last step of choices made one after another."""
    *before, last = picks
    for role, option in before:
        state = step(machine, state, pick(role, option)).after
    return step(machine, state, pick(*last))


def joint_choices(machine: ScenarioMachine, state: State) -> list[tuple[tuple[str, str], ...]]:
    """Return every way in which a turn can be decided; none at an outcome."""
    roles = machine.plans[state.scene].roles
    if not roles:
        return []
    return list(product(*([(role, option.id) for option in offered(machine, state, role)] for role in roles)))
