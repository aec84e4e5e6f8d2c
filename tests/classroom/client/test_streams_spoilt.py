"""A terminal that reads the stream of whatever server it was pointed at: it takes news, or says that they are none, and nothing else.

`pytest --hypothesis-profile=long` reads a hundred times as many.
"""

import json

from hypothesis import given
from hypothesis import strategies as st

from sim.classroom.client.correspondence import Correspondence, Lines, read_data, read_news
from sim.classroom.client.wire import Answer
from sim.errors import Invalid, SimError
from sim.model.lesson_view import SeatNews
from sim.model.text import forbidden_character
from tests.classroom.client.test_correspondence import event, news
from tests.spoiling import spoilt

STREAM = "".join(f"retry: 1000\n\nid: {number}\nevent: view\ndata: {event(number)}\n\n: alive\n\n" for number in range(1, 4)).encode()
SEAT = news(2, left=30, runs=True).model_dump_json().encode()


def texts(value: object) -> list[str]:
    """Return every text in a value."""
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in (str(key), *texts(part))]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


def is_harmless(found: SeatNews) -> bool:
    """Tell whether news can be shown: no text of theirs moves a cursor or cannot be written."""
    return all(forbidden_character(text) is None and text.encode() is not None for text in texts(json.loads(found.model_dump_json())))


@given(spoilt(STREAM))
def test_a_spoilt_stream_brings_news_or_is_refused(stream: bytes) -> None:
    """Whatever comes line by line, what is known afterwards is news that can be shown, never older than before, and a way to say so."""
    kept, lines = Correspondence(news(1), 0.0), Lines()
    version = kept.news.seat.version
    for number, line in enumerate(stream.splitlines(keepends=True)):
        told, said = lines.read(line), ""
        if told is not None:
            try:
                kept.hear(*told, float(number))
            except Invalid as error:
                said = str(error)

        assert said.isprintable()
        assert kept.news.seat.version >= version
        assert is_harmless(kept.news)
        assert kept.said().isprintable()
        assert kept.left(float(number)) is None or isinstance(kept.left(float(number)), int)
        version = kept.news.seat.version


@given(spoilt(SEAT))
def test_a_spoilt_answer_is_news_or_is_refused(body: bytes) -> None:
    """What a seat is told once is read as carefully as what comes by the stream."""
    found, said = None, ""
    try:
        found = read_news(read_data(body.decode("utf-8", "replace")))
    except Invalid as error:
        said = str(error)

    assert said.isprintable()
    assert found is None or is_harmless(found)


@given(st.integers(400, 599), spoilt(b'{"code": "stale-turn", "message": "the play has gone on"}'))
def test_a_spoilt_refusal_is_a_refusal(status: int, body: bytes) -> None:
    """Whatever a server says while it refuses, it is told as a refusal that can be shown."""
    error = Answer(status, body.decode("utf-8", "replace")).error()

    assert isinstance(error, SimError)
    assert forbidden_character(str(error).replace("\n", " ")) is None
    assert str(error).encode()
