"""Twenty-five students in five groups play with printed cards at one laptop, which reaches no other computer, to the debrief."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from sim.cli.app import app
from tests.classroom.paper.on_paper import Before, Desk, Paper, laptop

_GROUPS = 5
_ROUNDS = 400
"""Looks at the table in which every group has to come to its end."""


def printed(folder: Path, act: str, course: str) -> Paper:
    """Print a lesson, and read its cards."""
    target = folder / "lesson.html"
    result = CliRunner().invoke(app, ["print", "kosovo", "--act", act, "--course", course, "--to", str(target)])
    assert 0 == result.exit_code, result.output
    return Paper.read(target.read_text("utf-8"))


def wish(group: str, codes: Sequence[str], drawn: Random) -> str:
    """Return what somebody of a group writes on the slip: the first choice, the last, or any."""
    return {"g1": codes[0], "g2": codes[-1]}.get(group, drawn.choice(codes))


class Class:
    """Five groups with their cards, and a facilitator who goes from one to the next."""

    def __init__(self, desk: Desk, paper: Paper, seed: int) -> None:
        """Give out the paper."""
        self.desk = desk
        self.paper = paper
        self.drawn = Random(seed)
        self.needed: set[int] = set()
        self.told: set[int] = set()
        self.refused: list[str] = []

    def look_after(self, before: Before) -> None:
        """Hand a group its cards, let it talk, and enter the slips that lie there."""
        self.needed |= {card for _, card in before.handed_out}
        self.told |= {*before.news}
        for name, card in before.handed_out:
            assert name == self.paper.roles[card]
        if before.talk and self.drawn.random() < 0.5:
            self.desk.order("clock", group=before.group, seconds=before.talk)
        laid = before.asked if self.drawn.random() < 0.6 else before.asked[:1]
        slips = {f"card_{role}": self.slip(before, card) for role, card in laid}
        status, said = self.desk.order("cards", group=before.group, turn=before.turn, **slips)
        if status != 303:
            self.refused.append(said)

    def slip(self, before: Before, card: int) -> str:
        """Return what stands on a slip; now and then somebody copies the code of another card."""
        if self.drawn.random() < 0.1:
            return self.drawn.choice([code for codes in self.paper.cards.values() for code in codes])
        return wish(before.group, [code for code in self.paper.cards[card] if code not in before.closed], self.drawn).lower()


@pytest.mark.parametrize(
    ("act", "course"),
    [("2022", "short"), pytest.param("2021", "short", marks=pytest.mark.slow), pytest.param("2023", "whole", marks=pytest.mark.slow)],
)
def test_five_groups_come_to_their_debriefs(tmp_path: Path, act: str, course: str) -> None:
    """Each group ends, every card that was needed was printed with its role's name, and nothing but this computer was reached."""
    paper = printed(tmp_path, act, course)
    with laptop(tmp_path, "kosovo", "--act", act, "--course", course, "--table", str(_GROUPS)) as held:
        desk, room = held.desk, Class(held.desk, paper, seed=int(act))
        assert 303 == desk.order("tables", groups=str(_GROUPS))[0]
        for look in count():
            going = [before for before in desk.groups().values() if before.asked]
            if not going:
                break
            assert look < _ROUNDS
            room.look_after(room.drawn.choice(going))
        debriefs = [desk.debrief(f"g{number}") for number in range(1, _GROUPS + 1)]
        assert 303 == desk.order("end")[0]
        debriefs.append(desk.debrief("all"))

        assert [] == held.reached()
        assert held.process.poll() is None
    assert [200] * (_GROUPS + 1) == [status for status, _ in debriefs]
    assert all(f"Group {number}" in text for number, (_, text) in enumerate(debriefs[:-1], start=1))
    assert room.needed <= {*paper.cards}
    assert room.told <= paper.news
    assert room.refused
    assert all(any(why in said for why in ("look at the slip again", "is not open now")) for said in room.refused)


def test_a_computer_that_is_cut_off_would_notice(tmp_path: Path) -> None:
    """What would reach the network is seen: a lesson for phones looks for this computer's address in it."""
    with pytest.raises(AssertionError, match=r"REACHED socket\.connect 192\.0\.2\.1"), laptop(tmp_path, "tutorial"):
        pass
