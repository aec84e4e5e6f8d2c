"""The debrief of one play, or of several side by side, as plain values: what the hour after a play needs.

Rule 1: nothing is computed here (`sim.report.hour.debriefing` does), and no format lives here.
Rule 2: no role is compared with another, no choice is called right, wrong or anybody's fault; figures speak of the model alone.
It is longer than most files because every field has its line, and what is written together stands together.
"""

from typing import Literal

from sim.model.lesson_view import ShownJudged
from sim.model.part import Part
from sim.report.review import Review, ReviewedDecision


class OutcomeShift(Part):
    """How probable an outcome was after what was chosen, and after what might have been."""

    outcome: str
    """The outcome's heading."""
    kind: str
    """Name of its class."""
    before: float
    after: float


class Alternative(Part):
    """What one role alone might have chosen otherwise, where that would have changed the most."""

    turn: int
    heading: str
    role: str
    name: str
    chosen: str
    instead: str
    shift: float
    """How much of the probability of outcomes goes elsewhere: half the sum of all differences, from 0 to 1."""
    outcomes: tuple[OutcomeShift, ...]
    """Those whose probability changes, in file order."""


class RoleMattered(Part):
    """Which decision of one role mattered the most in an act of a play."""

    role: str
    name: str
    turn: int | None
    """None where no other choice of this role would have changed how the act could end."""
    standing: Literal["holds", "fragile", "unchecked"]
    """Whether it survives small changes of the author's numbers; only what holds is told as a finding."""
    breaks: int
    """How many changes of single numbers make another decision of this role matter more."""
    example: str
    """One of those numbers and its change; empty where there is none."""
    alternatives: tuple[Alternative, ...]
    """One for each choice of the role that could be weighed, oldest first."""


class ActMattered(Part):
    """The decisions that mattered in one act."""

    act: str
    title: str
    roles: tuple[RoleMattered, ...]
    """In the scenario's order, with the same treatment for each."""
    passed_over: tuple[int, ...]
    """Numbers of turns that cannot be weighed, because a facilitator's news took the play elsewhere in the middle of them."""
    without: str
    """Why there are no figures; empty where there are."""


class Distance(Part):
    """How far a play is from the reported course at the end of a turn."""

    turn: int
    heading: str
    on_course: bool
    """Whether the turn began in a scene of the reported course."""
    compared: int
    """Choices up to here, those of chance included, of which the documents report something."""
    differing: int
    """How many of them differ from what is reported."""
    elsewhere: int
    """Turns up to here that began in a scene that the reported course does not come through."""
    beyond: bool = False
    """Whether the play had followed the reported course to where it ends, so that this turn is compared with nothing."""

    @property
    def steps(self) -> int:
        """The distance: choices that differ, and turns spent elsewhere."""
        return self.differing + self.elsewhere


class Foreseen(Part):
    """What somebody expected of the tension, and what came."""

    turn: int
    heading: str
    role: str
    name: str
    expected: Literal["falls", "rises"]
    before: int
    after: int
    """At the end of the turn."""

    @property
    def came(self) -> bool:
        """Whether it came so."""
        return self.after < self.before if self.expected == "falls" else self.after > self.before


class Remark(Part):
    """What a role wrote, or one person of a team wanted, in a turn; or that one group plays on from another."""

    turn: int
    kind: Literal["message", "fork", "vote"]
    by: str
    text: str


class DecidedAt(Part):
    """When a role decided in a turn, by the log's clock."""

    turn: int
    role: str
    time: str
    """UTC."""


class Return(Part):
    """The play went back to an earlier turn, and what was chosen after it no longer counts."""

    left: int
    """The turn that was being played."""
    to: int
    by: str
    """A role's name, or who ran the session."""


class MappedScene(Part):
    """A scene on the story map."""

    number: int
    """From 1, by which the table beside the map names it."""
    scene: str
    heading: str
    layer: int
    """How far from the beginning, from 0."""
    place: int
    """Among the scenes of its layer, from 0."""
    turns: tuple[int, ...]
    """Numbers of the turns of the play that were spent here; of an outcome none."""
    on_path: bool
    reported: bool
    """Whether the reported course comes through it; always false while somebody goes on with the play."""
    outcome: bool


