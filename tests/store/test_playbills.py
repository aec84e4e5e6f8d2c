"""A playbill is remembered with its scenario, and whatever is wrong with it is no error."""

import json
from pathlib import Path

import pytest

from sim.library import look_up, open_scenario
from sim.model.playbill import Playbill
from sim.store.playbills import file_of, recall_playbill, written

BILL = Playbill.of(open_scenario("tutorial").scenario)
DATA: dict[str, object] = json.loads(written(BILL))


def test_a_playbill_is_remembered_with_its_scenario(tmp_path: Path) -> None:
    """After the first opening the shelf has it without opening anything."""
    open_scenario("tutorial", tmp_path)

    assert look_up("tutorial", tmp_path).playbill() == BILL


@pytest.mark.parametrize("scenario", ["kosovo", "tutorial"])
def test_a_playbill_is_read_as_it_was_written(tmp_path: Path, scenario: str) -> None:
    """Nothing of it is lost in a file."""
    bill = Playbill.of(open_scenario(scenario).scenario)
    file_of(tmp_path, "name").write_text(f"{written(bill)}\nmore\n", encoding="utf-8")

    assert bill == recall_playbill(tmp_path, "name")


def test_before_the_first_opening_there_is_none(tmp_path: Path) -> None:
    """A scenario that is not remembered has no playbill, and neither has one that nobody remembers."""
    assert (None, None) == (look_up("tutorial", tmp_path).playbill(), look_up("tutorial").playbill())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps({**DATA, "notice": 7}),
        json.dumps({**DATA, "roles": [["eastbank"]]}),
        json.dumps({**DATA, "acts": ["ferry"]}),
        json.dumps({**DATA, "acts": [{"id": "ferry", "title": "Ferry", "courses": [["whole", None]]}]}),
        json.dumps({**DATA, "campaign": [1]}),
    ],
)
def test_a_damaged_playbill_is_none(tmp_path: Path, line: str) -> None:
    """What is no playbill, or not one of ours, is passed over."""
    file_of(tmp_path, "name").write_text(f"{line}\nmore\n", encoding="utf-8")

    assert recall_playbill(tmp_path, "name") is None
