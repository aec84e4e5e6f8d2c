"""What a lesson shows to a seat, to the facilitator and to everybody in the room: plain values, computed by `engine.lesson_view`.

Rule 1: nothing here is computed; a front end that holds one of these needs neither lesson nor scenario.
"""

from typing import Literal

from sim.model.events import Support
from sim.model.part import Numerous
from sim.model.source import Basis
from sim.model.view import ShownIndicator, ShownOutcome, ShownSeat, View

Stage = Literal["waiting", "dealt", "playing", "paused", "over"]
"""`waiting`: no place yet; `dealt`: a place in a group that does not play yet; `over`: the lesson has ended."""


class ShownMember(Numerous):
    """One seat of a team, as the team sees it."""

    name: str
    me: bool
    speaker: bool
    """Whether it decides for the team, or where votes are even."""
    wants: str | None
    """The label of the option it voted for in this turn."""


class ShownTie(Numerous):
    """How even votes of a team were decided."""

    turn: int
    name: str
    """Of the speaker, whose vote decided; empty where the speaker wanted neither, so that the option that stands first was taken."""
    me: bool
    """Whether this seat is the speaker."""
    label: str
    """What was decided."""


class ShownMessage(Numerous):
    """Something that was said to this seat, or by it."""

    number: int
    time: str
    """When, UTC, as the log has it: `2026-11-22T14:05:07Z`."""
    by: str
    """A role's name, or `Facilitator`."""
    to: str
    """A role's name, `everybody`, or `you`."""
    words: str
    news: bool = False
    """Whether it is news inside the play that the facilitator made up."""


class ShownProposal(Numerous):
    """What a team asked for beyond its options, and the answer."""

    number: int
    time: str
    """As in `ShownMessage`."""
    group: str
    role: str
    """The role's name."""
    turn: int
    words: str
    answer: str | None
    """What the facilitator answered; None while they have not."""
    entered: str | None
    """The label of the option that the facilitator entered for it; None: none was, or its turn was taken back since."""
    options: tuple[tuple[str, str], ...] = ()
    """For the facilitator: what can still be entered for it, id and label."""


class SeatView(Numerous):
    """Everything one seat is shown of a lesson now."""

    lesson: str
    version: int
    """The number of the lesson's last entry; a later view has a higher one."""
    seat: str
    name: str
    stage: Stage
    group: str | None
    role: str | None
    """None: it watches, or has no place."""
    role_name: str
    view: View | None
    """The play as this role sees it; None before it begins."""
    team: tuple[ShownMember, ...]
    agree: Literal["speaker", "majority"]
    wants: str | None
    """The option this seat voted for in this turn."""
    even: bool
    """Whether all of the team have voted and nothing is decided."""
    talk: bool
    """Whether messages are open."""
    messages: tuple[ShownMessage, ...]
    proposals: tuple[ShownProposal, ...]
    reasons: bool
    others: tuple[tuple[str, str], ...]
    """The other roles of the group, id and name."""
    consents: bool = False
    """Whether this seat's choices may be used for research."""
    choosing: bool = False
    """Whether it may say which role it would like."""
    wish: str = ""
    """The id of the role that it would like, `any`, or `observer`; empty while it has not said."""
    late: bool = False
    """Whether it came when a group played already, and waits until the facilitator lets it in."""
    unsettled: bool = False
    """Whether the votes of its team agree, but were given in another team, so that this seat has to give its own again."""
    went: str = ""
    """Why the play of the group that it watches stands, in words; empty where it goes on."""
    default: str = ""
    """The label of what is taken for its role where none of its team has voted when the clock runs out; empty while no clock is set."""
    tie: ShownTie | None = None
    """How even votes of its team were decided, in this turn or in the one before."""
    namesake: str = ""
    """The name of somebody who had already the one that this seat gave too, so that its own has a number; empty: nobody had it."""


class ShownJudged(Numerous):
    """How a class judged a claim, told so that it speaks of nobody."""

    scene: str
    heading: str
    claim: str
    counts: tuple[tuple[Support, int], ...]
    """How many judged so, at least: whole fives; a judgement of fewer than five is left out."""


class RosterLine(Numerous):
    """One seat as the facilitator sees it."""

    seat: str
    name: str
    group: str | None
    role: str | None
    role_name: str
    speaker: bool
    voted: bool
    """Whether it has voted in this turn; what it wants stays with its team."""
    wish: str = ""
    """The name of the role that it would like, `Observer`, or empty."""
    time: int = 100
    """Percent of the time that a turn has; 0: without a limit."""
    asked: bool = False
    """Whether its role decides in this turn, and has not yet."""
    late: bool = False
    """Whether it came when a group played already, and waits to be let in."""


