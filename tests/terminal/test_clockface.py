"""Times as this computer's clock shows them."""

import os
import subprocess
import sys

import pytest

_ASKED = """
import sys
from sim.terminal.clockface import at_clock, on_day
print(at_clock(sys.argv[1]), on_day(sys.argv[1]), sep="|")
"""


def shown(time: str, zone: str) -> str:
    """Return what a computer in a time zone shows of a time."""
    asked = [sys.executable, "-c", _ASKED, time]
    return subprocess.run(asked, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    ("time", "zone", "expected"),
    [
        ("2026-11-22T14:05:07.123Z", "UTC0", "14:05|2026-11-22 14:05"),
        ("2026-11-22T23:30:00Z", "CET-1CEST,M3.5.0,M10.5.0/3", "00:30|2026-11-23 00:30"),
        ("2026-07-22T14:05:07Z", "CET-1CEST,M3.5.0,M10.5.0/3", "16:05|2026-07-22 16:05"),
    ],
)
def test_a_time_is_shown_in_the_zone_of_the_computer(time: str, zone: str, expected: str) -> None:
    """A time of a log is shown with the hours of the computer's own zone, those of summer in summer, and on the day that it is there."""
    assert expected == shown(time, zone)


@pytest.mark.parametrize("time", ["", "soon", "2026-13-01T12:00:00Z"])
def test_what_is_no_time_stays_as_it_is(time: str) -> None:
    """What a server sent for a time and is none is shown as it came, and stops nothing."""
    assert f"{time}|{time}" == shown(time, "UTC0")
