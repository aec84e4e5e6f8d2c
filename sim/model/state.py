"""Where a play stands, and how it got there: derived from the log, never stored."""

from dataclasses import dataclass

from sim.model.events import RuleEvent
from sim.model.ids import InjectId, OptionId, RoleId, SceneId


@dataclass(frozen=True, slots=True)
class State:
    """Everything the rules read; two equal states have the same future."""

    scene: SceneId
    indicators: tuple[int, ...]
    """Values in the scenario's order of indicators, each within its bounds."""
    opened: tuple[int, ...]
    """The values at the start of the turn; they fix which options are offered."""
    pending: tuple[tuple[RoleId, OptionId], ...] = ()
    """Sealed choices of the unfinished turn, in the scene's order of roles, so that order of arrival leaves no trace."""
    fired: tuple[InjectId, ...] = ()
    """Injects that have been released, in file order; each fires at most once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Which branch a turn took."""

    scene: SceneId
    """The scene that was left."""
    index: int
    """Place of the branch among that scene's branches, from 0."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event and what it did."""

    before: State
    event: RuleEvent
    picks: tuple[tuple[RoleId, OptionId], ...]
    """The choices that were opened, in the scene's order; empty while the turn is unfinished."""
    taken: Taken | None
    """The branch, or None while the turn is unfinished."""
    injects: tuple[InjectId, ...]
    """Injects that fired in this step, in the order they fired."""
    turned: bool
    """Whether a new turn has begun: a branch was taken, or an inject moved the play."""
    after: State


@dataclass(frozen=True, slots=True)
class Turn:
    """One visit to a scene in the effective play."""

    number: int
    """Never repeats in a log."""
    state: State
    """At its start."""
    steps: int
    """How many steps of the effective play came before it."""
