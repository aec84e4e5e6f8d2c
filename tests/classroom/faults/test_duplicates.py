"""Whatever is sent again, in whatever order and by whomever, the first answer stands."""

import pytest

from tests.classroom.faults.repeating import repeat

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_the_first_answer_stands() -> None:
    """In 500 lessons, whatever is repeated, mixed up, stolen or sent after the end, each submission is done once, as it was first sent."""
    report = repeat(500)

    assert report.lost == []
    assert report.lessons >= 500
