"""A lesson that is being held: the single writer of its log and of its groups' sessions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.errors import Illegal, InvalidLog, SimError, Stale
from sim.store.lessons import lesson_entry
from tests.classroom.taught import NAME, Class, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson in which one plays the north and one the south."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben")
        made.do(placing(s1="g1 north", s2="g1 south"), seats.start)
        yield made


def test_a_lesson_is_read_back_as_it_was(room: Class) -> None:
    """Whoever opens the lesson anew finds it, and its sessions, as they were."""
    room.do(lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))

    assert room.live.now == room.again().now


def test_a_vote_and_the_choice_it_makes_are_kept_at_once(room: Class) -> None:
    """When the last vote of a role is kept, so is the choice; no reader sees one without the other."""
    before = room.live.now.lesson.number
    room.do(lambda draft: turns.vote(draft, "s1", Ballot(1, "open", "because", "falls"), "key-one1"))
    other = room.again()
    session = other.now.sessions["g1"]

    assert ["voted", "advanced"] == [entry.event.kind for entry in room.archive.lessons.read(NAME, before)]
    assert {"north": "open"} == dict(session.state.pending)
    assert ("because", "falls") == (getattr(session.log[-1].event, "reason", None), getattr(session.log[-1].event, "expectation", None))


def test_a_refusal_changes_nothing(room: Class) -> None:
    """A request that is refused leaves no trace, and those beside it are kept."""
    before = room.live.now.lesson.number
    answers = room.live.do_all(
        [
            lambda draft: turns.vote(draft, "s1", Ballot(1, "attack")),
            lambda draft: turns.vote(draft, "s1", Ballot(1, "open")),
            lambda draft: turns.decide(draft, "g1", "north", 1, "block"),
        ]
    )

    assert [True, False, True] == [isinstance(answer, SimError) for answer in answers]
    assert before + 2 == room.live.now.lesson.number == room.again().now.lesson.number


def test_a_fault_in_one_request_is_its_own(room: Class) -> None:
    """Whatever goes wrong with one request, those beside it are kept."""

    def broken(_draft: object) -> None:
        raise ZeroDivisionError

    answers = room.live.do_all([broken, words.pause])

    assert [ZeroDivisionError, type(None)] == [type(answer) for answer in answers]
    assert room.again().now.lesson.paused


def test_the_same_request_is_done_once(room: Class) -> None:
    """A request sent again with its key changes nothing, here or after the lesson was opened anew."""
    room.do(lambda draft: words.propose(draft, "s1", 1, "A mediator.", "key-one1"))
    number = room.live.now.lesson.number
    room.live.do_all([lambda draft: words.propose(draft, "s1", 1, "A mediator.", "key-one1")] * 3)
    room.again().do(lambda draft: words.propose(draft, "s1", 1, "A mediator.", "key-one1"))

    assert number == room.again().now.lesson.number


def test_the_same_request_twice_at_once_is_done_once(room: Class) -> None:
    """Two copies of a request in one batch do it once."""
    number = room.live.now.lesson.number
    room.live.do_all([lambda draft: words.propose(draft, "s1", 1, "A mediator.", "key-one1")] * 2)

    assert number + 1 == room.again().now.lesson.number


def test_keys_of_different_seats_are_different_requests(room: Class) -> None:
    """Two seats that happen to use one key both get what they asked for."""
    number = room.live.now.lesson.number
    for seat in ("s1", "s2"):
        room.do(lambda draft, seat=seat: words.propose(draft, seat, 1, "A mediator.", "key-one1"))

    assert number + 2 == room.live.now.lesson.number


def test_two_servers_never_write_over_one_another(room: Class) -> None:
    """A server that has not heard of the last change is told so, reads it, and then goes on."""
    other = room.again()
    room.do(words.pause)
    with pytest.raises(Stale, match="gone on elsewhere"):
        other.do(lambda draft: words.note(draft, "Late."))

    assert (True, False) == (other.reload(), other.reload())
    with pytest.raises(Illegal, match="paused"):
        other.do(lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))
    other.do(words.go_on)
    room.live.reload()
    assert other.now == room.live.now


def test_groups_are_read_anew_only_when_they_have_grown(room: Class) -> None:
    """After a change elsewhere a session that did not grow is the same as before."""
    other = room.again()
    room.do(lambda draft: words.note(draft, "Nothing of the play."))
    before = other.now.sessions["g1"]
    other.reload()

    assert other.now.sessions["g1"] is before


@pytest.mark.parametrize("body", ["{", '{"number": 2}', None])
def test_a_damaged_entry_is_named(room: Class, body: str | None) -> None:
    """An entry that cannot be read, or stands at a wrong place, is named with how many before it are good."""
    whole = room.archive.lessons.read(NAME)[0].model_dump_json()
    with pytest.raises(InvalidLog, match=r"entry 3 of lesson 'small-one-test' is damaged .*; the 2 before it are good"):
        lesson_entry(NAME, 3, whole if body is None else body)
