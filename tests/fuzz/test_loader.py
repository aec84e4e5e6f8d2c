"""The reader of scenarios under random damage: nothing but its own errors comes out, each with a place, each within a second."""

from pathlib import Path

import pytest

from tests.fuzz.loader import fuzz


def test_spoilt_scenarios_get_our_own_answers(tmp_path: Path) -> None:
    """A few hundred scenarios that were spoilt at random are played or refused with problems of known kinds."""
    report = fuzz(tmp_path, seconds=60, most=300)

    assert () == report.wrong
    assert report.folders == 300
    assert len(report.codes) >= 10


@pytest.mark.slow
def test_a_minute_of_spoilt_scenarios(tmp_path: Path) -> None:
    """A minute of other damage brings nothing else out."""
    report = fuzz(tmp_path, seconds=60, first=1_000)

    assert () == report.wrong
