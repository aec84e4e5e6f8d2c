"""What bots that look ahead expect, as a text that is kept: a JSON list for each scene, a row for each state.

Rule 1: whatever does not fit the scenario is not returned, so that no kept text can break a play.
"""

import json
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Field, TypeAdapter, ValidationError

from sim.engine.foresight import Chances, Lots
from sim.engine.machine import Plan, ScenarioMachine
from sim.model.ids import InjectId, SceneId

_Lot: TypeAlias = Annotated[int, Field(ge=0, le=2**20)]
_Row: TypeAlias = tuple[tuple[int, ...], tuple[InjectId, ...], tuple[tuple[_Lot, ...], ...]]
_TEXT: TypeAdapter[Mapping[SceneId, tuple[_Row, ...]]] = TypeAdapter(Mapping[SceneId, tuple[_Row, ...]])


def written(lots: Lots) -> str:
    """Return what is expected as a text."""
    rows = {scene: [[*stand, chances] for stand, chances in stands.items()] for scene, stands in lots.items()}
    return json.dumps(rows, separators=(",", ":"))


def read(machine: ScenarioMachine, text: str) -> Lots | None:
    """Return what a text says, or None where it is damaged or fits another scenario."""
    try:
        rows = _TEXT.validate_json(text)
    except ValidationError:
        return None
    size = len(machine.names)
    for scene, stands in rows.items():
        plan = machine.plans.get(scene)
        if plan is None or not all(len(values) == size and _fits(plan, chances) for values, _, chances in stands):
            return None
    return {scene: {(values, fired): chances for values, fired, chances in stands} for scene, stands in rows.items()}


def _fits(plan: Plan, chances: Chances) -> bool:
    return [len(lots) for lots in chances] == [len(plan.options[role]) for role in plan.roles]
