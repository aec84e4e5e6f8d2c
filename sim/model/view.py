"""What front ends are given to show: plain values, computed by `engine.view`, sent as they are over any wire.

Rule 1: nothing here is computed; a front end that holds a `View` needs no scenario.
"""

from typing import Annotated, Literal

from pydantic import Field

from sim.model.effects import Kind
from sim.model.events import Support
from sim.model.part import Numerous
from sim.model.source import Basis


class ShownReference(Numerous):
    """A text from outside the documents, with the words that carry a note."""

    title: str
    publisher: str
    owner: str
    address: str
    date: str
    words: tuple[str, ...]


class ShownNote(Numerous):
    """What the documents leave out; front ends head it "From outside"."""

    id: str
    date: str
    text: str
    caution: str | None
    """What the references do not settle."""
    unwelcome_to: tuple[str, ...]
    """Whose account it disturbs."""
    references: tuple[ShownReference, ...]


class ShownPassage(Numerous):
    """A passage as every front end shows it."""

    quote: str
    """The document's own words."""
    speaker: str
    """Who says it: `Petar Petkovic, head of the office …`, or `RT itself`."""
    outlet: str
    owner: str
    publishers: Annotated[int, Field(ge=1)]
    """How many independent publishers report it; outlets of one owner count once."""
    publisher_names: tuple[str, ...]
    basis: Basis
    label: str
    """The basis in words; for background under an invented part it says so."""
    source: str
    """The document's id."""
    title: str
    date: str
    """The document's date; ends in `(inferred)` when the document does not state it."""
    first: int
    """Number of the first sentence, from 1."""
    last: int
    before: tuple[str, ...]
    sentence: str
    after: tuple[str, ...]
    caution: str
    """The catalogue's line of caution about the document."""
    notes: tuple[ShownNote, ...] = ()
    """What the documents leave out about it."""

    @property
    def credit(self) -> str:
        """Who says it, where and when, who owns that, and how many publish it: the line that stands beside the words, without a key."""
        where = () if self.speaker == f"{self.outlet} itself" else (self.outlet,)
        return " · ".join((self.speaker, *where, self.date, self.backing))

    @property
    def backing(self) -> str:
        """Return who owns the outlet, and how many publish the same."""
        count = "1 publisher" if self.publishers == 1 else f"{self.publishers} independent publishers"
        return f"owner: {self.owner} · {count}"

    def bearing(self, part: str) -> str:
        """Return the second line: on what basis a part, such as `this option`, rests on the words; it says nothing of who says them."""
        return f"For {part}: {self.label}"


class ShownIndicator(Numerous):
    """An indicator that everybody sees."""

    id: str
    name: str
    about: str
    value: int
    low: int
    high: int
    change: int
    """Against the start of the turn before; 0 in the first turn of an act."""
    commitment: str | None
    """The name of the role whose public commitment this is, or None."""
    broken: bool = False
    """Whether it is a commitment that was given in this act and then broken or taken back, also where it has been given anew since."""


class ShownOption(Numerous):
    """An option that is open to the role this turn."""

    number: int
    """From 1, in file order, among those offered."""
    id: str
    label: str
    text: str
    kind: Kind
    pro: str
    contra: str
    gives: tuple[str, ...]
    """Public commitments that choosing it makes."""
    breaks: tuple[str, ...]
    """Public commitments in force that choosing it breaks."""
    basis: Basis
    passages: tuple[ShownPassage, ...]


class ShownDecision(Numerous):
    """What the role is asked now."""

    question: str
    options: tuple[ShownOption, ...]
    chosen: str | None
    """The option the role has sealed, or None."""
    reason: str | None
    """The reason it sealed with the choice."""
    expectation: str | None
    by: str = "person"
    """Who sealed it: `person` is the role's own team, else a bot's name or `facilitator`."""


class ShownSeat(Numerous):
    """Whether a role has something to decide in this turn, and has."""

    role: str
    name: str
    by: str
    """`person`, or the bot's name."""
    decided: bool


