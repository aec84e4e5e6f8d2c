"""How several seats of one role agree."""

import pytest

from sim.engine.voting import agreed, leading

TEAM = ("s1", "s2", "s3", "s4")
ORDER = ("fine", "warn", "wait")


@pytest.mark.parametrize(
    ("votes", "decided"),
    [
        ({}, None),
        ({"s1": "fine"}, "fine"),
        ({"s2": "warn", "s3": "warn", "s4": "warn"}, None),
        ({"s1": "fine", "s2": "warn", "s3": "warn", "s4": "warn"}, "fine"),
    ],
)
def test_the_speaker_decides(votes: dict[str, str], decided: str | None) -> None:
    """Where the speaker decides, the others only advise."""
    assert decided == agreed("speaker", TEAM, votes)


@pytest.mark.parametrize(
    ("votes", "decided"),
    [
        ({}, None),
        ({"s1": "fine", "s2": "fine"}, None),
        ({"s2": "fine", "s3": "fine", "s4": "fine"}, "fine"),
        ({"s1": "fine", "s2": "fine", "s3": "warn", "s4": "wait"}, "fine"),
        ({"s1": "fine", "s2": "warn", "s3": "warn", "s4": "fine"}, "fine"),
        ({"s1": "warn", "s2": "warn", "s3": "fine", "s4": "fine"}, "warn"),
        ({"s1": "wait", "s2": "fine", "s3": "warn", "s9": "warn"}, None),
    ],
)
def test_a_majority_decides(votes: dict[str, str], decided: str | None) -> None:
    """More than half decide at once; when all have voted most decide, and of even votes the speaker's side."""
    assert decided == agreed("majority", TEAM, votes)


def test_even_votes_without_the_speaker_decide_nothing() -> None:
    """Where the speaker wants none of the options that are even, the team goes on talking."""
    assert (
        agreed("majority", ("s1", "s2", "s3", "s4", "s5"), dict(zip(("s1", "s2", "s3", "s4", "s5"), ("wait", *"aabb"), strict=True)))
        is None
    )


def test_a_seat_of_another_team_has_no_vote() -> None:
    """A vote from outside a team does not count."""
    assert agreed("majority", ("s1", "s2"), {"s1": "fine", "s9": "fine"}) is None


@pytest.mark.parametrize("agree", ["speaker", "majority"])
def test_nobody_decides_nothing(agree: str) -> None:
    """A role without seats has no decision of its own."""
    assert agreed("speaker" if agree == "speaker" else "majority", (), {"s1": "fine"}) is None


@pytest.mark.parametrize(
    ("votes", "holds"),
    [
        ({}, None),
        ({"s1": "fine"}, "fine"),
        ({"s2": "warn"}, "warn"),
        ({"s1": "fine", "s2": "warn"}, "fine"),
        ({"s2": "wait", "s3": "warn"}, "warn"),
        ({"s1": "fine", "s2": "warn", "s3": "warn"}, "warn"),
        ({"s1": "fine", "s2": "fine", "s3": "fine"}, "fine"),
    ],
)
def test_most_votes_hold_when_the_time_is_up(votes: dict[str, str], holds: str | None) -> None:
    """At the deadline most votes hold, of even ones the speaker's, else the option that stands first; without a vote, nothing."""
    assert holds == leading("majority", TEAM, votes, ORDER)


def test_advice_holds_where_the_speaker_is_silent() -> None:
    """Where the speaker has not decided in time, what the others advise holds."""
    assert "warn" == leading("speaker", TEAM, {"s2": "warn", "s3": "warn", "s4": "fine"}, ORDER)
