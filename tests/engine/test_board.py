"""The board: which indicators a play shows, and what they are compared with."""

from sim.engine.board import board, on_board, played_acts
from sim.engine.machine import ScenarioMachine
from tests import small
from tests.engine import council
from tests.harness import Table

MACHINE = council.machine()


def second_act(*, pledge: bool = True) -> Table:
    """Return a campaign at the start of its second act, which nothing but an aim reads an indicator of."""
    table = Table(MACHINE, campaign=True).choose(north="pledge" if pledge else "close", south="listen").draw("rain")
    return table.choose(north="hold").proceed("two")


def shown(table: Table) -> list[str]:
    """Return the ids of the indicators that a play shows."""
    return [indicator.id for indicator in board(table.session)]


def test_an_act_shows_what_it_changes() -> None:
    """What an option of the act sets or changes is on the board, in the scenario's order, unless it is hidden."""
    assert ["tension", "pledge-north"] == shown(Table(MACHINE))


def test_what_no_part_of_an_act_touches_is_not_shown() -> None:
    """In an act that neither reads nor changes a promise the promise is not on the board; what an aim of a role reads is."""
    assert ["tension"] == shown(second_act(pledge=False))


def test_what_the_act_before_left_is_shown() -> None:
    """An indicator that a carry rule set for this play is on the board although the act itself does nothing with it."""
    assert ["tension", "pledge-north"] == shown(second_act())


def test_what_was_left_stays_on_the_board() -> None:
    """It is there all through the act, and not in its first turn alone."""
    assert ["tension", "pledge-north"] == shown(second_act().choose(south="go"))


def test_hidden_indicators_matter_and_are_not_shown() -> None:
    """What matters in an act is asked for apart from what is shown: after the end the account tells hidden ones too."""
    session = Table(MACHINE).session

    assert {"tension", "pledge-north", "debt"} == on_board(session, ("one",))


def test_every_act_that_was_entered_counts_for_an_account() -> None:
    """The acts of a play are those that it has entered, oldest first."""
    assert (("one",), ("one", "two")) == (played_acts(Table(MACHINE, campaign=True).session), played_acts(second_act().session))


def test_a_change_is_told_against_the_turn_before() -> None:
    """The board compares with the start of the turn before."""
    table = Table(MACHINE).choose(north="close", south="listen")

    assert [2, 0] == [indicator.change for indicator in board(table.session)]


WORD = ((0, False), (1, False), (1, False), (0, True), (0, True), (1, True))
FACT = ((1, False), (1, False), (1, False), (0, False), (0, False), (0, False))
"""Values after each turn, and whether they are promises that were broken."""


def promising() -> ScenarioMachine:
    """Return a scenario in which a promise can be given and broken as often as its role likes."""
    ways = {
        "give": small.option(effects={"word": "= 1"}),
        "take": small.option(effects={"word": "= 0", "fact": "= 0"}),
        "wait": small.option(),
        "stop": small.option(),
    }
    asked = {"north": {"options": ways}}
    scenes = {
        name: small.scene(asked, [small.branch("end", when={"chose": {"north": "stop"}}), small.branch(other)])
        for name, other in (("here", "there"), ("there", "here"))
    }
    known = {"word": small.indicator(1, commitment="north"), "fact": small.indicator(1, start=1)}
    return ScenarioMachine(small.scenario({**scenes, "end": small.outcome()}, indicators=known))


def test_a_promise_that_was_broken_stays_told() -> None:
    """A promise that was given and broken is told so in every turn from then on, also where it is given anew; a fact is never broken."""
    table = Table(promising())
    found = []
    for way in ("wait", "give", "wait", "take", "wait", "give"):
        shown = board(table.choose(north=way).session)
        found.append([(one.value, one.broken) for one in shown])

    assert [[word, fact] for word, fact in zip(WORD, FACT, strict=True)] == found


def test_an_act_begins_without_changes() -> None:
    """At the start of an act nothing has moved, however the act before ended: where it begins is told in words."""
    assert [(1, 0, False), (1, 0, False)] == [(shown.value, shown.change, shown.broken) for shown in board(second_act().session)]
