"""Writing pages."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from sim.classroom.lesson import seats
from sim.classroom.server.fragments import Asks
from sim.classroom.web.pages import block, environment, moment, page, paragraphs, static_file
from sim.engine.view import view
from sim.model.source import Basis
from sim.model.view import ShownIndicator
from sim.report.typeset import can_typeset
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


PROMISES = tuple(
    ShownIndicator(id=name, name=name, about="", value=value, low=0, high=1, change=change, commitment="North", broken=broken)
    for name, value, change, broken in (
        ("given", 1, 0, False),
        ("again", 1, 1, True),
        ("just-broken", 0, -1, True),
        ("long-broken", 0, 0, True),
        ("never", 0, 0, False),
    )
)
FACT = ShownIndicator(id="fact", name="fact", about="", value=0, low=0, high=1, change=-1, commitment=None)


def test_a_promise_that_was_broken_reads_otherwise_than_one_that_was_never_given() -> None:
    """The board tells how a promise stands now and stood before; the line of a table tells how it stands now."""
    parts = environment().get_template("parts.html").module
    cells = re.findall(r"<td>([^<]*)</td><td>([^<]*)</td>", str(parts.board((*PROMISES, FACT))))
    line = re.findall(r"<strong>([^<]*)</strong>", str(parts.indicator_line((*PROMISES, FACT))))

    assert [
        ("given", "the same"),
        ("given", "broken or taken back"),
        ("broken or taken back", "given"),
        ("broken or taken back", "the same"),
        ("not given", "the same"),
        ("no", "yes"),
    ] == cells
    assert [now for now, _ in cells] == line


def test_the_screen_tells_which_promises_stand_and_which_were_broken() -> None:
    """Promises that were never given are left out; where there is little room, all of them."""
    parts = environment().get_template("parts.html").module
    whole, short = (re.findall(r'<p class="small">([^<]*)</p>', str(parts.indicators_short(PROMISES, room))) for room in (True, False))

    assert (["Promised in public: given; again", "Promises broken or taken back: just-broken; long-broken"], []) == (whole, short)


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


def test_what_stands_in_the_file_of_the_hour_after_is_said() -> None:
    """Where PDF can be set it is named; where it cannot, that is said before anybody looks for it."""
    debriefs = environment().get_template("parts.html").module.__dict__["debriefs"]
    group = {"group": "g1", "over": True}
    said = [" ".join(str(debriefs([group], True, "debrief", pdf=pdf)).split()) for pdf in (True, False)]  # noqa: FBT003 -- as templates call it

    assert ["page, paper, tables and data of all groups" in text for text in said] == [True, False]
    assert ["The PDF for paper is missing: it needs typst" in text for text in said] == [False, True]
    assert can_typeset() is environment().globals["typesets"]
