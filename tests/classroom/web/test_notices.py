"""What whoever is about to join reads of what is kept of them."""

import pytest

from sim.classroom.web.notices import LARGEST, read_notice, usual
from sim.errors import Invalid
from sim.model.joining import Notice


def test_the_usual_notice_speaks_the_languages_of_the_place() -> None:
    """It is there in English, Serbian and Albanian, each with a heading and as many paragraphs as the others."""
    assert ["en", "sr-Latn", "sq"] == [said.lang for said in usual()]
    assert 1 == len({said.text.count("\n\n") for said in usual()})
    assert 3 == len({said.heading for said in usual()})


def test_a_notice_is_read_as_it_is_written() -> None:
    """Text before the first line of a language is English; a heading is one line; how lines end means nothing."""
    text = "What is\nkept\r\n\r\nYour name.\r\n \r\nYour choices,\r\nall.\r\n[sq]\r\nÇfarë ruhet\r\n\r\nEmri.\r\n"

    assert (
        Notice(lang="en", heading="What is kept", text="Your name.\n\nYour choices,\nall."),
        Notice(lang="sq", heading="Çfarë ruhet", text="Emri."),
    ) == read_notice(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the notice in en has no words"),
        ("What is kept of you", "line 1: the notice in en has no text"),
        ("[sq]\nÇfarë\n\nEmri.\n[sr-Latn]\n", "line 5: the notice in sr-Latn has no words"),
        ("[Shqip]\nÇfarë\n\nEmri.", "line 1: 'Shqip' is no language; write one such as"),
        (
            "[sq]\nÇfarë\n\nEmri.\n[en]\nKept\n\nA name.\n[sq]\nRuhet\n\nEmri.",
            "line 9: the notice in sq began on line 1 already; write each",
        ),
        ("Kept\n\nYour name.\n[en]\nKept\n\nA name.", "line 4: the notice in en began on line 1 already"),
        ("[sr-Latn]\nA\n\nB.\n[sr-LATN]\nA\n\nB.", "line 5: the notice in sr-LATN began on line 1 already"),
        ("Kept\n\nYour\u202ename.", r"line 3: U\+202E hides or moves text"),
        ("Kept\n\n" + "x" * LARGEST, "12006 characters; 12000 are allowed"),
    ],
)
def test_what_is_no_notice_is_refused_with_its_line(text: str, said: str) -> None:
    """A notice without a heading or a text, in no language, too long, or with signs that hide text is refused."""
    with pytest.raises(Invalid, match=said):
        read_notice(text)


def test_letters_of_a_language_are_languages_of_their_own() -> None:
    """Serbian stands once in each of its alphabets."""
    assert ["sr-Latn", "sr-Cyrl", "sr"] == [said.lang for said in read_notice("[sr-Latn]\nA\n\nB.\n[sr-Cyrl]\nA\n\nB.\n[sr]\nA\n\nB.")]
