"""The errors of the simulator, one tree.

    SimError
    ├── Invalid            a file or message is malformed; nothing was changed
    │   ├── InvalidScenario    carries every problem of the scenario at once
    │   ├── InvalidLog         a session log cannot be read or folded
    │   └── InvalidPlay        carries every problem of a play file at once; in testing.failure
    ├── Illegal            the rules refuse this event now; nothing was changed
    │   └── SeatReleased       the facilitator has released the seat that this needs; in classroom.web.answers
    ├── Stale              the event was meant for an earlier turn
    ├── Fault              a scenario contradicts itself while it is played
    ├── Missing            what was asked for by name is not there
    ├── StorageFailed      the disk or database refused; what was not written was not promised
    ├── PlayFailed         a play did not go as its file says; in testing.failure
    └── OtherTrace         a play did not go as its golden trace has it; in testing.golden

A class of its own exists only where a caller would act differently; it stands here unless it carries what only its layer knows. Every
error carries a `code`, a short stable name that the reference documents, and a message with place, cause and remedy.
"""

from dataclasses import dataclass

WITH_EXTRA = "install it in the folder of the program's files, with: pip install '.[{}]'"
"""The remedy where an optional package is missing: what the program is called is no name to ask a package index for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a scenario, where it stands and how to mend it."""

    code: str
    """Stable name of the kind of problem, such as `unknown-scene`; documented in docs/reference/errors.md."""
    path: str
    """Where in the data, such as `acts.2022.scenes.talks.branches[1].to`."""
    what: str
    """The cause, one sentence without a full stop."""
    expected: str = ""
    """What would have been accepted; empty when `what` says it."""
    suggestion: str = ""
    """The nearest valid value; empty when there is none."""
    file: str = ""
    """File name as the author knows it; empty for data that came from no file."""
    line: int = 0
    """Line, from 1; 0 when there is no file."""
    column: int = 0
    """Column, from 1; 0 when there is no file."""

    def __str__(self) -> str:
        """The problem on one line: `file:line:column: path: what; expected; did you mean 'x'?`."""
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        path = f"{self.path}: " if self.path else ""
        expected = f"; {self.expected}" if self.expected else ""
        suggestion = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"{place}{path}{self.what}{expected}{suggestion}"


class SimError(Exception):
    """Whatever the simulator refuses, it refuses with one of these."""

    code = "error"

    def __init__(self, message: str, code: str = "") -> None:
        """Keep the message; `code` overrides the class's own."""
        super().__init__(message)
        if code:
            self.code = code


class Invalid(SimError):
    """A file or message is malformed."""

    code = "invalid"


class InvalidScenario(Invalid):
    """A scenario cannot be used; `problems` holds everything that is wrong with it."""

    code = "invalid-scenario"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Join the problems, one a line, in the order of their places."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class InvalidLog(Invalid):
    """A session log cannot be read, or does not fit its scenario."""

    code = "invalid-log"


class Illegal(SimError):
    """The rules refuse this event in this state."""

    code = "illegal"


class Stale(SimError):
    """The event was meant for a turn that has passed."""

    code = "stale"


class Fault(SimError):
    """The scenario contradicts itself; its author, not a player, has to mend it."""

    code = "fault"


class Missing(SimError):
    """Nothing of that name is there."""

    code = "missing"


class StorageFailed(SimError):
    """The disk or database refused to keep an event; it was not acknowledged."""

    code = "storage-failed"