class MappedWay(Part):
    """A way from one scene to another that some branch, or news, takes."""

    begin: int
    """Numbers of scenes."""
    end: int
    played: bool


class StoryMap(Part):
    """The scenes of one act, the ways between them, and the one that was played."""

    act: str
    title: str
    scenes: tuple[MappedScene, ...]
    ways: tuple[MappedWay, ...]


class Asked(Part):
    """A question for the hour, filled with facts of this play."""

    about: Literal["what happened", "why", "what it means", "what to do with it"]
    text: str


class Checked(Part):
    """Something to check after the hour, with what there is to begin with."""

    what: str
    how: str


class DebriefedPlay(Part):
    """One play with everything that the debrief tells of it."""

    label: str
    """What it is called here: a pseudonym, unless names were asked for."""
    review: Review
    closed: bool
    """Whether it had not ended when its lesson did; then it is opened as it stands."""
    unresolved: tuple[ReviewedDecision, ...]
    """What was chosen in the last turn of a closed play, and never came to anything."""
    minutes: tuple[int, ...]
    """Whole minutes from the beginning to the end of each turn, by the log's clock; it stands still for nobody."""
    maps: tuple[StoryMap, ...]
    """One for each act that the play has entered; before the end without scenes that were not visited."""
    decided: tuple[DecidedAt, ...]
    """Of each choice that a person made, oldest first."""
    distance: tuple[Distance, ...]
    """Of the act that was played last; empty before the end, or where nothing is reported."""
    mattered: tuple[ActMattered, ...]
    """One for each act that has ended; empty before the end."""
    expectations: tuple[Foreseen, ...]
    returns: tuple[Return, ...]
    remarks: tuple[Remark, ...]
    teams: tuple[tuple[str, int], ...] = ()
    """Of each role that several people shared, its id and how many; none where no class played."""
    questions: tuple[Asked, ...]
    checks: tuple[Checked, ...]


class Counted(Part):
    """An option and how many plays took it."""

    label: str
    plays: int
    reported: bool


class ComparedChoice(Part):
    """What plays chose for one role in one scene."""

    scene: str
    heading: str
    role: str
    name: str
    options: tuple[Counted, ...]
    """In file order, those that some play took; a play that came there twice counts with its first choice."""


class ComparedEnd(Part):
    """An outcome, how many plays came to it, and how probable it is under given policies."""

    outcome: str
    kind: str
    plays: int
    earlier: int
    """How many of the earlier plays came to it."""
    shares: tuple[float, ...]
    """One for each of `policies`."""


class Compared(Part):
    """Plays of one act side by side."""

    act: str
    title: str
    labels: tuple[str, ...]
    """Of the plays that played it to its end."""
    earlier: int
    """How many earlier plays there are."""
    policies: tuple[str, ...]
    """Under which the probabilities hold; empty where they were not computed."""
    ends: tuple[ComparedEnd, ...]
    """Those that some play came to or that are possible under a policy, in file order."""
    parted: str
    """Heading of the first scene after which not all plays went the same way; empty where all did, or where they began apart."""
    apart: bool = False
    """Whether they began in different scenes."""
    ways: tuple[tuple[str, tuple[str, ...]], ...]
    """Where they went after it: the scene's heading, and which plays."""
    choices: tuple[ComparedChoice, ...]
    """In file order."""


class Debrief(Part):
    """Everything for the hour after."""

    title: str
    plays: tuple[DebriefedPlay, ...]
    compared: tuple[Compared, ...]
    """One for each act that two or more of the plays ended; empty for a single play."""
    named: bool
    """Whether plays bear their own names."""
    judged: tuple[ShownJudged, ...] = ()
    """How a class judged claims, all groups together; empty where no class played, or its lesson goes on."""
