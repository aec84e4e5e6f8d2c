"""All that can happen in a lesson: a class, or part of one, under a facilitator; its log is a list of these and nothing else.

Each group of a lesson plays an ordinary session, whose log is the only truth about the play. The log of the lesson tells everything beside
it: who sits where, how the seats of a role vote, what is said and noted, and, by `advanced`, in which order it all happened.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from sim.model.arm import Agreement, Arm, ArmId
from sim.model.events import REASON_LIMIT
from sim.model.ids import ActId, CourseId, GroupId, LessonId, OptionId, RoleId, ScenarioId, SeatId, Seed, SessionId
from sim.model.part import Part, Whole, YesNo
from sim.model.text import clean

NAME_LIMIT = 40
"""Characters of the name under which somebody joins, at most."""

WORDS_LIMIT = 2_000
"""Characters of a message, a note or a proposal, at most."""

FACILITATOR: SeatId = "facilitator"
"""Who acts in a log where it is no seat's doing; further facilitators act as `facilitator-2` and so on."""

USUAL_TIME = 100
"""Percent of the time that a turn has, for a seat that was given no more."""

Name: TypeAlias = Annotated[
    str, Field(max_length=400), AfterValidator(lambda text: " ".join(clean(text, NAME_LIMIT).split())), Field(min_length=1)
]
Words: TypeAlias = Annotated[str, Field(max_length=8_000), AfterValidator(lambda text: clean(text, WORDS_LIMIT)), Field(min_length=1)]
Digest: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256, in hex, of something secret that is kept nowhere."""


class Convened(Part):
    """A lesson was opened; always the first entry of its log, and only there."""

    kind: Literal["convened"] = "convened"
    lesson: LessonId = Field(min_length=1, max_length=60)
    scenario: ScenarioId
    rules_hash: Digest
    whole_hash: Digest
    act: ActId
    course: CourseId
    seed: Seed = Field(ge=0, lt=2**64)
    """From which the dealing of roles and the draws of every group follow."""
    agree: Agreement
    bot: str = Field(min_length=1, max_length=64)
    """Who decides for a role that nobody sits at."""
    reasons: YesNo
    """Whether a choice asks for a reason and an expectation."""
    campaign: YesNo = False
    """Whether the acts that follow in the scenario's campaign can be gone on to."""
    arms: tuple[Arm, ...] = Field(default=(), max_length=12)
    """Those among which the groups are drawn, where a study compares some; `agree` and `reasons` above hold where there are none."""
    table: Whole = Field(default=0, ge=0, le=60)
    """How many groups are to play at tables with printed cards, which the facilitator enters; 0: people join and decide themselves."""
    key: Digest
    """Of the facilitator's key."""
    ticket: Digest
    """Of the long word inside the QR code."""


class Joined(Part):
    """Somebody came in and has a seat of their own from now on."""

    kind: Literal["joined"] = "joined"
    seat: SeatId
    name: Name
    token: Digest
    """Of what their browser keeps."""
    resume: Digest
    """Of the code with which they come back on another device."""


class Readmitted(Part):
    """Somebody came back to their seat on another device, or after losing one."""

    kind: Literal["readmitted"] = "readmitted"
    seat: SeatId
    token: Digest
    resume: Digest


class Place(Part):
    """Where a seat sits."""

    seat: SeatId
    group: GroupId
    role: RoleId | None
    """None: it watches."""


class Seated(Part):
    """Seats were given their places; whoever is not named stays where they were."""

    kind: Literal["seated"] = "seated"
    places: tuple[Place, ...] = Field(min_length=1, max_length=500)


class Released(Part):
    """A seat was given up; whoever held it is out of the lesson."""

    kind: Literal["released"] = "released"
    seat: SeatId


class Consented(Part):
    """A seat agreed that its choices are used for research, or agrees no longer; without this entry it does not."""

    kind: Literal["consented"] = "consented"
    seat: SeatId
    agrees: YesNo


class Invited(Part):
    """The facilitator let everybody say which role they would like, or lets them no longer."""

    kind: Literal["invited"] = "invited"
    open: YesNo


class Wished(Part):
    """A seat said which role it would like; a later wish replaces an earlier."""

    kind: Literal["wished"] = "wished"
    seat: SeatId
    role: RoleId | None = None
    """None: any role, or none where it would rather watch."""
    watches: YesNo = False


class Allowed(Part):
    """The facilitator gave a seat more time than the others have, of which nobody else is told."""

    kind: Literal["allowed"] = "allowed"
    seat: SeatId
    percent: Whole = Field(ge=0, le=1_000)
    """Of the time that a turn has; 100: as everybody; 0: without a limit."""


class Password(Part):
    """What is kept of a password: what scrypt made of it, with everything that is needed to do it again."""

    salt: str = Field(pattern=r"^[0-9a-f]{32}$")
    digest: Digest
    n: Whole = Field(ge=2**14, le=2**20)
    r: Whole = Field(ge=8, le=32)
    p: Whole = Field(ge=1, le=16)


class Appointed(Part):
    """A further facilitator was named, or has a new password; whoever was in under the old one is out."""

    kind: Literal["appointed"] = "appointed"
    seat: SeatId = Field(pattern=r"^facilitator-[1-9][0-9]{0,2}$")
    """As whom they act in the log."""
    name: Name
    key: Password


class SignedIn(Part):
    """A further facilitator gave their password in a browser."""

    kind: Literal["signed-in"] = "signed-in"
    seat: SeatId
    token: Digest
    """Of what the browser keeps."""


class SignedOut(Part):
    """A further facilitator left the console in every browser."""

    kind: Literal["signed-out"] = "signed-out"
    seat: SeatId


