"""How the session of a group begins: from what its lesson was convened with."""

from collections.abc import Iterable

from sim.model.events import Began, Played
from sim.model.ids import GroupId, SessionId
from sim.model.lesson import Convened
from sim.store.drafting import Draft


def beginning(began: Convened, session: SessionId, seed: int, played: Iterable[Played]) -> Began:
    """Return the first event of a group's session.

    Args:
        began: what the lesson was convened with.
        session: the name of the group's session.
        seed: what its chance is drawn from; groups of one lesson share the lesson's, so that they meet the same chance as long as they play
            alike.
        played: who plays each role of the scenario.

    """
    return Began(
        session=session,
        scenario=began.scenario,
        rules_hash=began.rules_hash,
        whole_hash=began.whole_hash,
        act=began.act,
        course=began.course,
        seed=seed,
        played=tuple(played),
        campaign=began.campaign,
    )


def begin(draft: Draft, group: GroupId, played: Iterable[Played]) -> None:
    """Let a group begin to play, with who plays each role of the scenario."""
    began = draft.lesson.began
    draft.form(group, beginning(began, f"{began.lesson}-{group}", began.seed, played))
