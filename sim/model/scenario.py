"""A scenario as data: what an author writes, frozen.

Rule 1: shapes and bounds of single fields live here and in `scene`, `reading` and `effects`; what compares two places of a scenario
lives in `crossref`. Fields carry a line on what they mean: the published JSON Schema and docs/reference/scenario.md are read off them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from sim.model.condition import Condition
from sim.model.effects import Briefings, ById, Effects, Kind, StartValues
from sim.model.ids import ActId, AimId, CourseId, IndicatorId, OptionId, OutcomeClassId, RoleId, ScenarioId, SceneId, SideId
from sim.model.part import Part, Whole, YesNo
from sim.model.proof import Proof
from sim.model.reading import Background, Conflict, Corroboration, Gap, Gloss, Note, SetAside, Term
from sim.model.scene import Inject, Scene
from sim.model.text import Label, Text


class Indicator(Part):
    """A named whole number with bounds; the memory of a play."""

    id: IndicatorId
    """Names the indicator in conditions and effects."""
    name: Label
    """Its name on the screen."""
    about: Text
    """What a player should know: what it stands for, and what high and low mean."""
    low: Whole = 0
    """The lowest value; changes stop there."""
    high: Whole
    """The highest value; changes stop there."""
    start: Whole
    """Its value when a play begins."""
    hidden: YesNo = False
    """Not shown, and no option's `when` may read it."""
    commitment: RoleId | None = None
    """The role whose public commitment this is; its bounds are 0 (not given, or broken) and 1 (given)."""


class Aim(Part):
    """What a role wants: a teaching value that the author declares, not a claim about anybody; all that is given must hold at the end."""

    id: AimId
    """Names the aim in the account of a play."""
    text: Label
    """The aim in words, as the role would say it."""
    acts: tuple[ActId, ...] = ()
    """Only in these acts; empty: in every act."""
    outcomes: tuple[OutcomeClassId, ...] = ()
    """The play ends in one of these classes; empty: in any."""
    when: Condition | None = None
    """Holds of the indicators at the end; never reads choices."""
    weight: Whole = Field(default=1, ge=1, le=10)
    """What it counts against the role's other aims, where a value is needed."""

    def counts_in(self, act: ActId) -> bool:
        """Tell whether the role has this aim in an act."""
        return not self.acts or act in self.acts


class Role(Part):
    """A part in the crisis."""

    id: RoleId
    """Names the role on the command line, in conditions and in play files."""
    name: Label
    """Its name on the screen."""
    about: Text
    """Who this is, what it wants and whom it answers to; everybody may read it."""
    adviser: Label
    """Whose voice gives the reasons for and against each option, such as `Your chief of staff`."""
    audience: Text | None = None
    """Whom the role answers to at home, in a sentence or two."""
    aims: ById[Aim] = ()
    """Three or four, in conflict with one another."""


class Course(Part):
    """One way to enter an act: the whole of it, or a short course."""

    id: CourseId
    """Names the course on the command line."""
    scene: SceneId
    """The scene that a play begins with."""
    about: Text
    """Says how long it is and where it begins; shown where a course is chosen."""
    start: StartValues = ()
    """Overrides of the act's own start."""


class Act(Part):
    """A part of a scenario that can be played alone: `acts/ID.yaml`."""

    id: ActId
    """Names the act on the command line and in a campaign."""
    title: Label
    """Its name on the screen."""
    about: Text
    """Says in a sentence or two what the act is about and whose account it rests on; shown where an act is chosen."""
    account: Text
    """On whose account the act rests; shown on its first screen."""
    start: StartValues = ()
    """Where indicators begin in this act, if not where the scenario says."""
    courses: ById[Course] = Field(min_length=1)
    """The ways to begin it: the whole act, and shorter ones for a lesson."""
    scenes: ById[Scene] = Field(min_length=2)
    """Its scenes; the first one is not special, a course says where a play begins."""
    injects: ById[Inject] = ()
    """News that may come between turns."""


class OutcomeClass(Part):
    """A class of outcomes, such as settlement or armed clash."""

    id: OutcomeClassId
    """Names the kind in conditions and proofs."""
    name: Label
    """Its name on the screen."""
    about: Text
    """What outcomes of this kind have in common."""


class PriceException(Part):
    """An option that does not cost what its kind costs, and why."""

    scene: SceneId
    """The scene it stands in."""
    role: RoleId
    """Whose option it is."""
    option: OptionId
    """The option that costs something else than its kind."""
    reason: Text
    """Why, in a sentence that the documents carry."""


class Price(Part):
    """What an act of one kind does to the shared indicators, whoever does it."""

    kind: Kind
    effects: Effects


