"""Counts, changes and deciders in words."""

from typing import Literal

import pytest

from sim.model.effects import Kind
from sim.model.events import Support
from sim.model.lesson_view import ShownTie
from sim.model.source import Basis
from sim.model.view import ShownChange
from sim.report.review import ReviewedCommitment
from sim.report.wording import asked, basis_sentence, by_whom, changed, judgement, moved, numbered, sentence, tags, tied, turns, whose


@pytest.mark.parametrize(("numbers", "said"), [((3,), "turn 3"), ((3, 7), "turns 3 and 7"), ((1, 2, 3), "turns 1, 2 and 3")])
def test_turns_are_counted(numbers: tuple[int, ...], said: str) -> None:
    """One turn and several are said differently."""
    assert said == turns(numbers)


@pytest.mark.parametrize(("change", "said"), [(2, "up 2"), (-1, "down 1"), (0, "unchanged")])
def test_a_change_has_a_direction(change: int, said: str) -> None:
    """A change is said in words, not in colour or sign alone."""
    assert said == moved(change)


@pytest.mark.parametrize(("by", "said"), [("person", "a person"), ("cautious", "the bot “cautious”"), ("chance", "chance")])
def test_deciders_are_named(by: str, said: str) -> None:
    """A bot is named as a bot."""
    assert said == by_whom(by)


@pytest.mark.parametrize(("text", "said"), [("it ends", "It ends."), ("does it?", "Does it?"), ("he said “no”", "He said “no”")])
def test_a_sentence_begins_large_and_ends(text: str, said: str) -> None:
    """A full stop is added only where nothing ends the sentence."""
    assert said == sentence(text)


def test_two_of_one_name_are_told_apart() -> None:
    """Whoever has a number behind their name reads why, on one line."""
    assert "Somebody is called Ana B. already, so you are Ana B. 2 here." == numbered("Ana\nB.", "Ana B. 2")


def test_what_is_invented_is_headed_so() -> None:
    """The heading of invented parts says that no document shows them."""
    assert "Invented for teaching: no document shows this." == basis_sentence(Basis.INVENTED)


def test_an_option_of_chance_has_no_kind() -> None:
    """What chance brings is told with its basis alone."""
    assert ("pressure; reported", "reported") == (tags(Kind.PRESSURE, Basis.REPORTED), tags(None, Basis.REPORTED))


def test_a_promise_says_once_whose_it_is() -> None:
    """Where its name begins with the role's, the role is not named again."""
    named = ReviewedCommitment(id="word", name="North's word", role="North", given=(), broken=(), status="not given")

    assert ["North's word", "North: A rope"] == [whose(named), whose(named.model_copy(update={"name": "A rope"}))]


@pytest.mark.parametrize(
    ("sort", "before", "after", "said"),
    [
        ("number", 2, 3, "Word from 2 to 3"),
        ("fact", 0, 1, "Word: yes, before that no"),
        ("promise", 0, 1, "Word: given"),
        ("promise", 1, 0, "Word: broken or taken back"),
    ],
)
def test_a_change_is_told_as_what_it_is(sort: Literal["number", "fact", "promise"], before: int, after: int, said: str) -> None:
    """A number goes from one to another, a fact becomes so or not, a promise is given or broken."""
    assert said == changed(ShownChange(name="Word", before=before, after=after, sort=sort))


@pytest.mark.parametrize(("heading", "said"), [("High alert", "High alert:"), ("Who polices the north?", "Who polices the north?")])
def test_a_question_takes_no_colon(heading: str, said: str) -> None:
    """What ends in a sign of its own gets no other."""
    assert said == asked(heading)


@pytest.mark.parametrize(
    ("name", "me", "said"),
    [
        ("Ana", False, "In turn 3 your votes were even; that of Ana, the speaker, decided: “Wait”."),
        ("Ana", True, "In turn 3 your votes were even; yours decided, because you are the speaker: “Wait”."),
        ("", False, "In turn 3 your votes were even; of these options the first in the list was taken: “Wait”."),
    ],
)
def test_even_votes_say_whose_decided(name: str, me: bool, said: str) -> None:  # noqa: FBT001 -- a case of the table
    """A team reads whose vote decided, or that nobody's did."""
    assert said == tied(ShownTie(turn=3, name=name, me=me, label="Wait"))


@pytest.mark.parametrize(("support", "said"), [("well", "well supported"), ("poorly", "poorly supported"), ("cannot-tell", "cannot tell")])
def test_a_judgement_stands_alone(support: Support, said: str) -> None:
    """It says what is supported how well; whoever cannot tell says no more than that."""
    assert said == judgement(support)
