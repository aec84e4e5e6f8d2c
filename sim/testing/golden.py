"""Holding a play against its golden trace, and rewriting traces when asked to.

A play's trace is kept beside its file; where parameters make several plays of one file, their traces stand in one file too, each under a
line `# NAME`.
"""

import hashlib
import tempfile
from pathlib import Path

from filelock import FileLock

from sim.errors import SimError
from sim.testing.script import SUFFIX, Case
from sim.testing.table import Table
from sim.testing.trace import side_by_side, trace

_HEAD = "# "


class OtherTrace(SimError):  # noqa: N818 -- as in sim/errors.py, `SimError` above it says what it is
    """A play went as its file says, but not as its golden trace has it."""

    code = "other-trace"


def trace_path(play: Path) -> Path:
    """Return where the golden traces of a play file are kept."""
    return play.with_name(f"{play.name.removesuffix(SUFFIX)}.trace.txt")


def check_trace(case: Case, table: Table, *, bless: bool) -> None:
    """Compare a play with its golden trace if there are traces of its file, or rewrite the trace.

    Args:
        case: the play.
        table: how it went.
        bless: whether to write the trace instead of comparing it.

    Raises:
        OtherTrace: they differ; the message shows where, in two columns.

    """
    path, now = trace_path(case.path), trace(table)
    if bless:
        _write(path, case, now)
    elif path.exists():
        kept = _read(path).get(case.name, "")
        if kept != now:
            message = (
                f"{case.at('')}: the play no longer goes as {path.name} has it\n{side_by_side(kept, now)}\n"
                "  if it is meant to, run again with --bless, and read the difference before you commit it"
            )
            raise OtherTrace(message)


def is_traced(case: Case) -> bool:
    """Tell whether a play has a golden trace."""
    path = trace_path(case.path)
    return path.exists() and case.name in _read(path)


def _read(path: Path) -> dict[str, str]:
    """Return the kept traces by the name of the play; the only one has an empty name."""
    kept: dict[str, str] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith(_HEAD):
            name = line.removeprefix(_HEAD).strip()
        else:
            kept[name] = kept.get(name, "") + line
    return kept


def _write(path: Path, case: Case, now: str) -> None:
    """Put one trace among those of its file; several processes may do so at once."""
    lock = Path(tempfile.gettempdir()) / f"traces-{hashlib.sha256(str(path).encode()).hexdigest()[:16]}.lock"
    with FileLock(lock):
        kept = _read(path) if path.exists() else {}
        kept[case.name] = now
        parts = [(f"{_HEAD}{name}\n" if name else "") + kept[name] for name in case.siblings if name in kept]
        path.write_text("".join(parts), encoding="utf-8", newline="\n")
