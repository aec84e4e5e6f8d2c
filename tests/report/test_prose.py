"""Paragraphs and lines."""

from sim.report.prose import one_line, paragraphs, wrapped


def test_blank_lines_divide_paragraphs() -> None:
    """A blank line ends a paragraph; another line feed is a space."""
    assert ("one two", "three") == paragraphs("one\ntwo\n\n\nthree\n")


def test_hidden_characters_are_left_out() -> None:
    """Characters that move or hide text do not come through."""
    assert "ab c" == one_line("a\u202eb\n \x1bc\u200b")


def test_a_wide_line_is_broken_at_spaces() -> None:
    """No part is wider than asked, and no word is cut."""
    assert ("aaa bbb", "ccc") == wrapped("aaa bbb ccc", 7)


def test_an_indent_is_kept() -> None:
    """Every part of an indented line is indented alike."""
    assert ("  aaa", "  bbb") == wrapped("  aaa bbb", 6)


def test_a_list_hangs() -> None:
    """The later parts of an item stand under its words."""
    assert ("- aaa", "  bbb") == wrapped("- aaa bbb", 6)


def test_without_a_width_a_line_stays_whole() -> None:
    """Nothing is broken into a pipe."""
    assert ("aaa bbb ccc",) == wrapped("aaa bbb ccc", 0)


def test_a_numbered_line_goes_on_under_its_words() -> None:
    """The other lines of a numbered item begin where its words do."""
    assert ("  1. one two", "     three") == wrapped("  1. one two three", 13)
