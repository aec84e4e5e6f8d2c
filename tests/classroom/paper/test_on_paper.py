"""Twenty-five students in five groups play with printed cards at one laptop, which reaches no other computer, to the debrief."""

from itertools import count
from pathlib import Path

import pytest

from tests.classroom.paper.on_paper import Paper, laptop, printed
from tests.classroom.paper.students import GROUPS, Class

_STUDENTS = 25
_SPEAK = 20
"""Students who say something at least; a play may end before one of its roles is asked."""
_ROUNDS = 400
"""Looks at the table in which every group has to come to its end."""


@pytest.mark.parametrize(
    ("act", "course"),
    [("2022", "short"), pytest.param("2021", "short", marks=pytest.mark.slow), pytest.param("2023", "whole", marks=pytest.mark.slow)],
)
def test_twenty_five_students_come_to_their_debriefs(tmp_path: Path, act: str, course: str) -> None:
    """Everybody holds a printed role and speaks for it, each group ends, its debrief has what it wrote, and nothing else was reached."""
    paper = Paper.read(printed(tmp_path, "kosovo", "--act", act, "--course", course))
    with laptop(tmp_path, "kosovo", "--act", act, "--course", course, "--table", str(len(GROUPS))) as held:
        desk, room = held.desk, Class(held.desk, paper, seed=int(act))
        assert 303 == desk.order("tables", groups=str(len(GROUPS)))[0]
        for look in count():
            going = [before for before in desk.groups().values() if before.asked]
            if not going:
                break
            assert look < _ROUNDS
            room.look_after(room.drawn.choice(going))
        assert 303 == desk.order("end")[0]
        debriefs = {group: desk.debrief(group) for group in (*GROUPS, "all")}

        assert [] == held.reached()
        assert held.process.poll() is None
    assert {200} == {status for status, _ in debriefs.values()}
    assert _STUDENTS == len(room.students)
    assert _SPEAK <= sum(student.says > 0 for student in room.students)
    assert all(student.says > 0 for teams in room.tables.values() for team in teams.values() if team.cards for student in team.people)
    assert [room.at_odds] == room.forced
    assert any("look at the slip again" in said for said in room.refused)
    assert all(any(why in said for why in ("look at the slip again", "is not open now")) for said in room.refused)
    for group in GROUPS:
        assert f"Group {group[1:]}" in debriefs[group][1]
        assert {slip.why for slip in room.entered if slip.team.group == group} == room.told(debriefs[group][1])


def test_a_computer_that_is_cut_off_would_notice(tmp_path: Path) -> None:
    """What would reach the network is seen: a lesson for phones looks for this computer's address in it."""
    with pytest.raises(AssertionError, match=r"REACHED socket\.connect 192\.0\.2\.1"), laptop(tmp_path, "tutorial"):
        pass
