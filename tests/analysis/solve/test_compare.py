"""Acts under several policies, by whoever does the work."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from sim.analysis.explore import Limits
from sim.analysis.solve.compare import Answer, Here, Task, answered, compare
from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import policy_of, profile
from sim.analysis.solve.reached import Cut
from sim.engine.machine import ScenarioMachine
from sim.errors import Missing
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing

_T = TypeVar("_T")
_R = TypeVar("_R")
TEXT = crossing().model_dump_json(by_alias=True)
TASKS = [Task(TEXT, "one", {"north": name, "south": {("ford", "south", "cut"): 2.0}}) for name in ("uniform", "reported", "cautious")]


class _Backwards:
    """Does the last task first."""

    def map(self, function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterable[_R]:
        """Give what a function makes of each task, in their order."""
        return reversed([function(task) for task in reversed([*tasks])])


def test_an_answer_is_the_outlook_of_its_act() -> None:
    """What comes back is what is to be expected under the policies of the task, outcomes summed by class too."""
    found = answered(TASKS[0])
    act = reached(ScenarioMachine(crossing()))
    expected = outlook(act, profile(act, {role: policy_of(choosing) for role, choosing in TASKS[0].choosing.items()}))
    shares = dict(expected.outcomes)

    assert isinstance(found, Answer)
    assert (expected.outcomes, expected.turns, expected.states, expected.aims) == (found.outcomes, found.turns, found.states, found.aims)
    assert {"settled": shares["over"], "broken": shares["swept"]} == dict(found.classes)


def test_who_does_the_work_leaves_no_trace() -> None:
    """One after the other, by threads or in another order: the answers and their order are the same."""
    here = compare(TASKS, Here())
    with ThreadPoolExecutor(2) as threads:
        by_threads = compare(TASKS, threads)

    assert 1 < len({answer.outcomes for answer in here if isinstance(answer, Answer)})
    assert here == by_threads == compare(TASKS, _Backwards())


def test_it_can_be_stopped() -> None:
    """The notice is told after each answer, and may end the work with what is known."""
    told: list[tuple[int, int]] = []

    def notice(done: int, wanted: int) -> bool:
        told.append((done, wanted))
        return done == 2

    assert compare(TASKS, Here())[:2] == compare(TASKS, Here(), notice)
    assert [(1, 3), (2, 3)] == told


def test_an_act_that_is_too_large_is_said() -> None:
    """Where not all states can be visited, the reason comes back instead of figures."""
    found = answered(Task(TEXT, "one", {}, Limits(2, 100)))

    assert isinstance(found, Cut)
    assert "more than 2 states" == found.limit


def test_an_unknown_policy_is_refused() -> None:
    """A policy is named as data, and one that there is not is refused."""
    with pytest.raises(Missing, match="there is no policy 'cautios'"):
        answered(Task(TEXT, "one", {"north": "cautios"}))
