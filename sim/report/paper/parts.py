"""The parts of a lesson on paper, in the order in which they are printed, whatever they are printed as.

Rule 1: passages come last, because sheets and cards number them as they name them.
"""

from dataclasses import dataclass

from sim.engine.machine import ScenarioMachine
from sim.model.grounds import Grounds
from sim.model.scenario import Act, Course
from sim.report.paper.cards import decision_cards, news_slips, passages, role_sheets, slips
from sim.report.paper.deck import Deck, Numbered, Sheet
from sim.report.paper.running_order import running_order


@dataclass(frozen=True, slots=True)
class Part:
    """Sheets that are handed out, or kept, together."""

    name: str
    sheets: tuple[Sheet, ...]
    narrow: bool = False
    """Whether its text is set in two columns."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A course of an act on paper."""

    scenario: str
    """Its title."""
    act: str
    """Its title."""
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """What the whole is called."""
        return f"{self.scenario}: {self.act}, on paper"


def printed(machine: ScenarioMachine, grounds: Grounds, act: Act, course: Course) -> Printed:
    """Return a course of an act as parts to print.

    Args:
        machine: the compiled scenario.
        grounds: its citations, found in its documents.
        act: which act.
        course: which way into it.

    """
    deck, numbered = Deck.of(machine, act, course), Numbered(grounds)
    parts = (
        Part("For the facilitator", tuple(running_order(deck, numbered))),
        Part("Role sheets", tuple(role_sheets(deck))),
        Part("Decision cards", tuple(decision_cards(deck, numbered))),
        Part("News cards", tuple(news_slips(deck, numbered))),
        Part("Slips", tuple(slips())),
        Part("Passages", tuple(passages(numbered)), narrow=True),
    )
    return Printed(machine.scenario.title, act.title, tuple(part for part in parts if part.sheets))
