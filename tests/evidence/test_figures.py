"""The figures of a text, by what they mean."""

import pytest

from sim.evidence.figures import enumerated, falls_on, figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("350 men", 350),
        ("three hundred and fifty men", 350),
        ("Three hundred fifty men", 350),
        ("a dozen", 12),
        ("two dozen", 24),
        ("twelve hundred", 1200),
        ("1,000 men", 1000),
        ("one thousand", 1000),
        ("5 thousand", 5000),
        ("one hundred and one thousand", 101_000),
        ("two million three hundred thousand", 2_300_000),
        ("seventy-eight days", 78),
        ("€150", 150),
        ("3.5 metres", 3.5),
        ("on the 8th", 8),
        ("on the eighth day", 8),
        ("for the twenty-first time", 21),
        ("Resolution 1244", 1244),
        ("four towns", 4),
    ],
)
def test_a_number_has_a_value_however_it_is_written(text: str, value: float) -> None:
    """Digits, words, dozens, hundreds and ordinals come to the same number."""
    assert [("number", value)] == [(figure.sort, figure.value) for figure in figures(text)]


@pytest.mark.parametrize(
    "text",
    ["one of them", "two demands, and a third", "the first of three", "Someone may go.", "A seventh-grader"[:2], "an often told tale"],
)
def test_small_counts_are_no_figures(text: str) -> None:
    """What a text counts itself, up to three, and words that only hold a number's letters, are not looked at."""
    assert [] == [*figures(text)]


@pytest.mark.parametrize(
    "text", ["95 %", "95%", "95 per cent", "95 percent", "ninety-five per cent", "95 in a hundred", "95 in every hundred"]
)
def test_a_share_is_a_percentage(text: str) -> None:
    """A percentage is one in signs and in words."""
    assert [("percent", 95)] == [(figure.sort, figure.value) for figure in figures(text)]


def test_one_in_a_hundred_is_a_share() -> None:
    """A share may be as small as it likes."""
    assert [("percent", 2)] == [(figure.sort, figure.value) for figure in figures("two per cent")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("6 December", (6, 12, 0)),
        ("December 6", (6, 12, 0)),
        ("December 6, 2022", (6, 12, 2022)),
        ("the sixth of December 2022", (6, 12, 2022)),
        ("December the sixth", (6, 12, 0)),
        ("06 December", (6, 12, 0)),
        ("6th December", (6, 12, 0)),
        ("Dec. 6", (6, 12, 0)),
        ("Sept 6", (6, 9, 0)),
        ("twenty-first of May", (21, 5, 0)),
        ("2022-12-06", (6, 12, 2022)),
    ],
)
def test_a_date_is_a_day_of_a_month(text: str, date: tuple[int, int, int]) -> None:
    """Day and month belong together in whatever order, with a year or without."""
    assert [("day", *date)] == [(figure.sort, figure.value, figure.month, figure.year) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("in May", [(5, 0)]),
        ("May 2023", [(5, 2023)]),
        ("early in May, or late June", [(5, 0), (6, 0)]),
        ("May I go? They may.", []),
        ("by March", [(3, 0)]),
    ],
)
def test_a_month_may_stand_alone(text: str, months: list[tuple[int, int]]) -> None:
    """A month is a figure; `May` is one where what stands before it says so."""
    assert [("month", *month) for month in months] == [(figure.sort, figure.month, figure.year) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "sort", "word"),
    [
        ("On Tuesday", "weekday", "tuesday"),
        ("Dozens came", "vague", "dozens"),
        ("hundreds of men", "vague", "hundreds"),
        ("tens of thousands", "vague", "tens of thousands"),
        ("half a dozen", "vague", "half a dozen"),
        ("two-thirds of them", "vague", "two thirds"),
    ],
)
def test_what_has_no_value_is_a_word(text: str, sort: str, word: str) -> None:
    """Days of the week, dozens and hundreds, and fractions are compared as words."""
    assert [(sort, word)] == [(figure.sort, figure.word) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("in Leposavic, Mitrovica, Zubin Potok and Zvecan people came", [4]),
        ("the US, France, Germany, Italy and the UK said", [5]),
        ("they came, they said. He and she left", []),
    ],
)
def test_a_list_is_counted(text: str, counts: list[int]) -> None:
    """What stands between commas and before `and` is so many things."""
    assert counts == [*enumerated(text)]


@pytest.mark.parametrize(
    ("date", "weekday"),
    [
        ((8, 12, 2022), "thursday"),
        ((29, 5, 2023), "monday"),
        ((29, 2, 2024), "thursday"),
        ((1, 1, 2000), "saturday"),
        ((5, 11, 2022), "saturday"),
    ],
)
def test_a_date_falls_on_a_day_of_the_week(date: tuple[int, int, int], weekday: str) -> None:
    """The day of the week is worked out, in leap years too."""
    assert weekday == falls_on(*date)
