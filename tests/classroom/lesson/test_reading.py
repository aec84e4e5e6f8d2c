"""What a seat opens, judges and marks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import reading, seats, words
from sim.errors import Illegal
from sim.model.events import Marked, Opened
from sim.store.drafting import Draft
from tests.classroom.taught import Class, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play in which two have the north and one the south."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south"), seats.start)
        yield made


def opening(seat: str) -> Callable[[Draft], None]:
    """Return how a seat opens a passage."""
    return lambda draft: reading.open_passage(draft, seat, next(iter(draft.machine.sources)), "some words")


def marking(seat: str, key: str | None = None) -> Callable[[Draft], None]:
    """Return how a seat marks wording."""
    return lambda draft: reading.mark(draft, seat, next(iter(draft.machine.sources)), "loaded", key)


def noted(room: Class, kind: type[Opened | Marked]) -> int:
    """Return how many events of a kind the play has."""
    return sum(isinstance(entry.event, kind) for entry in room.live.now.sessions["g1"].log)


def test_an_opened_passage_is_noted_once(room: Class) -> None:
    """However often a role opens a passage, by whichever seat, it is noted once."""
    room.do(opening("s1"), opening("s2"), opening("s1"))

    assert 1 == noted(room, Opened)


def test_a_judgement_is_for_a_claim(room: Class) -> None:
    """Where a scene has no exercise there is nothing to judge."""
    with pytest.raises(Illegal, match="no claim to judge"):
        room.do(lambda draft: reading.judge(draft, "s1", "bridge", "well", "key-one1"))


def test_a_mark_that_is_sent_again_is_one(room: Class) -> None:
    """Wording that is marked under one key twice is marked once."""
    room.do(marking("s1", "key-one1"), marking("s1", "key-one1"), marking("s1", "key-two2"))

    assert 2 == noted(room, Marked)


def test_a_play_that_is_over_is_read_and_no_longer_written(room: Class) -> None:
    """In a pause a role may read on; once the lesson is over nothing more is noted of it."""
    room.do(words.pause, opening("s1"), marking("s1"), words.end)
    before = room.live.now
    for act in (opening("s3"), marking("s3")):
        with pytest.raises(Illegal, match="the lesson is over"):
            room.do(act)

    assert (1, 1, before) == (noted(room, Opened), noted(room, Marked), room.live.now)
