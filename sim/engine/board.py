"""Which indicators a play shows, and how: those that its act can read or change, and those that the act before left to it.

Rule 1: what is shown follows from the act and from the carry rules that everybody was told of, never from a hidden value; so that the list
gives nothing away.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sim.engine.campaign import carried
from sim.engine.session import Session
from sim.model.ids import ActId, IndicatorId
from sim.model.view import ShownIndicator


def on_board(session: Session, acts: Iterable[ActId]) -> frozenset[IndicatorId]:
    """Return the indicators that matter in some acts of a session, hidden ones among them.

    Args:
        session: the play.
        acts: acts that it has entered.

    """
    machine = session.machine
    wanted = frozenset(acts)
    matter = {name for act in wanted for name in machine.board(act)}
    for before, after in zip(session.turns, session.turns[1:], strict=False):
        act = machine.lookup.act_of[after.state.scene].id
        if act in wanted and act != machine.lookup.act_of[before.state.scene].id:
            matter |= {effect.indicator for rule in carried(machine, before.state, act)[1] for effect in rule.effects}
    return frozenset(matter)


def played_acts(session: Session) -> tuple[ActId, ...]:
    """Return the acts that the effective play has entered, oldest first."""
    return tuple(dict.fromkeys(session.machine.lookup.act_of[turn.state.scene].id for turn in session.turns))


def shown_indicators(
    session: Session, act: ActId, now: tuple[int, ...], before: tuple[int, ...], began: Sequence[tuple[int, ...]] = ()
) -> tuple[ShownIndicator, ...]:
    """Return the indicators that an act shows, with their change between two states.

    Args:
        session: the play.
        act: one that it has entered.
        now: their values, in the scenario's order.
        before: those with which they are compared.
        began: those at the start of each turn of the act so far, oldest first.

    """
    machine = session.machine
    names = machine.lookup.names
    matter = on_board(session, (act,))
    return tuple(
        ShownIndicator(
            id=indicator.id,
            name=indicator.name,
            about=indicator.about,
            value=value,
            low=indicator.low,
            high=indicator.high,
            change=value - earlier,
            commitment=names[indicator.commitment] if indicator.commitment else None,
            broken=indicator.commitment is not None and any(then > later for then, later in pairwise((*course, value))),
        )
        for indicator, value, earlier, *course in zip(machine.scenario.indicators, now, before, *began, strict=True)
        if indicator.id in matter and not indicator.hidden
    )


def board(session: Session) -> tuple[ShownIndicator, ...]:
    """Return the indicators as they stand, with their change since the turn before; an act's first turn has none to compare with."""
    machine, turns = session.machine, session.turns
    earlier = turns[-2].state if session.depth else session.state
    if machine.lookup.act_of[earlier.scene].id != session.act:
        earlier = turns[-1].state
    began = [turn.state.indicators for turn in turns if machine.lookup.act_of[turn.state.scene].id == session.act]
    return shown_indicators(session, session.act, session.state.indicators, earlier.indicators, began)
