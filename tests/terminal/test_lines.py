"""Styled text is broken to a width without losing a word."""

from hypothesis import given
from hypothesis import strategies as st

from sim.terminal.lines import Line, Span, clipped, padded, paragraphs, width_of, wrap

TEXTS = st.text(alphabet=st.sampled_from("ab cdé“–漢字́ \n"), max_size=120)
SPANS = st.lists(st.builds(Span, TEXTS, st.sampled_from(["", "strong"])), max_size=4).map(tuple)


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_words_are_broken_at_spaces() -> None:
    """A line ends where the next word would not fit."""
    assert ["one two", "three"] == _texts(wrap((Span("one two three"),), 9))


def test_what_fits_is_left_as_it_was() -> None:
    """Spaces that set columns apart survive where nothing has to be broken."""
    assert ["name    2 of 4"] == _texts(wrap((Span("name"), Span("    2 of 4")), 20))


def test_prefixes_stand_before_every_line() -> None:
    """The first line and the others each have their own prefix, and it counts."""
    assert ["1  one", "   two"] == _texts(wrap((Span("one two"),), 7, (Span("1  "),), (Span("   "),)))


def test_a_word_longer_than_a_line_is_divided() -> None:
    """Nothing runs out of the window."""
    assert ["abcd", "efgh", "ij"] == _texts(wrap((Span("abcdefghij"),), 4))


def test_a_word_may_change_its_style_in_the_middle() -> None:
    """Words of two styles that touch stay together."""
    assert ["a", "bc,"] == _texts(wrap((Span("a b"), Span("c", "strong"), Span(",")), 3))


def test_wide_characters_count_twice() -> None:
    """A character that takes two columns is measured as two."""
    assert ["漢字", "漢"] == _texts(wrap((Span("漢字漢"),), 5))


@given(SPANS, st.integers(6, 40))
def test_no_line_is_wider_than_it_may_be(spans: tuple[Span, ...], width: int) -> None:
    """Whatever is broken, every line fits."""
    assert all(width_of(line.spans) <= width for line in wrap(spans, width, (Span("- "),), (Span("  "),)))


@given(SPANS, st.integers(6, 40))
def test_no_character_is_lost(spans: tuple[Span, ...], width: int) -> None:
    """All that is not white space comes out again, in order."""
    given_text = "".join("".join(span.text for span in spans).split())

    assert given_text == "".join("".join(line.text.split()) for line in wrap(spans, width))


def test_paragraphs_are_divided_by_blank_lines_alone() -> None:
    """A single line feed of a file is a space; a blank line begins a paragraph."""
    assert ("one two", "three") == paragraphs("one\ntwo\n\nthree\n")


def test_clipping_says_that_something_is_left_out() -> None:
    """What does not fit in one line ends in an ellipsis."""
    assert "abc…" == "".join(span.text for span in clipped((Span("ab"), Span("cdef")), 4))


def test_clipping_leaves_what_fits() -> None:
    """What fits stays whole."""
    assert (Span("abcd"),) == clipped((Span("abcd"),), 4)


def test_padding_fills_a_line() -> None:
    """A padded line is as wide as its column."""
    assert 6 == width_of(padded(Line((Span("漢字"),)), 6))
