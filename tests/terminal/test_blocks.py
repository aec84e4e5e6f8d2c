"""Blocks lay themselves out for any width, and a passage is never without its line."""

from sim.model.source import Basis
from sim.model.view import ShownPassage
from sim.terminal.blocks import Barred, Behind, Beside, Block, Gap, Prose, Quote, Rule, Words, cited, laid_out
from sim.terminal.lines import Span, width_of

PASSAGE = ShownPassage(
    quote="the rope was cut",
    speaker="The mayor, mayor of Eastbank",
    outlet="The Letter",
    owner="Letter Press",
    publishers=2,
    publisher_names=("Letter Press", "Other Press"),
    basis=Basis.REPORTED,
    label="reported",
    source="river-letter",
    title="The rope",
    date="2026 (inferred)",
    first=3,
    last=3,
    before=("Before it.",),
    sentence="He said the rope was cut at night.",
    after=("After it.",),
    caution="Invented.",
)


def _shown(block: Block, width: int) -> list[str]:
    return [line.text for line in block.lines(width)]


def test_a_rule_fills_its_line() -> None:
    """The line across is as wide as the column."""
    assert ["── News ──"] == _shown(Rule("News"), 10)


def test_the_title_of_a_narrow_rule_is_wrapped() -> None:
    """A title too long for a line is not cut."""
    assert ["a title", "too long"] == _shown(Rule("a title too long"), 9)


def test_prose_keeps_its_paragraphs_apart() -> None:
    """An empty line stands between two paragraphs."""
    assert ["one", "", "two"] == _shown(Prose("one\n\ntwo"), 10)


def test_a_mark_stands_before_every_line() -> None:
    """What is barred is barred at each of its lines."""
    assert ["| one", "| two"] == _shown(Barred(Span("| "), (Prose("one two"),)), 6)


def test_columns_stand_beside_each_other_where_there_is_room() -> None:
    """Two columns are one row high where each is one line high."""
    assert ["one  │ two "] == _shown(Beside(((Prose("one"),), (Prose("two"),)), least=4), 11)


def test_columns_stand_below_each_other_where_there_is_none() -> None:
    """Columns too narrow to read are stacked."""
    assert ["one", "", "two"] == _shown(Beside(((Prose("one"),), (Prose("two"),)), least=5), 11)


def test_rows_of_columns_are_never_too_wide() -> None:
    """Columns of different heights keep their width."""
    rows = Beside(((Prose("one"),), (Prose("two three four"),)), least=4).lines(13)

    assert {13} == {width_of(row.spans) for row in rows}


def test_a_quotation_has_both_its_lines() -> None:
    """Speaker, outlet, owner, publishers and basis stand beneath the words at every width."""
    for width in (30, 60, 120):
        beside = f"{PASSAGE.credit} {PASSAGE.bearing('this')}"
        assert beside in " ".join(line.text.strip() for line in Quote(PASSAGE, "it", "this").lines(width))


def test_passages_behind_something_take_no_line() -> None:
    """What is not quoted needs no room."""
    assert () == Behind((PASSAGE,), "it").lines(40)


def test_every_passage_behind_a_page_is_found_once() -> None:
    """Quoted or only standing behind, inside other blocks or not: each is listed with what it stands behind."""
    other = PASSAGE.model_copy(update={"quote": "at night"})
    blocks = (Gap(), Beside(((Quote(PASSAGE, "first", "this option"),), (Barred(Span("|"), (Behind((other, PASSAGE), "second"),)),))))

    assert (("first", PASSAGE), ("second", other)) == cited(blocks)


def test_the_first_line_of_words_carries_their_anchor() -> None:
    """A page can be scrolled to words by name."""
    lines = laid_out((Gap(), Words((Span("one two"),), anchor="here")), 4)

    assert ["", "here", ""] == [line.anchor for line in lines]
