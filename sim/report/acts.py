"""The acts of a play, one after the other: where each begins, what the one before left to it, and how it ended."""

from itertools import groupby

from sim.engine.campaign import carried
from sim.engine.session import Session
from sim.model.grounds import Grounds
from sim.model.ids import ActId
from sim.model.state import Turn
from sim.model.view import ShownResult
from sim.report.review import ReviewedAct
from sim.report.turns import reviewed_scene


def turns_by_act(session: Session) -> tuple[tuple[ActId, tuple[Turn, ...]], ...]:
    """Return the acts that the effective play has entered, oldest first, each with its turns, the outcome among them."""
    act_of = session.machine.lookup.act_of
    return tuple((act, tuple(turns)) for act, turns in groupby(session.turns, lambda turn: act_of[turn.state.scene].id))


def reviewed_acts(session: Session, results: tuple[ShownResult, ...], grounds: Grounds) -> tuple[ReviewedAct, ...]:
    """Return the acts of a play, oldest first.

    Args:
        session: the play.
        results: how its acts ended so far, oldest first.
        grounds: the scenario's citations, found in its documents.

    """
    machine = session.machine
    acts = turns_by_act(session)
    shown = []
    for place, (name, turns) in enumerate(acts):
        act, last = machine.lookup.act(name), machine.plans[turns[-1].state.scene].scene
        ended = results[place] if place < len(results) else None
        rules = carried(machine, acts[place - 1][1][-1].state, name)[1] if place else ()
        shown.append(
            ReviewedAct(
                title=act.title,
                account=act.account,
                first=turns[0].number,
                carried=tuple(rule.text for rule in rules),
                end=reviewed_scene(session, last, grounds) if ended else None,
                outcome=ended.outcome if ended else None,
            )
        )
    return tuple(shown)
