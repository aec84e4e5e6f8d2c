"""What a class is told of how claims were judged."""

from collections.abc import Sequence

from sim.engine.session import Session
from sim.model.events import Judged, Support
from sim.report.debrief import review
from sim.report.hour.debriefed import Debrief
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.told import hour
from sim.report.judgements import without_judgements
from sim.report.text import written
from tests.engine import council
from tests.harness import Table

MACHINE, GROUNDS = council.machine(), council.grounds()


def played(support: Support) -> Session:
    """Return a play that has ended, in which the north judged the first claim."""
    table = Table(MACHINE).play(Judged(role="north", scene="meeting", support=support), "north")
    return table.choose(north="pledge", south="listen").draw("rain").choose(north="hold").session


def told(sessions: Sequence[Session], *, judged: bool, closed: bool = True) -> tuple[Debrief, str]:
    """Return the debrief of plays, as a value and in words."""
    given = [
        Given(session, GROUNDS, ours=True, label=f"Group {number}", closed=closed, judged=judged)
        for number, session in enumerate(sessions, 1)
    ]
    made = debrief(given, wish=Wish(figures=False))
    return made, "\n".join(written(hour(made), 0))


def test_a_class_is_told_counts_and_nobody_s_judgement() -> None:
    """Side by side, groups of a lesson that is over are told how many judged so, in fives, and in no group who."""
    made, text = told([played("well") for _ in range(7)], judged=False)

    assert [(("well", 5),)] == [claim.counts for claim in made.judged]
    assert all(not one.judged for play in made.plays for one in play.review.readings)
    assert "well: 5 or more" in text
    assert "judged well" not in text.casefold()


def test_one_group_is_told_nothing_of_it() -> None:
    """One group has no counts, which with those of the class would tell what the others judged; nor has a lesson that goes on."""
    alone, early = told([played("well")], judged=False), told([played("well") for _ in range(7)], judged=False, closed=False)

    assert ((), ()) == (alone[0].judged, early[0].judged)
    assert ["How claims were judged" in text for _, text in (alone, early)] == [False, False]


def test_who_played_alone_is_told_their_own() -> None:
    """A play that belongs to no lesson keeps its judgements, and has no counts."""
    made, text = told([played("poorly") for _ in range(6)], judged=True)

    assert () == made.judged
    assert "judged poorly" in text.casefold()


def test_a_seat_keeps_its_own_judgement() -> None:
    """In the account of a seat only its own role's judgements stand."""
    account = review(played("partly"), GROUNDS, ours=True)

    assert [(True, "north"), (False, "south")] == [(bool(one.judged), one.role) for one in without_judgements(account, "north").readings]
    assert not any(one.judged for one in without_judgements(account).readings)
