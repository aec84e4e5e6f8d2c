"""Whom a change concerns: nobody is woken by what they may not learn, and everybody by what may be theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.classroom.lesson import reading, seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.concerns import concerns_of, moved, only_time
from sim.model.leading import Left, Ran
from sim.model.lesson import Consented
from sim.store.drafting import Draft
from tests.classroom.taught import coming, held, placing

PEOPLE = {"s1": "g1 north", "s2": "g1 north", "s3": "g1 south", "s4": "g1", "s5": "g2 north", "s6": "g2 south"}
EVERYBODY = {*PEOPLE, "s7"}


def voting(seat: str, option: str) -> Callable[[Draft], object]:
    """Return a vote."""
    return lambda draft: turns.vote(draft, seat, Ballot(1, option))


ACTS: dict[str, tuple[Callable[[Draft], object], set[str]]] = {
    "a vote that decides nothing": (voting("s1", "block"), {"s1", "s2"}),
    "a vote that decides": (voting("s3", "wait"), {"s1", "s2", "s3", "s4"}),
    "a passage that is opened": (lambda draft: reading.open_passage(draft, "s1", next(iter(draft.machine.sources)), "words"), {"s1", "s2"}),
    "a clock": (lambda draft: turns.set_clock(draft, "g2", 60), {"s5", "s6"}),
    "clocks that run": (lambda draft: draft.note(Ran(left=(Left(group="g2", milliseconds=1_000),))), set()),
    "a turn by order": (lambda draft: turns.force(draft, "g2", 1), {"s5", "s6"}),
    "somebody joins late, and is seated": (coming("Zoe"), {"s5", "s6"}),
    "a note of the facilitator": (lambda draft: words.note(draft, "Quick."), set()),
    "a proposal": (lambda draft: words.propose(draft, "s1", 1, "A mediator."), {"s1", "s2"}),
    "somebody agrees to research": (lambda draft: draft.note(Consented(seat="s2", agrees=True), "s2"), {"s2"}),
    "somebody only watches": (lambda draft: seats.watch(draft, "s2"), {"s1", "s2", "s3", "s4"}),
    "somebody moves": (placing(s2="g2 north"), {"s1", "s2", "s3", "s4", "s5", "s6"}),
    "somebody is released": (lambda draft: seats.release(draft, "s1"), {"s1", "s2", "s3", "s4"}),
    "a pause": (words.pause, EVERYBODY),
    "words to everybody": (lambda draft: words.tell(draft, "Listen."), EVERYBODY),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_change_concerns_those_whose_page_it_changes(tmp_path: Path, name: str) -> None:
    """Each change wakes whom it concerns, and nobody else."""
    act, concerned = ACTS[name]
    with held(tmp_path) as room:
        room.come("Ana", "Ben", "Cem", "Dea", "Eva", "Fis", "Gil")
        room.do(placing(**PEOPLE), seats.start)
        before = room.live.now
        room.do(act)
        after = room.live.now
        where = moved(before, after)
        woken = {seat for seat in EVERYBODY if where is None or concerns_of(after.lesson, seat) & where}
        woken |= {seat for seat in EVERYBODY if where is not None and concerns_of(before.lesson, seat) & where}

        assert concerned == woken


def test_only_what_the_log_tells_of_clocks_is_nothing_new(tmp_path: Path) -> None:
    """A note, a vote, a clock that is set anew to the same, and a new group are something to look at; that a clock runs is not."""
    with held(tmp_path) as room:
        room.come("Ana", "Ben", "Cem", "Dea", "Eva", "Fis", "Gil")
        room.do(placing(**PEOPLE), seats.start, lambda draft: turns.set_clock(draft, "g2", 60))
        ran = Ran(left=(Left(group="g2", milliseconds=1_000),))
        acts: list[Callable[[Draft], object]] = [
            lambda draft: draft.note(ran),
            lambda draft: turns.set_clock(draft, "g2", 60),
            lambda draft: words.note(draft, "Quick."),
            voting("s1", "block"),
            lambda draft: turns.force(draft, "g2", 1),
        ]
        told = []
        for act in acts:
            before = room.live.now
            room.do(act)
            told.append(only_time(before, room.live.now))

    assert [True, False, False, False, False] == told


def test_the_start_concerns_who_has_no_place(tmp_path: Path) -> None:
    """Whoever was given no place is told when the play begins that they wait now; a second group that starts is nothing new to them."""
    with held(tmp_path) as room:
        room.come("Ana", "Ben", "Cem")
        room.do(placing(s1="g1 north"))
        before = room.live.now
        room.do(seats.start)
        begun = room.live.now
        room.do(placing(s2="g2 north"), seats.start)
        where = [moved(*pair) or frozenset() for pair in ((before, begun), (begun, room.live.now))]

    assert [True, False] == [("seat", "s3") in concerned for concerned in where]
