"""Seats to roles: every class size gets a legal allocation."""

from collections import Counter

import pytest

from sim.engine.seating import LARGEST_TEAM, MOST_GROUPS, dealt, group_names, latecomer, shuffled, usual_groups
from sim.model.lesson import Place

ROLES = ("belgrade", "pristina", "eu", "kfor")


def seats(count: int) -> tuple[str, ...]:
    """Return this many seats."""
    return tuple(f"s{number}" for number in range(1, count + 1))


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


def test_a_latecomer_fills_the_smallest_team_of_the_smallest_group() -> None:
    """Of two groups the smaller is joined, and in it the role that has the fewest seats."""
    places = dealt(seats(11), ROLES, 2)

    assert Place(seat="s12", group="g2", role="pristina") == latecomer("s12", places, ROLES)


def test_a_latecomer_to_full_teams_watches() -> None:
    """Where every team is as large as it may be, the next one watches."""
    places = dealt(seats(20), ROLES, 1)

    assert Place(seat="s21", group="g1", role=None) == latecomer("s21", places, ROLES)


def test_nobody_is_late_before_the_dealing() -> None:
    """Before roles are dealt there is no place to give."""
    assert latecomer("s1", (), ROLES) is None


def test_group_ten_comes_after_group_nine() -> None:
    """Of groups of one size the first by number is joined, not by its letters."""
    places = dealt(seats(10), ROLES, 10)

    assert Place(seat="s11", group="g1", role="pristina") == latecomer("s11", places[::-1], ROLES)
