"""Times as people at this computer read them: in its own time zone, where a log has them in UTC.

Rule 1: only what a person reads goes through here; exports and JSON keep UTC.
Rule 2: a server or a damaged file can send anything for a time; what is none stays as it is.
"""

from datetime import datetime


def at_clock(time: str) -> str:
    """Return the hours and minutes of a time of a log, such as `2026-11-22T14:05:07Z`, as this computer's clock shows them."""
    return _here(time, "%H:%M")


def on_day(time: str) -> str:
    """Return the day, hours and minutes of a time of a log as this computer's clock shows them."""
    return _here(time, "%Y-%m-%d %H:%M")


def _here(time: str, form: str) -> str:
    try:
        return datetime.fromisoformat(time).astimezone().strftime(form)
    except (ValueError, OverflowError, OSError):
        return time
