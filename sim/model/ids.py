"""The names of things: one alias a line, each with a specimen.

Every id matches `[a-z][a-z0-9_-]{0,63}`; those of sources and acts may begin with a digit.
"""

from typing import Annotated, TypeAlias

from pydantic import StringConstraints

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
_NumberedId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]

ScenarioId: TypeAlias = _Id  # "kosovo"
ActId: TypeAlias = _NumberedId  # "2022"
CourseId: TypeAlias = _Id  # "whole"
SceneId: TypeAlias = _Id  # "plates-fines"
RoleId: TypeAlias = _Id  # "belgrade"
OptionId: TypeAlias = _Id  # "fine"
IndicatorId: TypeAlias = _Id  # "tension"
InjectId: TypeAlias = _Id  # "police-350"
OutcomeClassId: TypeAlias = _Id  # "settlement"
ConflictId: TypeAlias = _Id  # "who-broke-2013"
AimId: TypeAlias = _Id  # "calm-in-the-north"
NoteId: TypeAlias = _Id  # "postponed-elections"
TermId: TypeAlias = _Id  # "administrative-line"
ProofId: TypeAlias = _Id  # "no-war-unwarned"
SourceId: TypeAlias = _NumberedId  # "004_de1fb0123ee635d7"
OutletId: TypeAlias = _Id  # "rt"
OwnerId: TypeAlias = _Id  # "russian-state"
SpeakerId: TypeAlias = _Id  # "petkovic"
SideId: TypeAlias = _Id  # "moscow"
SessionId: TypeAlias = str  # "k7m2-quiet-river"
LessonId: TypeAlias = str  # "kosovo-2022-7f3k"
SeatId: TypeAlias = str  # "s12"
GroupId: TypeAlias = str  # "g2"
Seed: TypeAlias = int  # 1999

CHANCE: RoleId = "chance"
"""The role whose choices are drawn, not made."""
ANY, WATCHES = "any", "observer"
"""What stands for no role in particular and for none at all, where somebody wishes for a role or is given one."""
EVERY_ROLE = "*"
"""What stands for all roles of a group, where somebody writes to them."""
NEW_GROUP = "new"
"""What stands for a group that there is not yet, where somebody is given a place."""
