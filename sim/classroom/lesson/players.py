"""Who plays the roles of a group: people where somebody sits, bots for the other roles, and nobody where everybody has left.

Rule 1: no seat decides by coming or going. A group that nobody plays any more stands until somebody is seated there, or the facilitator
leaves it to bots.
Rule 2: while a lesson is paused, and once it is over, roles stay with whoever had them; after a pause they follow.
"""

from sim.classroom.lesson.guards import goes_on
from sim.engine.seating import stands
from sim.errors import Illegal
from sim.model.events import PERSON, Handed
from sim.model.ids import GroupId
from sim.model.leading import Clocked, Intervened
from sim.store.drafting import Draft


def follow(draft: Draft) -> None:
    """Hand roles of bots that somebody sits at to a person, and roles that nobody sits at to a bot."""
    if draft.lesson.paused or draft.lesson.ended or draft.lesson.began.table:
        return
    for group, held in draft.lesson.groups.items():
        if draft.sessions[group].over:
            continue
        if not stands(draft.lesson, draft.sessions, group):
            _hand_over(draft, group)
        elif held.clock is not None:
            draft.note(Clocked(group=group, turn=draft.sessions[group].turn, seconds=0))


def leave_to_bots(draft: Draft, group: GroupId) -> None:
    """Let bots play a group that nobody plays any more, to its end or until somebody is seated there.

    Raises:
        Missing: no such group plays.
        Illegal: somebody plays it, its play or the lesson is over, the lesson is paused, or it is played at a table.

    """
    goes_on(draft)
    draft.lesson.group(group)
    session = draft.sessions[group]
    if session.over or draft.lesson.began.table or not stands(draft.lesson, draft.sessions, group):
        message = (
            f"the play of group {group} is over"
            if session.over
            else f"group {group} does not stand: it is left to bots once nobody plays it"
        )
        raise Illegal(message, "nothing-to-start")
    draft.note(Intervened(group=group, act="handed", about="every role to bots"))
    for role, by in session.players.items():
        if by == PERSON:
            draft.play(group, Handed(role=role, by=draft.lesson.began.bot), role)


def _hand_over(draft: Draft, group: GroupId) -> None:
    """Let a group's roles follow its seats; people take theirs before others are left, so that there is never a moment without anybody."""
    seated = {role: bool(draft.lesson.team(group, role)) for role in draft.sessions[group].players}
    for role in sorted(seated, key=lambda role: not seated[role]):
        session = draft.sessions[group]
        if not session.over and seated[role] != (session.players[role] == PERSON):
            draft.play(group, Handed(role=role, by=PERSON if seated[role] else draft.lesson.began.bot), role)
