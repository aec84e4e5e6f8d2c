"""The account of a play as plain values: what was chosen, what else could have been, and what the documents report.

Rule 1: nothing is computed here (`sim.report.debrief` does), and no format lives here (`text`, `markdown` do).
Rule 2: before the end an account holds what everybody may know, or one role may, and no word of what the documents report further on.
"""

from typing import Literal

from sim.model.effects import Kind
from sim.model.part import Part
from sim.model.source import Basis
from sim.model.view import ShownChange, ShownConflict, ShownInject, ShownNote, ShownOutcome, ShownPassage, ShownResult
from sim.report.reading import ReviewedGap, ReviewedReading, ReviewedVoice


class ReviewedOption(Part):
    """One answer that was open to a role in a turn."""

    id: str
    label: str
    text: str
    kind: Kind | None
    """None for what chance may bring."""
    basis: Basis
    chosen: bool
    reported: bool
    """Whether it is what the documents report; always false before the end."""
    passages: tuple[ShownPassage, ...]


class ReviewedDecision(Part):
    """What one role was asked in a turn, and what it answered."""

    role: str
    name: str
    by: str
    """`person`, a bot's name, `chance`, or `clock` where the time to decide was up."""
    question: str
    options: tuple[ReviewedOption, ...]
    """In file order; before the end only the chosen one, except for the role whose account it is."""
    reason: str | None
    """Opened after the end; a role finds its own at any time, and so with the next two."""
    expectation: Literal["falls", "rises"] | None
    """What the role expected of the tension."""
    briefing: str | None
    """What this role alone was told."""
    differs: bool
    """Whether the documents report something else of this role, or of chance, in this scene; always false before the end."""

    @property
    def chosen(self) -> ReviewedOption | None:
        """The option that was taken; None in a turn that news broke off before this role decided."""
        return next((option for option in self.options if option.chosen), None)


class ReviewedScene(Part):
    """What everybody was told of a scene."""

    scene: str
    heading: str
    date: str
    """Ends in `(inferred)` or `(invented)` where the documents do not state it."""
    situation: str
    basis: Basis
    passages: tuple[ShownPassage, ...]
    conflicts: tuple[ShownConflict, ...]


class ReviewedTurn(ReviewedScene):
    """One finished turn."""

    number: int
    decisions: tuple[ReviewedDecision, ...]
    """In the scene's order; what chance brought is among them."""
    narration: str
    why: tuple[str, ...]
    """Why this branch was taken, one reason a line."""
    narration_basis: Basis
    narration_passages: tuple[ShownPassage, ...]
    changes: tuple[ShownChange, ...]
    injects: tuple[ShownInject, ...]
    to: str
    """The scene it led to."""


class ReviewedStop(Part):
    """A scene on the way, with its date."""

    scene: str
    heading: str
    date: str
    basis: Basis
    shared: bool
    """Whether the other course comes through this scene too."""


class ReportedPick(Part):
    """What the documents report of one role in one scene."""

    scene: str
    heading: str
    role: str
    name: str
    """The role's name, or Chance."""
    label: str
    """What it is reported to have done."""
    passages: tuple[ShownPassage, ...]


class ReportedCourse(Part):
    """The course that the documents report, as far as they do."""

    stops: tuple[ReviewedStop, ...]
    picks: tuple[ReportedPick, ...]
    """Only where a document reports something of a role."""
    ends: str
    """How it ends: an outcome's name, or a sentence saying that no text tells what came next."""
    left: int | None
    """Number of the turn that led elsewhere; None if the play never left the reported course."""
    first_difference: int | None
    """Number of the first turn of the shared way in which something else was chosen, or fell, than is reported."""


class ReviewedIndicator(Part):
    """How an indicator moved through the play."""

    id: str
    name: str
    low: int
    high: int
    hidden: bool
    """Hidden during the play; such indicators are here only after the end."""
    values: tuple[int, ...]
    """At the start of each turn, oldest first, the current or last one included."""


class ReviewedCommitment(Part):
    """A public promise and what became of it."""

    id: str
    name: str
    """The promise itself."""
    role: str
    """Name of the role whose promise it is."""
    given: tuple[int, ...]
    """Numbers of the turns in which it was given."""
    broken: tuple[int, ...]
    """Numbers of the turns in which it was broken or taken back."""
    status: Literal["kept", "broken", "standing", "not given"]
    """`standing` while its act goes on, `kept` if it stood at the end of an act."""


class ReviewedAim(Part):
    """What a role was after, by its author's declaration, and whether it holds at the end."""

    id: str
    role: str
    """The role's id."""
    name: str
    """The role's name."""
    text: str
    met: bool


class ReviewedSource(Part):
    """A document that was quoted on the way."""

    id: str
    title: str
    outlet: str
    owner: str
    date: str
    quoted: int
    """How many of the passages shown come from it."""
    absent: str
    """Whose voice is not in it."""
    caution: str


class ReviewedRole(Part):
    """Who played a role."""

    id: str
    name: str
    by: str
    """`person`, or a bot's name."""
    then: tuple[str, ...] = ()
    """To whom the role was handed after that, oldest first."""


class ReviewedAct(Part):
    """One act of a play."""

    title: str
    account: str
    """On whose account it rests."""
    first: int
    """Number of its first turn."""
    carried: tuple[str, ...]
    """What the act before left to it."""
    end: ReviewedScene | None
    """The outcome's scene; None while the act goes on."""
    outcome: ShownOutcome | None


class Review(Part):
    """The account of one play."""

    session: str
    forked_from: str | None
    scenario: str
    title: str
    author: str
    ours: bool
    """Whether the scenario came with the program; if not, its texts are its author's."""
    notice: str
    act: str
    act_title: str
    account: str
    """On whose account the act rests."""
    course: str
    seed: int | None
    """Opened after the end: draws follow from it."""
    started: str
    """UTC."""
    role: str | None
    """Whose account this is before the end; None: everybody's."""
    ended: bool
    roles: tuple[ReviewedRole, ...]
    turns: tuple[ReviewedTurn, ...]
    """Oldest first, finished ones only."""
    path: tuple[ReviewedStop, ...]
    """The scenes of the play, oldest first, the current or last one included."""
    last: ReviewedScene
    """Where the play stands, or ended."""
    outcome: ShownOutcome | None
    reported: ReportedCourse | None
    """None before the end."""
    indicators: tuple[ReviewedIndicator, ...]
    commitments: tuple[ReviewedCommitment, ...]
    aims: tuple[ReviewedAim, ...]
    """Empty before the end."""
    sources: tuple[ReviewedSource, ...]
    """The documents quoted in this account, most quoted first."""
    acts: tuple[ReviewedAct, ...] = ()
    """The acts that the play has entered, oldest first."""
    results: tuple[ShownResult, ...] = ()
    """How the acts of this play ended so far, oldest first, with the aims of every role."""
    next_act: str | None = None
    """Title of the act that can be gone on to, where this one is over and the play is not."""
    readings: tuple[ReviewedReading, ...] = ()
    """Of each role that a person plays; before the end only of the role whose account it is."""
    voices: tuple[ReviewedVoice, ...] = ()
    """What was told on the way, for which one publisher alone stands."""
    notes: tuple[ShownNote, ...] = ()
    """From outside, on the acts that have ended."""
    gaps: tuple[ReviewedGap, ...] = ()
    """What nothing settles; empty before the end."""
