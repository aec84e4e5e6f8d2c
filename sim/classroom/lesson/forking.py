"""Forking a group: a new group begins where another was at the start of a turn, so that a class can see what else might have come of it."""

from sim.classroom.lesson.guards import must_be_open
from sim.classroom.lesson.players import follow
from sim.engine.lesson import Lesson
from sim.engine.seating import fresh_group, stands
from sim.errors import Illegal
from sim.model.ids import GroupId
from sim.model.leading import Clocked, Intervened, Told
from sim.model.lesson import Place, Seated
from sim.store.drafting import Draft


def fork(draft: Draft, group: GroupId, turn: int, reason: str, *, half: bool) -> GroupId:
    """Let people of a group play on from the start of a turn as a new group, and return its name.

    Either everybody goes along, and the group's own play stays as they left it; or every second seat of each role goes and the others play
    on, each group with bots for the roles that nobody has. Who goes where at a table, its people say; the new group has the same players.

    Args:
        draft: the lesson.
        group: which group.
        turn: from the start of which turn of its play.
        reason: why; kept with the play.
        half: whether every second seat goes, or everybody.

    Raises:
        Illegal: it is not a turn of the play, no reason is given, nobody could go, there are too many groups, or the lesson is over.
        Missing: no such group plays.

    """
    must_be_open(draft)
    draft.lesson.group(group)
    if not reason.strip():
        message = "say why the group is forked; the reason is kept with the play"
        raise Illegal(message, "no-reason")
    fresh = fresh_group(draft.lesson)
    going = tuple(place.model_copy(update={"group": fresh}) for place in _going(draft.lesson, group, half=half))
    table = bool(draft.lesson.began.table)
    if stands(draft.lesson, draft.sessions, group) if table else not any(place.role for place in going):
        message = f"no role of group {group} has a second seat; let everybody go along" if half else f"nobody decides in group {group}"
        raise Illegal(message, "nobody-goes")
    draft.note(Intervened(group=group, act="forked", about=f"turn {turn} as group {fresh}", reason=reason))
    if not table:
        draft.note(Seated(places=going))
        draft.note(Told(group=fresh, words=f"The facilitator took you back to the start of turn {turn} to try another way: {reason}"))
    draft.fork(group, fresh, turn, everybody=not half)
    if stands(draft.lesson, draft.sessions, group) and draft.lesson.groups[group].clock is not None:
        draft.note(Clocked(group=group, turn=draft.sessions[group].turn, seconds=0))
    follow(draft)
    return fresh


def _going(lesson: Lesson, group: GroupId, *, half: bool) -> list[Place]:
    """Return the places of those who go along, as they are before."""
    of_group = [place for place in lesson.places if place.group == group]
    if not half:
        return of_group
    teams: dict[str | None, list[Place]] = {}
    for place in of_group:
        teams.setdefault(place.role, []).append(place)
    return [place for team in teams.values() for place in team[1::2]]
