"""Who comes when a group plays already: nobody reads or votes by joining once more, and the facilitator lets them in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.engine.console_view import console_view
from sim.engine.lesson_view import seat_view
from sim.errors import Illegal, Missing
from sim.model.lesson import Place, Seated
from sim.store.drafting import Asked, Draft
from tests.classroom.taught import NAME, Class, coming, held, placing

PLACES = {"s1": "g1 north", "s2": "g1 south", "s3": "g2 north", "s4": "g2 south"}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson of two groups that play, in which whoever comes later waits."""
    with held(tmp_path, asks=True) as made:
        made.come("Ana", "Ben", "Cem", "Dua")
        made.do(placing(**PLACES), seats.start)
        yield made


def heard(room: Class, seat: str) -> list[str]:
    """Return what a seat was told."""
    now = room.live.now
    return [said.words for said in seat_view(now.lesson, now.sessions, room.opened.machine, now.lesson.seats[seat], None).messages]


def where(room: Class, *names: str) -> list[Place | None]:
    """Return where seats sit."""
    return [room.live.now.lesson.seats[name].place for name in names]


def test_whoever_comes_once_a_group_plays_waits(room: Class) -> None:
    """They have a seat and no place; the console tells so, and their page too."""
    room.come("Eva")
    now = room.live.now
    shown = console_view(now.lesson, now.sessions, room.opened.machine)
    seat = seat_view(now.lesson, now.sessions, room.opened.machine, now.lesson.seats["s5"], None)

    assert (("s5",), [None]) == (now.lesson.late, where(room, "s5"))
    assert ["Eva"] == [line.name for line in shown.roster if line.late]
    assert ("waiting", True, None) == (seat.stage, seat.late, seat.view)


def test_whoever_waits_reads_no_news_of_the_play(room: Class) -> None:
    """What the facilitator made up is read once they are let in; plain words, and what is for them alone, at once."""
    room.do(lambda draft: words.tell(draft, "The bridge is shut.", news=True), lambda draft: words.tell(draft, "Ten minutes more."))
    room.come("Eva")
    room.do(lambda draft: words.tell(draft, "You alone hear a shot.", seat="s5", news=True))
    waiting = heard(room, "s5")
    room.do(lambda draft: seats.let_in(draft, "s5"))

    assert ["Ten minutes more.", "You alone hear a shot."] == waiting
    assert ["The bridge is shut.", "Ten minutes more.", "You alone hear a shot."] == heard(room, "s5")


def test_whoever_waits_decides_nothing(room: Class) -> None:
    """A seat that joined four times over in mid-play has no vote in any team, and nobody's vote is settled by it."""
    room.come("Zed 1", "Zed 2", "Zed 3")
    for seat in ("s5", "s6", "s7"):
        with pytest.raises(Illegal, match="your group does not play yet"):
            room.do(lambda draft, seat=seat: turns.vote(draft, seat, Ballot(1, "block")))

    assert {} == dict(room.live.now.sessions["g1"].state.pending)
    assert ("s1",) == room.live.now.lesson.team("g1", "north")


def test_before_the_play_nobody_waits(tmp_path: Path) -> None:
    """Until a group plays, whoever joins is dealt a place with the others, or sits down in the smallest team."""
    with held(tmp_path, asks=True) as room:
        room.come("Ana", "Ben")
        before = room.live.now.lesson.late
        room.do(lambda draft: seats.deal(draft, 1), coming("Cem"))

        assert ((), ()) == (before, room.live.now.lesson.late)
        assert where(room, "s3") != [None]


def test_a_lesson_that_asks_nobody_seats_at_once(tmp_path: Path) -> None:
    """A lesson of an earlier version, or one that was convened so, gives whoever comes a place."""
    with held(tmp_path) as other:
        other.come("Ana")
        other.do(placing(s1="g1 north"), seats.start, coming("Ben"))

        assert where(other, "s2") == [Place(seat="s2", group="g1", role="south")]


def test_one_is_let_in(room: Class) -> None:
    """Whoever is let in joins the smallest team of the smallest group; the others wait on, and letting in again is refused."""
    room.come("Eva", "Fis")
    room.do(lambda draft: seats.let_in(draft, "s5"))

    assert [Place(seat="s5", group="g1", role="north"), None] == where(room, "s5", "s6")
    with pytest.raises(Illegal, match="this seat does not wait"):
        room.do(lambda draft: seats.let_in(draft, "s5"))
    with pytest.raises(Missing, match="nobody has seat 's9'"):
        room.do(lambda draft: seats.let_in(draft, "s9"))


