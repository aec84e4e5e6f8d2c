"""What was read in a play, as plain values: passages opened, claims judged, wording marked, and what rested on one voice.

Rule 1: nothing is scored. What a role thought of a claim stands beside how many independent publishers it has, and no more is said.
Rule 2: nothing is computed here (`sim.report.tally_reading` does).
"""

from sim.model.events import Support
from sim.model.part import Part


class ReviewedJudgement(Part):
    """A claim that was put to a role, and how well it found it supported."""

    scene: str
    heading: str
    claim: str
    supports: tuple[Support, ...]
    """First judgement, then revisions; empty where the role judged nothing."""
    publishers: int
    """Independent publishers that report the same, by the best backed of its passages."""


class ReviewedOpening(Part):
    """A passage that a role opened."""

    title: str
    """The document's."""
    quote: str


class ReviewedMark(Part):
    """Wording that a role marked as loaded."""

    title: str
    """The document's."""
    words: str


class ReviewedUnread(Part):
    """A decision before which no passage of its scene was opened."""

    turn: int
    heading: str
    label: str
    """What was chosen."""


class ReviewedReading(Part):
    """What one role, played by a person, read and did not read."""

    role: str
    name: str
    judged: tuple[ReviewedJudgement, ...]
    """Every claim that was put to it, judged or not, in the order of the play."""
    opened: tuple[ReviewedOpening, ...]
    """Oldest first."""
    marked: tuple[ReviewedMark, ...]
    unread: tuple[ReviewedUnread, ...]


class ReviewedVoice(Part):
    """Something told in this play for which one publisher alone stands."""

    turn: int
    what: str
    """The scene's heading, or the claim of its exercise."""
    owner: str


class ReviewedGap(Part):
    """What the documents leave out and nothing else settles."""

    what: str
    found: str