class Formed(Part):
    """A group begins to play."""

    kind: Literal["formed"] = "formed"
    group: GroupId
    session: SessionId
    arm: ArmId | None = None
    """Of the study; None where no arms are compared."""


class Advanced(Part):
    """The session of a group has grown; it stands here so that one log orders everything."""

    kind: Literal["advanced"] = "advanced"
    group: GroupId
    to: Whole = Field(ge=1)
    """The number of the session's last entry now."""


class Voted(Part):
    """A seat voted within its role; a later vote in the same turn replaces it."""

    kind: Literal["voted"] = "voted"
    seat: SeatId
    group: GroupId
    role: RoleId
    turn: Whole = Field(ge=1)
    option: OptionId
    reason: Annotated[str, AfterValidator(lambda text: clean(text, REASON_LIMIT))] | None = Field(default=None, max_length=4_000)
    expectation: Literal["falls", "rises"] | None = None


class HandedIn(Part):
    """A card that a role of a group laid down was entered; the choice itself stands in the group's session."""

    kind: Literal["handed-in"] = "handed-in"
    group: GroupId
    turn: Whole = Field(ge=1)
    role: RoleId
    code: str = Field(pattern=r"^[0-9]{1,4}[A-Z]{1,2}$")
    """What was on the slip: the card's number and the letter of an option."""


class Paused(Part):
    """The facilitator stopped the lesson: every clock stands, and choices are refused."""

    kind: Literal["paused"] = "paused"


class Continued(Part):
    """The lesson goes on after a pause."""

    kind: Literal["continued"] = "continued"


class Clocked(Part):
    """A group was given this much running time for its turn; with 0 its clock was taken away."""

    kind: Literal["clocked"] = "clocked"
    group: GroupId
    turn: Whole = Field(ge=1)
    seconds: Whole = Field(ge=0, le=86_400)


class Extended(Part):
    """The clock of a group's turn was given this much more."""

    kind: Literal["extended"] = "extended"
    group: GroupId
    turn: Whole = Field(ge=1)
    seconds: Whole = Field(ge=1, le=86_400)


class Scheduled(Part):
    """The facilitator set when the lesson has to be over."""

    kind: Literal["scheduled"] = "scheduled"
    ends: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
    """UTC."""


class Permitted(Part):
    """Messages between the roles of a group were allowed or stopped."""

    kind: Literal["permitted"] = "permitted"
    talk: YesNo


class Spoke(Part):
    """A seat wrote to another role of its group, or, without one, to all of them."""

    kind: Literal["spoke"] = "spoke"
    seat: SeatId
    group: GroupId
    role: RoleId
    to: RoleId | None
    words: Words


class Withheld(Part):
    """The facilitator keeps a message from being opened after the end."""

    kind: Literal["withheld"] = "withheld"
    message: Whole = Field(ge=1)
    """The number of its entry."""


class Told(Part):
    """The facilitator told something to everybody, or to those whom group, role and seat name."""

    kind: Literal["told"] = "told"
    group: GroupId | None = None
    role: RoleId | None = None
    seat: SeatId | None = None
    words: Words
    news: YesNo = False
    """Whether it is news inside the play, which the facilitator made up; it has no effect on the rules."""


class Noted(Part):
    """The facilitator noted something for the debrief, for nobody else to read before."""

    kind: Literal["noted"] = "noted"
    words: Words


class Proposed(Part):
    """A team asked for something that is not among its options."""

    kind: Literal["proposed"] = "proposed"
    seat: SeatId
    group: GroupId
    role: RoleId
    turn: Whole = Field(ge=1)
    words: Words


class Answered(Part):
    """The facilitator answered a proposal: returned it, or entered the option nearest to it."""

    kind: Literal["answered"] = "answered"
    proposal: Whole = Field(ge=1)
    """The number of its entry."""
    words: Words
    option: OptionId | None = None


class Intervened(Part):
    """The facilitator acted on a group's play; what came of it stands in the group's session."""

    kind: Literal["intervened"] = "intervened"
    group: GroupId
    act: Literal["forced", "decided", "released", "rewound", "proceeded", "forked", "handed"]
    about: str = Field(default="", max_length=200)
    """Which role, inject or turn, where it is one."""
    reason: Annotated[str, AfterValidator(lambda text: clean(text, WORDS_LIMIT))] = Field(default="", max_length=8_000)


class Looked(Part):
    """The facilitator looked at what is sealed in a group."""

    kind: Literal["looked"] = "looked"
    group: GroupId


class Ended(Part):
    """The lesson is over: nothing more is decided, and the debrief is open to everybody in it."""

    kind: Literal["ended"] = "ended"


LessonEvent: TypeAlias = Annotated[
    Convened
    | Joined
    | Readmitted
    | Seated
    | Released
    | Consented
    | Invited
    | Wished
    | Allowed
    | Appointed
    | SignedIn
    | SignedOut
    | Formed
    | Advanced
    | Voted
    | HandedIn
    | Paused
    | Continued
    | Clocked
    | Extended
    | Scheduled
    | Permitted
    | Spoke
    | Withheld
    | Told
    | Noted
    | Proposed
    | Answered
    | Intervened
    | Looked
    | Ended,
    Field(discriminator="kind"),
]


class LessonEntry(Part):
    """An event as it stands in the log of a lesson."""

    number: Whole = Field(ge=1)
    """Place in the log, from 1 without gaps."""
    time: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
    """UTC, for people; nothing is ordered by it."""
    seat: SeatId = Field(min_length=1, max_length=64)
    """Who acted: a seat, or `facilitator`."""
    key: str | None = Field(default=None, min_length=1, max_length=64)
    """What the sender called this request; a request of the same seat and key is the same request."""
    event: LessonEvent
