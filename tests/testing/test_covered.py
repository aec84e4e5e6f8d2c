"""A coverage report has three forms, and thresholds it is held against."""

import json

import pytest

from sim.errors import Invalid
from sim.testing.coverage import Row
from sim.testing.covered import as_html, as_json, as_text, below, read_thresholds

ROWS = (
    Row("scenes", None, 3, 3, ()),
    Row("options", None, 199, 200, ("acts.one.scenes.a.decision.north.options.<b>",)),
    Row("options", "north", 199, 200, ("acts.one.scenes.a.decision.north.options.<b>",)),
    Row("joint", None, 0, 20, tuple(f"acts.one.scenes.a {number}" for number in range(20))),
)


def test_the_table_lists_what_is_missing_below() -> None:
    """The terminal table has a line for each kind and role; 100 % stands only where nothing is missing; long lists are cut."""
    lines = as_text("small", ROWS).splitlines()

    assert "  options chosen                       199   200    99" in lines
    assert "    north                              199   200    99" in lines
    assert "    acts.one.scenes.a.decision.north.options.<b>" in lines
    assert "    and 8 more" == lines[-1]


def test_the_json_form_names_everything() -> None:
    """The JSON form has every line with every missing path, and its version."""
    data = json.loads(as_json({"small": ROWS}))

    assert (1, "small", 20) == (data["schema"], data["scenarios"][0]["scenario"], len(data["scenarios"][0]["rows"][3]["missing"]))


def test_the_page_shows_names_as_text() -> None:
    """In the HTML form what an author wrote is text, never markup."""
    page = as_html({"<i>": ROWS})

    assert "<h2>&lt;i&gt;</h2>" in page
    assert "options.&lt;b&gt;" in page
    assert "20 not covered: joint choices" in page


def test_one_number_is_a_threshold_for_everything() -> None:
    """`90` asks for 90 % of every kind, and every kind that has less is named."""
    assert ("joint choices: 0.0 % covered, 90 % asked for",) == below(ROWS, read_thresholds("90"))


def test_thresholds_can_name_kinds() -> None:
    """`options=100,joint=0` asks only for these two; roles have none of their own."""
    assert ("options chosen: 99.5 % covered, 100 % asked for",) == below(ROWS, read_thresholds("options=100%,joint=0"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("all", "coverage threshold 'all' is no number from 0 to 100; write 90, or scenes=100,joint=40"),
        ("101", "coverage threshold '101' is no number from 0 to 100; write 90, or scenes=100,joint=40"),
        ("scene=1", "coverage threshold 'scene=1': nothing is called 'scene'; there are: scenes, options, branches, conditions, joint"),
    ],
)
def test_a_threshold_that_says_nothing_is_refused(text: str, message: str) -> None:
    """A threshold that is no number, or for something that is not counted, is refused with what may stand there."""
    with pytest.raises(Invalid) as failure:
        read_thresholds(text)

    assert message == str(failure.value)[: len(message)]
