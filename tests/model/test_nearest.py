"""Which valid word a mistyped one was meant to be."""

import pytest

from sim.model.nearest import listed, nearest
from tests.thread_time import within_a_second


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("kosvo", "kosovo"), ("tutorail", "tutorial"), ("Kosovo", "kosovo"), ("utorial", "tutorial"), ("xyz", ""), ("", ""), ("k" * 65, "")],
)
def test_a_slip_finds_the_word_that_was_meant(wrong: str, meant: str) -> None:
    """A letter too many, too few or in the wrong place is recognised; anything further off is not guessed at."""
    assert meant == nearest(wrong, ["tutorial", "kosovo", ""])


def test_thousands_of_words_take_no_time() -> None:
    """Two hundred slips among ten thousand words are judged within a second."""
    words = [f"scene-{number:05}" for number in range(10_000)]
    with within_a_second():
        for number in range(200):
            nearest(f"scene-x{number:04}", words)


def test_a_list_is_cut_short() -> None:
    """Of many words the first are named, and how many more there are."""
    assert listed(list("abcd"), 2) == "a, b and 2 more"
    assert listed(list("ab"), 2) == "a, b"
    assert listed([]) == "none"
