"""Seats to roles: every class size gets a legal allocation."""

import random
from collections import Counter

import pytest

from sim.engine.guide import guide
from sim.engine.lesson import Lesson
from sim.engine.seating import (
    LARGEST_TEAM,
    MOST_GROUPS,
    dealt,
    dealt_as_wished,
    fresh_group,
    group_names,
    latecomer,
    playable,
    playable_in,
    shuffled,
    stands,
    usual_groups,
)
from sim.errors import Illegal
from sim.model.lesson import Formed, LessonEntry, Place, Seated, Wished
from tests import small
from tests.engine import council
from tests.engine.test_lesson import CONVENED, TIME, joined, log
from tests.harness import Table, began, opened

ROLES = ("belgrade", "pristina", "eu", "kfor")


def seats(count: int) -> tuple[str, ...]:
    """Return this many seats."""
    return tuple(f"s{number}" for number in range(1, count + 1))


def in_any(group: str) -> tuple[str, ...]:  # noqa: ARG001 -- what is asked wants to know
    """Return the roles of a group where all groups have the same."""
    return ROLES


def test_roles_that_decide_most_are_taken_first() -> None:
    """The roles that people may take are those that decide in the act, the one asked most often first; chance is none."""
    assert ("north", "south") == playable(small.machine(), "one")


@pytest.mark.parametrize("act", ["one", "two"])
def test_a_terminal_offers_the_roles_that_people_may_take(act: str) -> None:
    """What the guide says of who decides, and what the lesson says of who can be played, are the same in every act."""
    machine = council.machine()
    told = guide(opened(machine, began(machine, act)), council.grounds(), ours=False)

    assert {*playable(machine, act)} == {role.id for role in told.roles if role.decides}


def test_a_group_has_the_roles_of_the_act_that_it_plays_or_plays_next() -> None:
    """Before it plays those of the first act, then those of its own; at an outcome after which an act follows, of that one."""
    machine = council.machine()
    lesson = Lesson.open((LessonEntry(number=1, time=TIME, seat="facilitator", event=CONVENED.model_copy(update={"act": "one"})),))
    play = Table(machine, campaign=True)
    between = play.choose(north="pledge", south="leave").draw("rain").choose(north="hold")
    sessions = {"g1": Table(machine, campaign=True).session, "g2": between.session, "g3": between.session.proceed(TIME)}
    alone = Table(machine).choose(north="pledge", south="leave").draw("rain").choose(north="hold").session
    found = [playable_in(lesson, sessions | {"g4": alone}, machine, f"g{number}") for number in range(1, 6)]

    assert [("north", "south"), ("south",), ("south",), ("north", "south"), ("north", "south")] == found


@pytest.mark.parametrize("size", range(1, 201))
def test_every_class_size_is_dealt_legally(size: int) -> None:
    """Everybody gets one place; groups and teams differ by one at most; no team is too large, and who watches does so in full groups."""
    places = dealt(seats(size), ROLES)
    groups = Counter(place.group for place in places)
    for group in groups:
        teams = [sum((place.group, place.role) == (group, role) for place in places) for role in ROLES]
        watching = sum((place.group, place.role) == (group, None) for place in places)

        assert max(teams) - min(teams) <= 1
        assert max(teams) <= LARGEST_TEAM
        assert not watching or min(teams) == LARGEST_TEAM
    assert seats(size) == tuple(place.seat for place in places)
    assert max(groups.values()) - min(groups.values()) <= 1
    assert usual_groups(size, len(ROLES)) == len(groups)


@pytest.mark.parametrize("groups", [1, 2, 7, 200])
@pytest.mark.parametrize("size", [1, 3, 30, 200])
def test_as_many_groups_as_are_asked_for(size: int, groups: int) -> None:
    """There are as many groups as somebody asks for, but no empty one, and no more than a lesson holds."""
    assert min(size, groups, MOST_GROUPS) == len({place.group for place in dealt(seats(size), ROLES, groups)})


def test_whoever_is_beyond_the_teams_watches() -> None:
    """In one group of thirty, twenty have roles and ten watch."""
    assert 10 == sum(place.role is None for place in dealt(seats(30), ROLES, 1))


def test_a_small_class_takes_the_first_roles() -> None:
    """Two people take the two roles that are wanted most."""
    assert ("belgrade", "pristina") == tuple(place.role for place in dealt(seats(2), ROLES))


def test_an_order_follows_from_its_seed() -> None:
    """The same seed gives the same order, another seed another, and nobody is lost."""
    assert shuffled(seats(30), 1) == shuffled(seats(30), 1)
    assert shuffled(seats(30), 1) != shuffled(seats(30), 2)
    assert sorted(seats(30)) == sorted(shuffled(seats(30), 1))


def test_every_seat_is_dealt_first_as_often_as_another() -> None:
    """Over many seeds each of four seats comes first about as often."""
    first = Counter(shuffled(seats(4), seed)[0] for seed in range(2_000))

    assert all(400 < count < 600 for count in first.values())


def test_groups_are_numbered() -> None:
    """Groups are called g1, g2 and so on."""
    assert ("g1", "g2", "g3") == group_names(3)


