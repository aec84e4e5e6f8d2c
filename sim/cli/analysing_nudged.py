"""Small changes of the author's numbers, tried once: what was found is kept by the hash of the rules, for the next time."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sim.analysis.solve.policies import Choosing
from sim.analysis.solve.reached import Cut
from sim.analysis.solve.sensitivity import Nudge, Tried, sensitivity
from sim.cli.config import read_config
from sim.cli.executing import executor
from sim.cli.progress import Line
from sim.library import OpenScenario
from sim.model.ids import ActId, RoleId
from sim.store import computed

_KEPT: TypeAdapter[tuple[tuple[str, str, float], ...]] = TypeAdapter(tuple[tuple[str, str, float], ...])


def nudges(opened: OpenScenario, act: ActId, choosing: Mapping[RoleId, Choosing], does: str, stopped: list[int]) -> Tried | Cut:
    """Return what small changes of an act's numbers do, from the last time or computed now.

    Args:
        opened: the scenario.
        act: which act.
        choosing: how roles choose.
        does: who does the work, as on the command line.
        stopped: filled when Ctrl-C is pressed; what was tried until then is returned, and not kept.

    """
    folder, key = read_config().computed, computed.name_of("sensitivity", opened.rules_hash, act, _said(choosing))
    known = _recalled(folder, key)
    if known is not None:
        return known
    with executor(does, len(opened.machine.lookup.act(act).scenes)) as work:
        line = Line(stopped)
        found = sensitivity(opened.machine, act, choosing, line.numbers, executor=work)
        line.wipe()
    if isinstance(found, Tried) and len(found.nudges) == found.wanted:
        computed.remember(folder, key, json.dumps([(one.path, one.change, one.shift) for one in found.nudges]))
    return found


def _recalled(folder: Path, key: str) -> Tried | None:
    text = computed.recall(folder, key)
    if text is None:
        return None
    try:
        found = _KEPT.validate_json(text)
    except ValidationError:
        return None
    return Tried(tuple(Nudge(*one) for one in found), len(found))


def _said(choosing: Mapping[RoleId, Choosing]) -> str:
    """Return how roles choose, as a text that is the same for the same policies."""
    said = {role: how if isinstance(how, str) else sorted([*key, weight] for key, weight in how.items()) for role, how in choosing.items()}
    return json.dumps(said, sort_keys=True)
