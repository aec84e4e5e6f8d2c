"""The bot that looks ahead: its name, and how a draw falls on what was computed."""

import pytest

from sim.engine.foresight import foresee, foresight_name, is_foresight, lots_of, strength_of
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import automatic, check_player
from sim.engine.rules import start, step
from sim.errors import Missing
from sim.model.events import Chose, Injected
from tests import small
from tests.harness import began, opened

DECISION = {
    "north": {"options": {"a": small.option(), "b": small.option("wait"), "c": small.option("force", when={"at_least": {"tension": 4}})}},
    "south": {"options": {"x": small.option(), "y": small.option("wait")}},
}
MACHINE = ScenarioMachine(
    small.scenario(
        {"here": small.scene(DECISION, [small.branch("end")]), "end": small.outcome()},
        indicators={"tension": small.indicator()},
        injects={"quake": small.inject(effects={"tension": 1}), "rumour": small.inject(when={"at_least": {"tension": 9}})},
    )
)
START = start(MACHINE, "one")
CALM, TENSE = START.opened, (START.opened[0] + 6, *START.opened[1:])
LOTS = {"here": {(CALM, ()): ((1, 3, 0), (0, 4)), (TENSE, ("rumour",)): ((0, 0, 5), (4, 0))}}
"""Computed for a calm and for a tense state."""


@pytest.mark.parametrize(
    ("by", "strength"),
    [("foresight", 3.0), ("foresight:0", 0.0), ("foresight:2.5", 2.5), ("foresight:20", 20.0), ("foresight:21", None), ("foresight:", None),
     ("foresight:-1", None), ("foresight:1e9", None), ("random", None)],
)  # fmt: skip
def test_the_name_says_the_strength(by: str, strength: float | None) -> None:
    """A strength from 0 to 20 stands after a colon; without one it is 3; anything else is no name of this bot."""
    assert strength == strength_of(by)


@pytest.mark.parametrize(("by", "whole"), [("foresight:3", True), ("foresight", False), ("foresight:3.0", False), ("cautious", False)])
def test_a_log_has_the_whole_name_only(by: str, *, whole: bool) -> None:
    """In a log the strength is always said, in one way of writing it."""
    assert whole == is_foresight(by)


def test_the_whole_name_is_that_of_a_player() -> None:
    """A log may name the bot, and every strength has a name that is read again."""
    check_player("foresight:0.125")

    assert [0.125, 3.0, 20.0] == [strength_of(foresight_name(strength)) for strength in (0.125, 3.0, 20.0)]


def test_a_draw_falls_on_the_lots() -> None:
    """Options come up as often as they have lots; one without lots never does."""
    assert ["a", "b", "b", "b", "a"] == [foresee(MACHINE, START, "north", drawn, LOTS) for drawn in range(5)]
    assert {"y"} == {foresee(MACHINE, START, "south", drawn, LOTS) for drawn in range(5)}


def test_what_others_have_sealed_makes_no_difference() -> None:
    """The same draw falls alike before and after another role has chosen."""
    sealed = step(MACHINE, START, Chose(role="south", option="x")).after

    assert foresee(MACHINE, START, "north", 7, LOTS) == foresee(MACHINE, sealed, "north", 7, LOTS)


def test_news_from_outside_that_changes_nothing_makes_no_difference() -> None:
    """Of the news that has come, only what comes by itself is part of what was computed."""
    told = step(MACHINE, START, Injected(inject="quake")).after

    assert ("quake",) == told.fired
    assert "a" == foresee(MACHINE, told, "north", 0, LOTS)


def test_the_nearest_state_stands_in() -> None:
    """A state that nothing was computed for is taken for the one that differs least, and what is not offered is left out."""
    near_calm = type(START)("here", CALM, (CALM[0] + 2, *CALM[1:]))
    near_tense = type(START)("here", TENSE, (TENSE[0] + 1, *TENSE[1:]))

    assert {"a", "b"} == {foresee(MACHINE, near_calm, "north", drawn, LOTS) for drawn in range(9)}
    assert {"c"} == {foresee(MACHINE, near_tense, "north", drawn, LOTS) for drawn in range(9)}
    assert {"a", "b"} == {foresee(MACHINE, START, "north", drawn, {"here": {(CALM, ()): ((0, 0, 9), (0, 4))}}) for drawn in range(9)}


def test_where_nothing_was_computed_any_option_is_taken() -> None:
    """In a scene to which no play comes by itself, every option that is offered is as likely as another."""
    assert ["a", "b", "a"] == [foresee(MACHINE, START, "north", drawn, {}) for drawn in range(3)]


def test_a_session_asks_what_was_computed() -> None:
    """The writer of a log enters the bot's choice like any other bot's; where nothing was computed at all, it says so."""
    session = opened(MACHINE, began(MACHINE, "one", north="foresight:3", south="reported"))
    lots = {"here": {(CALM, ()): ((1, 0, 0), (0, 4))}}

    assert ("bot", Chose(role="north", option="a")) == automatic(session, {"foresight:3": lots})
    with pytest.raises(Missing, match="'foresight:3' looks ahead, and nothing was computed for it here") as refused:
        automatic(session)
    assert "nothing-foreseen" == refused.value.code
    assert lots == lots_of("foresight:3", {"foresight:3": lots})
