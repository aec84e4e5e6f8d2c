"""What leaves the command holds no control character."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli.output import JSON_VERSION, printable, tell_json


@given(st.text())
def test_printable_text_is_printable(text: str) -> None:
    """Whatever text comes in, what goes out moves, hides and colours nothing."""
    hidden = [character for character in printable(text) if character != "\n" and not character.isprintable() and character.isascii()]

    assert [] == hidden


def test_indents_and_line_feeds_stay() -> None:
    """The form of a text is kept."""
    assert "one\n  two\n\nthree" == printable("one\n  two\r\n\nthree")


@pytest.mark.parametrize("hidden", ["\x1b[2J", "\x07", "\u202e", "\x9b", "\u200b"])
def test_what_moves_or_hides_text_is_left_out(hidden: str) -> None:
    """Escape sequences lose their escape, and marks that turn text around are gone."""
    assert hidden[0] not in printable(f"a{hidden}b")


def test_json_is_one_object_with_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    """What programs read begins with the version, and is ASCII."""
    tell_json({"words": "“é”"})
    told = capsys.readouterr().out

    assert ({"schema_version": JSON_VERSION, "words": "“é”"}, True) == (json.loads(told), told.isascii())
