"""Questions for the hour after and things to check, filled with what the play gives and empty of what it does not."""

from sim.model.events import Chose
from sim.report.hour.debriefed import DebriefedPlay
from sim.report.hour.debriefing import Wish, debrief
from tests.harness import Table
from tests.report.hour.plays import MACHINE, broken_word, given, kept_word, unfinished


def told(at: Table) -> DebriefedPlay:
    """Return the debrief of a play at a table."""
    return debrief([given(at, "Play 1")], wish=Wish(check=False)).plays[0]


def asked(at: Table, about: str) -> str:
    """Return the questions of one kind."""
    return " ".join(one.text for one in told(at).questions if one.about == about)


def test_every_play_has_questions_of_every_kind() -> None:
    """What happened, why, what it means, what to do with it: in this order."""
    kinds = [one.about for one in told(kept_word()).questions]

    assert ["what happened", "why", "what it means", "what to do with it"] == list(dict.fromkeys(kinds))


def test_a_broken_promise_is_asked_about() -> None:
    """The question names the promise, whose it was, and the turn in which it was broken."""
    assert "North: the public promise “The north's pledge” was broken in turn 4. What did that cost, and whom?" in asked(
        broken_word(), "what it means"
    )


def test_a_kept_promise_is_asked_about() -> None:
    """Where no promise was broken, one that was kept is asked about."""
    assert "was kept. What made that possible" in asked(kept_word(), "what it means")


def test_what_was_expected_and_did_not_come_is_asked_about() -> None:
    """The question says what was expected and what came."""
    assert "North expected that the tension falls; it stayed at 0." in asked(kept_word(), "why")


def test_a_number_that_moved_is_asked_about() -> None:
    """The turn in which the tension moved the most is named, with both values."""
    at = Table(MACHINE).play(Chose(role="north", option="close", expectation="falls"), "north").choose(south="listen").draw("sun")
    ended = at.choose(north="hold")

    assert "In turn 1, “A place”, Tension went from 0 to 2." in asked(ended, "what happened")
    assert "North expected that the tension falls; it went from 0 to 2." in asked(ended, "why")


def test_aims_that_did_not_go_together_are_asked_about() -> None:
    """A role with one aim met and one not is asked whether both could have been."""
    at = Table(MACHINE).choose(north="pledge", south="listen").draw("sun").choose(north="hold")

    assert "North: “Calm” was met, “A deal” was not. Could both have been" in asked(at, "what it means")


def test_a_conflict_is_worth_checking_with_what_each_account_leaves_out() -> None:
    """Both documents are named, and what each account does not mention."""
    found = {check.what: check.how for check in told(kept_word()).checks}

    assert "How long was it open?" in found
    assert "Read both accounts in “A paper”, “A letter”. What each leaves out: Why. When." in found["How long was it open?"]


def test_a_play_that_goes_on_is_asked_about_nothing_sealed() -> None:
    """Before the end no question holds a reason, an aim or the reported course."""
    said = " ".join(one.text for one in told(unfinished()).questions)

    assert (False, False, False) == ("sealed for now" in said, "was met" in said, "reported course" in said)
