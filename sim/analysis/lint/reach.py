"""What can never happen: scenes, options, branches and injects that no play comes to, and scenes that no play gets out of."""

from collections.abc import Iterator
from dataclasses import replace

from sim.analysis.explore import joint_picks
from sim.analysis.lint.finding import Finding
from sim.analysis.lint.subject import Subject
from sim.analysis.prove import classes_left
from sim.analysis.survey import Survey
from sim.engine.rules import outcome
from sim.model.condition import Condition, holds
from sim.model.ids import SceneId
from sim.model.scene import Branch, Scene
from sim.model.state import State


def reach_findings(subject: Subject) -> Iterator[Finding]:
    """Report parts of a scenario that are never played."""
    yield from _limits(subject)
    yield from _scenes(subject)
    yield from _options(subject)
    yield from _branches(subject)
    yield from _injects(subject)
    yield from _ways_out(subject)


def _limits(subject: Subject) -> Iterator[Finding]:
    for act in subject.acts:
        survey = subject.surveys[act.id]
        if not survey.exhaustive:
            what = f"the act has too many states to visit them all: {survey.limit}; what is never played was not looked for"
            yield Finding(
                "not-exhaustive", f"acts.{act.id}", what, "fewer indicators, smaller bounds, or `sim explore` with a higher limit"
            )


def _scenes(subject: Subject) -> Iterator[Finding]:
    for act in subject.acts:
        survey = subject.surveys[act.id]
        linked = survey.scenes if survey.exhaustive else _linked(subject, act.id)
        for scene in act.scenes:
            level = None if scene.id in linked else subject.never(act.id, scene.id)
            if level is None:
                continue
            sources = [before.id for before in act.scenes for branch in before.branches if branch.to == scene.id]
            near = next((source for source in sources if source in survey.scenes), None)
            what = f"no play comes to scene {scene.id!r}"
            what += f"; a branch of {near} leads to it and is never taken" if near else "; no branch of a scene that is played leads to it"
            route = survey.route(survey.scenes[near]) if near else None
            remedy = "a branch that leads to it, or no such scene"
            yield Finding("unreachable-scene", f"acts.{act.id}.scenes.{scene.id}", what, remedy, level, route)


def _linked(subject: Subject, act_id: str) -> set[SceneId]:
    """Return the scenes that branches and injects may lead to, whether or not their conditions can hold."""
    act = subject.machine.lookup.act(act_id)
    found = [course.scene for course in act.courses] + [inject.to for inject in act.injects if inject.to is not None]
    for name in found:
        found += [branch.to for branch in subject.machine.plans[name].scene.branches if branch.to not in found]
    return set(found)


def _options(subject: Subject) -> Iterator[Finding]:
    for survey, scene, path in subject.scenes():
        states = [*subject.states(survey, scene.id)]
        for entry in scene.decision:
            for option in entry.options:
                here = f"{path}.decision.{entry.role}.options.{option.id}"
                level = subject.never(survey.act, (scene.id, entry.role, option.id))
                if level is not None:
                    what = f"{entry.role} is never offered {option.id!r}: its `when` holds at the start of no turn here"
                    remedy = "a `when` that can hold, or no such option"
                    yield Finding("option-never-offered", here, what, remedy, level, survey.route(states[0]))
                elif option.when is not None and _always(subject, states, option.when):
                    what = f"{entry.role} is always offered {option.id!r}: its `when` holds at the start of every turn here"
                    remedy = "no `when`, if that is meant"
                    yield Finding("condition-always-true", f"{here}.when", what, remedy, "note", survey.route(states[0]))


def _always(subject: Subject, states: list[State], when: Condition) -> bool:
    return all(holds(when, {}, dict(zip(subject.machine.names, state.opened, strict=True))) for state in states)


def _branches(subject: Subject) -> Iterator[Finding]:
    for survey, scene, path in subject.scenes():
        for index, branch in enumerate(scene.branches):
            level = subject.never(survey.act, (scene.id, index))
            if level is not None:
                yield replace(_never_taken(subject, survey, scene, f"{path}.branches[{index}]", branch), level=level)


def _never_taken(subject: Subject, survey: Survey, scene: Scene, path: str, branch: Branch) -> Finding:
    for state in subject.states(survey, scene.id):
        for picks in joint_picks(subject.machine, state):
            if holds(branch.when, dict(picks), subject.resolved(state, picks)):
                earlier = "an earlier branch is always taken before it"
                what = f"the branch is never taken: {earlier}" if branch.when else f"the last branch is never taken: {earlier}"
                remedy = "a place further up, or no such branch" if branch.when else "no `when` on the branch before it, and no such branch"
                return Finding("shadowed-branch", path, what, remedy, route=survey.route(state))
    what = "the branch is never taken: its `when` holds after no turn here"
    route = survey.route(survey.scenes[scene.id])
    return Finding("impossible-branch", path, what, "a `when` that can hold, or no such branch", route=route)


def _injects(subject: Subject) -> Iterator[Finding]:
    """Report news that never comes by itself, or that nobody but a facilitator can bring."""
    for act in subject.acts:
        for inject in act.injects:
            if not (inject.when or inject.scenes or inject.cue):
                what = f"inject {inject.id!r} can never come where no facilitator is: it has neither `when` nor `scenes` nor `cue`"
                path = f"acts.{act.id}.injects.{inject.id}"
                yield Finding("inject-waits", path, what, "a `cue`: the scenes in which to release it", "note")
        survey = subject.surveys[act.id]
        for inject in act.injects if survey.exhaustive else ():
            if (inject.when or inject.scenes) and inject.id not in survey.injects:
                what = f"inject {inject.id!r} never comes by itself: its `when` holds after no turn that leads to its scenes"
                path = f"acts.{act.id}.injects.{inject.id}"
                yield Finding("inject-never-comes", path, what, "a `when` that can hold, or no `when` and no `scenes`")


def _ways_out(subject: Subject) -> Iterator[Finding]:
    for act in subject.acts:
        survey = subject.surveys[act.id]
        if not survey.exhaustive:
            continue
        reported: set[SceneId] = set()
        left = classes_left(subject.machine, survey)
        for state, classes in left.items():
            if not classes and state.scene not in reported and outcome(subject.machine, state) is None:
                reported.add(state.scene)
                what = f"a play that comes to scene {state.scene!r} in this way never ends: no outcome can be reached any more"
                path = f"acts.{act.id}.scenes.{state.scene}"
                yield Finding("no-way-out", path, what, "a branch that leads on to an outcome", route=survey.route(state))
