"""Which roles people may take: those that are asked in the act that their group plays, or plays next."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, tables, turns
from sim.classroom.web.orders import ordered
from sim.errors import Missing
from sim.model.events import PERSON
from sim.model.lesson import Place, Seated
from sim.store.drafting import Draft
from tests.classroom.in_acts import held_in_acts
from tests.classroom.taught import Class, coming, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson in which one group has ended act `one`, which asks the north, and another has not begun; act `two` asks the south."""
    with held_in_acts(tmp_path) as made:
        made.come("Ana", "Ben", "Cem")
        made.do(placing(s1="g1 north", s2="g1"), seats.start, *_ending_the_act(), _begins_later)
        yield made


def _ending_the_act() -> tuple[Callable[[Draft], object], ...]:
    return tuple(lambda draft: turns.force(draft, "g1", draft.sessions["g1"].turn) for _ in range(2))


def _begins_later(draft: Draft) -> None:
    draft.note(Seated(places=(Place(seat="s3", group="g2", role=None),)))


def proceed(draft: Draft) -> None:
    """Take the group on to act `two`."""
    turns.proceed(draft, "g1")


def listed(*lines: str) -> Callable[[Draft], None]:
    """Return how a list of places is given."""
    return ordered("list", ("places=" + "\n".join(["name,group,role", *lines])).encode())


def where(room: Class, seat: str) -> str:
    """Return where a seat sits."""
    place = room.live.now.lesson.seats[seat].place
    return f"{place.group} {place.role}" if place else ""


def refusal(room: Class, act: Callable[[Draft], object]) -> tuple[str, str]:
    """Return the code and the words with which something that there is not is refused."""
    with pytest.raises(Missing) as refused:
        room.do(act)
    return refused.value.code, str(refused.value)


def test_between_acts_people_take_the_roles_of_the_act_that_follows(room: Class) -> None:
    """Whoever is seated there before the group goes on decides from its first turn; no bot was faster."""
    room.do(placing(s2="g1 south"), proceed)
    session = room.live.now.sessions["g1"]

    assert ("g1 south", PERSON, "two", "road") == (where(room, "s2"), session.players["south"], session.act, session.state.scene)


def test_in_a_later_act_its_own_roles_are_taken(room: Class) -> None:
    """A seat is moved to a role that this act asks, and not to one that only the act before asked."""
    room.do(placing(s2="g1 south"), proceed, placing(s1="g1 south"))

    assert "g1 south" == where(room, "s1")
    assert ("unknown-role", "nobody can play 'north' here; the roles: south") == refusal(room, placing(s1="g1 north"))


def test_who_comes_late_gets_a_role_of_the_act_that_is_played(room: Class) -> None:
    """In act two there is nothing to decide for the north, which has fewer seats."""
    room.do(placing(s1="g1", s2="g1 south", s3="g1"), proceed, coming("Eva"))

    assert "g1 south" == where(room, "s4")


def test_a_list_gives_the_roles_of_the_act_that_its_group_plays(room: Class) -> None:
    """By line: a group that has not begun has those of the first act; a line that leaves a seat where it sits is never refused."""
    room.do(placing(s2="g1 south"), proceed, listed("Ana,g1,north", "Ben,g1,South", "Cem,g2,north"))

    assert ["g1 north", "g1 south", "g2 north"] == [where(room, seat) for seat in ("s1", "s2", "s3")]
    assert ("unknown-role", "line 2: nobody can play 'north' here; the roles: south, observer") == refusal(room, listed("Cem,g1,north"))
    assert ("unknown-role", "line 3: nobody can play 'south' here; the roles: north, observer") == refusal(
        room, listed("Ana,g1,north", "Cem,g2,south")
    )


def test_a_group_that_begins_later_begins_with_the_first_act(room: Class) -> None:
    """Its people take the roles of that act, wherever the other group is."""
    room.do(proceed)

    assert ("unknown-role", "nobody can play 'south' here; the roles: north") == refusal(room, placing(s3="g2 south"))
    room.do(placing(s3="g2 north"), seats.start)

    assert "bridge" == room.live.now.sessions["g2"].state.scene


def test_at_a_table_the_roles_of_the_act_are_given_to_bots(tmp_path: Path) -> None:
    """Before the act and in it, and no role of the act before."""
    with held_in_acts(tmp_path, 1) as room:
        given = [lambda draft, bot=bot: tables.play_by(draft, "g1", "south", bot=bot) for bot in (True, False, True)]
        room.do(lambda draft: tables.begin(draft, 1), *_ending_the_act(), *given[:2])
        before = room.live.now.sessions["g1"].players["south"]
        refused = refusal(room, lambda draft: tables.play_by(draft, "g1", "north", bot=True))
        room.do(proceed, given[2])

        assert (PERSON, "reported") == (before, room.live.now.sessions["g1"].players["south"])
        assert ("unknown-role", "nobody can play 'north' here; the roles: south") == refused
