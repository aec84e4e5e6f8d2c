"""Coming in, taking places and leaving."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.classroom.server.tokens import digest
from sim.engine.seating import LARGEST_TEAM
from sim.errors import Illegal, Missing
from tests.classroom.taught import Class, coming, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson with four people."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua")
        yield made


def players(room: Class, group: str = "g1") -> dict[str, str]:
    """Return who decides for each role of a group."""
    return {**room.live.now.sessions[group].players}


def where(room: Class, seat: str) -> str:
    """Return where a seat sits."""
    place = room.live.now.lesson.seats[seat].place
    return f"{place.group} {place.role}" if place else ""


def test_everybody_is_dealt_a_place(room: Class) -> None:
    """After the dealing everybody has a place, two in each role."""
    room.do(lambda draft: seats.deal(draft, 1))

    assert ["g1 north", "g1 north", "g1 south", "g1 south"] == sorted(where(room, seat) for seat in room.live.now.lesson.seats)


def test_roles_can_be_dealt_anew_before_the_play(room: Class) -> None:
    """Dealing twice deals differently, and into as many groups as are asked for."""
    room.do(lambda draft: seats.deal(draft, 1), lambda draft: seats.deal(draft, 2))

    assert {"g1", "g2"} == {place.group for place in room.live.now.lesson.places}


def test_nobody_is_dealt_twice_in_a_play(room: Class) -> None:
    """Once a group plays, roles are no longer dealt."""
    room.do(lambda draft: seats.deal(draft, 1), seats.start)
    with pytest.raises(Illegal, match="a group plays already"):
        room.do(lambda draft: seats.deal(draft, 1))


def test_an_empty_lesson_is_not_dealt(tmp_path: Path) -> None:
    """Without anybody there is nothing to deal, and nothing to start."""
    with held(tmp_path) as room:
        with pytest.raises(Illegal, match="nobody has joined yet"):
            room.do(lambda draft: seats.deal(draft, None))
        with pytest.raises(Illegal, match="deal the roles first"):
            room.do(seats.start)


def test_bots_play_what_nobody_has(room: Class) -> None:
    """A role without a seat is a bot's from the start."""
    room.do(placing(s1="g1 north"), seats.start)

    assert {"north": "person", "south": "reported"} == players(room)


def test_a_role_goes_to_whoever_sits_down_and_back(room: Class) -> None:
    """A role that somebody sits down at is a person's, and a bot's again when the last one leaves."""
    room.do(placing(s1="g1 north"), seats.start, placing(s2="g1 south"))
    by = [players(room)["south"]]
    room.do(lambda draft: seats.release(draft, "s2"))

    assert ["person", "reported"] == [*by, players(room)["south"]]


def test_nobody_has_the_name_of_another(room: Class) -> None:
    """Who joins under a name that somebody has, in whatever letters, gets a number; every server reads the same from the log."""
    room.come("ana", "A na", "ANA")

    assert [("ana 2", "Ana"), ("A na 3", "Ana"), ("ANA 4", "Ana")] == [
        (seat.name, seat.namesake) for seat in [*room.again().now.lesson.seats.values()][-3:]
    ]
    assert room.again().now.lesson == room.live.now.lesson


def test_who_gives_a_name_with_a_number_has_no_namesake(room: Class) -> None:
    """Who types a name that ends in a number, as groups do, is told of nobody, though somebody has that name without one."""
    room.come("Group", "Group 2", "Group 2")
    seats_now = [*room.again().now.lesson.seats.values()][-2:]

    assert [("Group 2", "", ""), ("Group 2 2", "Group 2", "Group 2")] == [(seat.name, seat.given, seat.namesake) for seat in seats_now]


def test_the_name_of_a_released_seat_is_free(room: Class) -> None:
    """Who was taken out of the lesson and joins anew has the old name again, and is told of no namesake."""
    room.do(lambda draft: seats.release(draft, "s1"), lambda draft: seats.join(draft, "Ana", digest("new"), digest("NEW")))
    last = room.live.now.lesson.seats["s5"]

    assert ("Ana", "") == (last.name, last.namesake)


def test_who_comes_back_keeps_the_name(room: Class) -> None:
    """The code of a seat opens it under the name that it has."""
    room.do(lambda draft: seats.join(draft, "Ana", digest("second"), digest("SECOND")))
    room.do(lambda draft: seats.come_back(draft, digest("SECOND"), digest("other phone"), digest("OTHER")))
    held = room.live.now.lesson.holder(digest("other phone"))

    assert "Ana 2" == (held.name if held else "")


def test_a_late_comer_has_a_place(room: Class) -> None:
    """Whoever joins after the dealing sits in the smallest team of the smallest group."""
    room.do(placing(s1="g1 north", s2="g1 south", s3="g2 north", s4="g1 north"), seats.start, coming("Eva"))

    assert "g2 south" == where(room, "s5")
    assert "person" == players(room, "g2")["south"]


