"""How the arms of a study are typed."""

import click
import pytest

from sim.cli.hosting_arms import read_arms
from sim.model.arm import Arm


def test_an_arm_says_what_is_otherwise_than_in_the_lesson() -> None:
    """What is not said is as in the lesson."""
    expected = (
        Arm(id="usual", agree="majority", reasons=True, talk=True),
        Arm(id="alone", agree="speaker", reasons=True, talk=False),
        Arm(id="quick", agree="majority", reasons=False, talk=True),
    )

    assert expected == read_arms(["usual", "alone:speaker,no-talk", "quick: no-reasons"], "majority", reasons=True)


def test_no_arm_is_no_study() -> None:
    """Without the option nothing is compared."""
    assert () == read_arms([], "majority", reasons=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["usual"], "2 to 12 arms"),
        (["a", "a:speaker"], "a name of its own"),
        (["Big", "b"], "no name of an arm"),
        (["a:no-talks", "b"], "did you mean 'no-talk'"),
        (["a:talk,no-talk", "b"], "two things about the same"),
        ([f"a{number}" for number in range(13)], "2 to 12 arms"),
    ],
)
def test_what_cannot_be_compared_is_refused(given: list[str], said: str) -> None:
    """The message says what is wrong and what there is."""
    with pytest.raises(click.BadParameter, match=said):
        read_arms(given, "majority", reasons=True)
