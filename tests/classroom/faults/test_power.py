"""Whatever a power cut leaves of a served lesson's disk, it holds all that people were told is kept."""

import sys
from pathlib import Path

import pytest

from tests.classroom.faults.cutting import LEAST, cut, record
from tests.store.faulty import Plan

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="SQLite's way to files is taken as Linux' builds have it"),
    pytest.mark.slow,
    pytest.mark.timeout(300),
]


def test_a_power_cut_loses_nothing(tmp_path: Path) -> None:
    """After 2,000 cuts the file is sound and has every acknowledged entry; were commits not synchronised, that would be noticed."""
    recording = record(tmp_path, 2.5)
    kept = cut(recording, 2_000)
    trusting = cut(recording, 50, trusting=True)

    assert [] == kept.lost
    assert kept.acknowledged >= LEAST
    assert trusting.losing > 25


@pytest.mark.parametrize("after", [25, 60])
def test_a_synchronisation_that_fails_once_loses_nothing_that_was_acknowledged(tmp_path: Path, after: int) -> None:
    """A disk that loses what it should have synchronised, and then works again, has every acknowledged entry after 200 cuts."""
    plan = Plan(fails="sync", after=after, times=1, record=str(tmp_path / "record"))
    recording = record(tmp_path, 2.0, plan)
    report = cut(recording, 200)

    assert ["unsynced"] == [one.kind for one in recording.record if one.kind == "unsynced"]
    assert [] == report.lost
    assert report.acknowledged > after // 2  # most synchronisations keep several
