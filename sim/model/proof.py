"""What an author claims of every play of a scenario, in the scenario's own condition language.

A claim says one thing: what always or never holds, what some play comes to, or until which scene the end stays open. `sim explore` visits
every reachable state and proves it, or shows the shortest play that breaks it.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sim.model.condition import Condition
from sim.model.ids import ActId, ProofId, SceneId
from sim.model.part import Part
from sim.model.text import Label


class Proof(Part):
    """A claim about every play; a condition is tried as that of an inject is: after each turn, on its choices and on what it left."""

    id: ProofId
    """Names the claim in reports."""
    text: Label
    """What is claimed, in a sentence."""
    acts: tuple[ActId, ...] = ()
    """Only in these acts; empty: in every act."""
    scenes: tuple[SceneId, ...] = ()
    """Only where a turn led to one of these scenes; empty: to any."""
    always: Condition | None = None
    """Holds after every turn of every play, and at the start."""
    never: Condition | None = None
    """Holds after no turn of any play, nor at the start."""
    reachable: Condition | None = None
    """Holds after some turn of some play, or at the start."""
    escapable: Annotated[tuple[SceneId, ...], Field(max_length=64)] = ()
    """Until a play comes to one of these scenes, outcomes of at least two classes can still be reached."""

    @model_validator(mode="after")
    def _claims_one_thing(self) -> Self:
        given = [name for name in ("always", "never", "reachable", "escapable") if getattr(self, name)]
        if len(given) != 1:
            said = "nothing" if not given else " and ".join(given)
            message = "a proof claims one thing, this one {said}; one of: always, never, reachable, escapable"
            raise PydanticCustomError("one_claim", message, {"said": said})
        return self
