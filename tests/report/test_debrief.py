"""The account of a play as a value: what it holds, and what it does not hold before the end."""

import json

from sim.engine.machine import ScenarioMachine
from sim.model.events import Chose, Expired, Handed
from sim.model.scenario import Scenario
from sim.report.debrief import review
from sim.report.markdown import markdown
from sim.report.review import Review
from tests import small
from tests.harness import Table
from tests.report.played import TUTORIAL, account, ferry_runs, settled, table


def test_an_account_holds_the_scenes_of_the_play() -> None:
    """The path goes through the scenes that were visited, the outcome included."""
    assert ["bridge", "talks", "treaty"] == [stop.scene for stop in account(settled()).path]


def test_an_account_says_what_was_chosen() -> None:
    """Each decision of a finished turn has its chosen option."""
    first = account(settled()).turns[0]

    assert {"north": "open", "south": "march"} == {decision.role: decision.chosen.id for decision in first.decisions if decision.chosen}


def test_after_the_end_the_options_not_taken_are_told() -> None:
    """Each decision of an ended play lists everything that was offered."""
    north = account(settled()).turns[0].decisions[0]

    assert [("open", True), ("block", False)] == [(option.id, option.chosen) for option in north.options]


def test_after_the_end_reasons_are_opened() -> None:
    """A sealed reason and expectation are told when the play is over."""
    north = account(settled()).turns[0].decisions[0]

    assert ("it is cheap", "falls") == (north.reason, north.expectation)


def test_after_the_end_reported_options_are_marked() -> None:
    """An ended play shows which option is reported, and that another was chosen."""
    north = account(settled()).turns[0].decisions[0]

    assert (["block"], True) == ([option.id for option in north.options if option.reported], north.differs)


def test_before_the_end_a_sealed_choice_is_told_to_nobody() -> None:
    """Two plays that differ in a sealed choice and its reason have the same public account."""
    one = table().play(Chose(role="north", option="open", reason="one"), "north")
    other = table().play(Chose(role="north", option="block", reason="other"), "north")

    assert account(one) == account(other)


def test_before_the_end_another_roles_options_and_reasons_are_sealed() -> None:
    """In a finished turn of an unfinished play, the public finds only what was chosen."""
    at = table().play(Chose(role="north", option="open", reason="it is cheap"), "north").choose(south="wait")
    north = account(at).turns[0].decisions[0]

    assert (["open"], None) == ([option.id for option in north.options], north.reason)


def test_a_role_finds_its_own_options_and_reason_before_the_end() -> None:
    """The account of a role has what was offered to it, and what it wrote."""
    at = table().play(Chose(role="north", option="open", reason="it is cheap"), "north").choose(south="wait")
    north = account(at, "north").turns[0].decisions[0]

    assert (["open", "block"], "it is cheap") == ([option.id for option in north.options], north.reason)


def test_before_the_end_nothing_is_told_of_the_reported_course() -> None:
    """An unfinished play has no reported course, no mark of what is reported, and no seed."""
    at = table().choose(north="block", south="wait")
    told = account(at, "north")
    marks = [option.reported or decision.differs for turn in told.turns for decision in turn.decisions for option in decision.options]

    assert (None, None, False) == (told.reported, told.seed, any(marks))


def test_before_the_end_hidden_indicators_are_not_told() -> None:
    """A hidden indicator is in the account of an ended play alone."""
    open_play, ended = account(table()), account(settled())

    assert (False, True) == tuple(any(row.hidden for row in told.indicators) for told in (open_play, ended))


def test_a_turn_that_news_broke_off_has_no_opened_choice_before_the_end() -> None:
    """Sealed choices that an inject dropped stay sealed while the play goes on."""
    at = table().play(Chose(role="north", option="open", reason="dropped"), "north").release("envoy")

    assert [None, None] == [decision.chosen for decision in account(at).turns[0].decisions]


def test_a_turn_that_news_broke_off_is_opened_after_the_end() -> None:
    """Sealed choices that an inject dropped are told when the play is over."""
    at = table().play(Chose(role="north", option="open", reason="dropped"), "north").release("envoy").choose(north="sign")

    assert "dropped" == account(at).turns[0].decisions[0].reason


def test_after_a_deadline_the_clock_decided() -> None:
    """A default that was taken because time ran out is not called a person's choice."""
    at = table().choose(north="open").expire().choose(north="sign")

    assert ["person", "clock"] == [decision.by for decision in account(at).turns[0].decisions]


def test_after_an_order_the_facilitator_ended_the_turn() -> None:
    """A default that was taken because a facilitator ended the turn is told neither as a person's choice nor as lateness."""
    at = table().choose(north="open")
    at = at.play(Expired(turn=at.session.turn), "facilitator-2").choose(north="sign")

    assert ["person", "facilitator"] == [decision.by for decision in account(at).turns[0].decisions]


