"""A soak tells what grew."""

import pytest

from tests.long.soak import Report, Sample


@pytest.mark.parametrize(
    ("memory", "files", "found"),
    [
        ((70.0, 79.0), (60, 66), []),
        ((70.0, 81.0), (60, 60), ["grew from 70.0 to 81.0 MiB"]),
        ((70.0, 60.0), (60, 71), ["60 open files became 71"]),
    ],
)
def test_what_grew_is_told(memory: tuple[float, float], files: tuple[int, int], found: list[str]) -> None:
    """Memory may grow by ten MiB and open files by ten after the first third; what stands out for a moment is no growth."""
    first, last = (Sample(size, count) for size, count in zip(memory, files, strict=True))
    report = Report(60, samples=[first] * 5 + [Sample(500.0, 900)] + [first] * 40 + [last] * 50)

    assert found == report.lost
