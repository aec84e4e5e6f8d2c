"""What is true of rewinding, forking and writing down in every scenario and every play."""

from hypothesis import given
from hypothesis import strategies as st

from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.events import Rewound
from sim.model.hashes import rules_hash, whole_hash
from sim.model.scenario import Scenario
from tests import small
from tests.harness import LOG, began, clock, opened, play
from tests.strategies import moves, scenarios

numbers = st.integers(0, 10_000)


def played(scenario: Scenario, picks: list[int]) -> Session:
    """Return a random play of a campaign."""
    machine = ScenarioMachine(scenario)
    return play(opened(machine, began(machine, "one", campaign=True)), picks)


@given(scenarios, moves)
def test_a_log_survives_json(scenario: Scenario, picks: list[int]) -> None:
    """A log that is written as JSON and read back strictly is the same log."""
    session = played(scenario, picks)

    assert session.log == LOG.validate_json(LOG.dump_json(session.log), strict=True)


@given(scenarios)
def test_a_scenario_survives_json(scenario: Scenario) -> None:
    """A scenario that is written as JSON and read back is the same, with the same hashes."""
    again = Scenario.model_validate_json(scenario.model_dump_json())

    assert scenario == again
    assert rules_hash(scenario) == rules_hash(again)
    assert whole_hash(scenario, small.corpus()) == whole_hash(again, small.corpus())


@given(scenarios, moves, numbers)
def test_rewinding_agrees_with_the_prefix(scenario: Scenario, picks: list[int], number: int) -> None:
    """After a rewind the play stands where the log stood when that turn began, and has the same past."""
    session = played(scenario, picks)
    target = session.turns[number % len(session.turns)]
    rewound = play_rewind(session, target.number)
    prefix = next(before for before in prefixes(session) if before.turn == target.number)

    assert prefix.state == rewound.state
    assert prefix.steps == rewound.steps
    assert prefix.kept == rewound.kept
    assert [turn.state for turn in prefix.turns] == [turn.state for turn in rewound.turns]


@given(scenarios, moves, moves, numbers)
def test_a_rewound_play_goes_on_like_its_prefix(scenario: Scenario, picks: list[int], more: list[int], number: int) -> None:
    """The same events after a rewind lead to the same state as they did the first time."""
    session = played(scenario, picks)
    target = session.turns[number % len(session.turns)]
    forward = [number - number % 5 + 1 for number in more]  # choices only, where there are any: a rewind names turns by number
    prefix = next(before for before in prefixes(session) if before.turn == target.number)
    first = play(prefix, forward[: _choices(prefix, forward)])
    second = play(play_rewind(session, target.number), forward[: _choices(prefix, forward)])

    assert first.state == second.state
    assert first.steps == second.steps


@given(scenarios, moves, numbers)
def test_a_fork_agrees_with_the_prefix(scenario: Scenario, picks: list[int], number: int) -> None:
    """A fork to the start of a turn has the effective play up to there, in a log that folds, and leaves the old session alone."""
    session = played(scenario, picks)
    before = session.log
    target = session.turns[number % len(session.turns)]
    forked = session.fork("fork", clock(), target.number)

    assert target.state == forked.state
    assert [turn.state for turn in session.turns[: session.turns.index(target) + 1]] == [turn.state for turn in forked.turns]
    assert what_happened(session)[: target.steps] == what_happened(forked)
    assert forked == Session.open(forked.machine, forked.log)
    assert (session.began.session, before) == (forked.began.forked_from, session.log)


@given(scenarios, moves)
def test_a_fork_of_everything_stands_where_the_session_stands(scenario: Scenario, picks: list[int]) -> None:
    """Without a turn named, a fork copies sealed choices of the unfinished turn too."""
    session = played(scenario, picks)

    assert session.state == session.fork("fork", clock()).state


def play_rewind(session: Session, to: int) -> Session:
    """Return a session after a rewind."""
    return session.apply(session.entry(Rewound(to=to), "facilitator", clock()))


def prefixes(session: Session) -> list[Session]:
    """Return the session after each entry of its log."""
    stages = [Session.open(session.machine, session.log[:1])]
    for entry in session.log[1:]:
        stages.append(stages[-1].apply(entry))
    return stages


def _choices(session: Session, forward: list[int]) -> int:
    """Return how many of the numbers are played before the play is over, where only rewinds would be left."""
    for place, number in enumerate(forward):
        if session.outcome is not None and session.next_act is None:
            return place
        session = play(session, [number])
    return len(forward)


def what_happened(session: Session) -> list[tuple[object, ...]]:
    """Return the steps without their events, because an expiry carries the number of its turn."""
    return [(taken.before, taken.picks, taken.taken, taken.injects, taken.turned, taken.after) for taken in session.steps]
