"""The texts of a scenario by who speaks in them: the narrator, or one role in its own words.

Rule 1: which field is whose stands in the one table below; every check of fairness reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.model.effects import Briefing
from sim.model.ids import CHANCE, RoleId
from sim.model.paths import walk
from sim.model.reading import Background, Conflict, Gloss, Note, Term, Version
from sim.model.scenario import Act, Aim, Carry, Course, Indicator, OutcomeClass, Role, Scenario
from sim.model.scene import Branch, Exercise, Inject, Option, Outcome, RoleDecision, Scene, Talk
from sim.model.source import Basis, Citation

Voice: TypeAlias = Literal["narrator", "role", "outside"]
"""`narrator`: told to everybody as the scenario's own words; `role`: a role's own text; `outside`: a note from outside."""

_FIELDS: dict[type, tuple[Voice, tuple[str, ...]]] = {
    Scenario: ("narrator", ("title", "about", "notice")),
    Role: ("narrator", ("about", "audience")),
    Aim: ("role", ("text",)),
    Indicator: ("narrator", ("name", "about")),
    OutcomeClass: ("narrator", ("name", "about")),
    Act: ("narrator", ("title", "about", "account")),
    Course: ("narrator", ("about",)),
    Scene: ("narrator", ("heading", "situation")),
    Exercise: ("narrator", ("claim",)),
    Talk: ("narrator", ("prompt",)),
    Outcome: ("narrator", ("epilogue", "compared")),
    Branch: ("narrator", ("narration",)),
    Inject: ("narrator", ("heading", "text")),
    Carry: ("narrator", ("text",)),
    Gloss: ("narrator", ("term", "text")),
    Term: ("narrator", ("reason",)),
    Conflict: ("narrator", ("question",)),
    Version: ("narrator", ("says", "leaves_out")),
    Background: ("narrator", ("heading", "text")),
    Briefing: ("role", ("text",)),
    RoleDecision: ("role", ("question",)),
    Option: ("role", ("label", "text", "pro", "contra")),
    Note: ("outside", ("text", "caution")),
}
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
"""Words between quotation marks are somebody's, not the narrator's."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text of a scenario in our own words."""

    path: str
    text: str
    voice: Voice
    role: RoleId | None
    """Whose text it is; None for the narrator's and for what chance brings."""
    bases: frozenset[Basis]
    """Of the citations of the part it stands in; empty where the part cites nothing."""
    cites: tuple[Citation, ...]

    @property
    def unquoted(self) -> str:
        """The text without what stands between quotation marks."""
        return _QUOTED.sub(" ", self.text)


def own_texts(scenario: Scenario) -> Iterator[OwnText]:
    """Give every text of a scenario that is written by its author, in file order."""
    roles = {role.id for role in scenario.roles}
    for path, part in walk(scenario):
        voice, fields = _FIELDS.get(type(part), ("narrator", ()))
        role = _role(path, roles) if voice == "role" else None
        if voice == "role" and role is None:
            voice = "narrator"
        cites: tuple[Citation, ...] = getattr(part, "cites", ())
        for field in fields:
            text: str | None = getattr(part, field)
            if text:
                yield OwnText(f"{path}.{field}" if path else field, text, voice, role, frozenset(cite.basis for cite in cites), cites)


def _role(path: str, roles: set[RoleId]) -> RoleId | None:
    """Return the role in whose part of the scenario a path lies; what chance brings is nobody's own text."""
    steps = [step for step in path.split(".") if step in roles or step == CHANCE]
    return steps[-1] if steps and steps[-1] != CHANCE else None
