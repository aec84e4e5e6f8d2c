"""Lessons of every kind come to their end: simulated classes in which people drop out, come back, are moved, and facilitators interfere."""

import pytest

from sim.classroom.lesson import seats, turns
from sim.engine.rules import undecided
from tests.properties.simulated import Simulated, holds

_SEEDS = 200
_MORE = 1_000
"""Seeds of the classes in which three of ten people leave for good."""
_LEFT = 0.27
"""The share of those who were there at the beginning that leave, at least: a few plays are over before all have left who would."""


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
    lost = present = 0
    for seed in range(first, first + 100):
        simulated = Simulated(seed, 0.3)
        simulated.play()
        holds(simulated)
        assert simulated.lost <= simulated.gone, seed
        lost, present = lost + len(simulated.lost), present + simulated.present

    assert lost >= _LEFT * present


@pytest.mark.parametrize("seed", range(20))
def test_what_nobody_decides_the_facilitator_can_end(seed: int) -> None:
    """Where nobody votes any more, every group waits; the facilitator can end its turn, and the next, until its play is over."""
    simulated = Simulated(seed)
    for number in range(8):
        simulated.come(f"Name {number}")
    simulated.do(lambda draft: seats.deal(draft, 2))
    simulated.do(seats.start)
    for group in ("g1", "g2"):
        for _ in range(60):
            session = simulated.draft.sessions[group]
            if session.over:
                break
            assert undecided(session.machine, session.state)
            assert simulated.do(lambda draft, group=group, session=session: turns.force(draft, group, session.turn))

        assert simulated.draft.sessions[group].over
