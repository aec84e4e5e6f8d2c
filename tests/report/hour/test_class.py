"""A class of forty, in ten groups: every form of the debrief is there before anybody has sat down."""

import time

import pytest

from sim.engine.policy import draw, pick
from sim.engine.rules import undecided
from sim.library import open_scenario
from sim.model.events import Chose, Drew
from sim.model.ids import CHANCE
from sim.report.hour.data import as_csv, as_json
from sim.report.hour.debriefing import Given, debrief
from sim.report.hour.one_page import html
from sim.report.hour.pdf import pdf
from sim.report.hour.told import hour
from sim.report.hour.xapi import xapi
from sim.report.markdown import written as markdown
from sim.report.text import written as text
from tests.harness import Table

KOSOVO = open_scenario("kosovo")
SECONDS = 10


def group(seed: int) -> Table:
    """Play an act to its end; four people choose at random."""
    at = Table(KOSOVO.machine, "2022")
    bots = dict.fromkeys((role.id for role in KOSOVO.scenario.roles), "random")
    while not at.session.over:
        for role in undecided(KOSOVO.machine, at.state):
            option = pick(KOSOVO.machine, at.state, role, bots, draw(seed, at.session.turn, at.scene, role))
            at.play(*((Drew(option=option), CHANCE) if role == CHANCE else (Chose(role=role, option=option, reason="So."), role)))
    return at


@pytest.mark.slow
def test_a_class_gets_every_form_in_time() -> None:
    """Ten groups of four, an act each: all forms together take ten seconds of one processor at most, every number of the author's tried."""
    given = [Given(group(seed).session, KOSOVO.grounds, ours=True, label=f"Play {seed}") for seed in range(1, 11)]
    began = time.process_time()
    made = debrief(given)
    forms = (html(made), as_csv(made), as_json(made), xapi(made), "\n".join(markdown(hour(made))), "\n".join(text(hour(made))), pdf(made))
    took = time.process_time() - began

    assert all(forms)
    assert "unchecked" not in {role.standing for play in made.plays for act in play.mattered for role in act.roles if role.turn}
    assert took <= SECONDS
