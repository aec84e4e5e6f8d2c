"""What every front end may show of an act to everybody, before it and on request: roles, words explained, names in dispute.

Rule 1: the same for everybody and through a whole act; `engine.guide` computes it.
"""

from sim.model.part import Numerous
from sim.model.view import ShownChange, ShownIndicator, ShownPassage


class ShownRole(Numerous):
    """A role, as everybody may read it."""

    id: str
    name: str
    about: str
    adviser: str
    audience: str | None = None
    """Whom it answers to at home."""
    aims: tuple[str, ...] = ()
    """In the act that is being played."""
    decides: bool = True
    """Whether it decides anything in the act that is being played, so that somebody can have it."""


class ShownGloss(Numerous):
    """A word explained."""

    term: str
    also: tuple[str, ...]
    text: str
    passages: tuple[ShownPassage, ...]


class ShownTerm(Numerous):
    """A name in dispute."""

    neutral: str
    reason: str
    usage: tuple[tuple[str, str], ...]
    """Role's name and what it says, in file order."""


class Guide(Numerous):
    """What is the same for everybody and through a whole act; shown before it and on request."""

    scenario: str
    title: str
    author: str
    ours: bool
    """Whether the scenario came with the program; if not, its texts are its author's."""
    about: str
    notice: str
    act: str
    act_title: str
    act_about: str
    account: str
    """On whose account the act rests."""
    course: str
    course_about: str
    given: tuple[ShownChange, ...] = ()
    """What the course that is played takes as having happened: how its start differs from that of the whole act."""
    carried: tuple[str, ...] = ()
    """What the act before left to this one."""
    roles: tuple[ShownRole, ...]
    indicators: tuple[ShownIndicator, ...]
    """Those that matter in the act, as it starts; hidden ones are not among them."""
    glossary: tuple[ShownGloss, ...]
    """Words explained, then what lies behind the crises, each in file order."""
    terms: tuple[ShownTerm, ...]
