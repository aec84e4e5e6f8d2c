"""How a document is cut into numbered sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.evidence.sentences import sentences
from sim.library import open_scenario
from tests.thread_time import within_a_second


def _cut(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Why? No! Yes…", ["Why?", "No!", "Yes…"]),
        ('"Stop." He left.', ['"Stop."', "He left."]),
        ("“Stop.” “Why?” he said.", ["“Stop.”", "“Why?” he said."]),
        ("(It ended.) Then came 2013. 1244 holds.", ["(It ended.)", "Then came 2013.", "1244 holds."]),
        ("CAPTION\nText of it.", ["CAPTION", "Text of it."]),
        ("• Police\n• AP\n\nIt ended.", ["• Police", "• AP", "It ended."]),
        ("Mr. A. B. Smith of the U.S. came.", ["Mr. A. B. Smith of the U.S. came."]),
        ("It rose by 3.5 percent.", ["It rose by 3.5 percent."]),
        ("See rt.com for it.", ["See rt.com for it."]),
        ("Wait... what?", ["Wait... what?"]),
        ("Windows.\r\nLines.", ["Windows.", "Lines."]),
        ("   \n\n ", []),
        ("", []),
    ],
)
def test_sentences_end_where_readers_see_the_end(text: str, cut: list[str]) -> None:
    """Marks, quotation marks, captions, bullets, initials and numbers are told apart."""
    assert cut == _cut(text)


@given(st.text(alphabet='aB .!?…"”\n\r•1', max_size=80))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    """Every character that is not white space stands in exactly one sentence, in order, and numbers run without a gap."""
    found = sentences(text)

    assert "".join(text.split()) == "".join("".join(text[sentence.start : sentence.end].split()) for sentence in found)
    assert list(range(1, len(found) + 1)) == [sentence.number for sentence in found]
    assert all(before.end <= after.start and before.paragraph <= after.paragraph for before, after in pairwise(found))


def test_the_shipped_documents_have_sentences_of_a_readable_length() -> None:
    """No sentence of the five documents is longer than a paragraph of a newspaper."""
    texts = open_scenario("kosovo").corpus.texts

    assert [33, 56, 95, 23, 60] == [len(sentences(texts[source])) for source in sorted(texts)]
    assert max(sentence.end - sentence.start for text in texts.values() for sentence in sentences(text)) <= 600


@pytest.mark.parametrize("text", ["." * 300_000, ". " * 150_000, "." + " " * 300_000, '."' * 150_000, ". (" * 100_000, "A." * 150_000])
def test_no_document_makes_it_slow(text: str) -> None:
    """Text made to slow a search down is cut within a second."""
    with within_a_second():
        sentences(text)
