"""Twenty-five students at five tables: each holds a printed role, reads the cards that it is given, and says what it should do.

Rule 1: a student knows what is printed on the sheets and cards before them, and what is read out; a slip is all that they hand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

from tests.classroom.paper.on_paper import Before, Desk, Paper

GROUPS = tuple(f"g{number}" for number in range(1, 6))
IN_A_GROUP = 5
_HASTE = 0.2
"""How often a slip has a code from the table that its role cannot choose."""


@dataclass
class Student:
    """Somebody at a table."""

    name: str
    role: str
    """What stands on their sheet: the name of a role."""
    says: int = 0
    """How often they said what their role should do."""


@dataclass
class Team:
    """Who shares a role at a table: they read its cards together, each says what to do, and one slip is theirs."""

    group: str
    role: str
    people: list[Student] = field(default_factory=list)
    cards: set[int] = field(default_factory=set)
    """Decision cards that they were given."""
    news: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip, filled in."""

    team: Team
    code: str
    why: str
    tension: str
    """`falls` or `rises`."""


def seated(paper: Paper, drawn: Random) -> dict[str, dict[str, Team]]:
    """Deal the printed roles by lot: of five people at a table with four roles, two share one."""
    tables: dict[str, dict[str, Team]] = {}
    for group in GROUPS:
        roles = drawn.sample(paper.sheets, len(paper.sheets))
        tables[group] = {role: Team(group, role) for role in roles}
        for number, role in enumerate(islice(cycle(roles), IN_A_GROUP), start=1):
            tables[group][role].people.append(Student(f"{group}, person {number}", role))
    return tables


class Class:
    """Five groups with a set of paper each, and a facilitator who goes from one table to the next."""

    def __init__(self, desk: Desk, paper: Paper, seed: int) -> None:
        """Deal the roles."""
        self.desk = desk
        self.paper = paper
        self.drawn = Random(seed)
        self.tables = seated(paper, self.drawn)
        self.entered: list[Slip] = []
        self.refused: list[str] = []
        self.at_odds: tuple[str, str] | None = None
        """The group and turn in which two people who share a role do not agree: the first time that any two are asked."""
        self.forced: list[tuple[str, str]] = []
        """The groups and turns that were ended without a slip."""

    @property
    def students(self) -> list[Student]:
        """Everybody."""
        return [student for teams in self.tables.values() for team in teams.values() for student in team.people]

    def look_after(self, before: Before) -> None:
        """Hand a group its cards, let it talk, and enter the slips that lie there; where no more will come, end the turn."""
        self.hand_out(before)
        if before.talk and self.drawn.random() < 0.5:
            self.desk.order("clock", group=before.group, seconds=before.talk)
        asked = before.asked if self.drawn.random() < 0.6 else before.asked[:1]
        laid = {role: slip for role, card in asked if (slip := self.slip(before, card)) is not None}
        if laid:
            self.enter(before, laid)
        elif len(before.asked) == 1:
            status, said = self.desk.order("force", group=before.group, turn=before.turn, reason="They do not agree.")
            assert status == 303, said
            self.forced.append((before.group, before.turn))

    def hand_out(self, before: Before) -> None:
        """Give each role the cards that the table names; each is that role's, as it is printed."""
        for name, card in before.handed_out:
            assert name == self.paper.roles[card]
            self.tables[before.group][name].cards.add(card)
        for name, number in before.news:
            assert name == self.paper.news[number]
            self.tables[before.group][name].news.add(number)

    def slip(self, before: Before, card: int) -> Slip | None:
        """Return the slip of the role that holds a card, or None where its people do not agree.

        Each of them says which code they want; where two differ, one gives way.
        """
        team = self.tables[before.group][self.paper.roles[card]]
        assert card in team.cards
        offered = [code for code in self.paper.cards[card] if code not in before.closed]
        wants = [wish(before.group, offered, self.drawn) for _ in team.people]
        for student in team.people:
            student.says += 1
        if len(team.people) > 1 and self.at_odds in (None, (before.group, before.turn)):
            self.at_odds = (before.group, before.turn)
            return None
        code = self.drawn.choice(wants)
        others = [code for code in self.on_table(before.group) if code not in offered]
        if others and self.drawn.random() < _HASTE:
            code = self.drawn.choice(others)
        why = f"{team.role} of {before.group} thought so in turn {before.turn}."
        return Slip(team, code, why, self.drawn.choice(["falls", "rises"]))

    def on_table(self, group: str) -> Iterator[str]:
        """Yield the codes of every card that somebody of a group holds."""
        for team in self.tables[group].values():
            for card in sorted(team.cards):
                yield from self.paper.cards[card]

    def told(self, page: str) -> set[str]:
        """Return the reasons on slips of any group that a page has."""
        return {slip.why for slip in self.entered if slip.why in page}

    def enter(self, before: Before, laid: dict[str, Slip]) -> None:
        """Type the slips of a group; where one is refused, none is entered, and its people look at it again."""
        fields: dict[str, str] = {}
        for role, slip in laid.items():
            fields |= {f"card_{role}": slip.code.lower(), f"why_{role}": slip.why, f"expects_{role}": slip.tension}
        status, said = self.desk.order("cards", group=before.group, turn=before.turn, **fields)
        if status != 303:
            self.refused.append(said)
            return
        self.entered += laid.values()


def wish(group: str, codes: Sequence[str], drawn: Random) -> str:
    """Return what somebody of a group wants: the first choice, the last, or any."""
    return {"g1": codes[0], "g2": codes[-1]}.get(group, drawn.choice(codes))
