"""Looking for words in the documents."""

import pytest

from sim.evidence.search import search
from sim.library import open_scenario

CORPUS = open_scenario("tutorial").corpus


def test_capitals_do_not_matter() -> None:
    """Words are found whatever their capitals."""
    assert [4] == [found.number for found in search(CORPUS, "the FERRY has not")]


def test_marks_may_differ_in_form() -> None:
    """Words are found under another form of quotation marks and white space."""
    assert [9] == [found.number for found in search(CORPUS, "mends  it,” the mayor")]


def test_near_words_are_found_where_no_sentence_holds_them() -> None:
    """A slip of the finger still finds the nearest sentence, marked as less than the words."""
    first = search(CORPUS, "keeper of the uppr lock")[0]

    assert (13, True) == (first.number, first.likeness < 100)


def test_one_misspelt_word_is_found() -> None:
    """A slip in a single word still finds the sentences that have it."""
    hits = search(CORPUS, "keepre")

    assert hits
    assert max(hit.likeness for hit in hits) < 100


@pytest.mark.parametrize("words", ["", "   ", "zzzzzz qqqqqq"])
def test_nothing_like_the_words_is_nothing(words: str) -> None:
    """Words that are nowhere, and no words at all, find nothing."""
    assert () == search(CORPUS, words)


def test_no_more_is_found_than_asked_for() -> None:
    """The limit holds for words that stand in many sentences."""
    assert 2 == len(search(CORPUS, "the", limit=2))


def test_words_that_stand_apart_find_the_sentence_that_has_most_of_them() -> None:
    """A sentence with both words comes before one with one of them, wherever in it they stand."""
    hits = search(CORPUS, "rope mayors")

    assert 1 < len(hits)
    assert [hit.likeness for hit in hits] == sorted((hit.likeness for hit in hits), reverse=True)
    assert {4} != {hit.number for hit in hits}
