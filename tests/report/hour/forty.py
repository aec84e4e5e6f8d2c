"""A class of forty: ten groups have played an act of the shipped scenario."""

from sim.engine.policy import draw, pick
from sim.engine.rules import undecided
from sim.library import open_scenario
from sim.model.events import Chose, Drew
from sim.model.ids import CHANCE
from sim.report.hour.debriefing import Given
from tests.harness import Table

GROUPS = 10
KOSOVO = open_scenario("kosovo")


def played(groups: int) -> list[Given]:
    """Return the plays of so many groups as a debrief is given them."""
    return [Given(_group(seed).session, KOSOVO.grounds, ours=True, label=f"Play {seed:02}") for seed in range(1, groups + 1)]


def _group(seed: int) -> Table:
    """Play an act to its end; four people choose at random."""
    at = Table(KOSOVO.machine, "2022")
    bots = dict.fromkeys((role.id for role in KOSOVO.scenario.roles), "random")
    while not at.session.over:
        for role in undecided(KOSOVO.machine, at.state):
            option = pick(KOSOVO.machine, at.state, role, bots, draw(seed, at.session.turn, at.scene, role))
            at.play(*((Drew(option=option), CHANCE) if role == CHANCE else (Chose(role=role, option=option, reason="So."), role)))
    return at