class ShownChoice(Numerous):
    """A choice that has been opened."""

    role: str
    name: str
    option: str
    label: str
    kind: Kind | None
    basis: Basis
    passages: tuple[ShownPassage, ...]
    defaulted: bool = False
    """Whether nobody had decided for the role when the turn's time was up, so that its default was taken."""


class ShownChange(Numerous):
    """How far an indicator moved in one turn."""

    name: str
    before: int
    after: int
    sort: Literal["number", "fact", "promise"] = "number"
    """Whether it counts something, is a yes or no, or is a public commitment; the last two are 0 or 1."""


class ShownInject(Numerous):
    """News that this role received."""

    id: str
    heading: str
    text: str
    private: bool
    """Whether some roles did not receive it."""
    basis: Basis
    passages: tuple[ShownPassage, ...]


class ShownTurn(Numerous):
    """One finished turn."""

    number: int
    scene: str
    heading: str
    date: str
    choices: tuple[ShownChoice, ...]
    narration: str
    why: tuple[str, ...]
    """Why this branch was taken, one reason a line."""
    to: str
    changes: tuple[ShownChange, ...]
    injects: tuple[ShownInject, ...]
    basis: Basis
    passages: tuple[ShownPassage, ...]


class ShownVersion(Numerous):
    """One account in a conflict."""

    says: str
    leaves_out: str
    passages: tuple[ShownPassage, ...]


class ShownConflict(Numerous):
    """A contradiction of the documents that matters in this scene."""

    id: str
    question: str
    versions: tuple[ShownVersion, ...]


class ShownOutcome(Numerous):
    """How the play ended."""

    id: str
    name: str
    about: str
    epilogue: str
    compared: str


class ShownAim(Numerous):
    """What a role wants, as the author declares it for teaching."""

    role: str
    """The role's name."""
    text: str
    met: bool | None
    """None while the play goes on."""


class ShownResult(Numerous):
    """How an act of this play ended."""

    act: str
    """The act's title."""
    outcome: ShownOutcome
    aims: tuple[ShownAim, ...]
    """The aims of every role for that act, met or not; nobody wins by them."""


class ShownExercise(Numerous):
    """A claim to judge before deciding, with the passages to judge it by."""

    claim: str
    passages: tuple[ShownPassage, ...]
    support: Support | None
    """The role's latest judgement; None before the first."""
    revised: bool
    """Whether it judged more than once."""
    publishers: int | None
    """How many independent publishers report the same, by the best backed of the passages; None before the first judgement."""
    notes: tuple[ShownNote, ...]
    """From outside; empty before the first judgement."""


class View(Numerous):
    """Everything a front end needs to show one role the present moment."""

    role: str | None
    """Whose view; None for the public."""
    role_name: str
    turn: int
    depth: int
    """Turns of the play before this one."""
    scene: str
    heading: str
    date: str
    """Ends in `(inferred)` or `(invented)` where the documents do not state it."""
    situation: str
    basis: Basis
    passages: tuple[ShownPassage, ...]
    briefing: str | None
    talk_prompt: str | None
    talk_seconds: int | None
    deadline: int | None
    """Seconds of running time to decide, or None."""
    indicators: tuple[ShownIndicator, ...]
    decision: ShownDecision | None
    """None when the role has nothing to decide here."""
    seats: tuple[ShownSeat, ...]
    """The roles that decide in this turn, without chance."""
    injects: tuple[ShownInject, ...]
    """News of this turn: what arrived with it and since."""
    conflicts: tuple[ShownConflict, ...]
    turns: tuple[ShownTurn, ...]
    """What was resolved, oldest first."""
    outcome: ShownOutcome | None
    exercise: ShownExercise | None = None
    """Set where the author asks this role to read before it decides."""
    aims: tuple[ShownAim, ...] = ()
    """This role's own, for the act that is being played."""
    carried: tuple[str, ...] = ()
    """What the act before left to this one; told in its first turn."""
    results: tuple[ShownResult, ...] = ()
    """How the acts of this play ended so far, oldest first."""
    next_act: str | None = None
    """Title of the act that follows; the play goes on when somebody asks for it."""
