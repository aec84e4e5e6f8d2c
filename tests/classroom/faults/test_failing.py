"""A disk that fails, fills up or dawdles under a class: nothing that it refused is acknowledged, and everybody is told."""

import sys
from pathlib import Path

import pytest

from tests.classroom.faults.failing import fail, fill, points, slow
from tests.store.faulty import Plan

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="SQLite's way to files is taken as Linux' builds have it"),
    pytest.mark.slow,
    pytest.mark.timeout(300),
]


def test_a_disk_that_fails_is_told_of(tmp_path: Path) -> None:
    """In 40 ways a disk fails: nothing is acknowledged then, everybody is told, pages can be read, and a good disk has all of before."""
    report = fail(tmp_path, points(40))

    assert ([], 40) == (report.lost, report.runs)
    assert report.acknowledged > 100
    assert report.refused > 40


def test_a_full_disk_is_told_of(tmp_path: Path) -> None:
    """A disk of four megabytes fills up three times, and the lesson goes on each time once there is room."""
    report = fill(tmp_path, 3)

    assert ([], 3) == (report.lost, report.runs)
    assert report.refused > 3


def test_a_disk_that_fills_by_count_is_told_of(tmp_path: Path) -> None:
    """The same where the file may have so many bytes, wherever it lies."""
    report = fail(tmp_path, [Plan(room=1 << 20)])

    assert ([], 1) == (report.lost, report.runs)


def test_a_slow_disk_keeps_up_with_a_class(tmp_path: Path) -> None:
    """Where every synchronisation takes 20 ms, a hundred people have 99 of 100 acknowledgements within half a second.

    Three tries, since the computer may have something else to do for half a second, which is none of a disk's.
    """
    took = []
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = slow(folder, 0.02, 100, 6.0)
        assert ([], True) == (report.lost, len(report.took) > 50)
        took.append(report.most)
        if report.most < 0.5:
            return

    pytest.fail(f"99 of 100 acknowledgements within {took} s")
