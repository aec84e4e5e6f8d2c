"""The two hashes of a scenario: `rules` covers what changes play, `whole` covers every word and document.

A session names both. A log may be folded by another edition of the scenario only while the rules hash is the same.
"""

import hashlib
import json
from typing import TypeAlias

from sim.model.condition import Condition
from sim.model.effects import Effect
from sim.model.scenario import Act, Scenario
from sim.model.scene import Branch, Inject, Option, Scene
from sim.model.source import Corpus

_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | int | bool | None"


def _digest(data: _Json) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _condition(condition: Condition | None) -> _Json:
    return None if condition is None else condition.model_dump_json()


def _effects(effects: tuple[Effect, ...]) -> _Json:
    return [[effect.indicator, effect.op, effect.amount] for effect in effects]


def _option(option: Option) -> _Json:
    return [option.id, option.weight, _condition(option.when), _effects(option.effects)]


def _branch(branch: Branch) -> _Json:
    return [branch.to, _condition(branch.when), _effects(branch.effects)]


def _scene(scene: Scene) -> _Json:
    decision: list[_Json] = [[entry.role, entry.default, [_option(option) for option in entry.options]] for entry in scene.decision]
    return [scene.id, decision, [_branch(branch) for branch in scene.branches], scene.deadline]


def _inject(inject: Inject) -> _Json:
    scenes: list[_Json] = [*inject.scenes]
    return [inject.id, scenes, _condition(inject.when), _effects(inject.effects), inject.to]


def _act(act: Act) -> _Json:
    start: list[_Json] = [[value.indicator, value.value] for value in act.start]
    courses: list[_Json] = [[course.id, course.scene, [[value.indicator, value.value] for value in course.start]] for course in act.courses]
    return [act.id, start, courses, [_scene(scene) for scene in act.scenes], [_inject(inject) for inject in act.injects]]


def rules_hash(scenario: Scenario) -> str:
    """Return the SHA-256, in hex, of what changes play: graph, options, conditions, effects, weights, bounds and starts."""
    indicators: list[_Json] = [[i.id, i.low, i.high, i.start, i.hidden] for i in scenario.indicators]
    roles: list[_Json] = [role.id for role in scenario.roles]
    return _digest([scenario.id, roles, indicators, [_act(act) for act in scenario.acts]])


def whole_hash(scenario: Scenario, corpus: Corpus) -> str:
    """Return the SHA-256, in hex, of everything: the scenario with its texts, the catalogue and the documents."""
    return _digest([scenario.model_dump_json(), corpus.model_dump_json()])
