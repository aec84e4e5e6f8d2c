"""What a scenario says of itself before it is opened."""

import pytest

from sim.errors import Missing
from sim.model.lookup import Lookup
from sim.model.playbill import Playbill
from tests.engine import council
from tests.small import stand_off


def test_a_playbill_names_what_can_be_played() -> None:
    """Roles, acts with their courses, and the acts of the campaign are on it, as the scenario has them."""
    scenario = council.council()
    bill = Playbill.of(scenario)

    assert [(role.id, role.name) for role in scenario.roles] == [*bill.roles]
    assert [(act.id, act.title, [course.id for course in act.courses]) for act in scenario.acts] == [
        (act.id, act.title, [course for course, _ in act.courses]) for act in bill.acts
    ]
    assert scenario.campaign is not None
    assert scenario.campaign.acts == bill.campaign
    assert (scenario.title, scenario.author, scenario.notice) == (bill.title, bill.author, bill.notice)


def test_a_scenario_without_a_campaign_has_none_on_its_playbill() -> None:
    """Its acts are played one at a time."""
    assert () == Playbill.of(stand_off()).campaign


@pytest.mark.parametrize(
    ("act", "course", "message"),
    [
        ("two", "whole", "scenario small has no act 'two'; its acts: one"),
        ("one", "short", "act one has no course 'short'; its courses: whole"),
    ],
)
def test_what_is_not_on_the_playbill_is_refused_as_the_scenario_refuses_it(act: str, course: str, message: str) -> None:
    """Whoever asks for an act or a course that is not there hears the same, before and after the scenario is opened."""
    scenario = stand_off()
    told: list[tuple[str, str]] = []
    for check in (Playbill.of(scenario).check_course, Lookup.of(scenario).course):
        with pytest.raises(Missing) as caught:
            check(act, course)
        told.append((str(caught.value), caught.value.code))

    assert [(message, f"unknown-{'act' if act == 'two' else 'course'}")] * 2 == told


def test_what_is_on_the_playbill_is_found() -> None:
    """An act is found by its id, and a course of it is let through."""
    bill = Playbill.of(stand_off())
    bill.check_course("one", "whole")

    assert bill.acts[0] is bill.act("one")
