"""An account as HTML, for the body of a page."""

from sim.report.html import written
from sim.report.outline import Blank, Heading, Item, Moments, Paragraph, Quotation


def test_what_belongs_under_an_item_stands_inside_it() -> None:
    """Items in a row are one list, so that a screen reader says how many there are."""
    told = "".join(written([Item("one"), Paragraph("why", under=True), Item("two", chosen=True), Paragraph("after")]))

    assert "<ul><li><span>one</span><p>why</p></li><li><span class=chosen>two</span></li></ul><p>after</p>" == told


def test_chapters_alone_have_ids() -> None:
    """A page leads to its chapters by their number."""
    told = [*written([Heading(1, "All"), Heading(2, "First"), Heading(3, "Part"), Heading(2, "Second")])]

    assert ["<h1>All</h1>", '<h2 id="s1">First</h2>', "<h3>Part</h3>", '<h2 id="s2">Second</h2>'] == told


def test_a_quotation_has_its_number_and_never_stands_alone() -> None:
    """Who says it and on what basis it bears stand below it; where a reader can ask for more, so does the number before it."""
    (told,) = written([Quotation("Cut & run", "A clerk, in a letter", "A report", number=3)])

    assert "<blockquote><p>[3] “Cut &amp; run”</p><p class=soft>A clerk, in a letter</p><p class=soft>A report</p></blockquote>" == told


def test_a_moment_carries_the_number_of_its_turn() -> None:
    """A script finds by it which moment is shown."""
    told = [*written([Moments("m1", ((Heading(4, "Turn 7: The bridge"), Blank(1)),))])]

    assert ['<ol class="moments" id="m1">', '<li data-turn="7">'] == told[:2]
