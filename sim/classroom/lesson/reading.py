"""Reading: what a seat opens, judges and finds loaded. None of it decides anything; it counts for the role, and is told in the debrief."""

from sim.classroom.lesson.guards import goes_on, must_be_open, seated
from sim.model.events import REASON_LIMIT, Judged, Marked, Opened, Support
from sim.model.ids import SceneId, SeatId, SourceId
from sim.store.drafting import Asked, Draft


def open_passage(draft: Draft, seat: SeatId, source: SourceId, quote: str, key: str | None = None) -> None:
    """Note that a seat opened a passage; once for its role and the passage.

    Raises:
        Illegal: the seat decides nothing, or the lesson is over.

    """
    if draft.answered(seat, key):
        return
    must_be_open(draft)
    group, role, session = seated(draft, seat)
    event = Opened(role=role, source=source, quote=quote)
    known = ((one.role, one.source, one.quote) for entry in session.log if isinstance(one := entry.event, Opened))
    if (event.role, event.source, event.quote) not in known:
        draft.play(group, event, role, asked=Asked(seat, key))


def judge(draft: Draft, seat: SeatId, scene: SceneId, support: Support, key: str | None = None) -> None:
    """Note how well a seat finds the claim of a scene's exercise supported; it counts for its role.

    Raises:
        Stale: the play is no longer in that scene.
        Illegal: there is nothing to judge for this role, it has decided, or the lesson is paused or over.

    """
    if draft.answered(seat, key):
        return
    group, role, _ = seated(draft, seat)
    goes_on(draft)
    draft.play(group, Judged(role=role, scene=scene, support=support), role, asked=Asked(seat, key))


def mark(draft: Draft, seat: SeatId, source: SourceId, words: str, key: str | None = None) -> None:
    """Note that a seat finds wording of a document loaded.

    Raises:
        Illegal: the seat decides nothing, or the lesson is over.

    """
    if draft.answered(seat, key):
        return
    must_be_open(draft)
    group, role, _ = seated(draft, seat)
    draft.play(group, Marked(role=role, source=source, words=words[:REASON_LIMIT]), role, asked=Asked(seat, key))
