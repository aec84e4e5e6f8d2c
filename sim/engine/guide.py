"""What everybody may read before and during an act: the same for all seats."""

from sim.engine.board import shown_indicators
from sim.engine.campaign import carried
from sim.engine.rules import start
from sim.engine.seating import playable
from sim.engine.session import Session
from sim.engine.shown import show_all
from sim.engine.view import changes
from sim.model.grounds import Grounds
from sim.model.guide import Guide, ShownGloss, ShownRole, ShownTerm
from sim.model.ids import ActId
from sim.model.reading import Background, Gloss
from sim.model.scenario import Role


def guide(session: Session, grounds: Grounds, *, ours: bool) -> Guide:
    """Return the guide of a session's scenario.

    Args:
        session: the play.
        grounds: the scenario's citations, found in its documents.
        ours: whether the scenario came with the program.

    """
    machine, began = session.machine, session.began
    scenario, act = machine.scenario, machine.lookup.act(session.act)
    course = machine.lookup.course(act.id, began.course if act.id == began.act else "whole")
    names = machine.lookup.names
    place = next(place for place, turn in enumerate(session.turns) if machine.lookup.act_of[turn.state.scene].id == act.id)
    first = session.turns[place].state.indicators
    asked = playable(machine, act.id)
    return Guide(
        scenario=scenario.id,
        title=scenario.title,
        author=scenario.author,
        ours=ours,
        about=scenario.about,
        notice=scenario.notice,
        act=act.id,
        act_title=act.title,
        act_about=act.about,
        account=act.account,
        course=course.id,
        course_about=course.about,
        given=() if place else changes(machine, start(machine, act.id), session.turns[0].state),
        carried=tuple(rule.text for rule in carried(machine, session.turns[place - 1].state, act.id)[1]) if place else (),
        roles=tuple(_role(role, act.id, decides=role.id in asked) for role in scenario.roles),
        indicators=shown_indicators(session, act.id, first, first),
        glossary=(
            *(_shown(gloss.term, gloss, grounds) for gloss in scenario.glossary),
            *(_shown(behind.heading, behind, grounds) for behind in scenario.background),
        ),
        terms=tuple(
            ShownTerm(
                neutral=term.neutral,
                reason=term.reason,
                usage=tuple((names[usage.role], usage.text) for usage in term.usage),
            )
            for term in scenario.terms
        ),
    )


def _shown(term: str, explained: Gloss | Background, grounds: Grounds) -> ShownGloss:
    return ShownGloss(term=term, also=explained.also, text=explained.text, passages=show_all(explained.cites, grounds))


def _role(role: Role, act: ActId, *, decides: bool) -> ShownRole:
    return ShownRole(
        id=role.id,
        name=role.name,
        about=role.about,
        adviser=role.adviser,
        audience=role.audience,
        aims=tuple(aim.text for aim in role.aims if aim.counts_in(act)),
        decides=decides,
    )
