"""The compiled scenario: what it prepares, and that it holds no play."""

import pickle
import threading

from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.model.hashes import rules_hash
from sim.model.ids import CHANCE
from tests import small
from tests.harness import Table

MACHINE = small.machine()


def test_every_scene_is_a_state() -> None:
    """Each scene is a state of the machine, and an outcome is a final one."""
    assert {"bridge": False, "night": False, "talks": False, "treaty": True, "clash": True} == {
        name: bool(MACHINE.get_state(name).final) for name in MACHINE.states
    }


def test_every_branch_is_a_transition() -> None:
    """The branches of a scene are its transitions in file order, after the one that seals."""
    found = MACHINE.get_transitions("chose", "bridge")

    assert [None, "clash", "talks", "night"] == [way.dest for way in found]


def test_a_way_is_made_once() -> None:
    """Whatever adds the last choice of a turn, the play leaves its scene by the same ways."""
    chose, drew, expired = (MACHINE.get_transitions(trigger, "bridge") for trigger in ("chose", "drew", "expired"))

    assert 4 == len(chose)
    assert all(one is other for ways in (drew, expired) for one, other in zip(chose, ways, strict=True))


def test_an_outcome_has_no_way_out() -> None:
    """No trigger leads out of a scene in which the play ended."""
    assert [] == MACHINE.get_triggers("treaty")


def test_an_inject_is_wired_where_it_may_fire() -> None:
    """An inject that is bound to scenes is a transition there and nowhere else."""
    assert ([None, None, "talks"], [None, "talks", None, "talks"]) == (
        [way.dest for way in MACHINE.get_transitions("injected", "bridge")],
        [way.dest for way in MACHINE.get_transitions("injected", "night")],
    )


def test_a_default_is_the_first_option_without_when() -> None:
    """Where an author names no default, the first option that is always offered serves; chance has none."""
    options = {"later": small.option(when={"at_least": {"tension": 1}}), "always": small.option(), "also": small.option()}
    scene = small.scene({"north": {"options": options}, CHANCE: {"options": {"rain": small.option(None, weight=1)}}}, [small.branch("end")])
    machine = ScenarioMachine(small.scenario({"here": scene, "end": small.outcome()}))

    assert {"north": "always"} == machine.plans["here"].defaults


def test_the_machine_knows_its_rules() -> None:
    """The hash of the rules is that of the scenario it was compiled from."""
    assert rules_hash(small.stand_off()) == MACHINE.rules_hash


def test_the_machine_has_no_model() -> None:
    """Nothing is registered with the machine, before a play or after it."""
    Table(MACHINE).choose(north="open", south="wait").release("letter").choose(north="leave")

    assert [] == MACHINE.models


def test_words_of_a_scenario_are_never_run() -> None:
    """Ids that name functions of Python, and texts that hold code, are data like any other."""
    scenario = small.scenario(
        {
            "os": small.scene(
                {"north": {"options": {"system": small.option(text="__import__('os').system('true')")}}}, [small.branch("exit")]
            ),
            "exit": small.outcome(),
        },
        injects={"eval": small.inject(when={"at_least": {"tension": 9}})},
    )
    table = Table(ScenarioMachine(scenario)).choose(north="system")

    assert "exit" == table.scene


def test_threads_share_a_machine() -> None:
    """Plays at the same time in several threads come out as they do alone."""
    alone = Table(MACHINE).choose(north="block", south="march").draw("quiet").choose(south="call").state
    ends: list[object] = []

    def play() -> None:
        ends.extend(Table(MACHINE).choose(north="block", south="march").draw("quiet").choose(south="call").state for _ in range(20))

    threads = [threading.Thread(target=play) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (120, {alone}) == (len(ends), set(ends))


def test_a_state_travels_between_processes() -> None:
    """A state can be hashed and pickled, so that an analysis may use several processes."""
    state = start(MACHINE, "one")

    assert (state, hash(state)) == (pickle.loads(pickle.dumps(state)), hash(pickle.loads(pickle.dumps(state))))  # noqa: S301 -- our own bytes
