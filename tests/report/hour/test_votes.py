"""What people of a team wanted is opened after the end, whether it was taken or not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns
from sim.model.leading import Ended
from sim.report.hour.debriefed import Remark
from sim.report.hour.debriefing import Given, debrief
from sim.report.hour.lesson import label, people, remarks, teams
from sim.report.hour.told import hour
from sim.report.hour.votes import voted
from sim.report.text import written as lines
from sim.store.drafting import Draft
from tests.classroom.taught import NAME, Class, held, placing
from tests.classroom.written import wanting, written


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson of a team of two and a team of one, whose first turn is over."""
    with written(tmp_path) as made:
        yield made


def told(room: Class) -> tuple[Remark, ...]:
    """Return what is told of the votes of its group."""
    now = room.live.now
    found = remarks(now.lesson, now.sessions["g1"], "g1", voted(room.archive.lessons.read(NAME)))
    return tuple(remark for remark in found if remark.kind == "vote")


def page(room: Class) -> str:
    """Return the debrief of its group."""
    now = room.live.now
    cast = voted(room.archive.lessons.read(NAME))
    given = Given(
        *(
            now.sessions["g1"],
            room.opened.grounds,
            True,
            label("g1"),
            now.lesson.ended,
            remarks(now.lesson, now.sessions["g1"], "g1", cast),
        ),
        names=people(now.lesson),
        teams=teams(now.lesson, "g1"),
        judged=False,
    )
    return " ".join("\n".join(lines(hour(debrief([given])))).split())


def name(room: Class, scene: str, option: str) -> str:
    """Return what an option of the north is called."""
    return room.opened.machine.plans[scene].options["north"][option].label


def test_before_the_end_nobody_is_told_a_vote(room: Class) -> None:
    """As long as the group plays, votes stay with the team."""
    assert () == told(room)


def test_each_vote_of_a_team_is_told_with_its_reason(room: Class) -> None:
    """The last vote of each person stands in their own words, and nobody is named; who is alone in a role has said it with the choice."""
    room.do(lambda draft: draft.note(Ended()))
    block = name(room, "bridge", "block")

    assert [
        (1, f"One person of North wanted “{block}”", "As Anabel Xyzzy says"),
        (1, f"A second person of North wanted “{block}”", "My secret reason"),
    ] == [(remark.turn, remark.by, remark.text) for remark in told(room)]
    assert f"A second person of North wanted “{block}”: “My secret reason”." in page(room)
    assert "Who played: North, 2 people; South, a person." in page(room)
    assert "Anabel" not in page(room)


def one_vote(folder: Path, *after: Callable[[Draft], object]) -> tuple[Class, tuple[Remark, ...], str]:
    """Hold a lesson in which one of a team of two votes before something else happens and it ends; return it with what is told of votes."""
    with held(folder) as room:
        room.come("Ana", "Ben", "Cem")
        room.do(placing(s1="g1 north", s2="g1 north", s3="g1 south"), seats.start, wanting("s2", "open", 1, "to talk"))
        room.do(*after, lambda draft: draft.note(Ended()))
        return room, told(room), page(room)


def test_a_vote_that_came_to_nothing_is_told_too(tmp_path: Path) -> None:
    """It is told of the turn that never ended, after what was sealed in it."""
    room, found, text = one_vote(tmp_path)
    who = f"One person of North wanted “{name(room, 'bridge', 'open')}”"

    assert (Remark(turn=1, kind="vote", by=who, text="to talk"),) == found
    assert f"{who}: “to talk”." in text[text.index("Unresolved, because the lesson ended before") :]


def test_a_vote_that_was_taken_alone_is_not_said_twice(tmp_path: Path) -> None:
    """Where the only one who voted got what was wanted, the reason stands with the choice."""
    _, found, text = one_vote(tmp_path, lambda draft: turns.force(draft, "g1", 1))

    assert () == found
    assert "North gave as its reason: “to talk”." in text
