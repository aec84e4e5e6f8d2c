"""Finding quoted words in a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.evidence.document import Prepared
from tests.thread_time import within_a_second

TEXT = 'He said:  “We will\nnot go.” The deal – a "plates-only" deal – isn’t dead.\nPristina’s police came. The deal was off.\n'
DOCUMENT = Prepared(TEXT)


def _words(quote: str) -> list[str]:
    return [TEXT[start:end] for start, end in DOCUMENT.places(quote)]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("We will not go", ["We will\nnot go"]),
        ("said: “We will", ["said:  “We will"]),
        ('said: "We   will', ["said:  “We will"]),
        ("a “plates-only” deal", ['a "plates-only" deal']),
        ("deal - a", ["deal – a"]),
        ("isn't dead", ["isn’t dead"]),
        ("The deal", ["The deal", "The deal"]),
        ("  police came.  ", ["police came."]),
    ],
)
def test_forms_of_signs_do_not_matter(quote: str, words: list[str]) -> None:
    """White space, dashes and quotation marks may have another form; what is found has the document's."""
    assert words == _words(quote)


@pytest.mark.parametrize(
    "quote", ["we will not go", "We wil not go", "he deal", "The dea", "ristina’s police", "isnt dead", "", "   ", "We will, not go"]
)
def test_letters_and_words_do(quote: str) -> None:
    """Another capital, a letter more or less, a cut word or another sign is not the document's."""
    assert [] == _words(quote)


def test_only_the_first_places_are_given() -> None:
    """A quotation that stands everywhere is found as often as was asked for."""
    assert 3 == len(Prepared("word " * 100).places("word", 3))


@given(st.data())
def test_every_stretch_between_words_is_found(data: st.DataObject) -> None:
    """Any run of whole words of a document is found, and what is found begins and ends with them."""
    words = TEXT.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])

    assert quote in [" ".join(found.split()) for found in _words(quote)]


def test_the_nearest_words_are_whole() -> None:
    """For words that are not there the nearest ones are named, from the beginning of a word to the end of one."""
    near = DOCUMENT.nearest("We will nut go")
    assert near is not None

    assert TEXT[near[0] : near[1]].split() == ["We", "will", "not", "go"]


@pytest.mark.parametrize("quote", ["Zyx wvu tsrq ponm", "", " "])
def test_what_is_like_nothing_has_no_nearest_words(quote: str) -> None:
    """Nothing is suggested that has nothing in common."""
    assert DOCUMENT.nearest(quote) is None


def test_an_empty_document_has_no_words() -> None:
    """Nothing is found in nothing."""
    assert Prepared("").places("words of it") == ()
    assert Prepared("").nearest("words of it") is None


def test_a_long_quotation_is_not_shown_whole() -> None:
    """The nearest words end after a few lines."""
    text = "one two three four five six seven eight nine ten. " * 40
    near = Prepared(text).nearest(text[:1_500].replace("one", "own"))
    assert near is not None

    assert near[1] - near[0] <= 310


def test_sentences_of_a_stretch_are_numbered() -> None:
    """A stretch of a document lies in the sentences that it touches."""
    assert (1, 2) == DOCUMENT.spanning(DOCUMENT.places("We will not go")[0])
    assert TEXT.splitlines()[1] == DOCUMENT.words(2, 3)


def test_a_million_characters_take_no_time() -> None:
    """Fifty quotations that are not in a long document are looked up within a second."""
    document = Prepared("All work and no play makes a dull text. " * 25_000)
    with within_a_second():
        for number in range(50):
            document.places(f"All work and no play {number}")
