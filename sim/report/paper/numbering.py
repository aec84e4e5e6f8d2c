"""The numbers on cards: one for each decision of a role and one for each role's private news, counted through the whole scenario.

A card has its number whatever act or course is printed, so that a code such as `21A` is one option of one role in one scene.
Rule 1: whoever prints a card and whoever reads what is handed in asks here, and nowhere else.
"""

import re
from dataclasses import dataclass

from sim.errors import Invalid, Missing
from sim.model.ids import CHANCE, ActId, InjectId, OptionId, RoleId, SceneId
from sim.model.scenario import Scenario

_LETTERS = 26
_CODE = re.compile(r"(?P<number>[0-9]{1,4})[ .-]?(?P<letter>[A-Z]{1,2})")


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one decision of one role."""

    number: int
    """From 1, through the whole scenario."""
    act: ActId
    scene: SceneId
    role: RoleId
    options: tuple[OptionId, ...]
    """All that are printed on it, in the order of their letters."""

    def code(self, option: OptionId) -> str:
        """Return what is written on a slip for an option: `21A`."""
        return f"{self.number}{option_letter(self.options.index(option))}"


@dataclass(frozen=True, slots=True)
class NewsCard:
    """The card with news that some roles alone receive."""

    number: int
    """From 1, through the whole scenario."""
    act: ActId
    inject: InjectId
    role: RoleId

    @property
    def code(self) -> str:
        """What it is called on paper: `news 1`; notes from outside are N1, N2 and so on."""
        return f"news {self.number}"


def option_letter(place: int) -> str:
    """Return the letter of an option on a card: A for the first, AA after Z."""
    return chr(ord("A") + place) if place < _LETTERS else option_letter(place // _LETTERS - 1) + option_letter(place % _LETTERS)


def cards(scenario: Scenario) -> tuple[Card, ...]:
    """Return the card of every decision, in file order."""
    decisions = (
        (act.id, scene.id, entry.role, entry.options)
        for act in scenario.acts
        for scene in act.scenes
        for entry in scene.decision
        if entry.role != CHANCE
    )
    return tuple(
        Card(number, act, scene, role, tuple(option.id for option in options))
        for number, (act, scene, role, options) in enumerate(decisions, start=1)
    )


def news_cards(scenario: Scenario) -> tuple[NewsCard, ...]:
    """Return the card of every piece of private news for each role that receives it, in file order."""
    private = ((act.id, inject.id, role) for act in scenario.acts for inject in act.injects for role in inject.roles)
    return tuple(NewsCard(number, *one) for number, one in enumerate(private, start=1))


def card_of(scenario: Scenario, scene: SceneId, role: RoleId) -> Card:
    """Return the card of a role's decision in a scene.

    Raises:
        Missing: it decides nothing there.

    """
    found = next((card for card in cards(scenario) if (card.scene, card.role) == (scene, role)), None)
    if found is None:
        message = f"{role} decides nothing in {scene}"
        raise Missing(message, "unknown-card")
    return found


def read_code(scenario: Scenario, text: str) -> tuple[Card, OptionId]:
    """Return the card and the option that somebody wrote on a slip, in small or large letters, with or without a space between.

    Raises:
        Invalid: it is no code of a card.
        Missing: there is no such card, or no such letter on it.

    """
    written = " ".join(text.upper().split())
    found = _CODE.fullmatch(written)
    if found is None:
        message = f"{written[:12]!r} is no code of a card; a code is the card's number and a letter on it, such as 21A"
        raise Invalid(message, "not-a-card")
    known = cards(scenario)
    number = int(found["number"])
    if not 1 <= number <= len(known):
        message = f"there is no card {number}; this scenario's cards have the numbers 1 to {len(known)}"
        raise Missing(message, "unknown-card")
    card = known[number - 1]
    letters = [option_letter(place) for place in range(len(card.options))]
    if found["letter"] not in letters:
        message = f"card {number} has no {found['letter']}; its letters are {letters[0]} to {letters[-1]}"
        raise Missing(message, "unknown-card")
    return card, card.options[letters.index(found["letter"])]
