"""News: when an inject may be released, what it does at once, and which come by themselves."""

import pytest

from sim.engine.machine import ScenarioMachine
from sim.errors import Illegal
from sim.model.state import Taken
from tests import small
from tests.harness import Table

MACHINE = small.machine()


def machine_with(**injects: object) -> ScenarioMachine:
    """Return a machine of two scenes and an end, where the north may raise the tension or not, with injects."""
    choice = {"north": {"calm": small.option("talk"), "stir": small.option("threat", effects={"tension": 3})}}
    scenes = {
        "first": small.scene(choice, [small.branch("second", effects={"tension": 1})]),
        "second": small.scene(choice, [small.branch("end")]),
        "end": small.outcome(),
    }
    return ScenarioMachine(small.scenario(scenes, injects=injects, indicators={"tension": small.indicator(), "heard": small.indicator()}))


def test_a_released_inject_acts_at_once() -> None:
    """Its effects apply in the turn that is being played, and sealed choices stand."""
    table = Table(MACHINE).choose(north="open").release("letter")

    assert (("letter",), 2, (("north", "open"),), 1) == (
        table.state.fired,
        table.value("tension"),
        table.state.pending,
        table.session.turn,
    )
    assert (("letter",), None, False) == (table.last.injects, table.last.taken, table.last.turned)


def test_an_inject_that_moves_the_play_drops_sealed_choices() -> None:
    """With a scene to go to, an inject starts a turn there, and what was sealed is void."""
    table = Table(MACHINE).choose(north="open").release("envoy")

    assert ("talks", (), 2, True, None) == (table.scene, table.state.pending, table.session.turn, table.last.turned, table.last.taken)


def test_an_inject_may_restart_its_own_scene() -> None:
    """An inject that leads to the scene it is released in starts a new turn there."""
    table = Table(machine_with(again=small.inject(to="first"))).release("again")

    assert ("first", 2) == (table.scene, table.session.turn)


def test_an_inject_fires_once_a_play() -> None:
    """A released inject cannot be released again, in a later turn either."""
    table = Table(MACHINE).release("letter").choose(north="block", south="wait").draw("quiet")
    with pytest.raises(Illegal, match="inject 'letter' has already been released") as refused:
        table.release("letter")

    assert "already-released" == refused.value.code


def test_an_unknown_inject_is_refused() -> None:
    """An inject that does not exist is refused with those that can be released here."""
    with pytest.raises(Illegal) as refused:
        Table(MACHINE).release("flood")

    assert ("unknown-inject", "inject 'flood' cannot be released in scene bridge; possible here: alarm, letter, envoy") == (
        refused.value.code,
        str(refused.value),
    )


def test_an_inject_of_other_scenes_is_refused() -> None:
    """An inject that is bound to scenes cannot be released elsewhere."""
    with pytest.raises(Illegal, match="inject 'summit' cannot be released in scene bridge"):
        Table(MACHINE).release("summit")


def test_no_inject_at_all_is_said_so() -> None:
    """Where a scenario has no injects, the refusal says that none is possible."""
    with pytest.raises(Illegal, match="possible here: none"):
        Table(machine_with()).release("flood")


def test_no_news_after_the_end() -> None:
    """An outcome is final: nothing can be released there."""
    table = Table(MACHINE).choose(north="open", south="wait").choose(north="sign")
    with pytest.raises(Illegal, match="the play is over"):
        table.release("letter")


def test_a_conditional_inject_comes_by_itself() -> None:
    """When a turn has been resolved and its condition holds, an inject fires without anybody's doing, and is part of the state."""
    table = Table(MACHINE).choose(north="block", south="march")

    assert (("alarm",), ("alarm",), 1, 8) == (table.last.injects, table.state.fired, table.value("rumours"), table.value("tension"))


def test_a_conditional_inject_comes_once() -> None:
    """An inject that has fired stays silent when its condition holds again."""
    table = Table(MACHINE).choose(north="block", south="march").draw("quiet").choose(south="guard").choose(north="block", south="march")

    assert ((), 1) == (table.last.injects, table.value("rumours"))


def test_no_inject_comes_before_the_turn_is_resolved() -> None:
    """A sealed choice alone brings no news, although the condition may hold already."""
    table = Table(machine_with(news=small.inject(when={"at_most": {"tension": 9}})))

    assert ((), ("news",)) == (table.state.fired, table.choose(north="calm").last.injects)


def test_a_conditional_inject_sees_the_branch_effects() -> None:
    """Conditions are tried after the taken branch's effects."""
    machine = machine_with(news=small.inject(when={"at_least": {"tension": 1}}))

    assert ("news",) == Table(machine).choose(north="calm").last.injects


def test_a_conditional_inject_sees_the_choices_of_the_turn() -> None:
    """Conditions may read what was just chosen."""
    machine = machine_with(news=small.inject(when={"chose": {"north": "stir"}}))

    assert (("news",), ()) == (Table(machine).choose(north="stir").last.injects, Table(machine).choose(north="calm").last.injects)


def test_injects_are_tried_in_file_order_on_what_the_ones_before_left() -> None:
    """An earlier inject's effects can bring about a later one, but not the other way round."""
    late = small.inject(when={"at_least": {"heard": 1}})
    early = small.inject(when={"at_least": {"tension": 1}}, effects={"heard": 1})

    assert ("early", "late") == Table(machine_with(early=early, late=late)).choose(north="calm").last.injects
    assert ("early",) == Table(machine_with(late=late, early=early)).choose(north="calm").last.injects


def test_an_inject_bound_to_a_scene_comes_on_arriving_there() -> None:
    """Without a condition, an inject that names scenes fires when the play arrives in one of them."""
    table = Table(machine_with(news=small.inject(scenes=["second"], effects={"heard": 2})))
    before = table.state.fired
    table.choose(north="calm")

    assert ((), ("news",), 2) == (before, table.last.injects, table.value("heard"))


def test_an_inject_may_move_the_play_on() -> None:
    """A conditional inject that leads elsewhere starts another turn there at once; the branch is still the one that was taken."""
    table = Table(machine_with(away=small.inject(when={"chose": {"north": "stir"}}, to="first"))).choose(north="stir")

    assert (("away",), "first", Taken("first", 0), 2) == (table.last.injects, table.scene, table.last.taken, table.session.turn)


def test_after_a_move_only_injects_of_the_new_scene_follow() -> None:
    """Once an inject has moved the play, those that follow in the file are tried where the play then is."""
    away = small.inject(when={"chose": {"north": "stir"}}, to="first")
    here, there = small.inject(scenes=["second"]), small.inject(scenes=["first"])
    table = Table(machine_with(away=away, here=here, there=there)).choose(north="stir")

    assert ("away", "there") == table.last.injects


def test_no_news_arrives_at_an_outcome() -> None:
    """When a branch ends the play, no conditional inject follows."""
    machine = machine_with(news=small.inject(when={"chose": {"north": "stir"}}))
    table = Table(machine).choose(north="calm").choose(north="stir")

    assert ("end", ()) == (table.scene, table.last.injects)


def test_fired_injects_stand_in_file_order() -> None:
    """Whichever came first, two plays with the same news are in the same state."""
    one = Table(MACHINE).release("letter").release("alarm")
    other = Table(MACHINE).release("alarm").release("letter")

    assert ("alarm", "letter") == one.state.fired == other.state.fired
