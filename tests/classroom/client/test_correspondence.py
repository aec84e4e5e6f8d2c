"""What a seat on another computer knows: letters until they are answered, news that only grow newer, pauses that grow."""

import json

import pytest

from sim.classroom.client.correspondence import LISTENING, SENDING, Correspondence, Lines, Pauses, letter_to, read_data
from sim.errors import Illegal, Invalid, StorageFailed
from sim.model.lesson_view import SeatNews, SeatView

AWAY = StorageFailed("no answer", "server-away")


def news(version: int, *, left: int | None = None, runs: bool = False) -> SeatNews:
    """Return news of a seat that waits."""
    seat = SeatView.model_validate(
        {
            "lesson": "one",
            "version": version,
            "seat": "s1",
            "name": "Ana",
            "stage": "waiting",
            "group": None,
            "role": None,
            "role_name": "Observer",
            "view": None,
            "team": (),
            "agree": "majority",
            "wants": None,
            "even": False,
            "talk": False,
            "messages": (),
            "proposals": (),
            "reasons": False,
            "others": (),
        }
    )
    return SeatNews(seat=seat, left=left, runs=runs, failed=False)


def event(version: int) -> str:
    """Return news as a stream says them."""
    return json.dumps({"version": version, "news": news(version).model_dump_json()})


def test_what_is_not_answered_stays() -> None:
    """A letter that no server answered is the next to be sent, unchanged, and the person is told so."""
    kept = Correspondence(news(1), 0.0)
    letter = letter_to("one", "choose", {"turn": "1", "option": "block"}, "a-key-of-mine")
    kept.outbox.append(letter)

    assert not kept.answer(letter, AWAY)
    assert kept.said().startswith("Not saved yet")
    assert [letter] == [*kept.outbox]
    assert {"turn": "1", "option": "block", "key": "a-key-of-mine"} == letter.form


def test_what_is_answered_is_gone() -> None:
    """A letter that was kept leaves the outbox."""
    kept = Correspondence(news(1), 0.0)
    letter = letter_to("one", "choose", {"turn": "1", "option": "block"}, "a-key-of-mine")
    letter.is_choice = True
    kept.outbox.append(letter)

    assert kept.answer(letter, None)
    assert (0, 1, None) == (len(kept.outbox), kept.saved, kept.refused)


def test_a_late_refusal_is_told() -> None:
    """Where nobody waits for the answer any more, the refusal is kept for them."""
    kept, refused = Correspondence(news(1), 0.0), Illegal("too late", "paused")
    letter = letter_to("one", "speak", {"words": "hello"}, "a-key-of-mine")
    kept.outbox.append(letter)
    kept.answer(letter, refused)

    assert refused is kept.refused


def test_news_only_grow_newer() -> None:
    """What comes late, or twice, changes nothing."""
    kept = Correspondence(news(1), 0.0)
    for version in (5, 3, 5, 4):
        kept.hear("view", event(version), 1.0)

    assert 5 == kept.news.seat.version


def test_a_seat_that_was_released_is_told() -> None:
    """After that nothing else is said of the way to the server."""
    kept = Correspondence(news(1), 0.0)
    kept.miss()
    kept.hear("gone", "", 1.0)

    assert (True, 1) == (kept.is_gone, kept.returned)
    assert "The facilitator has released your seat." == kept.said()


def test_a_server_that_stops_after_the_lesson_is_not_waited_for() -> None:
    """While the lesson goes on a lost way goes on by itself; after its end nothing goes on, and nobody is told so."""
    kept = Correspondence(news(1), 0.0)
    kept.miss()
    before = kept.said()
    kept.take(news(2).model_copy(update={"seat": news(2).seat.model_copy(update={"stage": "over"})}), 1.0)

    assert "No connection. What was saved stays saved; this goes on by itself." == before
    assert "The facilitator's computer does not answer any more." == kept.said()


def test_a_clock_runs_on_between_news() -> None:
    """What is left follows from when it was told, and stands where the lesson stands."""
    kept = Correspondence(news(1, left=30, runs=True), 100.0)
    before = kept.left(110.0)
    kept.take(news(2, left=20, runs=False), 110.0)

    assert (20, 20) == (before, kept.left(500.0))


@pytest.mark.parametrize(("first", "longest"), [SENDING, LISTENING])
def test_pauses_grow_and_differ(first: float, longest: float) -> None:
    """Each is about twice the one before up to the longest, a third longer or shorter by chance, and the first again after a success."""
    pauses = Pauses(first, longest)
    shortest = [pauses.again(0.0) for _ in range(8)]
    pauses.over()
    second = Pauses(first, longest)

    assert first * 0.7 == pytest.approx(shortest[0])
    assert longest * 0.7 == pytest.approx(shortest[-1])
    assert shortest == sorted(shortest)
    assert pauses.again(1.0) == second.again(1.0) == pytest.approx(first * 1.3)


def test_what_is_sent_again_waits_one_to_thirty_seconds() -> None:
    """As long as a server is away, nobody asks it more often, and nobody waits longer, but for the chance that keeps a class apart."""
    assert (1.0, 30.0) == SENDING


def test_a_stream_is_read_line_by_line() -> None:
    """An event ends with an empty line; what is no event is nothing."""
    lines = Lines()
    said = b'retry: 2000\n\nevent: view\nid: 3\ndata: {"a": 1}\n\nevent: beat\ndata: {}\n\n'
    found = [event for line in said.splitlines(keepends=True) if (event := lines.read(line))]

    assert [("view", '{"a": 1}'), ("beat", "{}")] == found


@pytest.mark.parametrize("hidden", ['"\\u001b[2J"', '"\\b"', '"a\u202eb"', '{"\\u001b": 1}'])
def test_whatever_is_hidden_in_json_is_cleaned(hidden: str) -> None:
    """However a character is written that moves the cursor, it is not there afterwards."""
    assert str(read_data(hidden)).isprintable()


def test_what_needs_no_cleaning_is_left_alone() -> None:
    """Ordinary words come as they were sent, line feeds too."""
    assert {"a": "two\nlines – and “quotes”"} == read_data('{"a": "two\\nlines – and “quotes”"}')


def test_what_is_no_json_is_told() -> None:
    """Whatever answers there is no server of lessons."""
    with pytest.raises(Invalid, match="no server of lessons"):
        read_data("<html>")
