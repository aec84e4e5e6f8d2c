"""The frame of a scenario: roles with their aims, indicators, and the acts in a row."""

from collections.abc import Iterator, Mapping

from sim.errors import Problem
from sim.model.crossref.conditions import Readable, condition_problems
from sim.model.crossref.scope import MOST, Scope, outside_bounds, unknown
from sim.model.ids import CHANCE, ActId
from sim.model.scenario import Campaign, Carry, Indicator, Role

RESERVED = frozenset({CHANCE, "bot", "clock", "facilitator"})
"""Names under which a log enters what no role did; no role may have them."""


def frame_problems(scope: Scope) -> Iterator[Problem]:
    """Report what does not fit among roles, indicators and the campaign."""
    for role in scope.scenario.roles:
        yield from _role(scope, role, f"roles.{role.id}")
    for indicator in scope.scenario.indicators:
        yield from _indicator(scope, indicator, f"indicators.{indicator.id}")
    if scope.scenario.campaign:
        yield from _campaign(scope, scope.scenario.campaign)


def _role(scope: Scope, role: Role, path: str) -> Iterator[Problem]:
    if role.id in RESERVED:
        yield Problem("reserved-id", path, f"{role.id!r} cannot be a role's id: logs use it for something else", "choose another")
    for aim in role.aims:
        here = f"{path}.aims.{aim.id}"
        for index, act in enumerate(aim.acts):
            if act not in scope.acts:
                yield unknown("act", f"{here}.acts[{index}]", act, scope.acts)
        yield from _classes(scope, here, aim.outcomes)
        yield from condition_problems(scope, f"{here}.when", aim.when, Readable("an aim"))


def _classes(scope: Scope, path: str, outcomes: tuple[str, ...]) -> Iterator[Problem]:
    for index, name in enumerate(outcomes):
        if name not in scope.outcome_classes:
            yield unknown("outcome class", f"{path}.outcomes[{index}]", name, scope.outcome_classes)


def _indicator(scope: Scope, indicator: Indicator, path: str) -> Iterator[Problem]:
    for name, value in (("low", indicator.low), ("high", indicator.high)):
        if abs(value) > MOST:
            yield Problem("out-of-range", f"{path}.{name}", "the number is too large", f"at most {MOST:,}")
    if indicator.low >= indicator.high:
        what = f"the lowest value, {indicator.low}, is not below the highest, {indicator.high}"
        yield Problem("bounds-reversed", f"{path}.high", what, "put low below high")
    elif not indicator.low <= indicator.start <= indicator.high:
        yield outside_bounds(f"{path}.start", indicator.start, indicator)
    if indicator.commitment is None:
        return
    if indicator.commitment not in scope.roles:
        yield unknown("role", f"{path}.commitment", indicator.commitment, scope.roles)
    if (indicator.low, indicator.high) != (0, 1):
        yield Problem("commitment-bounds", path, "a commitment has other bounds than 0 and 1", "write high: 1, and no low")
    if indicator.hidden:
        yield Problem("hidden-commitment", f"{path}.hidden", "a commitment is public and cannot be hidden", "remove hidden")


def _campaign(scope: Scope, campaign: Campaign) -> Iterator[Problem]:
    played: dict[ActId, int] = {}
    for index, act in enumerate(campaign.acts):
        if act not in scope.acts:
            yield unknown("act", f"campaign.acts[{index}]", act, scope.acts)
        elif act in played:
            yield Problem("act-played-twice", f"campaign.acts[{index}]", f"act {act!r} stands in the campaign twice", "play each act once")
        played.setdefault(act, index)
    for index, carry in enumerate(campaign.carry):
        yield from _carry(scope, campaign.acts[0], played, carry, f"campaign.carry[{index}]")


def _carry(scope: Scope, first: ActId, played: Mapping[ActId, int], carry: Carry, path: str) -> Iterator[Problem]:
    if carry.into not in played:
        yield unknown("act", f"{path}.into", carry.into, played)
    elif carry.into == first:
        yield Problem("carry-into-first", f"{path}.into", f"no act comes before {carry.into!r} in the campaign", "name a later act")
    yield from _classes(scope, path, carry.outcomes)
    yield from condition_problems(scope, f"{path}.when", carry.when, Readable("a carry rule"))
    yield from scope.effects(f"{path}.effects", carry.effects)
