"""Decisions and branches: joint choices that several branches or none speak of, options that do the same, deadlines without a default."""

from collections.abc import Iterator
from itertools import combinations, product

from sim.analysis.explore import Leg, Picks
from sim.analysis.lint.finding import Finding
from sim.analysis.lint.subject import Subject
from sim.analysis.survey import Route, Survey
from sim.engine.rules import offered
from sim.model.condition import Condition, holds
from sim.model.ids import CHANCE
from sim.model.scene import Option, Scene


def choice_findings(subject: Subject) -> Iterator[Finding]:
    """Report what is odd about decisions and the branches that read them."""
    for survey, scene, path in subject.scenes(reached=False):
        if not scene.decision:
            continue
        joints = [*product(*([(entry.role, option.id) for option in entry.options] for entry in scene.decision))]
        yield from _overlaps(subject, survey, scene, path, joints)
        yield from _unnamed(scene, path, joints)
        yield from _alike(subject, survey, scene, path)
        yield from _deadline(survey, scene, path)


def _reads(condition: Condition | None) -> frozenset[str]:
    """Return what a condition reads: `choices`, `indicators`, both or nothing."""
    if condition is None:
        return frozenset()
    inner = [*condition.all, *condition.any, *([condition.negated] if condition.negated else [])]
    own = frozenset(["choices"] * bool(condition.chose) + ["indicators"] * bool(condition.at_least or condition.at_most))
    return own.union(*(_reads(part) for part in inner))


def _overlaps(subject: Subject, survey: Survey, scene: Scene, path: str, joints: list[Picks]) -> Iterator[Finding]:
    """Report joint choices of which two branches speak that read choices alone, and neither of them is the narrower one."""
    if len(scene.decision) < 2:  # noqa: PLR2004 -- nothing is joint
        return
    plain = [(index, branch) for index, branch in enumerate(scene.branches) if _reads(branch.when) == {"choices"}]
    agreeing = {index: {picks for picks in joints if holds(branch.when, dict(picks), {})} for index, branch in plain}
    found: dict[Picks, tuple[int, int]] = {}
    for (first, one), (second, other) in combinations(plain, 2):
        alike = one.to == other.to and one.effects == other.effects
        narrower = agreeing[first] <= agreeing[second] or agreeing[second] <= agreeing[first]
        if not alike and not narrower:
            for picks in agreeing[first] & agreeing[second]:
                found.setdefault(picks, (first, second))
    if found:
        picks, (first, second) = min(found.items())
        what = (
            f"{len(found)} of {len(joints)} joint choices agree with several branches, and the first in the list is taken; "
            f"{_said(picks)} agrees with branches[{first}] and branches[{second}]"
        )
        route = _shown(subject, survey, scene, picks)
        yield Finding("overlapping-branches", f"{path}.branches", what, "the order that is meant, or a branch for them", "note", route)


def _said(picks: Picks) -> str:
    return " + ".join(f"{role} {option}" for role, option in picks)


def _shown(subject: Subject, survey: Survey, scene: Scene, picks: Picks) -> Route | None:
    """Return a play to a scene and the joint choice there, as far as it is offered."""
    for state in subject.states(survey, scene.id):
        if all(option in {entry.id for entry in offered(subject.machine, state, role)} for role, option in picks):
            return survey.route(state, Leg(scene.id, picks))
    return None


def _unnamed(scene: Scene, path: str, joints: list[Picks]) -> Iterator[Finding]:
    """Report joint choices that no branch with a `when` on choices speaks of, where other ones are spoken of."""
    reading = [branch.when for branch in scene.branches if branch.when is not None and "choices" in _reads(branch.when)]
    if len(scene.decision) < 2 or not reading or any(_reads(branch.when) == {"indicators"} for branch in scene.branches):  # noqa: PLR2004 -- nothing is joint
        return
    left = [picks for picks in joints if not any(_may_agree(condition, picks) for condition in reading)]
    if left:
        what = f"{len(left)} of {len(joints)} joint choices come to the last branch alone, such as {_said(left[0])}"
        yield Finding("unnamed-joint-choices", f"{path}.branches", what, "a branch for those that deserve one", "note")


def _may_agree(condition: Condition, picks: Picks) -> bool:
    """Tell whether a condition can hold of a joint choice for some indicators; where it reads them under a `not`, it may."""
    chosen = dict(picks)
    return (
        all(chosen.get(pick.role) == pick.option for pick in condition.chose)
        and all(_may_agree(part, picks) for part in condition.all)
        and (not condition.any or any(_may_agree(part, picks) for part in condition.any))
        and (condition.negated is None or "indicators" in _reads(condition.negated) or not holds(condition.negated, chosen, {}))
    )


def _alike(subject: Subject, survey: Survey, scene: Scene, path: str) -> Iterator[Finding]:
    """Report options of a role between which nothing in the scenario tells a difference."""
    act = subject.machine.lookup.act_of[scene.id]
    conditions = [branch.when for branch in scene.branches] + [inject.when for inject in act.injects]
    for entry in scene.decision:
        if entry.role == CHANCE:
            continue
        named = {option for condition in conditions for option in _named(condition, entry.role)}
        kept: dict[object, Option] = {}
        for option in entry.options:
            if option.id in named:
                continue
            does = frozenset((effect.indicator, effect.op, effect.amount) for effect in option.effects)
            same = kept.setdefault(does, option)
            if same is not option:
                what = f"{entry.role} comes to the same by {option.id!r} as by {same.id!r}: same effects, and no condition reads either"
                here = f"{path}.decision.{entry.role}.options.{option.id}"
                route = survey.route(survey.scenes[scene.id]) if scene.id in survey.scenes else None
                yield Finding("option-without-consequence", here, what, "effects of its own, or a branch that reads it", route=route)
        if len(entry.options) == 1 and entry.options[0].id not in named and not entry.options[0].effects:
            here = f"{path}.decision.{entry.role}"
            what = f"{entry.role} has one option, and it changes nothing"
            yield Finding("option-without-consequence", here, what, "another option, or no decision of this role")


def _named(condition: Condition | None, role: str) -> Iterator[str]:
    """Give every option of a role that a condition reads."""
    if condition is None:
        return
    for pick in condition.chose:
        if pick.role == role:
            yield pick.option
    for part in (*condition.all, *condition.any, condition.negated):
        yield from _named(part, role)


def _deadline(survey: Survey, scene: Scene, path: str) -> Iterator[Finding]:
    if scene.deadline is None:
        return
    for entry in scene.decision:
        if entry.role != CHANCE and entry.default is None:
            first = next(option.id for option in entry.options if option.when is None)
            what = f"the scene has a deadline, and {entry.role} has no `default`: {first!r} is taken because it stands first"
            route = survey.route(survey.scenes[scene.id]) if scene.id in survey.scenes else None
            yield Finding(
                "deadline-without-default", f"{path}.decision.{entry.role}", what, "default: the option that is meant", route=route
            )
