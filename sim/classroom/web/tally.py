"""Counting what a server answers: nothing but sums."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

BOUNDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds into which the answers to forms are sorted."""


@dataclass(slots=True)
class Tally:
    """What a server has answered since it was started."""

    answers: Counter[str] = field(default_factory=Counter)
    """By the first digit of their status, such as `2xx`."""
    refused: Counter[str] = field(default_factory=Counter)
    """Of them those that the guard refused, by why."""
    faults: int = 0
    """Requests that met a fault of the program."""
    forms: int = 0
    seconds: float = 0.0
    """Until the answers to all forms began."""
    within: list[int] = field(default_factory=lambda: [0] * len(BOUNDS))
    """How many of them began within each of `BOUNDS`."""

    def answered(self, status: int, method: str, seconds: float) -> None:
        """Count an answer whose first byte is sent."""
        self.answers[f"{status // 100}xx"] += 1
        if method != "POST":
            return
        self.forms += 1
        self.seconds += seconds
        for place, bound in enumerate(BOUNDS):
            self.within[place] += seconds <= bound
