"""What the rooms of one server have in common."""

from dataclasses import dataclass, field

from sim.classroom.server.commits import Commits
from sim.classroom.server.traffic import Traffic


@dataclass(frozen=True, slots=True)
class Shared:
    """One way to the disk, and one account of who waits for an answer."""

    others: bool = False
    """Whether other servers serve the same lessons."""

    commits: Commits = field(default_factory=Commits)
    traffic: Traffic = field(default_factory=Traffic)
