"""Bots that look ahead, made ready before a play: what they expect is kept from the last time, or computed now, which is said."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.cli.output import talk
from sim.cli.progress import Line
from sim.engine.foresight import NOTHING_FORESEEN, Foreseen, Lots, is_foresight, strength_of
from sim.engine.machine import ScenarioMachine
from sim.errors import Fault
from sim.model.events import Began, Entry, Handed
from sim.model.ids import ActId


def ready(machine: ScenarioMachine, bots: Iterable[str], act: ActId, folder: Path, *, campaign: bool) -> Foreseen:
    """Return what those bots expect that look ahead.

    Args:
        machine: the compiled scenario.
        bots: who decides for roles; names of people and of simple bots are passed over.
        act: with which the play begins.
        folder: where it is kept from the last time.
        campaign: whether the acts that follow are played too.

    Raises:
        Fault: an act is too large, or plays of it can go in a circle.

    """
    names = [name for name in dict.fromkeys(bots) if is_foresight(name)]
    if not names:
        return NOTHING_FORESEEN
    row = machine.scenario.campaign.acts if campaign and machine.scenario.campaign else (act,)
    acts = row[row.index(act) :]
    return {name: _lots(machine, name, acts, folder) for name in names}


def ready_again(machine: ScenarioMachine, log: Sequence[Entry], folder: Path) -> Foreseen:
    """Return the same for a kept session."""
    began = next(entry.event for entry in log if isinstance(entry.event, Began))
    handed = (entry.event.by for entry in log if isinstance(entry.event, Handed))
    bots = (*(played.by for played in began.played), *handed)
    return ready(machine, bots, began.act, folder, campaign=began.campaign)


def _lots(machine: ScenarioMachine, name: str, acts: Sequence[ActId], folder: Path) -> Lots:
    from sim.store import computed
    from sim.store.foreseen import read, written

    key = computed.name_of("foresight", machine.rules_hash, name, *acts)
    text = computed.recall(folder, key)
    known = None if text is None else read(machine, text)
    if known is None:
        known = _computed(machine, name, acts)
        computed.remember(folder, key, written(known))
    return known


def _computed(machine: ScenarioMachine, name: str, acts: Sequence[ActId]) -> Lots:
    from sim.analysis.solve.foresight import foreseen
    from sim.analysis.solve.reached import Cut

    talk(f"sim: the bot {name} looks ahead for the first time in this scenario; that takes some seconds, once (Ctrl-C to leave)")
    line = Line([])
    found = foreseen(machine, acts, strength_of(name) or 0.0, line.states_of)
    line.wipe()
    if isinstance(found, Cut):
        message = f"the bot {name} cannot look ahead in {', '.join(acts)}: {found.limit}; play with another bot"
        raise Fault(message, "too-large-to-foresee")
    return found
