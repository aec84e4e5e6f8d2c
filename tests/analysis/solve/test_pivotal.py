"""Where a play was decided."""

import pytest

from sim.analysis.solve.pivotal import by_people, judged, outcomes
from sim.analysis.solve.policies import profile
from sim.engine.rules import joint, step
from sim.model.events import Chose, Injected
from sim.model.state import State
from tests import small
from tests.analysis.solve.games import crossing, solved


def _play() -> tuple[State, list[dict[str, str]]]:
    return solved(crossing()).reached.kernel.starts[0], [{"north": "wait", "chance": "rain"}, {"north": "cross", "south": "cut"}]


def test_the_choice_that_turned_the_play_comes_first() -> None:
    """With the rope cut in high water the play was lost; not cutting it, alone, would have saved it for certain."""
    act = solved(crossing())
    machine = act.reached.kernel.machine
    state, turns = _play()
    steps = []
    for picks in turns:
        steps.append(joint(machine, state, picks))
        state = steps[-1].after
    found = judged(act, profile(act.reached, {}), steps)
    first = found.pivots[0]

    assert (2, "ford", "south", "cut", "rope", 1.0) == (first.turn, first.scene, first.role, first.chosen, first.instead, first.shift)
    assert (("over", "swept"), (0.0, 1.0), (1.0, 0.0)) == (found.outcomes, first.before, first.after)
    assert [("south", "rope"), ("north", "wade"), ("north", "swim")] == [(pivot.role, pivot.instead) for pivot in by_people(found)]
    assert 4 == len(found.pivots)
    assert () == found.passed_over


def test_what_chance_brought_is_looked_at_too() -> None:
    """A draw is a pivot like a choice: dry weather would have made the ford safe."""
    act = solved(crossing())
    state, turns = _play()
    found = judged(act, profile(act.reached, {}), [joint(act.reached.kernel.machine, state, turns[0])])
    shifts = {(pivot.role, pivot.instead): pivot.shift for pivot in found.pivots}

    assert {("north", "wade"): 0.5, ("chance", "dry"): 0.5} == pytest.approx(shifts)


def test_news_from_a_facilitator_is_passed_over() -> None:
    """A turn that news took where it does not go by itself is named and not judged; unresolved steps are no turns."""
    act = solved(crossing())
    machine = act.reached.kernel.machine
    state, _ = _play()
    told = step(machine, state, Injected(inject="warning"))
    chosen = step(machine, told.after, Chose(role="north", option="wait"))
    made = joint(machine, chosen.after, {"north": "wait", "chance": "dry"})
    found = judged(act, profile(act.reached, {}), [told, chosen, made])

    assert ((), (1,)) == (found.pivots, found.passed_over)


def test_news_that_only_informs_leaves_every_turn_to_be_judged() -> None:
    """What a facilitator or a cue brought, and what changes nothing, takes the play nowhere else: the model need not know of it."""
    data = crossing().model_dump(by_alias=True)
    acts = [act | {"injects": [*act["injects"], {"id": "letter", **small.inject(cue=["bank"])}]} for act in data["acts"]]
    act = solved(crossing().model_validate(data | {"acts": acts}))
    machine = act.reached.kernel.machine
    state, turns = _play()
    told = step(machine, state, Injected(inject="letter"))
    first = joint(machine, told.after, turns[0])
    found = judged(act, profile(act.reached, {}), [told, first, joint(machine, first.after, turns[1])])

    assert ("letter" in first.after.fired, ()) == (True, found.passed_over)


def test_outcomes_are_the_ends_that_are_reached() -> None:
    """Each reached outcome has a column with its rows."""
    names, ends = outcomes(solved(crossing()).reached)

    assert (("over", "swept"), 9) == (names, ends.sum())
