"""Windows show a part of a page and say how much more there is."""

from hypothesis import given
from hypothesis import strategies as st

from sim.terminal.blocks import Gap, Prose
from sim.terminal.lines import Line, Span, width_of
from sim.terminal.pages import LEAST_HEIGHT, LEAST_WIDTH, Page, Scroll, bar, columns, seen, sides, too_small


def _numbered(count: int) -> tuple[Line, ...]:
    return tuple(Line((Span(f"line {number}"),), f"anchor {number}" if number % 4 == 0 else "") for number in range(count))


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_a_page_that_fits_needs_no_hint() -> None:
    """A short page is shown whole and nothing else."""
    assert ["line 0", "line 1"] == _texts(seen(_numbered(2), Scroll(), 2))


def test_a_long_page_says_how_much_is_below() -> None:
    """The last row tells what is not in the window."""
    rows = _texts(seen(_numbered(5), Scroll(), 3))

    assert ["line 0", "line 1"] == rows[:2]
    assert "3 more below" in rows[2]


def test_a_scrolled_page_says_how_much_is_above() -> None:
    """At the end of a page the last row says so, and what is above."""
    scroll = Scroll(offset=100)
    rows = _texts(seen(_numbered(5), scroll, 3))

    assert ["line 3", "line 4"] == rows[:2]
    assert "3 above" in rows[2]
    assert "the end" in rows[2]


@given(st.integers(0, 60), st.integers(2, 20), st.lists(st.integers(-70, 70), max_size=6))
def test_scrolling_reaches_every_line_and_no_further(count: int, height: int, steps: list[int]) -> None:
    """However far it is scrolled, a window is full of lines of the page."""
    scroll, lines = Scroll(), _numbered(count)
    seen(lines, scroll, height)
    for step in steps:
        scroll.by(step)
        shown = seen(lines, scroll, height)
        assert shown[: scroll.height] == lines[scroll.offset : scroll.offset + scroll.height]
        assert len(shown) == min(count, height)


def test_a_window_of_overlap_is_kept() -> None:
    """Two rows of the last window stay for the eye."""
    scroll = Scroll()
    seen(_numbered(50), scroll, 11)
    scroll.leaf(1)

    assert 8 == scroll.offset


def test_an_anchor_is_revealed_with_what_belongs_to_it() -> None:
    """The lines up to the next anchor are shown where they fit."""
    scroll = Scroll(reveal="anchor 8")

    assert [f"line {number}" for number in range(4, 14)] == _texts(seen(_numbered(20), scroll, 11))[:10]
    assert (4, "") == (scroll.offset, scroll.reveal)


def test_nothing_stands_in_part_before_what_is_revealed() -> None:
    """Where what comes before it does not fit whole, what is revealed is in the first row."""
    assert "line 8" == _texts(seen(_numbered(20), Scroll(reveal="anchor 8"), 7))[0]


def test_an_anchor_can_be_brought_to_the_top() -> None:
    """A part of a page that is jumped to begins in the first row."""
    scroll = Scroll()
    scroll.to("anchor 8")

    assert "line 8" == _texts(seen(_numbered(20), scroll, 7))[0]


def test_an_anchor_that_is_not_there_moves_nothing() -> None:
    """The other column has not got it."""
    scroll = Scroll(offset=2, reveal="nowhere")
    seen(_numbered(20), scroll, 7)

    assert 2 == scroll.offset


def test_a_wide_window_has_two_columns() -> None:
    """What stands beside a page in a wide window stands below it in a narrow one."""
    page = Page("A page", (Prose("left"),), (Prose("right"),))

    assert [["left"], ["right"]] == [_texts(column) for column in columns(page, 100)]
    assert [["left", "", "right"]] == [_texts(column) for column in columns(page, 99)]


def test_a_page_without_an_aside_has_one_column() -> None:
    """There is nothing to stand beside it."""
    assert 1 == len(columns(Page("A page", (Gap(),)), 200))


@given(st.integers(100, 400))
def test_columns_and_margins_fit_the_window(width: int) -> None:
    """Two columns, the line between them and the margins are never wider than the window."""
    assert sum(sides(width)) + 5 <= width


@given(st.integers(10, 200))
def test_the_bar_is_as_wide_as_the_window(width: int) -> None:
    """What is too long for the bar is clipped, visibly."""
    assert width == width_of(bar("The stand-off of 2022 · The scene", "Belgrade", width).spans)


def test_a_window_that_is_too_small_says_what_to_do() -> None:
    """The sentence names the least size, a way out, and that nothing is lost."""
    said = " ".join(_texts(too_small(40, 10)))

    for part in (str(LEAST_WIDTH), str(LEAST_HEIGHT), "40 columns and 10 rows", "Ctrl-C", "--plain", "Nothing is lost"):
        assert part in said


def test_what_comes_last_is_below_everything() -> None:
    """It ends the left column of a wide window, and the one column of a narrow one."""
    page = Page("A page", (Prose("left"),), (Prose("right"),), last=(Prose("last"),))
    wide, narrow = (tuple([line.text for line in column if line.text] for column in columns(page, width)) for width in (120, 60))

    assert ((["left", "last"], ["right"]), (["left", "right", "last"],)) == (wide, narrow)
