"""What plays of a generated scenario came to, and whether that is what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from benchmarks.generated import REFERENCE, Size

Z = 4.5
"""Standard deviations by which a count may miss what is known: chance alone does so once in a hundred thousand."""


@dataclass(frozen=True, slots=True)
class Played:
    """What a program came to."""

    plays: int
    turns: int
    seconds: float
    """Of the processor, without starting and compiling."""
    ended: Mapping[int, int]
    """For each ending, how many plays."""

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds


def wrong(size: Size, played: Played) -> str | None:
    """Return what is wrong with how plays ended, or None: every program has to play the same scenario."""
    for ending, share in enumerate(REFERENCE[size]):
        count = played.ended.get(ending, 0)
        known = 0.0003 if size == "L" else 1e-6
        allowed = Z * sqrt(share * (1 - share) / played.plays) + Z * known + 1 / played.plays
        if abs(count / played.plays - share) > allowed:
            return f"ending {ending} came {count / played.plays:.4f} of the time where {share:.4f} is known"
    return None