def test_a_new_group_takes_the_first_free_number() -> None:
    """A group in which somebody plays or has a place is taken; when all are, there is no other."""

    def at(groups: tuple[str, ...]) -> Lesson:
        places = tuple(Place(seat=f"s{number}", group=group, role=None) for number, group in enumerate(groups, 1))
        return Lesson.open(log(*(joined(number) for number in range(1, len(groups) + 1)), Seated(places=places)))

    assert ["g1", "g2", "g3"] == [fresh_group(at(groups)) for groups in (("g2",), ("g1", "g60"), ("g2", "g1"))]
    with pytest.raises(Illegal, match=f"at most {MOST_GROUPS} groups"):
        fresh_group(at(group_names(MOST_GROUPS)))


def test_a_latecomer_fills_the_smallest_team_of_the_smallest_group() -> None:
    """Of two groups the smaller is joined, and in it the role that has the fewest seats."""
    places = dealt(seats(11), ROLES, 2)

    assert Place(seat="s12", group="g2", role="pristina") == latecomer("s12", places, in_any)


def test_a_latecomer_to_full_teams_watches() -> None:
    """Where every team is as large as it may be, the next one watches."""
    places = dealt(seats(20), ROLES, 1)

    assert Place(seat="s21", group="g1", role=None) == latecomer("s21", places, in_any)


def test_where_chance_alone_decides_everybody_watches() -> None:
    """An act may leave everything to chance; then nobody gets a role, and nobody is refused."""
    places = dealt(seats(3), (), 1)

    assert {("g1", None)} == {(place.group, place.role) for place in places}
    assert Place(seat="s4", group="g1", role=None) == latecomer("s4", places, lambda _: ())
    assert usual_groups(3, 0) == usual_groups(3, 1)


def test_nobody_is_late_before_the_dealing() -> None:
    """Before roles are dealt there is no place to give."""
    assert latecomer("s1", (), in_any) is None


def test_a_latecomer_is_sent_to_no_group_that_is_shut() -> None:
    """The smallest of the other groups is joined; where all are shut, the smallest is watched."""
    places = dealt(seats(11), ROLES, 2)

    assert Place(seat="s12", group="g1", role="eu") == latecomer("s12", places, in_any, {"g2"})
    assert Place(seat="s12", group="g2", role=None) == latecomer("s12", places, in_any, {"g1", "g2"})


def test_group_ten_comes_after_group_nine() -> None:
    """Of groups of one size the first by number is joined, not by its letters."""
    places = dealt(seats(10), ROLES, 10)

    assert Place(seat="s11", group="g1", role="pristina") == latecomer("s11", places[::-1], in_any)


def wishing(size: int, seed: int) -> dict[str, Wished]:
    """Return wishes of most of a class; some would rather watch, and some have none."""
    drawn = random.Random(seed)
    every = (*ROLES, "watch", "any", None)
    found = {seat: drawn.choice(every) for seat in seats(size)}
    return {
        seat: Wished(seat=seat, role=wish if wish in ROLES else None, watches=wish == "watch")
        for seat, wish in found.items()
        if wish is not None
    }


@pytest.mark.parametrize("size", range(1, 201))
def test_every_class_size_is_dealt_as_wished(size: int) -> None:
    """Whatever a class wishes, everybody has one place, in teams as legal as at random, and as many wishes as can be."""
    wishes = wishing(size, size)
    watching = {seat for seat, wish in wishes.items() if wish.watches}
    places = dealt_as_wished(seats(size), ROLES, wishes)
    room = Counter((place.group, place.role) for place in dealt([seat for seat in seats(size) if seat not in watching], ROLES))
    there = Counter((place.group, place.role) for place in places if place.seat not in watching)
    met = sum(place.role == wishes[place.seat].role for place in places if place.seat in wishes and wishes[place.seat].role)
    asked = Counter(wish.role for wish in wishes.values() if wish.role)
    places_of = Counter(role for _, role in room.elements())

    assert seats(size) == tuple(place.seat for place in places)
    assert room == there
    assert all(place.role is None for place in places if place.seat in watching)
    assert sum(min(count, places_of[role]) for role, count in asked.items()) == met


def test_who_comes_first_has_the_wished_role() -> None:
    """Where two would like a role with one place, the one that is dealt first has it."""
    wishes = {seat: Wished(seat=seat, role="eu") for seat in ("s1", "s4")}
    places = dealt_as_wished(("s4", "s3", "s2", "s1"), ROLES, wishes, 1)

    assert {"s4": "eu", "s3": "belgrade", "s2": "pristina", "s1": "kfor"} == {place.seat: place.role for place in places}


def test_a_class_that_only_watches_has_a_group() -> None:
    """Where everybody would rather watch, all of them watch one group."""
    wishes = {seat: Wished(seat=seat, watches=True) for seat in seats(3)}

    assert {("g1", None)} == {(place.group, place.role) for place in dealt_as_wished(seats(3), ROLES, wishes)}


def test_a_group_at_a_table_stands_once_everybody_has_gone_on_as_another() -> None:
    """At tables nobody has a seat: a play stands only where its group plays on from a turn of it."""
    began = CONVENED.model_copy(update={"table": 2})
    formed = (Formed(group="g1", session="a-1"), Formed(group="g2", session="a-2"), Formed(group="g3", session="a-3", instead="g1"))
    entries = (LessonEntry(number=number, time=TIME, seat="facilitator", event=event) for number, event in enumerate((began, *formed), 1))
    lesson = Lesson.open(tuple(entries))

    assert [True, False, False] == [stands(lesson, {}, group) for group in ("g1", "g2", "g3")]
