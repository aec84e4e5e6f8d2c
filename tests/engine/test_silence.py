"""What is said where nobody decides, or as many want one thing as another: before it comes to that, and afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns
from sim.classroom.lesson.turns import Ballot
from sim.engine.console_view import console_view
from sim.engine.view import view
from sim.model.lesson_view import ShownTie
from sim.store.drafting import Draft
from tests.classroom.taught import Class, held, placing
from tests.engine.test_lesson_view import seen


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play with two in the north and one in the south, and one who watches."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g1"), seats.start)
        yield made


def clocked(draft: Draft) -> None:
    """Give the first turn a clock."""
    turns.set_clock(draft, "g1", 60)


def silences(room: Class) -> list[str]:
    """Return what the console says of each role's silence."""
    shown = console_view(*room.live.now[:2], room.opened.machine)
    return [role.default for role in shown.groups[0].deciding]


def label(room: Class, option: str) -> str:
    """Return what an option of the north in the first scene is called."""
    return room.opened.machine.plans["bridge"].options["north"][option].label


def test_without_a_clock_nothing_is_said_of_silence(room: Class) -> None:
    """As long as no clock is set, nothing is taken for anybody."""
    assert [""] * 4 == [seen(room, seat).default for seat in ("s1", "s2", "s3", "s4")]
    assert {""} == {*silences(room)}


def test_with_a_clock_a_role_knows_what_its_silence_does(room: Class) -> None:
    """Where a clock is set, a seat whose role has not decided reads what is taken for it, and whoever watches reads nothing."""
    room.do(clocked)
    default = room.opened.machine.plans["bridge"].defaults["north"]

    assert [label(room, default)] * 2 == [seen(room, seat).default for seat in ("s1", "s2")]
    assert "" == seen(room, "s4").default
    assert label(room, default) == silences(room)[0]


def test_a_vote_ends_what_is_said_of_silence(room: Class) -> None:
    """Once somebody of a team has voted, its default is taken no more, and neither the team nor the console reads of it."""
    room.do(clocked, lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))

    assert ("", "") == (silences(room)[0], seen(room, "s2").default)


def test_a_clock_of_an_earlier_turn_says_nothing(room: Class) -> None:
    """A clock is for one turn; in the next nothing is taken for anybody."""
    room.do(clocked, lambda draft: turns.force(draft, "g1", 1))

    assert "" == seen(room, "s1").default


def test_a_default_is_told_from_a_choice(room: Class) -> None:
    """Afterwards everybody reads for whom nobody had decided; a vote that stood when the time was up is a choice."""
    room.do(lambda draft: turns.vote(draft, "s1", Ballot(1, "open")), clocked, lambda draft: turns.time_up(draft, "g1", 1))
    session = room.live.now.sessions["g1"]
    choices = view(session, None, room.opened.grounds).turns[0].choices

    assert {"north": False, "south": True} == {choice.role: choice.defaulted for choice in choices if choice.role in {"north", "south"}}


def test_two_plays_that_differ_in_silence_alone_are_told_apart(room: Class) -> None:
    """The same choices, made or taken by default, are not the same to those who read them."""
    room.do(placing(s1="g2 north", s3="g2 south"), seats.start)
    room.do(lambda draft: turns.force(draft, "g1", 1))
    defaults = room.opened.machine.plans["bridge"].defaults
    for seat, role in (("s1", "north"), ("s3", "south")):
        if role in defaults:
            room.do(lambda draft, seat=seat, role=role: turns.vote(draft, seat, Ballot(1, defaults[role])))
    told = [view(room.live.now.sessions[group], None, room.opened.grounds).turns[0].choices for group in ("g1", "g2")]

    assert [choice.option for choice in told[0]] == [choice.option for choice in told[1]]
    assert [True, False] == [any(choice.defaulted for choice in choices) for choices in told]


def test_even_votes_say_whose_decided(room: Class) -> None:
    """Of two who want different things the speaker's is taken, and both read so, also when the play has gone on."""
    assert (None, None) == (seen(room, "s1").tie, seen(room, "s4").tie)
    room.do(lambda draft: turns.vote(draft, "s2", Ballot(1, "block")), lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))
    tie = ShownTie(turn=1, name="Ana", me=True, label=label(room, "open"))

    assert [tie, tie.model_copy(update={"me": False}), None] == [seen(room, seat).tie for seat in ("s1", "s2", "s4")]
    room.do(lambda draft: turns.force(draft, "g1", 1))
    assert tie == seen(room, "s1").tie


def test_a_team_that_has_changed_reads_of_no_tie(room: Class) -> None:
    """Once somebody of a team that was even has left it, nobody can tell any more whose vote decided."""
    room.do(lambda draft: turns.vote(draft, "s2", Ballot(1, "block")), lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))
    room.do(placing(s2="g1 south"))

    assert None is seen(room, "s1").tie


def test_votes_that_agree_are_no_tie(room: Class) -> None:
    """Where a team agrees there is nothing to say."""
    room.do(lambda draft: turns.vote(draft, "s2", Ballot(1, "open")), lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))

    assert None is seen(room, "s1").tie


def test_even_votes_without_the_speaker_take_the_first(room: Class) -> None:
    """Where the time is up, the speaker has not voted and the others are even, the option that stands first is taken, and they read so."""
    room.do(placing(s3="g1 north"))
    wishes = [lambda draft, seat=seat, option=option: turns.vote(draft, seat, Ballot(1, option)) for seat, option in _EVEN]
    room.do(*wishes, lambda draft: turns.force(draft, "g1", 1))
    tie = seen(room, "s2").tie

    assert tie is not None
    assert ("", False) == (tie.name, tie.me)


_EVEN = (("s2", "open"), ("s3", "block"))


def test_a_speaker_who_decides_alone_makes_no_tie(tmp_path: Path) -> None:
    """Where the speaker decides, votes are not counted."""
    with held(tmp_path, "speaker") as made:
        made.come("Ana", "Ben")
        made.do(placing(s1="g1 north", s2="g1 north"), seats.start)
        made.do(lambda draft: turns.vote(draft, "s2", Ballot(1, "block")), lambda draft: turns.vote(draft, "s1", Ballot(1, "open")))

        assert None is seen(made, "s1").tie
