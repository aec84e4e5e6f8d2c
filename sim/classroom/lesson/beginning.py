"""How the session of a group begins: from what its lesson was convened with."""

from collections.abc import Iterable

from sim.model.events import Began, Played
from sim.model.ids import SessionId
from sim.model.lesson import Convened


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