def test_nobody_joins_a_lesson_that_is_over(room: Class) -> None:
    """After the end there is no seat to have."""
    room.do(words.end)
    with pytest.raises(Illegal, match="this lesson is over"):
        room.come("Eva")


def test_a_lost_phone_is_no_lost_seat(room: Class) -> None:
    """Whoever types the code of a seat has it on a new device; a wrong code opens nothing."""
    room.do(lambda draft: seats.come_back(draft, digest("CODE OF Ben"), digest("new token"), digest("NEW CODE")))
    found = room.live.now.lesson.holder(digest("new token"))

    assert "s2" == (found.id if found else None)
    with pytest.raises(Missing, match="no seat of this lesson has this code"):
        room.do(lambda draft: seats.come_back(draft, digest("guess"), digest("token"), digest("code")))


def test_anybody_may_only_watch(room: Class) -> None:
    """A seat becomes an observer without a reason, and its role goes on."""
    room.do(placing(s1="g1 north", s2="g1 south"), seats.start, lambda draft: seats.watch(draft, "s1"))

    assert ("g1 None", "reported") == (where(room, "s1"), players(room)["north"])


def test_only_who_has_a_place_can_watch(room: Class) -> None:
    """Before the dealing there is nothing to watch."""
    with pytest.raises(Illegal, match="you have no place yet"):
        room.do(lambda draft: seats.watch(draft, "s1"))


def test_who_comes_late_joins_a_play_that_goes_on(room: Class) -> None:
    """A group whose play is over, or that everybody has left, is joined by nobody; where there is no other, whoever comes watches it."""
    room.do(placing(s1="g1 north", s2="g2 north", s3="g2 south", s4="g3 south"), seats.start, lambda draft: seats.release(draft, "s4"))
    while not room.live.now.sessions["g1"].over:
        room.do(lambda draft: turns.force(draft, "g1", draft.sessions["g1"].turn))
    room.come("Eva")
    went = where(room, "s5")
    for seat in ("s2", "s3", "s5"):
        room.do(lambda draft, seat=seat: seats.release(draft, seat))
    room.come("Fay")

    assert ("g2 north", "g1 None") == (went, where(room, "s6"))


def test_what_a_seat_sends_again_is_done_once(room: Class) -> None:
    """A wish to watch, or an answer about research, that comes again under its key changes nothing, whatever has happened since."""
    room.do(placing(s1="g1 north", s2="g1 south"), seats.start)
    room.do(
        lambda draft: seats.watch(draft, "s1", "key-one1"),
        placing(s1="g1 north"),
        lambda draft: seats.consent(draft, "s1", "key-two2", agrees=False),
        lambda draft: seats.consent(draft, "s1", "key-three", agrees=True),
    )
    before = room.live.now
    room.do(lambda draft: seats.watch(draft, "s1", "key-one1"), lambda draft: seats.consent(draft, "s1", "key-two2", agrees=False))

    assert before == room.live.now
    assert ("g1 north", True) == (where(room, "s1"), room.live.now.lesson.seats["s1"].consents)


def test_an_answer_about_research_can_be_given_without_a_script(room: Class) -> None:
    """A form without a key is taken as it comes, and noted where it changes something."""
    agree = [lambda draft, agrees=agrees: seats.consent(draft, "s1", agrees=agrees) for agrees in (False, True, True)]
    before = room.live.now.lesson.number
    room.do(*agree)

    assert (before + 1, True) == (room.live.now.lesson.number, room.live.now.lesson.seats["s1"].consents)


@pytest.mark.parametrize(
    ("where_to", "said"), [("g1 west", "nobody can play 'west' here"), ("g1 nort", "did you mean 'north'"), ("g99 north", "no group 'g99'")]
)
def test_a_place_has_to_exist(room: Class, where_to: str, said: str) -> None:
    """A role or group that there is not is refused with those that there are."""
    with pytest.raises(Missing, match=said):
        room.do(placing(s1=where_to))


def test_a_team_has_an_end(tmp_path: Path) -> None:
    """A team larger than it may be is refused, and nobody has moved."""
    with held(tmp_path) as room:
        room.come(*(f"Name {number}" for number in range(LARGEST_TEAM + 1)))
        with pytest.raises(Illegal, match=f"north in group g1 has {LARGEST_TEAM} seats already"):
            room.do(placing(**{f"s{number}": "g1 north" for number in range(1, LARGEST_TEAM + 2)}))

        assert "" == where(room, "s1")


