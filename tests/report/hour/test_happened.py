"""What happened: who ended a turn, where a group's play comes from, how plays parted, and a play that its lesson's end stopped."""

import pytest

from sim.model.events import Expired
from sim.model.leading import Intervened
from sim.report.hour.debriefed import Compared, DebriefedPlay, Remark
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.happened import happened
from sim.report.hour.lesson import forked
from sim.report.hour.told import hour
from sim.report.text import written
from tests.harness import Table
from tests.report.hour.plays import GROUNDS, MACHINE, alone, broken_word, given, kept_word


def closed(at: Table) -> DebriefedPlay:
    """Debrief a play that had not ended when its lesson did."""
    return debrief([Given(at.session, GROUNDS, ours=False, label="Group 1", closed=True)], wish=Wish(figures=False)).plays[0]


def test_a_turn_that_the_facilitator_ended_is_not_told_as_lateness() -> None:
    """Who had not decided when the facilitator ended the turn was not late."""
    at = Table(MACHINE).choose(north="pledge")
    at.play(Expired(turn=at.session.turn), "facilitator")
    text = "\n".join(written(hour(debrief([given(at, "Play 1")], wish=Wish(figures=False)))))

    assert "before the facilitator ended the turn" in " ".join(text.split())


def test_a_fork_tells_both_groups_where_they_come_from() -> None:
    """The new group is a copy up to the turn, the old one was left then, each with the reason; another group is told nothing."""
    made = Intervened(group="g1", act="forked", about="turn 3 as group g2", reason="To see.")

    assert [
        ["From the start of turn 3, people of this group played on as Group 2, to try another way. The facilitator's reason: To see."],
        [
            (
                "Up to the start of turn 3, this play is a copy of Group 1; people of it played on from there, to try another way. "
                "The facilitator's reason: To see."
            )
        ],
        [],
    ] == [[*forked(made, group)] for group in ("g1", "g2", "g3")]


def test_a_fork_is_told_once_at_the_beginning() -> None:
    """It is no message, and stands before the moments."""
    made = debrief([given(kept_word(), "Play 1", remarks=(Remark(turn=1, kind="fork", by="Facilitator", text="A copy."),))])
    text = "\n".join(written(hour(made)))

    assert (1, True) == (text.count("A copy."), text.index("A copy.") < text.index("Moment by moment"))


@pytest.mark.parametrize(("apart", "said"), [(True, "had nothing in common"), (False, "the same way from beginning to end")])
def test_plays_that_never_parted_are_told_from_plays_that_began_apart(*, apart: bool, said: str) -> None:
    """It is one or the other, and never both in one sentence."""
    beside = Compared(act="a", title="A", labels=("1", "2"), earlier=0, policies=(), ends=(), parted="", apart=apart, ways=(), choices=())
    text = "\n".join(written(happened(alone().model_copy(update={"compared": (beside,)}))))

    assert [said] == [one for one in ("had nothing in common", "the same way from beginning to end") if one in " ".join(text.split())]


def test_of_a_play_that_was_stopped_the_reported_course_is_told() -> None:
    """Its map says which of its scenes are reported, and the course stands beside the turns that were played."""
    at = broken_word()
    at.rewind(at.session.turns[1].number)
    play = closed(at)

    assert (True, True) == (any(scene.reported for scene in play.maps[-1].scenes), play.review.reported is not None)
    assert "It came as far as" in play.questions[0].text
