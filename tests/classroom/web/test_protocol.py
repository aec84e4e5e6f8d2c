"""What a page may send."""

import pytest

from sim.classroom.web.protocol import ChooseForm, ClockForm, Form, JoinForm, MinutesForm, SpeakForm, read_form
from sim.errors import Invalid


def test_a_form_is_read() -> None:
    """Numbers are numbers, and an empty field that may be left out is left out."""
    form = read_form(ChooseForm, b"turn=3&option=open&reason=&expectation=&key=abcdefgh")

    assert (3, "open", None, None, "abcdefgh") == (form.turn, form.option, form.reason, form.expectation, form.key)


def test_an_order_without_fields_is_an_empty_form() -> None:
    """A button alone sends nothing."""
    assert Form() == read_form(Form, b"")


def test_a_name_is_cleaned() -> None:
    """A name has no characters that hide or move text, one space between words, and an end."""
    assert "Ana Marija" == read_form(JoinForm, b"name=%20Ana%E2%80%AE%0A%20Marija%20").name
    assert 40 == len(read_form(JoinForm, b"name=" + b"x" * 80).name)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (ChooseForm, b"turn=3"),
        (ChooseForm, b"turn=-1&option=open"),
        (ChooseForm, b"turn=3.5&option=open"),
        (ChooseForm, "turn=٣&option=open".encode()),
        (ChooseForm, b"turn=9999999999&option=open"),
        (ChooseForm, b"turn=3&option=open&more=1"),
        (ChooseForm, b"turn=3&option=open&option=block"),
        (ChooseForm, b"turn=3&option="),
        (ChooseForm, b"turn=3&option=open&expectation=explodes"),
        (ChooseForm, b"turn=3&option=open&key=short"),
        (ChooseForm, b"turn=3&option=open&key=" + b"%0A" * 9),
        (ChooseForm, b"\xff\xfe"),
        (ChooseForm, b"&".join(b"a%d=1" % number for number in range(99))),
        (JoinForm, b"name=%E2%80%AE"),
        (JoinForm, b"name=" + b"x" * 401),
        (SpeakForm, b"to=&words=%20%20"),
        (ClockForm, b"group=&seconds=soon"),
        (MinutesForm, b"minutes=0"),
    ],
)
def test_what_is_no_such_form_is_refused(kind: type[Form], body: bytes) -> None:
    """Missing, unknown, repeated, malformed and oversized fields are refused, and the refusal repeats nothing of them."""
    with pytest.raises(Invalid) as refused:
        read_form(kind, body)

    assert "not-a-form" == refused.value.code
    assert "explodes" not in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (MinutesForm, b"minutes=0", "minutes: that is too small; write 1 or more"),
        (MinutesForm, b"minutes=601", "minutes: that is too large; write 600 or less"),
        (MinutesForm, b"minutes=half+an+hour", "minutes: it is no whole number; write one in digits"),
        (ClockForm, b"group=&seconds=", "seconds: it is no whole number; write one in digits"),
        (ChooseForm, b"turn=3&option=open&expectation=explodes", "expectation: it is none of what can be chosen here; look again"),
    ],
)
def test_a_refusal_is_in_plain_words(kind: type[Form], body: bytes, said: str) -> None:
    """A number out of bounds, or none, and a choice that is not offered are refused in words that a teacher would use."""
    with pytest.raises(Invalid) as refused:
        read_form(kind, body)

    assert said == str(refused.value)