def _prices(value: object) -> object:
    return tuple({"kind": k, "effects": v} for k, v in value.items()) if isinstance(value, Mapping) else value


class Prices(Part):
    """Same act, same price: the table that every option keeps to, and the exceptions from it."""

    shared: tuple[IndicatorId, ...]
    """The indicators that the table speaks of."""
    kinds: Annotated[tuple[Price, ...], BeforeValidator(_prices), WithJsonSchema({"type": "object"})]
    """What an option of each kind does to indicators, whoever chooses it."""
    exceptions: tuple[PriceException, ...] = ()
    """Options that are meant to cost something else."""


class Balance(Part):
    """Whose claims may take how much of the screen, by role and together; `sim check --strict` measures it over many plays."""

    between: Annotated[tuple[SideId, ...], Field(min_length=2)]
    """Sides of the catalogue whose claims are heard alike."""
    within: Whole = Field(default=20, ge=0, le=100)
    """By how much they may differ, in per cent of the most."""
    fewer: tuple[SideId, ...] = ()
    """Sides that are heard less than each of those."""
    uneven: Briefings = ()
    """Roles on whose own screen this cannot be kept, each with the reason; all screens together keep to it, and each of the others."""


class Carry(Part):
    """What one act leaves to the next: every rule that matches is applied, in file order."""

    into: ActId
    """The act whose start it changes."""
    outcomes: tuple[OutcomeClassId, ...] = ()
    """The act before ended in one of these classes; empty: in any."""
    when: Condition | None = None
    """Holds of the indicators at the end of the act before; never reads choices."""
    effects: Effects
    """On the start of the act, clamped once after all rules."""
    text: Text
    """What players are told of it."""


class Campaign(Part):
    """Acts in a row."""

    acts: Annotated[tuple[ActId, ...], Field(min_length=2)]
    """The acts in the order of play."""
    carry: tuple[Carry, ...] = ()
    """What an act takes over from those before it."""


class Scenario(Part):
    """The whole declarative exercise: one folder in `scenarios/`."""

    schema_version: Literal[1] = Field(alias="schema")
    """The version of the format."""
    id: ScenarioId
    """Names the scenario on the command line and in logs."""
    title: Label
    """Its name on the screen."""
    author: Label
    """Who wrote it; shown before a play if the scenario did not come with the program."""
    about: Text
    """Says in a sentence or two what it is about; shown where a scenario is chosen."""
    notice: Text
    """Shown before the first scene of every session, and not skippable."""
    documents: Literal["shipped", "own"] = "own"
    """`own`: the scenario's folder has a `sources/` with a catalogue; `shipped`: it rests on the project's `seeds/`."""
    roles: ById[Role] = Field(min_length=1)
    """The seats that people and bots take."""
    indicators: ById[Indicator] = Field(min_length=1)
    """The numbers that a play changes."""
    outcome_classes: ById[OutcomeClass] = Field(min_length=1)
    """The kinds of outcomes."""
    acts: ById[Act] = Field(min_length=1)
    """Its acts, each of which can be played alone."""
    terms: ById[Term] = ()
    """Disputed names, with the neutral one and the ones that sides use."""
    glossary: ById[Gloss] = ()
    """Words that a player may not know."""
    conflicts: ById[Conflict] = ()
    """Questions to which the documents give different answers."""
    corroborations: tuple[Corroboration, ...] = ()
    """Passages of different documents that say the same."""
    notes: ById[Note] = ()
    """What is known from outside the documents, shown beside them and never the basis of a scene."""
    gaps: tuple[Gap, ...] = ()
    """What was looked for outside the documents and not found."""
    background: ById[Background] = ()
    """What happened before or around the play, to be opened on request."""
    set_aside: tuple[SetAside, ...] = ()
    """Sentences of the documents that nothing rests on, each with the reason."""
    loaded: tuple[Label, ...] = ()
    """Words that judge while they name; narrators' texts are free of them outside quotations."""
    residents: tuple[Label, ...] = ()
    """Words for people whom roles may urge or discourage, but whom nobody commands."""
    names: tuple[Label, ...] = ()
    """Names of places and bodies that any text may use, also where its passages say them otherwise; never of people."""
    prices: Prices | None = None
    """What an act costs, whoever commits it."""
    balance: Balance | None = None
    """Whose claims are to be heard alike, and whose less; `sim check --strict` counts."""
    campaign: Campaign | None = None
    """How the acts are played in a row."""
    proofs: ById[Proof] = ()
    """What is claimed of every play; `sim explore` proves it or shows a play that breaks it."""
