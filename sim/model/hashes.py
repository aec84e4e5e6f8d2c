"""The two hashes of a scenario: `rules` covers what changes play, `whole` covers every word and document.

A session names both. A log may be folded by another edition of the scenario only while the rules hash is the same.
Rule 1: a rule is what the engine reads to move a play, to refuse an event, to let a bot choose, or to tell who learns of news or of an
indicator; everything else is text. tests/model/test_hashes.py says of each field which it is. Which documents are quoted is text too: a log
that speaks of one that is quoted no more is refused at that entry.
"""

import hashlib
import json
from typing import TypeAlias

from sim.model.condition import Condition
from sim.model.effects import Effect, StartValue
from sim.model.scenario import Act, Campaign, Scenario
from sim.model.scene import Branch, Inject, Option, Scene
from sim.model.source import Corpus

_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | int | bool | None"


def _digest(data: _Json) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _condition(condition: Condition | None) -> _Json:
    return None if condition is None else condition.model_dump_json()


def _effects(effects: tuple[Effect, ...]) -> _Json:
    return [[effect.indicator, effect.op, effect.amount] for effect in effects]


def _starts(values: tuple[StartValue, ...]) -> _Json:
    return [[value.indicator, value.value] for value in values]


def _option(option: Option) -> _Json:
    return [option.id, option.kind, option.weight, _condition(option.when), _effects(option.effects)]


def _branch(branch: Branch) -> _Json:
    return [branch.to, _condition(branch.when), _effects(branch.effects)]


def _scene(scene: Scene) -> _Json:
    decision: list[_Json] = [
        [entry.role, entry.reported, entry.default, [_option(option) for option in entry.options]] for entry in scene.decision
    ]
    readers: list[_Json] | None = [*scene.exercise.roles] if scene.exercise else None
    ends = scene.outcome.outcome_class if scene.outcome else None
    return [scene.id, decision, [_branch(branch) for branch in scene.branches], scene.deadline, readers, ends]


def _inject(inject: Inject) -> _Json:
    cue: list[_Json] = [[*inject.cue]] if inject.cue else []  # left out, so that a scenario from before there were cues keeps its hash
    return [inject.id, [*inject.roles], [*inject.scenes], _condition(inject.when), _effects(inject.effects), inject.to, *cue]


def _act(act: Act) -> _Json:
    courses: list[_Json] = [[course.id, course.scene, _starts(course.start)] for course in act.courses]
    return [act.id, _starts(act.start), courses, [_scene(scene) for scene in act.scenes], [_inject(inject) for inject in act.injects]]


def _campaign(campaign: Campaign | None) -> _Json:
    if campaign is None:
        return None
    carry: list[_Json] = [[rule.into, [*rule.outcomes], _condition(rule.when), _effects(rule.effects)] for rule in campaign.carry]
    return [[*campaign.acts], carry]


def rules_hash(scenario: Scenario) -> str:
    """Return the SHA-256, in hex, of what changes play: graph, options, conditions, effects, weights, bounds, starts, campaign."""
    indicators: list[_Json] = [[i.id, i.low, i.high, i.start, i.hidden] for i in scenario.indicators]
    roles: list[_Json] = [role.id for role in scenario.roles]
    return _digest([scenario.id, roles, indicators, [_act(act) for act in scenario.acts], _campaign(scenario.campaign)])


def whole_hash(scenario: Scenario, corpus: Corpus) -> str:
    """Return the SHA-256, in hex, of everything: the scenario with its texts, the catalogue and the documents."""
    return _digest([scenario.model_dump_json(), corpus.model_dump_json()])
