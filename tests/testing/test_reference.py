"""docs/reference/plays.md names every field of a play file and every option of the plugin."""

import re
from pathlib import Path

import pytest

from sim.model.part import Part
from sim.model.paths import written_as
from sim.testing.playfile import Expectation, PlayFile, PlayStep, Refusal, Throughout
from sim.testing.touched import KINDS

PAGE = Path(__file__).parents[2].joinpath("docs", "reference", "plays.md").read_text("utf-8")


def section(heading: str) -> str:
    """Return what stands under a heading."""
    return re.split(r"^## ", PAGE.split(f"\n## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize(
    ("part", "heading"),
    [(PlayFile, "The play"), (PlayStep, "A step"), (Refusal, "A step"), (Expectation, "Expectations"), (Throughout, "Throughout")],
)
def test_every_field_is_explained(part: type[Part], heading: str) -> None:
    """Each field of a part of a play file has its row under the part's heading."""
    fields = {written_as(name, field) for name, field in part.model_fields.items()} - {"code"}

    assert set() == {field for field in fields if f"\n| `{field}` |" not in section(heading)}


def test_no_field_is_invented() -> None:
    """Every row of the tables of fields is a field."""
    known = {written_as(name, field) for part in (PlayFile, PlayStep, Expectation, Throughout) for name, field in part.model_fields.items()}
    rows = {
        row
        for heading in ("The play", "A step", "Expectations", "Throughout")
        for row in re.findall(r"^\| `(\w+)` \|", section(heading), re.MULTILINE)
    }

    assert known == rows


def test_everything_that_is_counted_is_explained() -> None:
    """Each kind of coverage has its row."""
    assert [*KINDS] == re.findall(r"^\| `(\w+)` \|", section("What is covered"), re.MULTILINE)
