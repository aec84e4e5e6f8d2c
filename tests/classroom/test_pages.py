"""Writing pages."""

import pytest
from jinja2 import UndefinedError

from sim.classroom.web.pages import page, paragraphs, static_file


def test_words_are_never_markup() -> None:
    """Whatever a person or a scenario writes is text on a page."""
    text = page("error.html", message="<script>alert(1)</script>", code="x", back='"><img src=x>')

    assert "<script>alert" not in text
    assert "<img src=x>" not in text


def test_paragraphs_are_escaped() -> None:
    """An empty line begins a paragraph, a line feed does not, and nothing is markup."""
    assert "<p>a b</p><p>&lt;b&gt;</p>" == str(paragraphs("a\nb\n\n<b>"))


def test_a_missing_value_is_no_empty_place() -> None:
    """A template that misses a value fails."""
    with pytest.raises(UndefinedError):
        page("error.html", message="x")


def test_only_files_of_ours_are_served() -> None:
    """A file is served by its name, and none by a path."""
    assert static_file("classroom.js") is not None
    assert [None, None] == [static_file(name) for name in ("../app.py", "nothing.css")]