def test_groups_that_wait_are_started(room: Class) -> None:
    """Starting again starts the groups that have been filled since, and says so when there is none."""
    room.do(placing(s1="g1 north"), seats.start, placing(s2="g2 north"), seats.start)

    assert ["g1", "g2"] == [*room.live.now.sessions]
    with pytest.raises(Illegal, match="every group with seats plays already"):
        room.do(seats.start)
    room.do(words.end)
    with pytest.raises(Illegal, match="the lesson is over"):
        room.do(seats.start)


def test_groups_meet_the_same_chance(room: Class) -> None:
    """Groups that play alike are dealt the same by chance."""
    room.do(placing(s1="g1 north", s2="g2 north"), seats.start)
    for group in ("g1", "g2"):
        room.do(lambda draft, group=group: turns.decide(draft, group, "north", 1, "block"))
    first, second = (room.live.now.sessions[group] for group in ("g1", "g2"))

    assert first.state == second.state


def test_people_say_which_role_they_would_like(room: Class) -> None:
    """Once the facilitator asks, a seat wishes for a role, for watching, or for nothing, and the roles are dealt as wished."""
    room.do(
        lambda draft: seats.invite(draft, choosing=True),
        lambda draft: seats.wish(draft, "s1", "south"),
        lambda draft: seats.wish(draft, "s2", "south"),
        lambda draft: seats.wish(draft, "s3", None, watches=True),
        lambda draft: seats.wish(draft, "s4", None),
        lambda draft: seats.deal(draft, 1, as_wished=True),
    )

    assert "g1 None" == where(room, "s3")
    assert ["g1 north", "g1 north", "g1 south"] == sorted(where(room, seat) for seat in ("s1", "s2", "s4"))
    assert "g1 south" in {where(room, "s1"), where(room, "s2")}


def test_a_wish_sent_twice_is_one(room: Class) -> None:
    """A wish that comes again under its key is not kept again."""
    room.do(lambda draft: seats.invite(draft, choosing=True))
    before = room.live.now.lesson.number
    room.do(*[lambda draft: seats.wish(draft, "s1", "south", key="key-one1")] * 2)

    assert before + 1 == room.live.now.lesson.number


def test_nobody_chooses_unasked(room: Class) -> None:
    """Before the facilitator asks, after they no longer do, and once a group plays, no wish is taken."""

    def is_taken() -> bool:
        try:
            room.do(lambda draft: seats.wish(draft, "s2", "south"))
        except Illegal as refused:
            return refused.code != "not-choosing"
        return True

    found = [is_taken()]
    for choosing in (True, False, True):
        room.do(lambda draft, choosing=choosing: seats.invite(draft, choosing=choosing))
        found.append(is_taken())
    room.do(placing(s1="g1 north"), seats.start)
    found.append(is_taken())

    assert [False, True, False, True, False] == found


def test_wishes_are_asked_for_before_the_play(room: Class) -> None:
    """Once a group plays, or the lesson is over, nobody is asked; and a wish is for a role that people can take."""
    room.do(lambda draft: seats.invite(draft, choosing=True))
    with pytest.raises(Missing, match="did you mean 'north'"):
        room.do(lambda draft: seats.wish(draft, "s1", "nort"))
    room.do(placing(s1="g1 north"), seats.start)
    with pytest.raises(Illegal, match="a group plays already"):
        room.do(lambda draft: seats.invite(draft, choosing=True))
    room.do(words.end)
    with pytest.raises(Illegal, match="the lesson is over"):
        room.do(lambda draft: seats.invite(draft, choosing=True))


def test_a_slip_takes_nobody_out_of_their_play(room: Class) -> None:
    """Once a group plays, a seat is moved to a group that there is, or, asked for as such, to a new one; a mistyped one is refused."""
    room.do(lambda draft: seats.move(draft, "s1", "g1", "north"), lambda draft: seats.move(draft, "s2", "g3", None), seats.start)
    with pytest.raises(Missing, match=r"there is no group 'g9', so nobody was moved; there are: g1, g3; `new` in its place begins"):
        room.do(lambda draft: seats.move(draft, "s1", "g9", "north"))
    room.do(lambda draft: seats.move(draft, "s3", None, "south"), lambda draft: seats.move(draft, "s2", "g2", None))

    assert ["g1 north", "g2 None", "g2 south"] == [where(room, seat) for seat in ("s1", "s2", "s3")]


def test_the_first_group_can_be_begun_by_hand(room: Class) -> None:
    """Where nobody has a place yet, another group is the first one."""
    room.do(lambda draft: seats.move(draft, "s1", None, "north"))

    assert "g1 north" == where(room, "s1")


def test_a_new_group_takes_the_first_free_number(room: Class) -> None:
    """Also where a list has named the last group that there may be."""
    room.do(placing(s1="g1 north", s2="g60 north"), lambda draft: seats.move(draft, "s3", None, "north"))

    assert ["g1", "g2", "g60"] == sorted({place.group for place in room.live.now.lesson.places})
