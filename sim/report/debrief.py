"""The debrief of a session as a value: `review` reads a session and its grounds, and the formats write what it returns."""

from sim.engine.session import Session
from sim.engine.view import view
from sim.model.grounds import Grounds
from sim.model.ids import RoleId
from sim.report.acts import reviewed_acts
from sim.report.beside import beside, path_of, stops, told
from sim.report.review import Review, ReviewedRole
from sim.report.tally import aims, commitments, indicators, passages, sources
from sim.report.tally_reading import gaps, notes, readings, voices
from sim.report.turns import reviewed_scene, reviewed_turns


def review(session: Session, grounds: Grounds, *, ours: bool, role: RoleId | None = None, closed: bool = False) -> Review:
    """Return the account of a play.

    Args:
        session: the play, finished or not.
        grounds: the scenario's citations, found in its documents.
        ours: whether the scenario came with the program.
        role: before the end, whose account it is; None: what everybody may know. After the end everything is opened.
        closed: whether nobody goes on with a play that has not ended, so that it is opened as it stands.

    """
    machine, began = session.machine, session.began
    scenario, act = machine.scenario, machine.lookup.act(session.act)
    ended = session.over
    first = session.players_at(1)
    turns = reviewed_turns(session, grounds, role, closed=closed)
    public = view(session, None, grounds)
    last = reviewed_scene(session, machine.plans[session.state.scene].scene, grounds)
    others = told(session)[1] if ended or closed else ()
    return Review(
        session=began.session,
        forked_from=began.forked_from,
        scenario=scenario.id,
        title=scenario.title,
        author=scenario.author,
        ours=ours,
        notice=scenario.notice,
        act=act.id,
        act_title=act.title,
        account=act.account,
        course=began.course,
        seed=began.seed if ended else None,
        started=session.log[0].time,
        role=None if ended else role,
        ended=ended,
        roles=tuple(
            ReviewedRole(id=known.id, name=known.name, by=first[known.id], then=session.taken_over(known.id)) for known in scenario.roles
        ),
        turns=turns,
        path=stops(machine, path_of(session), others),
        last=last,
        outcome=public.outcome,
        reported=beside(session, turns, grounds) if ended or closed else None,
        indicators=indicators(session),
        commitments=commitments(session),
        aims=aims(session),
        sources=sources(passages((*turns, last)), grounds.corpus),
        acts=reviewed_acts(session, public.results, grounds),
        results=public.results,
        next_act=public.next_act,
        readings=readings(session, grounds, role, closed=closed),
        voices=voices(session, grounds, role, closed=closed),
        notes=notes(session, grounds),
        gaps=gaps(session),
    )
