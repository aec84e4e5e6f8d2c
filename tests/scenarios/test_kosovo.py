"""What the shipped scenario promises: enough to decide for everybody, nothing that its documents do not carry."""

from collections.abc import Iterator

import pytest

from sim.engine.course import reported_course
from sim.engine.rules import offered, outcome
from sim.evidence.fairness import fairness
from sim.evidence.texts import own_texts
from sim.library import OpenScenario
from sim.model.ids import CHANCE
from sim.model.scenario import Act
from sim.model.scene import Option, RoleDecision, Scene
from sim.model.source import Basis
from tests.scenarios.reached import explored, opened, states

pytestmark = pytest.mark.whole

ROLES = {"belgrade", "pristina", "eu", "kfor"}
LEAST = {
    "2021": {"scenes": 7, "outcomes": 3, "joint": 4, "talks": 2, "injects": 2},
    "2023": {"scenes": 10, "outcomes": 4, "joint": 5, "talks": 2, "injects": 3},
    "2022": {"scenes": 16, "outcomes": 5, "joint": 8, "talks": 3, "injects": 5},
}
"""What each act has at least; of talks it has exactly so many."""
SIZES = {
    ("2021", "whole"): (9_374, 291_581),
    ("2021", "short"): (930, 27_657),
    ("2022", "whole"): (15_018, 432_425),
    ("2022", "short"): (1_313, 37_515),
    ("2023", "whole"): (10_440, 389_895),
    ("2023", "short"): (5_073, 172_548),
}
"""Reachable starts of turns and joint steps, pinned: a change of them is a change of the rules of the play."""


def kosovo() -> OpenScenario:
    """Return the shipped scenario."""
    return opened("kosovo")


def acts() -> tuple[Act, ...]:
    """Return the acts of the shipped scenario."""
    return kosovo().scenario.acts


def decisions(act: Act) -> Iterator[tuple[Scene, RoleDecision, Option]]:
    """Give every option of every role in an act, without what chance may bring."""
    for scene in act.scenes:
        for entry in scene.decision:
            if entry.role != CHANCE:
                for option in entry.options:
                    yield scene, entry, option


@pytest.mark.parametrize("act", acts(), ids=lambda act: act.id)
def test_an_act_has_enough_to_decide(act: Act) -> None:
    """An act has its scenes, classified outcomes, joint decisions, talks and injects."""
    least = LEAST[act.id]
    joint = [scene for scene in act.scenes if len([entry for entry in scene.decision if entry.role != CHANCE]) > 1]
    outcomes = [scene for scene in act.scenes if scene.outcome]

    assert least["scenes"] <= len(act.scenes)
    assert least["outcomes"] <= len(outcomes)
    assert least["joint"] <= len(joint)
    assert least["talks"] == len([scene for scene in act.scenes if scene.talk])
    assert least["injects"] <= len(act.injects)


@pytest.mark.parametrize("act", acts(), ids=lambda act: act.id)
def test_every_role_decides_often(act: Act) -> None:
    """Each of the four roles decides in at least three scenes of an act, and in every whole play of the reported course."""
    deciding = {role: {scene.id for scene, entry, _ in decisions(act) if entry.role == role} for role in ROLES}
    reported = {role for step in reported_course(kosovo().machine, act.id) for role, _ in step.picks}

    assert ROLES == {role for role, scenes in deciding.items() if len(scenes) >= 3}
    assert reported >= ROLES


@pytest.mark.parametrize("act", acts(), ids=lambda act: act.id)
def test_every_decision_leaves_a_choice(act: Act) -> None:
    """Wherever a play can come, every role that decides is offered at least two options."""
    machine = kosovo().machine
    alone = {
        (state.scene, role)
        for state in states("kosovo", act.id)
        for role in machine.plans[state.scene].roles
        if role != CHANCE and len(offered(machine, state, role)) < 2
    }

    assert set() == alone


@pytest.mark.parametrize("act", acts(), ids=lambda act: act.id)
def test_the_reported_course_is_played_as_reported(act: Act) -> None:
    """Where a document reports what a role did, the reported course does just that, and it ends in an outcome."""
    machine = kosovo().machine
    course = reported_course(machine, act.id)
    missed = [
        (step.before.scene, entry.role)
        for step in course
        for entry in machine.plans[step.before.scene].scene.decision
        if entry.reported is not None and dict(step.picks)[entry.role] != entry.reported
    ]

    assert [] == missed
    assert outcome(machine, course[-1].after) is not None


@pytest.mark.parametrize("act", acts(), ids=lambda act: act.id)
def test_what_kfor_does_is_never_reported(act: Act) -> None:
    """No document shows KFOR acting or speaking: each of its options is counterfactual or invented."""
    claimed = {
        (scene.id, option.id)
        for scene, entry, option in decisions(act)
        if entry.role == "kfor" and {cite.basis for cite in option.cites} & {Basis.REPORTED, Basis.INFERRED}
    }

    assert set() == claimed


@pytest.mark.parametrize(("act", "course"), [(act.id, course.id) for act in acts() for course in act.courses])
def test_the_size_of_a_course_is_known(act: str, course: str) -> None:
    """Exploring a course visits every state, and as many as are pinned."""
    found = explored("kosovo", act, course)

    assert found.exhaustive
    assert SIZES[act, course] == (len(found.states), found.steps)


@pytest.mark.parametrize("act", acts(), ids=lambda act: act.id)
def test_everything_in_an_act_can_happen(act: Act) -> None:
    """Some legal play reaches every scene, takes every branch, chooses every option; what no facilitator has to release comes by itself."""
    found = explored("kosovo", act.id, "whole")
    options = {(scene.id, entry.role, option.id) for scene in act.scenes for entry in scene.decision for option in entry.options}
    branches = {(scene.id, index) for scene in act.scenes for index in range(len(scene.branches))}
    conditional = {inject.id for inject in act.injects if inject.when or inject.scenes}

    assert set() == {scene.id for scene in act.scenes} - set(found.scenes)
    assert set() == options - set(found.options)
    assert set() == branches - set(found.branches)
    assert set() == conditional - set(found.injects)


@pytest.mark.parametrize("course", [(act.id, course.id) for act in acts() for course in act.courses if course.id == "short"])
def test_a_short_course_has_at_most_six_decisions(course: tuple[str, str]) -> None:
    """No play of a short course asks for more than six decisions."""
    assert explored("kosovo", *course).turns <= 6


def test_no_text_claims_proof() -> None:
    """No text of the scenario says "documented" or "the record": a report is not proof."""
    claims = [text.path for text in own_texts(kosovo().scenario) if "documented" in text.text.lower() or "the record" in text.text.lower()]

    assert [] == claims


def test_the_checks_of_fairness_find_nothing() -> None:
    """The scenario's own words keep its author's promises of fairness."""
    assert [] == [str(finding) for finding in fairness(kosovo().scenario, kosovo().grounds)]
