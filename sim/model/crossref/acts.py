"""One act: its courses, its injects, and the shape of each scene."""

from collections.abc import Iterator
from math import prod

from sim.errors import Problem
from sim.model.crossref.conditions import Choices, Readable, condition_problems
from sim.model.crossref.decisions import decision_problems
from sim.model.crossref.scope import Scope, unknown
from sim.model.ids import OptionId, RoleId, SceneId
from sim.model.scenario import Act, Course
from sim.model.scene import Inject, Option, Scene

MAX_JOINT = 4_096
"""Ways in which the roles of one scene can choose together, at most."""
WHOLE = "whole"
"""The course that every act has."""


def act_problems(scope: Scope, act: Act) -> Iterator[Problem]:
    """Report what does not fit within an act."""
    path = f"acts.{act.id}"
    yield from scope.start(f"{path}.start", act.start)
    if all(course.id != WHOLE for course in act.courses):
        yield Problem(
            "no-whole-course", f"{path}.courses", f"there is no course {WHOLE!r}", "name one so: it plays the act from its beginning"
        )
    outcomes = {scene.id for scene in act.scenes if scene.outcome and not scene.decision}
    for course in act.courses:
        yield from _course(scope, act, course, outcomes, f"{path}.courses.{course.id}")
    for scene in act.scenes:
        here = f"{path}.scenes.{scene.id}"
        if scope.act_of[scene.id] != act.id:
            yield Problem(
                "duplicate-scene",
                here,
                f"act {scope.act_of[scene.id]} has a scene {scene.id!r} too",
                "use each scene id once in a scenario",
            )
        yield from _scene(scope, act, scene, here)
    choices: dict[RoleId, dict[OptionId, Option]] = {}
    for scene in act.scenes:
        for entry in scene.decision:
            choices.setdefault(entry.role, {}).update((option.id, option) for option in entry.options)
    for inject in act.injects:
        yield from _inject(scope, act, inject, f"{path}.injects.{inject.id}", choices)


def _course(scope: Scope, act: Act, course: Course, outcomes: set[SceneId], path: str) -> Iterator[Problem]:
    yield from scope.start(f"{path}.start", course.start)
    yield from scope.scene(f"{path}.scene", course.scene, act)
    if course.scene in outcomes:
        yield Problem(
            "course-at-outcome",
            f"{path}.scene",
            f"scene {course.scene!r} is an outcome, so nothing would be played",
            "begin at a scene with a decision",
        )


def _scene(scope: Scope, act: Act, scene: Scene, path: str) -> Iterator[Problem]:
    for briefing in scene.briefings:
        if briefing.role not in scope.roles:
            yield unknown("role", f"{path}.briefings.{briefing.role}", briefing.role, scope.roles)
    for index, conflict in enumerate(scene.conflicts):
        if conflict not in scope.conflicts:
            yield unknown("conflict", f"{path}.conflicts[{index}]", conflict, scope.conflicts)
    if scene.exercise:
        yield from scope.some_roles(f"{path}.exercise.roles", scene.exercise.roles)
    if scene.outcome:
        yield from _outcome(scope, scene, path)
    elif not scene.decision:
        yield Problem("no-decision", path, "the scene has neither a decision nor an outcome", "give it one of the two")
    if scene.decision:
        yield from decision_problems(scope, scene, path)
        yield from _branches(scope, act, scene, path)
        yield from _size(scene, path)
        yield from _talk(scope, scene, path)


def _outcome(scope: Scope, scene: Scene, path: str) -> Iterator[Problem]:
    if scene.outcome and scene.outcome.outcome_class not in scope.outcome_classes:
        yield unknown("outcome class", f"{path}.outcome.class", scene.outcome.outcome_class, scope.outcome_classes)
    if scene.decision:
        yield Problem("decision-and-outcome", f"{path}.outcome", "the scene has both a decision and an outcome", "keep one of the two")
    elif scene.branches:
        yield Problem(
            "branches-without-decision", f"{path}.branches", "the scene is an outcome, so no branch leads out of it", "remove them"
        )
    for name, given in (("talk", scene.talk), ("deadline", scene.deadline), ("exercise", scene.exercise)):
        if given is not None and not scene.decision:
            yield Problem(
                "not-for-outcome",
                f"{path}.{name}",
                f"the scene is an outcome, so nobody decides and {name!r} means nothing",
                "remove it",
            )


def _branches(scope: Scope, act: Act, scene: Scene, path: str) -> Iterator[Problem]:
    if not scene.branches:
        yield Problem(
            "no-branches",
            path,
            "the scene has a decision and no branch, so a play could not go on",
            "add branches, the last without `when`",
        )
        return
    choices = {entry.role: {option.id: option for option in entry.options} for entry in scene.decision}
    for index, branch in enumerate(scene.branches):
        here = f"{path}.branches[{index}]"
        yield from scope.scene(f"{here}.to", branch.to, act)
        yield from scope.effects(f"{here}.effects", branch.effects)
        yield from condition_problems(scope, f"{here}.when", branch.when, Readable("a branch", choices))
    if scene.branches[-1].when is not None:
        here = f"{path}.branches[{len(scene.branches) - 1}].when"
        yield Problem(
            "last-branch-with-when",
            here,
            "the last branch has a `when`, so a play could find no way on",
            "end with a branch without `when`",
        )


def _size(scene: Scene, path: str) -> Iterator[Problem]:
    ways = prod(len(entry.options) for entry in scene.decision)
    if ways > MAX_JOINT:
        what = f"the roles can choose together in {ways:,} ways"
        yield Problem("too-many-joint-options", f"{path}.decision", what, f"at most {MAX_JOINT:,}: offer less in one scene")


def _talk(scope: Scope, scene: Scene, path: str) -> Iterator[Problem]:
    commitments = {name for name, indicator in scope.indicators.items() if indicator.commitment}
    touched = {effect.indicator for entry in scene.decision for option in entry.options for effect in option.effects}
    if scene.talk and not commitments & touched:
        what = "the talk ends in no commitment: no option changes a commitment indicator"
        yield Problem("talk-without-commitment", f"{path}.talk", what, "let an option change an indicator that has `commitment`")


def _inject(scope: Scope, act: Act, inject: Inject, path: str, choices: Choices) -> Iterator[Problem]:
    yield from scope.some_roles(f"{path}.roles", inject.roles)
    for index, scene in enumerate(inject.scenes):
        yield from scope.scene(f"{path}.scenes[{index}]", scene, act)
    if inject.to is not None:
        yield from scope.scene(f"{path}.to", inject.to, act)
    yield from scope.effects(f"{path}.effects", inject.effects)
    yield from condition_problems(scope, f"{path}.when", inject.when, Readable("an inject", choices))
    yield from _cue(scope, act, inject, f"{path}.cue")


def _cue(scope: Scope, act: Act, inject: Inject, path: str) -> Iterator[Problem]:
    outcomes = {scene.id for scene in act.scenes if scene.outcome and not scene.decision}
    for index, scene in enumerate(inject.cue):
        yield from scope.scene(f"{path}[{index}]", scene, act)
        if scene in outcomes:
            what = f"scene {scene!r} is an outcome, where nothing can be released any more"
            yield Problem("cue-at-outcome", f"{path}[{index}]", what, "name a scene in which somebody decides")
    if inject.cue and (inject.when or inject.scenes):
        what = f"the inject comes by itself, because it has `{'when' if inject.when else 'scenes'}`, so that nobody releases it at a cue"
        yield Problem("cue-not-needed", path, what, "keep one of the two")
