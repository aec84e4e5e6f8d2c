"""Lessons of every kind come to their end: simulated classes in which people drop out, come back, are moved, and facilitators interfere."""

import pytest

from sim.classroom.lesson import seats, turns
from sim.engine.rules import undecided
from tests.properties.simulated import Simulated, holds

_SEEDS = 200
_MORE = 800
"""Seeds of the classes in which three of ten people leave for good."""


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_every_class_comes_to_its_end(seed: int) -> None:
    """Whoever drops out, and whatever the facilitator does, every group ends, and its log and the lesson's tell the same again."""
    simulated = Simulated(seed)
    simulated.play()
    holds(simulated)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(_SEEDS, _SEEDS + _MORE, 100))
def test_every_class_comes_to_its_end_without_a_third_of_it(first: int) -> None:
    """Where three of ten people leave early and never come back, every group ends all the same."""
    for seed in range(first, first + 100):
        simulated = Simulated(seed, 0.3)
        simulated.play()
        assert simulated.lost <= simulated.gone, seed
        holds(simulated)


@pytest.mark.parametrize("seed", range(20))
def test_a_phone_that_is_off_decides_nothing(seed: int) -> None:
    """Where everybody has gone, nothing happens until the facilitator does something; then the turn can be ended, and ended again."""
    simulated = Simulated(seed)
    for number in range(8):
        simulated.come(f"Name {number}")
    simulated.do(lambda draft: seats.deal(draft, 2))
    simulated.do(seats.start)
    simulated.gone = {*simulated.draft.lesson.seats}
    before = {**simulated.draft.sessions}
    for group in ("g1", "g2"):
        simulated.vote(group)
    waits = {group: undecided(session.machine, session.state) for group, session in before.items()}

    assert before == simulated.draft.sessions
    assert all(waits.values())
    for group in ("g1", "g2"):
        for _ in range(60):
            session = simulated.draft.sessions[group]
            if session.over or not simulated.do(lambda draft, group=group, session=session: turns.force(draft, group, session.turn)):
                break

        assert simulated.draft.sessions[group].turn > before[group].turn
