"""Acts in a row: what is carried over, when the next act begins, and which aims are met."""

import pytest

from sim.engine.campaign import aims, carried, next_act
from sim.engine.rules import start
from sim.engine.session import Session
from sim.errors import Illegal
from sim.model.events import Proceeded
from tests import small
from tests.engine.council import machine
from tests.harness import Table, clock

MACHINE = machine()


def agreed(*, pledge: bool = True) -> Table:
    """Return a campaign whose first act ended in an agreement, with a pledge in force or broken."""
    return Table(MACHINE, campaign=True).choose(north="pledge" if pledge else "close", south="listen").draw("rain").choose(north="hold")


def test_acts_follow_as_the_campaign_says() -> None:
    """Each act of the campaign is followed by the next, and the last by none."""
    assert ("two", None) == (next_act(MACHINE, "one"), next_act(MACHINE, "two"))


def test_without_a_campaign_nothing_follows() -> None:
    """A scenario without a campaign has no next act."""
    assert next_act(small.machine(), "one") is None


def test_every_rule_that_matches_is_carried() -> None:
    """The rules for the outcome's class and the indicators apply together, on the start of the next act."""
    begun, rules = carried(MACHINE, agreed().state, "two")

    assert ("later", (1, 0, 1), ["There is an agreement.", "A pledge is in force."]) == (
        begun.scene,
        begun.indicators,
        [rule.text for rule in rules],
    )
    assert begun.indicators == begun.opened


def test_a_rule_that_does_not_match_is_left_out() -> None:
    """A rule whose condition fails on the end of the act before is not applied."""
    begun, rules = carried(MACHINE, agreed(pledge=False).state, "two")

    assert ((1, 0, 0), ["There is an agreement."]) == (begun.indicators, [rule.text for rule in rules])


def test_another_outcome_carries_less() -> None:
    """A rule for other classes of outcomes is not applied, and what it would have set starts as the act says."""
    ended = Table(MACHINE, campaign=True).choose(north="pledge", south="listen").draw("sun").choose(north="hold").state
    begun, rules = carried(MACHINE, ended, "two")

    assert ((0, 0, 1), 1) == (begun.indicators, len(rules))


def test_without_a_campaign_nothing_is_carried() -> None:
    """Where there are no rules, an act begins as it says."""
    plain = small.machine()
    ended = Table(plain).choose(north="open", south="wait").choose(north="sign").state

    assert (start(plain, "one"), ()) == carried(plain, ended, "one")


@pytest.mark.parametrize("asked", ["carried", "aims"])
def test_an_act_has_to_be_over(asked: str) -> None:
    """Before its outcome nothing is carried out of an act, and no aim is met or missed."""
    state = start(MACHINE, "one")
    with pytest.raises(Illegal) as refused:
        _ = carried(MACHINE, state, "two") if asked == "carried" else aims(MACHINE, state, "north")

    assert "act-not-over" == refused.value.code


def test_the_next_act_begins_when_asked_for() -> None:
    """After an outcome the play goes on with the next act, in a new turn, when somebody proceeds."""
    table = agreed()
    before = (table.session.act, table.session.next_act, table.session.turn)
    table.proceed("two")

    assert (("one", "two", 3), ("two", None, 4, "later")) == (
        before,
        (table.session.act, table.session.next_act, table.session.turn, table.scene),
    )


def test_a_play_of_one_act_has_no_next() -> None:
    """Without asking for the campaign, the outcome of the first act is the end."""
    table = Table(MACHINE).choose(north="pledge", south="listen").draw("rain").choose(north="hold")
    with pytest.raises(Illegal, match="act 'two' cannot begin here; no act follows in this play"):
        table.proceed("two")


def test_only_the_next_act_can_begin() -> None:
    """An act that is not the next one is refused, with the one that is."""
    with pytest.raises(Illegal, match="act 'one' cannot begin here; the next act is two") as refused:
        agreed().proceed("one")

    assert "not-next-act" == refused.value.code


def test_the_next_act_waits_for_the_outcome() -> None:
    """Before the outcome the next act cannot begin."""
    with pytest.raises(Illegal) as refused:
        Table(MACHINE, campaign=True).proceed("two")

    assert "act-not-over" == refused.value.code


def test_a_rewind_leads_back_into_the_act_before() -> None:
    """The turns of both acts belong to one play, and a rewind may cross the border."""
    table = agreed().proceed("two").choose(south="go").rewind(2)

    assert ("one", "bridge", "two") == (table.session.act, table.scene, table.session.next_act)


def test_a_fork_crosses_the_border_between_acts() -> None:
    """A fork of a play in its second act has both acts, and a log that folds."""
    table = agreed().proceed("two").choose(south="go")
    forked = table.session.fork("other", clock())

    assert ([turn.state for turn in table.session.turns], "over") == ([turn.state for turn in forked.turns], forked.state.scene)
    assert forked == Session.open(MACHINE, forked.log)


def test_a_fork_can_end_on_either_side_of_the_border() -> None:
    """A fork to the outcome of the first act stands there; one to the first turn of the second act has proceeded."""
    session = agreed().proceed("two").session
    outcome, after = session.fork("a", clock(), 3), session.fork("b", clock(), 4)

    assert ("agreed", "later", Proceeded(to="two")) == (outcome.state.scene, after.state.scene, after.log[-1].event)


def test_aims_are_met_or_missed_at_the_end() -> None:
    """An aim is met when the outcome's class and the indicators are as it says; those of other acts are left out."""
    north = [(aim.text, met) for aim, met in aims(MACHINE, agreed(pledge=False).state, "north")]
    parted = Table(MACHINE).choose(north="pledge", south="listen").draw("sun").choose(north="hold").state

    assert [("Calm", False), ("A deal", True)] == north
    assert [("Calm", True), ("A deal", False)] == [(aim.text, met) for aim, met in aims(MACHINE, parted, "north")]


@pytest.mark.parametrize("role", ["south", "nobody"])
def test_a_role_without_aims_has_none(role: str) -> None:
    """A role that declares none has no aims, and so has one that does not exist."""
    assert () == aims(MACHINE, agreed().state, role)
