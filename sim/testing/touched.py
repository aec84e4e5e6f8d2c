"""What one moment of a play touches of its scenario, as names of units.

Rule 1: everything is read off the step and the views that the engine made.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, get_args

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import offered, outcome
from sim.engine.view import view
from sim.library import OpenScenario
from sim.model.condition import holds
from sim.model.ids import OptionId, RoleId, SceneId
from sim.model.paths import walk
from sim.model.state import Step
from sim.model.view import ShownPassage
from sim.testing.playfile import PUBLIC
from sim.testing.table import Moment

Kind: TypeAlias = Literal["scenes", "options", "branches", "conditions", "joint", "injects", "outcomes", "citations"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def scene_path(machine: ScenarioMachine, scene: SceneId) -> str:
    """Return the path of a scene."""
    return f"acts.{machine.lookup.act_of[scene].id}.scenes.{scene}"


def joint(scene: str, picks: Iterable[tuple[RoleId, OptionId]]) -> str:
    """Return the name of a joint choice."""
    return f"{scene} {' + '.join(f'{role} {option}' for role, option in picks)}"


def passage_key(passage: ShownPassage) -> str:
    """Return the name of a passage under a basis: what a reader would take for the same."""
    return f"{passage.source}/{passage.first}/{passage.basis}/{passage.speaker}/{passage.quote}"


def touches(opened: OpenScenario, moment: Moment, *, views: bool = True) -> Iterator[tuple[Kind, str]]:
    """Give everything that one moment touched; without views, all but the citations that are shown in them."""
    machine, state = opened.machine, moment.session.state
    step = moment.step
    if step is not None:
        yield from _step(machine, step)
    if step is None or step.turned:
        scene = scene_path(machine, state.scene)
        yield "scenes", scene
        if outcome(machine, state) is not None:
            yield "outcomes", scene
        for role, options in machine.plans[state.scene].options.items():
            open_now = offered(machine, state, role)
            for option in options.values():
                if option.when is not None:
                    yield "conditions", f"{scene}.decision.{role}.options.{option.id}.when {option in open_now}".lower()
    if views and (step is None or step.turned or step.injects):
        yield from _shown(opened, moment)


def _step(machine: ScenarioMachine, step: Step) -> Iterator[tuple[Kind, str]]:
    act = machine.lookup.act_of[step.before.scene]
    for inject in step.injects:
        yield "injects", f"acts.{act.id}.injects.{inject}"
    if step.taken is None:
        return
    scene = scene_path(machine, step.taken.scene)
    for role, option in step.picks:
        yield "options", f"{scene}.decision.{role}.options.{option}"
    if len(step.picks) > 1:
        yield "joint", joint(scene, step.picks)
    yield "branches", f"{scene}.branches[{step.taken.index}]"
    for index, branch in enumerate(machine.plans[step.taken.scene].scene.branches[: step.taken.index + 1]):
        if branch.when is not None:
            yield "conditions", f"{scene}.branches[{index}].when {index == step.taken.index}".lower()
    yield from _news(machine, step, f"acts.{act.id}.injects")


def _news(machine: ScenarioMachine, step: Step, path: str) -> Iterator[tuple[Kind, str]]:
    """Give the conditions of the injects that were tried after a turn."""
    values = dict(zip(machine.names, step.after.indicators, strict=True))
    plan = machine.plans[step.after.scene]
    for inject in plan.conditional:
        if inject.when is None or inject.id in step.before.fired:
            continue
        if inject.id in step.injects:
            yield "conditions", f"{path}.{inject.id}.when true"
        elif inject.id in plan.injects and not holds(inject.when, dict(step.picks), values):
            yield "conditions", f"{path}.{inject.id}.when false"


def _shown(opened: OpenScenario, moment: Moment) -> Iterator[tuple[Kind, str]]:
    for role in (None, *(entry.id for entry in opened.scenario.roles)):
        for _, part in walk(view(moment.session, role, opened.grounds)):
            if isinstance(part, ShownPassage):
                yield "citations", f"{role or PUBLIC} {passage_key(part)}"
