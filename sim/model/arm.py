"""The arms of a study: how some groups of a lesson decide and talk otherwise than others, so that what comes of it can be compared.

Rule 1: an arm never touches the play: scenes, options and branches are the same for everybody.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import StringConstraints

from sim.model.part import Part, YesNo

Agreement: TypeAlias = Literal["speaker", "majority"]
"""How several seats of one role decide: the first of them for all, or by votes."""

ArmId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]  # "no-reasons"


class Arm(Part):
    """How the groups of one arm decide and talk."""

    id: ArmId
    agree: Agreement
    reasons: YesNo
    """Whether a choice asks for a reason and an expectation."""
    talk: YesNo
    """Whether its roles can write to each other once the facilitator has opened messages."""
