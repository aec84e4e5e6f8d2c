"""Which characters a text may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sim.model.text import Label, Text, clean, forbidden_character

LABEL: TypeAdapter[str] = TypeAdapter(Label)


@pytest.mark.parametrize(
    "code", [0x00, 0x07, 0x09, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2066, 0xFE0F, 0xFEFF, 0xE0041]
)
def test_what_hides_or_moves_text_is_refused(code: int) -> None:
    """A control, direction or zero-width character is found, named, and refused in a text of a scenario."""
    text = f"plain{chr(code)}text"

    assert forbidden_character(text) == (5, f"U+{code:04X}")
    with pytest.raises(ValidationError, match="hides or moves text"):
        LABEL.validate_python(text)


@pytest.mark.parametrize("text", ["Žarko, Ćuk, Đorđe", "Fatmir Sejdiu, ë ç", "Косово и Метохија", "“quoted” – so ‘it’ is…"])
def test_the_languages_of_the_scenario_are_not(text: str) -> None:
    """Serbian in both scripts, Albanian, and good punctuation pass."""
    assert LABEL.validate_python(text) == text


def test_a_label_is_one_line() -> None:
    """A line feed in a label could pass for a further line of a list; prose may have it."""
    assert "line\nline" == TypeAdapter(Text).validate_python("line\nline")
    with pytest.raises(ValidationError, match="a line feed at offset 4; one line is expected"):
        LABEL.validate_python("line\nline")


@given(st.text())
def test_what_was_cleaned_is_clean(text: str) -> None:
    """Whatever a person types, nothing forbidden is kept, and cleaning again changes nothing."""
    kept = clean(text)

    assert forbidden_character(kept) is None
    assert clean(kept) == kept


def test_towers_of_accents_are_cut() -> None:
    """Three marks on one letter stay, a hundred do not."""
    assert len(clean("z" + "\u0336" * 100)) <= 4


def test_a_text_is_cut_to_its_limit() -> None:
    """No more is kept than was asked for."""
    assert clean("a" * 50, 10) == "a" * 10
