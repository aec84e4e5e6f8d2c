"""What the process ends with, and how an error becomes that: one table, which `sim --help` prints.

Rule 1: an error is said once, on standard error, with its code; a traceback is a fault of the program, never of a person.
"""

from sim.errors import Fault, Illegal, Invalid, Missing, SimError, Stale, StorageFailed

OK, PROBLEMS, USAGE, RAN_OUT, MISSING, STORAGE, REFUSED, FAULT, INTERRUPTED, PIPE = 0, 1, 2, 3, 4, 5, 6, 7, 130, 141

EXITS = (
    (OK, "done"),
    (PROBLEMS, "problems were found, or a file is malformed"),
    (USAGE, "the command line or the configuration is wrong"),
    (RAN_OUT, "the input ended before the play did; the session is kept"),
    (MISSING, "there is nothing of that name"),
    (STORAGE, "the disk or the database refused; nothing was promised that is not kept"),
    (REFUSED, "the rules refuse this now, or it came too late"),
    (FAULT, "the scenario contradicts itself"),
    (INTERRUPTED, "interrupted by Ctrl-C; ended by another signal: 128 and its number"),
    (PIPE, "whoever read the output went away"),
)
"""Every status the process can end with, and what it means."""

_STATUS: tuple[tuple[type[SimError], int], ...] = (
    (Invalid, PROBLEMS),
    (Missing, MISSING),
    (StorageFailed, STORAGE),
    (Illegal, REFUSED),
    (Stale, REFUSED),
    (Fault, FAULT),
)


def status(error: SimError) -> int:
    """Return what the process ends with after an error."""
    return next((number for kind, number in _STATUS if isinstance(error, kind)), PROBLEMS)
