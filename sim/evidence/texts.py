"""The texts of a scenario by who speaks in them: the narrator, or one role in its own words.

Rule 1: which field is whose stands in the one table below; every check of fairness reads it.
Rule 2: what is to be talked about rests on the passages of its scene, and a claim to be judged on those it is judged by.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.model.effects import Briefing
from sim.model.ids import RoleId
from sim.model.part import Part
from sim.model.paths import walk
from sim.model.reading import Background, Conflict, Corroboration, Gap, Gloss, Note, SetAside, Term, Version
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
    Corroboration: ("narrator", ("what",)),
    SetAside: ("narrator", ("reason",)),
    Note: ("outside", ("text", "caution")),
    Gap: ("outside", ("what", "searched", "found")),
}
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
"""Words between quotation marks are somebody's, not the narrator's."""
_UNSEEN = re.compile(r"(?:terms\.[^.]+\.also|balance\.uneven)\[")
"""Where names that are looked for and reasons for a check stand, which are told to nobody who plays."""
_WHOSE = re.compile(r"(?:^roles|\.decision)\.([^.\[]+)")
"""Where the path of a part says whose it is."""


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

    @property
    def quoted(self) -> tuple[str, ...]:
        """What stands between quotation marks, without them."""
        return tuple(found[1:-1] for found in _QUOTED.findall(self.text))


def own_texts(scenario: Scenario) -> Iterator[OwnText]:
    """Give every text of a scenario that is written by its author, in file order."""
    roles = {role.id for role in scenario.roles}
    scene: tuple[Citation, ...] = ()
    for path, part in walk(scenario):
        if isinstance(part, Scene):
            scene = part.cites
        if _UNSEEN.match(path):
            continue
        voice, fields = _FIELDS.get(type(part), ("narrator", ()))
        role = _role(path, part, roles) if voice == "role" else None
        if voice == "role" and role is None:
            voice = "narrator"
        cites = _cites(part, scene)
        for field in fields:
            text: str | None = getattr(part, field)
            if text:
                yield OwnText(f"{path}.{field}" if path else field, text, voice, role, frozenset(cite.basis for cite in cites), cites)


def _cites(part: Part, scene: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Return what a part rests on; `scene` is what the scene around it does."""
    if isinstance(part, Exercise):
        return part.passages
    own: tuple[Citation, ...] = getattr(part, "cites", scene if isinstance(part, Talk) else ())
    return own


def _role(path: str, part: Part, roles: set[RoleId]) -> RoleId | None:
    """Return whose text a part is: the role it names, or in whose aims or decision it stands; what chance brings is nobody's own text."""
    if isinstance(part, Briefing):
        return part.role
    found = _WHOSE.search(path)
    return found[1] if found and found[1] in roles else None
