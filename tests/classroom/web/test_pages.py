"""Writing pages."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from sim.classroom.lesson import seats
from sim.classroom.server.fragments import Asks
from sim.classroom.web.pages import block, moment, page, paragraphs, static_file
from sim.engine.view import view
from sim.model.source import Basis
from tests.classroom.taught import held, placing


def test_words_are_never_markup() -> None:
    """Whatever a person or a scenario writes is text on a page."""
    text = page("error.html", message="<script>alert(1)</script>", code="x", back='"><img src=x>', lost="")

    assert "<script>alert" not in text
    assert "<img src=x>" not in text


def test_paragraphs_are_escaped() -> None:
    """An empty line begins a paragraph, a line feed does not, and nothing is markup."""
    assert "<p>a b</p><p>&lt;b&gt;</p>" == str(paragraphs("a\nb\n\n<b>"))


def test_a_missing_value_is_no_empty_place() -> None:
    """A template that misses a value fails."""
    with pytest.raises(UndefinedError):
        page("error.html", message="x")


def test_a_time_says_that_it_is_utc() -> None:
    """Without its script a page shows the time of the log, and of which clock it is; the script reads it from the element."""
    assert '<time datetime="2026-11-22T14:05:07.1Z">14:05 UTC</time>' == moment("2026-11-22T14:05:07.1Z")


def test_only_files_of_ours_are_served() -> None:
    """A file is served by its name, and none by a path."""
    assert static_file("classroom.js") is not None
    assert [None, None] == [static_file(name) for name in ("../app.py", "nothing.css")]


@pytest.mark.parametrize(
    ("basis", "words"), [(Basis.INVENTED, "Invented for teaching: no document shows this."), (Basis.REPORTED, "Basis: reported.")]
)
def test_a_page_says_on_what_basis_it_tells_something(tmp_path: Path, basis: Basis, words: str) -> None:
    """The situation and every option carry their basis on the page, in the words of the terminal."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben")
        made.do(placing(s1="g1 north", s2="g1 south"), seats.start)
        told = view(made.live.now.sessions["g1"], "north", made.opened.grounds)
    decision = told.decision
    assert decision is not None
    options = tuple(option.model_copy(update={"basis": basis}) for option in decision.options)
    shown = told.model_copy(update={"basis": basis, "decision": decision.model_copy(update={"options": options})})
    values = {**{name: getattr(shown, name) for name in type(shown).model_fields}, "before": None}

    asks = Asks(reasons=False, team=False, adviser="Your adviser")._asdict()

    assert 1 == block("play.html", "scene", view=values, **asks).count(words)
    assert len(options) == block("play.html", "asked", view=values, **asks).count(words)
