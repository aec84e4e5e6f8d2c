"""Lists of places: read whole, as people and table programs write them, or refused by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats
from sim.classroom.lesson.lists import from_list
from sim.errors import Invalid, Missing
from sim.model.lesson import Place
from tests.classroom.taught import Class, held


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson with three people, one of whom another has the name of."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "S1")
        yield made


def read(room: Class, text: str) -> dict[str, str]:
    """Return where a list puts each seat."""
    places = from_list(*room.live.now, room.opened.machine, text)
    return {place.seat: f"{place.group} {place.role}" for place in places}


def test_a_list_gives_places(room: Class) -> None:
    """Names, groups and roles are taken in letters of any size, roles by name or id, groups by number; an observer watches."""
    found = read(room, "Name,Group,Role\nana, G1, North\n\nBEN,2,Observer\ns1,g1,SOUTH\n")

    assert {"s1": "g1 north", "s2": "g2 None", "s3": "g1 south"} == found


def test_a_seat_is_named_by_its_id_where_nobody_is_called_so(room: Class) -> None:
    """An id such as `s2` names a seat; somebody who is called so goes before it."""
    assert {"s2": "g1 north"} == read(room, "name,group,role\ns2,g1,north")
    assert {"s3": "g1 north"} == read(room, "name,group,role\ns1,g1,north")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_as_any_system_ends_its_lines(room: Class, end: str) -> None:
    """A list may come from any computer, also from an old one."""
    assert {"s1": "g1 north"} == read(room, end.join(["name,group,role", "Ana,g1,north", ""]))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_is_read_as_any_table_program_saves_it(room: Class, separator: str) -> None:
    """Cells are parted by commas, by semicolons as most of Europe saves them, or by tabs; a cell in quotes may hold any of these."""
    lines = ("name", "group", "role"), ('"Ana"', "g1", "north"), ("Ben", "g1", "south")
    text = "\ufeff" + "\r\n".join(separator.join(cells) for cells in lines)

    assert {"s1": "g1 north", "s2": "g1 south"} == read(room, text)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", Invalid, "line 1: the list begins with the line name,group,role"),
        ("Ana,g1,north", Invalid, "line 1: the list begins"),
        ("name,group,role\nAna,g1", Invalid, "line 2: 2 cells"),
        ("name;group;role\nAna,g1,north", Invalid, "line 2: 1 cell;"),
        ("name,group,role\nAnna,g1,north", Missing, "line 2: nobody called 'Anna' has joined; did you mean 'Ana'?"),
        ("name,group,role\nXerxes,g1,north", Missing, "line 2: nobody called 'Xerxes' has joined$"),
        ("name,group,role\nAna,g1,north\nana,g2,south", Invalid, "line 3: 'Ana' has a place in line 2 already"),
        ("name,group,role\nAna,g1,north\n\ns1,g2,south\nBen,g1,north\ns2,g1,north", Invalid, "line 6: 'Ben' has a place in line 5"),
        ("name,group,role\nAna,g99,north", Missing, "line 2: there is no group 'g99'; groups are g1 to g60"),
        ("name,group,role\nBen,g1,north\nAna,g1,Nort", Missing, "line 3: nobody can play 'Nort' here; the roles: .*did you mean 'north'?"),
        ("name,group,role\nAna,g1,Observr", Missing, "line 2: .*did you mean 'observer'?"),
        ("name,group,role\nAna,g1,", Missing, "line 2: nobody can play '' here; the roles: north, south, observer$"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_by_line(room: Class, text: str, kind: type[Exception], said: str) -> None:
    """What is wrong with a list is told with its line."""
    with pytest.raises(kind, match=said):
        read(room, text)


def test_of_two_people_of_one_name_the_first_is_meant(room: Class) -> None:
    """A list names the one who came first; the other has a number behind the name."""
    room.come("Ana")

    assert {"s1": "g1 north", "s4": "g1 south"} == read(room, "name,group,role\nAna,g1,north\nana 2,g1,south")


def test_a_released_seat_is_in_no_list(room: Class) -> None:
    """Who was taken out of the lesson has neither name nor id in it."""
    room.do(lambda draft: seats.release(draft, "s2"))
    for name in ("Ben", "s2"):
        with pytest.raises(Missing, match=f"nobody called '{name}'"):
            read(room, f"name,group,role\n{name},g1,north")


def test_a_list_is_places_as_they_are_given_out(room: Class) -> None:
    """What is read is what `seats` gives out."""
    found = from_list(*room.live.now, room.opened.machine, "name,group,role\nAna,g1,north")
    room.do(lambda draft: seats.assign(draft, found))

    assert (Place(seat="s1", group="g1", role="north"),) == found == room.live.now.lesson.places
