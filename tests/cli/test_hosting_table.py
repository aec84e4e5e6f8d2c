"""`sim host --table`: a lesson with printed cards is held for this computer alone, and a number that is none is refused."""

import sys
from pathlib import Path

import pytest

from tests.classroom.paper.on_paper import Desk, laptop
from tests.cli.test_hosting import hosting, refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are stopped by signals here")


def test_a_lesson_at_tables_is_gone_on_with(tmp_path: Path) -> None:
    """It asks nobody to join, reaches no other computer when it is held and when it is gone on with, and the slips are still there."""
    with laptop(tmp_path, "tutorial", "--table") as first:
        desk, said = first.desk, first.said.read_text("utf-8")
        assert 303 == desk.order("tables", groups="2")[0]
        before = desk.groups()["g1"]
        role, card = before.asked[0]
        assert 303 == desk.order("cards", group="g1", turn=before.turn, **{f"card_{role}": f"{card}A"})[0]
        kept = desk.groups()
        reached = first.reached()
    notice = tmp_path / "notice.txt"
    notice.write_text("Kept\n\nYour name.", "utf-8")
    unread = refused(tmp_path, "--lesson", desk.lesson, "--notice", str(notice))
    with hosting(tmp_path, "--lesson", desk.lesson) as second:
        again = Desk(second.port, desk.lesson)
        again.enter(first.key)
        found = again.groups()

    assert (2, True) == (unread[0], "nobody joins, so nobody reads a notice" in unread[1])
    assert ([], False, True) == (reached, "Join:" in said, "Screen:" in said)
    assert {group: (one.turn, one.asked) for group, one in kept.items()} == {group: (one.turn, one.asked) for group, one in found.items()}
    assert "Join:" not in second.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tutorial", "--table", "0"), "'0' is no number of groups from 1 to 60"),
        (("tutorial", "--table", "61"), "'61' is no number of groups"),
        (("--table", "tutorial"), "name the scenario before it"),
        (("tutorial", "--table", "3", "--rehearse", "4"), "nobody joins, so nobody is invented"),
        (("tutorial", "--table", "3", "--seat-latecomers"), "nobody joins, so nobody comes late; leave --seat-latecomers out"),
        (("tutorial", "--table", "3", "--notice", "nothing.txt"), "nobody joins, so nobody reads a notice; leave --notice out"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """A number that cannot be, a scenario in its place, and invented people are refused in words."""
    found = refused(tmp_path, *arguments)

    assert 2 == found[0], found[1]
    assert said in found[1]
