"""Whose claims the shipped scenario lets be heard, act by act."""

import pytest

from sim.evidence.balance import unbalanced, weigh
from tests.scenarios.reached import opened

pytestmark = pytest.mark.whole

PLAYS = 300
"""For each act; other seeds move the counts by some three per cent."""


@pytest.mark.parametrize("act", [act.id for act in opened("kosovo").scenario.acts])
def test_an_act_lets_both_sides_be_heard_alike(act: str) -> None:
    """In each act Belgrade's and Pristina's claims differ by at most a fifth, and Moscow is heard less than either."""
    kosovo = opened("kosovo")
    weighed = weigh(kosovo.machine, kosovo.corpus, PLAYS, act)

    assert kosovo.scenario.balance is not None
    assert [] == [str(finding) for finding in unbalanced(kosovo.machine, weighed)]


@pytest.mark.parametrize("act", [act.id for act in opened("kosovo").scenario.acts])
def test_every_role_is_addressed_at_like_length(act: str) -> None:
    """Private briefings and the adviser's reasons are of like length for every role, within a fifth of the longest."""
    texts: dict[str, list[int]] = {}
    reasons: dict[str, list[int]] = {}
    for scene in next(entry for entry in opened("kosovo").scenario.acts if entry.id == act).scenes:
        for briefing in scene.briefings:
            texts.setdefault(briefing.role, []).append(len(briefing.text.split()))
        for entry in scene.decision:
            for option in entry.options:
                if option.pro and option.contra:
                    reasons.setdefault(entry.role, []).append(len(option.pro.split()) + len(option.contra.split()))
    means = [[sum(counts) / len(counts) for counts in kind.values()] for kind in (texts, reasons)]

    assert [True, True] == [min(kind) >= 0.8 * max(kind) for kind in means]