class RoleProgress(Numerous):
    """How far a role is with its decision in this turn."""

    role: str
    name: str
    by: str
    team: int
    voted: int
    decided: bool
    sealed: str | None
    """The label of what it chose or its members want; only where the facilitator asked to see."""
    options: tuple[tuple[str, str], ...]
    """What can be decided for it, id and label; empty once it has decided."""
    default: str = ""
    """The label of what is taken for it where nobody has voted when the clock runs out; empty while no clock is set."""


class ShownCue(Numerous):
    """News that the facilitator can release."""

    id: str
    heading: str
    advised: bool
    """Whether its author advises to release it in this scene."""
    text: str = ""
    to: tuple[str, ...] = ()
    """The names of the roles that receive it; empty: everybody."""


class GroupView(Numerous):
    """One group as the facilitator sees it."""

    group: str
    session: str
    turn: int
    scene: str
    heading: str
    date: str
    deciding: tuple[RoleProgress, ...]
    injects: tuple[ShownCue, ...]
    turns: tuple[tuple[int, str], ...]
    """Turns it can go back to: number and heading, oldest first."""
    outcome: ShownOutcome | None
    next_act: str | None
    over: bool
    seconds: int | None
    """What its clock was set to in this turn, or None."""
    stands: bool = False
    """Whether nobody plays it any more, so that it stands until somebody is seated there or it is left to bots."""
    went: str = ""
    """Why it stands, in words; else empty."""


class ConsoleView(Numerous):
    """Everything the facilitator is shown of a lesson now."""

    table: bool = False
    """Whether its groups play at tables with printed cards, and nobody joins."""
    rehearsal: bool = False
    """Whether the server invents the people in it, and no class plays."""
    lesson: str
    version: int
    title: str
    act: str
    stage: Literal["waiting", "dealt", "playing", "paused", "over"]
    agree: Literal["speaker", "majority"]
    talk: bool
    ends: str | None
    roster: tuple[RosterLine, ...]
    groups: tuple[GroupView, ...]
    roles: tuple[tuple[str, str], ...]
    """The roles of the play, id and name."""
    messages: tuple[ShownMessage, ...]
    withheld: tuple[int, ...]
    proposals: tuple[ShownProposal, ...]
    """Those without an answer, oldest first."""
    notes: tuple[ShownMessage, ...]
    facilitators: tuple[str, ...] = ()
    """Names of those who lead with a password of their own."""
    timed: tuple[tuple[str, int], ...] = ()
    """Headings of the scenes of the act in which its author has set a time to decide, each with the seconds."""
    choosing: bool = False
    """Whether everybody may say which role they would like."""
    placed: int = 0
    """The number of the entry that last gave places, for an order that must not come twice; 0: none did."""
    judged: tuple[ShownJudged, ...] = ()
    """Once the lesson is over."""
    here: tuple[str, ...] = ()
    """The seats that are connected, as the server knows; a view alone does not."""
    left: tuple[tuple[str, int], ...] = ()
    """Seconds that each group with a clock has left, likewise."""
    pace: str = ""
    """When the play will be over at its present pace, likewise."""
    failed: str = ""
    """Why the server can keep nothing at the moment, likewise."""
    code: str | None = None
    """What people type to join, likewise, and once the lesson is over to come back with; None where the server knows none."""


class PublicGroup(Numerous):
    """One group as everybody in the room may see it."""

    group: str
    turn: int
    heading: str
    date: str
    situation: str
    basis: Basis
    indicators: tuple[ShownIndicator, ...]
    deciding: tuple[ShownSeat, ...]
    outcome: ShownOutcome | None
    went: str = ""
    """As in `GroupView`."""


class PublicView(Numerous):
    """What the screen in the room shows: no name and no secret."""

    lesson: str
    version: int
    title: str
    act: str
    stage: Literal["waiting", "dealt", "playing", "paused", "over"]
    here: int
    """How many have joined."""
    ends: str | None
    groups: tuple[PublicGroup, ...]
    judged: tuple[ShownJudged, ...] = ()
    """Once the lesson is over."""


class SeatNews(Numerous):
    """What a program that shows a seat is told, whenever anything of it has changed."""

    seat: SeatView
    left: int | None
    """Seconds that the group has left for its turn; None: no clock is set."""
    runs: bool
    """Whether its clock runs."""
    failed: bool
    """Whether the server cannot keep anything at the moment."""