def handed_over() -> Table:
    """Play to the treaty: the north is a person's for a turn, then a bot's for one that is played twice, then a person's again."""
    at = table().choose(north="block", south="wait").draw("quiet").choose(south="guard")
    back = at.session.turn
    at.play(Handed(role="north", by="cautious"), "north").play(Chose(role="north", option="block"), "bot").rewind(back)
    at.play(Chose(role="north", option="open"), "bot").choose(south="wait")
    return at.play(Handed(role="north", by="person"), "facilitator").choose(north="sign")


def decided(at: Table, role: str) -> list[str]:
    """Return who decided for a role, turn by turn."""
    return [decision.by for turn in account(at).turns for decision in turn.decisions if decision.role == role]


def test_each_decision_names_who_made_it() -> None:
    """After a hand-over the decisions before it stay the person's, and the bot's stay the bot's when a person comes back."""
    assert ["person", "cautious", "person"] == decided(handed_over(), "north")


def test_a_choice_made_before_the_hand_over_of_the_same_turn_is_the_persons() -> None:
    """Who seals a choice and then watches has still chosen, and a bot that has chosen has when a person comes back."""
    at = table().choose(north="open").play(Handed(role="north", by="random"), "north")
    at.play(Handed(role="south", by="hard-line"), "south").play(Chose(role="south", option="march"), "bot")
    at.play(Chose(role="north", option="sign"), "bot")

    assert (["person", "random"], ["hard-line"]) == (decided(at, "north"), decided(at, "south"))


def test_who_could_have_decided_when_news_broke_a_turn_off_is_named() -> None:
    """Where nobody had decided, the one who played the role at that moment is named, not the one who plays it now."""
    at = table().release("envoy").play(Handed(role="south", by="random"), "south").choose(north="sign")

    assert ["person"] == decided(at, "south")


def test_who_played_a_role_is_told_from_the_beginning_on() -> None:
    """A role's line names everybody who played it, one after the other."""
    said = markdown(account(handed_over()))

    assert "- North: a person, then the bot “cautious”, then a person\n- South: a person\n" in said


def whispered() -> Table:
    """Begin a play in which the south alone receives news after the first turn."""
    one = {"north": {"a": small.option()}}
    scenes = {"here": small.scene(one, [small.branch("there")]), "there": small.scene(one, [small.branch("end")]), "end": small.outcome()}
    scenario = small.scenario(scenes, injects={"whisper": small.inject(roles=["south"], scenes=["there"])})
    return table(ScenarioMachine(scenario)).choose(north="a")


def test_news_for_some_is_not_in_the_public_account_before_the_end() -> None:
    """News that one role received is not told to everybody while the play goes on."""
    assert [] == [inject.id for turn in account(whispered()).turns for inject in turn.injects]


def test_news_for_some_is_told_to_all_after_the_end() -> None:
    """News that one role received is in everybody's account of an ended play."""
    assert ["whisper"] == [inject.id for turn in account(whispered().choose(north="a")).turns for inject in turn.injects]


def test_a_briefing_is_opened_after_the_end() -> None:
    """What one role alone was told is in the account of an ended play."""
    told = review(ferry_runs(), TUTORIAL.grounds, ours=True)

    assert all(decision.briefing for turn in told.turns for decision in turn.decisions if decision.role != "chance")


def test_an_account_survives_json() -> None:
    """An account that is written as JSON reads back the same."""
    told = review(ferry_runs(), TUTORIAL.grounds, ours=True)

    assert told == Review.model_validate_json(told.model_dump_json())


def test_a_rewound_turn_is_not_in_the_account() -> None:
    """What was taken back is no part of the play."""
    at = settled().rewind(2).choose(north="leave")

    assert [1, 4] == [turn.number for turn in account(at).turns]


def test_acts_in_a_row_have_one_account() -> None:
    """The outcome between two acts is no turn of its own, and the account is not over with the first act."""
    at = Table(ScenarioMachine(campaign()), "one", campaign=True).choose(north="a")
    between = account(at).ended
    at.proceed("two").choose(north="a")

    assert (False, True, [1, 3]) == (between, account(at).ended, [turn.number for turn in account(at).turns])


def campaign() -> Scenario:
    """Return a scenario of two acts in a row, each with one decision."""
    one = small.scenario({"here": small.scene({"north": {"a": small.option()}}, [small.branch("end")]), "end": small.outcome()})
    data = small.mapping(one.model_dump(mode="json"))
    second = one.acts[0].model_dump_json().replace('"here"', '"here-two"').replace('"end"', '"end-two"').replace('"id":"one"', '"id":"two"')
    acts = [*data["acts"], json.loads(second)] if isinstance(data["acts"], list) else []
    return Scenario.model_validate(data | {"acts": acts, "campaign": {"acts": ["one", "two"]}})
