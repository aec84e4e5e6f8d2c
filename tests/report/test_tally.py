"""Indicators, promises, aims and sources in an account."""

from sim.engine.machine import ScenarioMachine
from sim.report.debrief import review
from sim.report.review import ReviewedCommitment
from tests import small
from tests.engine import council
from tests.harness import Table
from tests.report.played import TUTORIAL, account, ferry_runs, settled, table


def test_an_indicator_has_a_value_for_each_turn_and_the_end() -> None:
    """Values stand at the start of every finished turn and at the end, oldest first."""
    tension = account(settled()).indicators[0]

    assert (3, 3, 3) == tension.values


def promise(at: Table) -> ReviewedCommitment:
    """Return the first promise in an account of the tutorial."""
    return account(at, grounds=TUTORIAL.grounds).commitments[0]


def promised() -> Table:
    """Play the tutorial to where Eastbank has given its word."""
    return Table(TUTORIAL.machine, "ferry").choose(eastbank="promise-notice", westbank="promise-nothing").draw("dry")


def test_a_promise_stands_while_the_play_goes_on() -> None:
    """A promise that was given and not broken is standing before the end."""
    assert ("standing", (1,), ()) == (promise(promised()).status, promise(promised()).given, promise(promised()).broken)


def test_a_promise_that_stands_at_the_end_was_kept() -> None:
    """A promise that was given and not broken is kept at the end."""
    assert "kept" == promise(promised().choose(eastbank="keep-rope", westbank="pay-half")).status


def test_a_promise_that_was_broken_says_when() -> None:
    """A broken promise names the turn."""
    found = promise(promised().choose(eastbank="run-alone", westbank="pay-half"))

    assert ("broken", (2,)) == (found.status, found.broken)


def test_a_promise_that_nobody_gave_is_not_given() -> None:
    """A promise that was possible is told although nobody gave it."""
    assert "not given" == account(promised(), grounds=TUTORIAL.grounds).commitments[1].status


def test_aims_are_met_or_not_at_the_end() -> None:
    """Each aim of a role says whether it holds at the end, and is not told before."""
    one = small.scenario({"here": small.scene({"north": {"a": small.option()}}, [small.branch("end")]), "end": small.outcome()})
    wanted = {"peace": {"text": "Peace", "outcomes": ["settled"]}, "war": {"text": "War", "outcomes": ["broken"]}}
    roles = [{**role.model_dump(mode="json"), "aims": wanted if role.id == "north" else {}} for role in one.roles]
    scenario = type(one).model_validate(one.model_dump(mode="json") | {"roles": roles})
    at = table(ScenarioMachine(scenario))
    before = account(at).aims

    assert ((), [("peace", True), ("war", False)]) == (before, [(aim.id, aim.met) for aim in account(at.choose(north="a")).aims])


def test_the_documents_quoted_are_told_with_who_is_missing_in_them() -> None:
    """Each document that an account quotes is in it, with the number of different passages and whose voice is absent."""
    told = review(ferry_runs(), TUTORIAL.grounds, ours=True)

    assert [("river-letter", True, True)] == [(source.id, source.quoted > 5, bool(source.absent)) for source in told.sources]


def test_what_matters_in_no_act_of_the_play_is_left_out() -> None:
    """Alone, the second act has neither the promise of the first nor its hidden indicator; after the first, both belong to the play."""
    machine, grounds = council.machine(), council.grounds()
    alone = account(Table(machine, "two").choose(south="go"), grounds=grounds)
    both = Table(machine, campaign=True).choose(north="pledge", south="listen").draw("rain").choose(north="hold").proceed("two")
    whole = account(both.choose(south="go"), grounds=grounds)

    assert (["tension"], []) == ([row.id for row in alone.indicators], [promise.id for promise in alone.commitments])
    assert (["tension", "debt", "pledge-north"], ["pledge-north"]) == (
        [row.id for row in whole.indicators],
        [promise.id for promise in whole.commitments],
    )
