"""A scene and what happens in it: decisions with options, branches, talks, outcomes, injects."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from sim.model.condition import Condition
from sim.model.effects import Briefings, ById, Cites, Effects, Kind
from sim.model.ids import ConflictId, InjectId, OptionId, OutcomeClassId, RoleId, SceneId
from sim.model.part import KeyedSchema, Part, Whole, keyed
from sim.model.source import Citation
from sim.model.text import Label, Text


class Option(Part):
    """One answer offered by a decision; for the role `chance`, one thing that may happen."""

    id: OptionId
    """Names the option in conditions, logs and play files."""
    label: Label
    """What is chosen, in a few words: the act, not its hoped-for result."""
    text: Text | None = None
    """More about it, if the label is not enough."""
    kind: Kind | None = None
    """What sort of act it is; every option of a role has one, options of chance have none."""
    weight: Whole | None = Field(default=None, ge=1, le=1_000_000)
    """How likely, against the other options of chance; only there."""
    when: Condition | None = None
    """Offered only when this held at the start of the turn; reads visible indicators, never choices."""
    effects: Effects = ()
    """What choosing it does to indicators."""
    pro: Text | None = None
    """The adviser's reason for it; every option of a role has one."""
    contra: Text | None = None
    """The adviser's reason against it; every option of a role has one."""
    cites: Cites
    """What it rests on."""


class RoleDecision(Part):
    """What one role is asked in a scene."""

    role: RoleId
    """Who decides."""
    question: Label | None = None
    """What the role is asked; without one the scene's heading serves."""
    reported: OptionId | None = None
    """The option that the documents report; absent where they report nothing of this role."""
    default: OptionId | None = None
    """Taken at a deadline; an option without `when`, the first such one if absent."""
    options: ById[Option] = Field(min_length=1)
    """What the role can choose from."""


Decision: TypeAlias = Annotated[tuple[RoleDecision, ...], BeforeValidator(keyed("role")), KeyedSchema("role")]


class Branch(Part):
    """A way out of a scene; the first whose `when` agrees is taken, and the last has none."""

    when: Condition | None = None
    """When it is taken; without a condition, whenever no branch above it is."""
    to: SceneId
    """The scene it leads to."""
    effects: Effects = ()
    """What it does to indicators when it is taken."""
    narration: Text
    """What happened, told to everybody when the turn is resolved."""
    cites: Cites
    """What it rests on."""


class Talk(Part):
    """A time to negotiate aloud before a decision whose options are public commitments."""

    prompt: Text
    """What is to be talked about."""
    seconds: Whole = Field(ge=10, le=3_600)
    """How long to talk; shown, never enforced."""


class Outcome(Part):
    """What makes a scene the end of a play."""

    outcome_class: OutcomeClassId = Field(alias="class")
    """The kind of outcome it is."""
    epilogue: Text
    """Two or three paragraphs."""
    compared: Text
    """How near this is to the reported course."""


class Exercise(Part):
    """A reading of sources before a decision: how well supported is this? Nothing is scored."""

    claim: Text
    """The statement to judge, attributed, in our words."""
    passages: Annotated[tuple[Citation, ...], Field(min_length=2, max_length=3)]
    """The two or three passages to judge it by."""
    roles: tuple[RoleId, ...] = ()
    """Who reads it; empty: every role that decides in the scene."""


class Scene(Part):
    """One node: a situation, and either a decision with branches or an outcome."""

    id: SceneId
    """Names the scene in branches, courses and play files."""
    heading: Label
    """Its heading on the screen."""
    date: Label
    """When it plays, as exactly as the documents allow: `2022-11-05`, `2022-11`, `early November 2022`."""
    date_known: Literal["stated", "inferred", "invented"] = "stated"
    """`inferred`: the year or day comes from the catalogue; `invented`: the scene is no report, and so is its date."""
    situation: Text
    """What everybody is told."""
    briefings: Briefings = ()
    """What each role is told privately, by its advisers."""
    cites: Cites
    """What its situation rests on."""
    conflicts: tuple[ConflictId, ...] = ()
    """Contradictions of the documents that matter here."""
    exercise: Exercise | None = None
    """A claim to be judged by its passages before the decision."""
    talk: Talk | None = None
    """Makes it a scene of talks, which ends in public commitments."""
    deadline: Whole | None = Field(default=None, ge=5, le=86_400)
    """Seconds of running time to decide, after which defaults are taken; absent: no deadline."""
    decision: Decision = ()
    """Who decides what here; several roles decide sealed, at the same time."""
    branches: tuple[Branch, ...] = ()
    """Where it leads, the first that fits; none in an outcome."""
    outcome: Outcome | None = None
    """What the play has come to, if it ends here."""


class Inject(Part):
    """News. With `when` or `scenes` it comes by itself, once; without, the facilitator releases it, or it comes at its `cue`."""

    id: InjectId
    """Names the inject in logs and play files."""
    heading: Label
    """Its heading on the screen."""
    text: Text
    """The news, in the author's words."""
    roles: tuple[RoleId, ...] = ()
    """Who sees it; empty: everybody."""
    scenes: tuple[SceneId, ...] = ()
    """Only while the play is in one of these; empty: anywhere in the act."""
    when: Condition | None = None
    """Tried after the branch effects of each turn, in file order."""
    cue: tuple[SceneId, ...] = ()
    """Scenes in which a facilitator does well to release it; where nobody leads, it comes on entering one of them. Without `when`."""
    effects: Effects = ()
    """What it does to indicators when it comes."""
    to: SceneId | None = None
    """Moves the play there and starts a turn; absent: only informs."""
    cites: Cites
    """What it rests on."""
