"""Whatever a power cut leaves of a served lesson's disk, it holds all that people were told is kept."""

import sys
from pathlib import Path

import pytest

from tests.classroom.faults.cutting import cut, record
from tests.store.faulty import Plan

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="SQLite's way to files is taken as Linux' builds have it"),
    pytest.mark.slow,
    pytest.mark.timeout(300),
]


def test_a_power_cut_loses_nothing(tmp_path: Path) -> None:
    """After 2,000 cuts the file is sound and has every acknowledged entry; were commits not synchronised, that would be noticed."""
    recording = record(tmp_path, 2.5, 200)
    kept = cut(recording, 2_000)
    trusting = cut(recording, 50, trusting=True)

    assert [] == kept.lost
    assert kept.acknowledged >= 200
    assert trusting.losing > 25


@pytest.mark.parametrize("after", [25, 60])
def test_a_synchronisation_that_fails_once_loses_nothing_that_was_acknowledged(tmp_path: Path, after: int) -> None:
    """A disk that loses what it should have synchronised, and then works again, has every acknowledged entry after 200 cuts."""
    plan = Plan(fails="sync", after=after, times=1, record=str(tmp_path / "record"))
    report = cut(record(tmp_path, 2.0, after + 60, plan), 200)

    assert [] == report.lost
    assert report.acknowledged >= after + 60
