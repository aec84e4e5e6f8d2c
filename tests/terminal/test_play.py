"""Which way of playing a terminal gets."""

import io
from pathlib import Path

import pytest

from sim.terminal.leaving import Ending
from sim.terminal.play import interact, lenient, must_be_plain
from sim.terminal.settings import Settings
from tests.terminal.seated import seated


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("source", "sink", "term", "plain"),
    [
        (Screen(), Screen(), "xterm-256color", False),
        (io.StringIO(), Screen(), "xterm-256color", True),
        (Screen(), io.StringIO(), "xterm-256color", True),
        (Screen(), Screen(), "dumb", True),
        (Screen(), Screen(), "", False),
    ],
)
def test_a_pipe_and_a_simple_terminal_get_plain_lines(source: io.StringIO, sink: io.StringIO, term: str, *, plain: bool) -> None:
    """The full screen needs a terminal at both ends that can move its cursor."""
    assert plain is must_be_plain(source, sink, term)


def test_plain_lines_are_played_where_asked_for(tmp_path: Path) -> None:
    """In the line mode input and output are the streams given."""
    sink = io.StringIO()
    with seated(tmp_path, "eastbank") as table:
        ending = interact(table, Settings(), io.StringIO("\n1\n1\n"), sink, plain=True)

    assert (Ending.OVER, True) == (ending, "Outcome" in sink.getvalue())


def test_what_an_encoding_cannot_say_becomes_a_question_mark() -> None:
    """A terminal without Unicode gets `?` instead of an error."""
    raw = io.BytesIO()
    sink = lenient(io.TextIOWrapper(raw, encoding="ascii"))
    sink.write("“words”")
    sink.flush()

    assert b"?words?" == raw.getvalue()


def test_other_streams_are_left_alone() -> None:
    """A stream that has no encoding is used as it is."""
    sink = io.StringIO()

    assert sink is lenient(sink)
