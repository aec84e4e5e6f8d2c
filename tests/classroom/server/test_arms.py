"""A study: groups of one lesson that decide and talk in different ways."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.engine.lesson import Lesson
from sim.errors import Illegal
from sim.model.arm import Arm
from sim.model.ids import GroupId
from sim.model.lesson import Consented
from sim.report.research import choices, codebook
from sim.report.taught import Taught
from tests.classroom.taught import NAME, Class, held, placing

ARMS = (Arm(id="alone", agree="speaker", reasons=False, talk=False), Arm(id="together", agree="majority", reasons=True, talk=True))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson of two groups with two people at each role that plays, one group in each arm."""
    with held(tmp_path, arms=ARMS) as made:
        made.come(*(f"Person {number}" for number in range(1, 7)))
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g2 north", s5="g2 north", s6="g2 south"), seats.start)
        made.do(lambda draft: words.permit(draft, talk=True))
        yield made


def in_arm(room: Class, arm: str) -> tuple[GroupId, str, str]:
    """Return the group in an arm, with its first two seats."""
    group = next(group.id for group in room.live.now.lesson.groups.values() if group.arm == arm)
    return group, *room.live.now.lesson.team(group, "north")


def wants(room: Class, seat: str, option: str) -> None:
    """Let a seat vote, with a reason."""
    room.do(lambda draft: turns.vote(draft, seat, Ballot(1, option, "Because", "rises")))


def test_each_arm_has_a_group(room: Class) -> None:
    """Two groups and two arms: one each, and the log says which."""
    assert {"alone", "together"} == {group.arm for group in room.live.now.lesson.groups.values()}
    assert room.again().now.lesson.groups == room.live.now.lesson.groups


def test_a_group_decides_as_its_arm_says(room: Class) -> None:
    """Where the speaker decides, one vote seals the choice; where most votes decide, it does not."""
    sealed = {}
    for arm in ("alone", "together"):
        group, speaker, _ = in_arm(room, arm)
        wants(room, speaker, "block")
        sealed[arm] = dict(room.live.now.sessions[group].state.pending).get("north")

    assert {"alone": "block", "together": None} == sealed


def test_reasons_are_kept_where_they_are_asked_for(room: Class) -> None:
    """What somebody sends as a reason in an arm without reasons is not kept."""
    kept = {}
    for arm in ("alone", "together"):
        group, speaker, _ = in_arm(room, arm)
        wants(room, speaker, "block")
        kept[arm] = room.live.now.lesson.votes[group, speaker].reason

    assert {"alone": None, "together": "Because"} == kept


def test_messages_are_refused_in_an_arm_without_them(room: Class) -> None:
    """The facilitator has opened messages; the group whose arm has none cannot write."""
    room.do(lambda draft: words.speak(draft, in_arm(room, "together")[1], "south", "Hello."))

    with pytest.raises(Illegal, match="not opened"):
        room.do(lambda draft: words.speak(draft, in_arm(room, "alone")[1], "south", "Hello."))


def test_a_row_for_research_names_the_arm(room: Class) -> None:
    """Each row has its group's arm and how that decides, and the codebook says what held in each."""
    for arm in ("alone", "together"):
        wants(room, in_arm(room, arm)[1], "block")
    room.do(*(lambda draft, seat=seat: draft.note(Consented(seat=seat, agrees=True)) for seat in room.live.now.lesson.seats))
    lesson = Lesson.open(room.archive.lessons.read(NAME))
    logs = {group.id: room.archive.sessions.read(group.session) for group in lesson.groups.values()}
    taught = Taught(room.archive.lessons.read(NAME), logs, lesson)
    rows = choices(taught, room.opened.machine, {seat: seat for seat in lesson.seats}, "L")
    book = codebook(room.opened.machine, rows, lesson.began.arms)

    assert {("alone", "speaker"), ("together", "majority")} == {(row["arm"], row["agree"]) for row in rows}
    assert "arm,alone,the speaker decides; no reason and no expectation are asked for; roles cannot write to each other" in book
