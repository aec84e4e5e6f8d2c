"""What comes next at this terminal: which page, and for whose eyes.

Rule 1: the answer follows from the table and from what has been told; nothing here remembers or draws.
Rule 2: where several people share the keyboard, a page with anything private in it comes only after a hand-over.
"""

from dataclasses import dataclass
from enum import StrEnum

from sim.model.ids import RoleId
from sim.terminal.led import Led
from sim.terminal.table import Table


class Stage(StrEnum):
    """Where the play stands at this terminal."""

    NOTICE = "notice"
    LOBBY = "lobby"
    OPENING = "opening"
    HANDOVER = "handover"
    SCENE = "scene"
    HAPPENED = "happened"
    WAITING = "waiting"
    END = "end"


@dataclass(frozen=True, slots=True)
class Moment:
    """One page of the play."""

    stage: Stage
    role: RoleId | None = None
    """Who may look; None: everybody."""
    turn: int = 0
    """The finished turn that is told, or the current one."""


def hot_seat(table: Table) -> bool:
    """Tell whether several roles share this keyboard."""
    return len(table.people) > 1


def onlooker(table: Table) -> RoleId | None:
    """Return for whose eyes the pages between two turns are: the one player's, or everybody's."""
    return table.people[0] if len(table.people) == 1 else None


def next_moment(table: Table, told: int, holder: RoleId | None, *, anew: int = 0) -> Moment:
    """Return what to show next.

    Args:
        table: the play.
        told: number of the last finished turn that has been told; 0 for none.
        holder: the role that has the keyboard to itself, or None.
        anew: in a lesson, the turn in which this seat wants to say anew what it wants; 0: none.

    """
    if table.led is not None and table.led.news().seat.view is None:
        return Moment(Stage.LOBBY)
    public = table.view(None)
    untold = next((turn.number for turn in public.turns if turn.number > told), None)
    if untold is not None:
        return Moment(Stage.HAPPENED, onlooker(table), untold)
    if public.outcome is not None or (table.led is not None and table.led.news().seat.stage == "over"):
        return Moment(Stage.END, onlooker(table), public.turn)
    undecided = {seat.role for seat in public.seats if not seat.decided}
    if table.led is not None and not may_decide(table.led, anew=anew == public.turn):
        undecided = set()
    for role in table.people:
        if role in undecided:
            stage = Stage.HANDOVER if hot_seat(table) and role != holder else Stage.SCENE
            return Moment(stage, role, public.turn)
    return Moment(Stage.WAITING, onlooker(table), public.turn)


def may_decide(led: Led, *, anew: bool = False) -> bool:
    """Tell whether the seat of a lesson has still to say what it wants in this turn, or, `anew`, can say it once more."""
    seat = led.news().seat
    return not led.gone and not led.unsent and seat.stage in ("playing", "paused") and (anew or seat.wants is None)
