"""What is said in a lesson, and orders about the whole of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.errors import Illegal, Missing, Stale
from sim.store.drafting import Draft
from tests.classroom.taught import Class, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play with one in each role, in which messages are open."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem")
        made.do(placing(s1="g1 north", s2="g1 south", s3="g1"), seats.start, lambda draft: words.permit(draft, talk=True))
        yield made


def speaking(seat: str, to: str | None, text: str = "Let us talk.", key: str | None = None) -> Callable[[Draft], None]:
    """Return a message."""
    return lambda draft: words.speak(draft, seat, to, text, key)


def said(room: Class) -> list[str]:
    """Return the words of everything that was said."""
    return [getattr(one.event, "words", "") for one in room.live.now.lesson.said]


def test_messages_are_off_until_they_are_opened(room: Class) -> None:
    """Messages go through only while the facilitator allows them, and never after the end."""
    room.do(lambda draft: words.permit(draft, talk=False))
    with pytest.raises(Illegal, match="has not opened messages"):
        room.do(speaking("s1", None))
    room.do(lambda draft: words.permit(draft, talk=True), speaking("s1", None), words.end)
    with pytest.raises(Illegal, match="the lesson is over"):
        room.do(speaking("s1", None))

    assert ["Let us talk."] == said(room)


@pytest.mark.parametrize("to", ["north", "west", "chance"])
def test_a_message_goes_to_another_role(room: Class, to: str) -> None:
    """A message to oneself, or to a role that nobody has in the play, is refused."""
    with pytest.raises(Missing, match="another role of the group"):
        room.do(speaking("s1", to))


def test_observers_do_not_speak_for_a_role(room: Class) -> None:
    """Whoever watches sends no message and proposes nothing."""
    for act in (speaking("s3", None), lambda draft: words.propose(draft, "s3", 1, "A mediator.")):
        with pytest.raises(Illegal, match="this seat watches"):
            room.do(act)


def test_a_seat_writes_only_so_much(room: Class) -> None:
    """A seat that writes without end is stopped; others are not."""
    room.do(*(speaking("s1", None) for _ in range(words.MOST_WORDS)))
    with pytest.raises(Illegal, match=f"{words.MOST_WORDS} messages"):
        room.do(speaking("s1", None))
    room.do(speaking("s2", None))


def test_the_same_message_is_sent_once(room: Class) -> None:
    """A message sent again with its key is not sent twice."""
    room.do(*[speaking("s1", None, key="key-one1")] * 3)

    assert 1 == len(said(room))


def test_words_are_cleaned(room: Class) -> None:
    """Characters that hide or move text do not come in."""
    room.do(speaking("s1", None, "Fine\u202e \x1b[2J words"))

    assert ["Fine [2J words"] == said(room)


def asked(room: Class) -> int:
    """Let the north propose something, and return the number of its entry."""
    room.do(lambda draft: words.propose(draft, "s1", 1, "A mediator."))
    return room.live.now.lesson.said[-1].number


def test_a_proposal_is_returned(room: Class) -> None:
    """A proposal that is returned changes nothing in the play, and has one answer."""
    number = asked(room)
    room.do(lambda draft: words.answer(draft, number, "Who would that be?", None))

    assert {} == dict(room.live.now.sessions["g1"].state.pending)
    with pytest.raises(Illegal, match="has its answer"):
        room.do(lambda draft: words.answer(draft, number, "Again.", None))


def test_the_nearest_option_is_entered_for_a_proposal(room: Class) -> None:
    """The facilitator enters an option in the role's name, and both stand in the log."""
    number = asked(room)
    room.do(lambda draft: words.answer(draft, number, "Nearest: open.", "open"))

    assert {"north": "open"} == dict(room.live.now.sessions["g1"].state.pending)


def test_nothing_is_entered_for_a_turn_that_is_over(room: Class) -> None:
    """An option for a proposal of an earlier turn is refused, and the proposal still waits."""
    number = asked(room)
    room.do(lambda draft: turns.force(draft, "g1", 1))
    with pytest.raises(Stale):
        room.do(lambda draft: words.answer(draft, number, "Too late?", "open"))

    assert number not in (room.live.now.lesson.answers or {})


def test_only_a_proposal_is_answered(room: Class) -> None:
    """An entry that is no proposal has no answer."""
    with pytest.raises(Missing, match="entry 2 of this lesson is no proposal"):
        room.do(lambda draft: words.answer(draft, 2, "What?", None))


def test_only_a_seat_that_is_there_is_told(room: Class) -> None:
    """News for a seat that nobody has is refused."""
    with pytest.raises(Missing, match="nobody has seat 's9'"):
        room.do(lambda draft: words.tell(draft, "Hello.", seat="s9"))


def test_a_lesson_is_paused_once(room: Class) -> None:
    """A pause in a pause, going on without one, and anything after the end are refused."""
    with pytest.raises(Illegal, match="not paused"):
        room.do(words.go_on)
    room.do(words.pause)
    with pytest.raises(Illegal, match="paused already"):
        room.do(words.pause)
    room.do(words.end)
    for order in (words.pause, words.end):
        with pytest.raises(Illegal, match="the lesson is over"):
            room.do(order)


def test_the_end_is_set(room: Class) -> None:
    """When the lesson has to be over stands in it."""
    room.do(lambda draft: words.schedule(draft, "2026-01-01T13:30:00Z"))

    assert "2026-01-01T13:30:00Z" == room.live.now.lesson.ends
