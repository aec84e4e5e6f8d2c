"""Acts in a row, as an account tells them."""

from sim.report.closing import closing
from sim.report.text import text, written
from tests.engine import council
from tests.harness import Table
from tests.report.played import account

MACHINE, GROUNDS = council.machine(), council.grounds()


def first_act(*, pledge: bool = True) -> Table:
    """Play the first act of a campaign to an agreement, with a pledge that was given or refused."""
    table = Table(MACHINE, campaign=True).choose(north="pledge" if pledge else "close", south="listen").draw("rain")
    return table.choose(north="hold")


def test_each_act_says_where_it_begins_and_how_it_ended() -> None:
    """An act that goes on has no end yet."""
    one, two = account(first_act().proceed("two"), grounds=GROUNDS).acts

    assert (("The first act", 1, ()), ("The second act", 4, ("There is an agreement.", "A pledge is in force."))) == (
        (one.title, one.first, one.carried),
        (two.title, two.first, two.carried),
    )
    assert (True, True, None, None) == (one.end is not None, one.outcome is not None, two.end, two.outcome)


def test_a_transcript_of_several_acts_tells_their_borders_in_order() -> None:
    """Before the turns of an act stand its title and what was left to it; after them stands how it ended."""
    told = text(account(first_act().proceed("two").choose(south="go"), grounds=GROUNDS))
    signs = (
        "Here begins “The first act”",
        "Turn 1: ",
        "So ends “The first act”",
        "Here begins “The second act”",
        "- A pledge is in force.",
        "Turn 4: ",
    )
    places = [told.index(sign) for sign in (*signs, "The end: ")]

    assert sorted(places) == places
    assert told.startswith("A small scenario – “The first act”, then “The second act”\n")


def test_a_transcript_of_one_act_needs_no_border() -> None:
    """Alone, an act is neither begun nor ended in words of its own."""
    told = text(account(Table(MACHINE, "two").choose(south="go"), grounds=GROUNDS))

    assert ("A small scenario – The second act", False) == (told.splitlines()[0], "Here begins" in told)


def test_the_reported_course_is_that_of_the_last_act() -> None:
    """Where several acts were played, it says which one is put beside the reports."""
    lines = list(written(closing(account(first_act().proceed("two").choose(south="go"), grounds=GROUNDS))))

    assert "This looks at the last act alone, “The second act”." in lines


def test_a_promise_is_kept_that_stood_at_the_end_of_its_act() -> None:
    """The next act begins anew, and takes back no promise of the one before; while an act goes on its promises stand."""
    standing = Table(MACHINE, campaign=True).choose(north="pledge", south="listen")
    later = first_act(pledge=False).proceed("two").choose(south="go")
    plays = (standing, first_act(), first_act().proceed("two").choose(south="go"), later)

    assert ["standing", "kept", "kept", "not given"] == [account(play, grounds=GROUNDS).commitments[0].status for play in plays]