def test_all_are_let_in_by_one_entry(room: Class) -> None:
    """All who wait are spread over groups and roles, by one entry of the facilitator's; after that nobody waits."""
    room.come("Eva", "Fis", "Gil", "Hot")
    before = room.live.now.lesson.number

    def order(draft: Draft) -> None:
        with draft.acting(Asked("facilitator-2", "key-one1")):
            seats.let_in(draft, None)

    room.do(order)
    fresh = [entry for entry in room.archive.lessons.read(NAME, before) if isinstance(entry.event, Seated)]
    lesson = room.live.now.lesson

    assert [("facilitator-2", "key-one1")] == [(entry.seat, entry.key) for entry in fresh]
    assert [2, 2, 2, 2] == [len(lesson.team(group, role)) for group in ("g1", "g2") for role in ("north", "south")]
    with pytest.raises(Illegal, match="nobody waits to be let in"):
        room.do(lambda draft: seats.let_in(draft, None))


def test_all_are_turned_away(room: Class) -> None:
    """A flood is taken out of the lesson at once; those who play stay, and one alone can be turned away too."""
    room.come(*(f"Zed {number}" for number in range(20)))
    room.do(lambda draft: seats.turn_away(draft, "s5"), lambda draft: seats.turn_away(draft, None))

    assert ["s1", "s2", "s3", "s4"] == [seat.id for seat in room.live.now.lesson.seats.values() if not seat.released]
    with pytest.raises(Illegal, match="nobody waits"):
        room.do(lambda draft: seats.turn_away(draft, None))
    with pytest.raises(Illegal, match="does not wait"):
        room.do(lambda draft: seats.turn_away(draft, "s1"))


def test_a_seat_without_a_place_waits_when_the_play_begins(tmp_path: Path) -> None:
    """Whoever a list has left out waits as well, and can be let in."""
    with held(tmp_path, asks=True) as room:
        room.come("Ana", "Ben")
        room.do(placing(s1="g1 north"), seats.start)
        late = room.live.now.lesson.late
        room.do(lambda draft: seats.let_in(draft, "s2"))

        assert (("s2",), Place(seat="s2", group="g1", role="south")) == (late, room.live.now.lesson.seats["s2"].place)


def test_where_nobody_has_a_place_nobody_is_let_in(room: Class) -> None:
    """When everybody has left there is no group to join; a place can still be given by hand."""
    for seat in PLACES:
        room.do(lambda draft, seat=seat: seats.release(draft, seat))
    room.come("Eva")
    with pytest.raises(Illegal, match="no group plays on in which somebody could begin"):
        room.do(lambda draft: seats.let_in(draft, None))
    room.do(placing(s5="g1 north"))

    assert [Place(seat="s5", group="g1", role="north")] == where(room, "s5")


def test_nobody_is_let_in_to_watch_unasked(room: Class) -> None:
    """When every play is over or stands, whoever is let in could only watch: that is refused with what to do, and then done by hand."""
    room.do(lambda draft: seats.watch(draft, "s1"), lambda draft: seats.watch(draft, "s2"))  # group 1 stands
    for turn, seat, option in ((1, "s3", "open"), (1, "s4", "wait"), (2, "s3", "sign")):
        room.do(lambda draft, seat=seat, turn=turn, option=option: turns.vote(draft, seat, Ballot(turn, option)))
    room.come("Eva")
    with pytest.raises(
        Illegal, match="no group plays on in which somebody could begin; give the seat a place yourself, to watch or to take"
    ):
        room.do(lambda draft: seats.let_in(draft, "s5"))
    room.do(placing(s5="g1"))

    assert [Place(seat="s5", group="g1", role=None)] == where(room, "s5")


def test_nobody_waits_after_the_end(room: Class) -> None:
    """Once the lesson is over there is nothing to be let into."""
    room.come("Eva")
    room.do(words.end)

    assert () == room.live.now.lesson.late
    with pytest.raises(Illegal, match="nobody waits"):
        room.do(lambda draft: seats.let_in(draft, None))
