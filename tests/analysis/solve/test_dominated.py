"""Options that never serve a role."""

from sim.analysis.solve.dominated import Dominated, dominated
from sim.analysis.solve.policies import profile
from sim.analysis.solve.worth import aims
from tests.analysis.solve.games import crossing, game, solved


def _found(table: list[list[tuple[int, int]]]) -> tuple[Dominated, ...]:
    act = solved(game(table))
    return dominated(act, profile(act.reached, {}), aims(act.reached))


def test_the_prisoners_dilemma_has_two_dominated_options() -> None:
    """Keeping silent is dominated for both, in the one state there is."""
    found = _found([[(6, 6), (0, 9)], [(9, 0), (2, 2)]])

    assert [("north", "n0", True), ("south", "s0", True)] == [(one.role, one.option, one.everywhere) for one in found]


def test_equal_options_do_not_dominate_each_other() -> None:
    """An option that is never better is no reason to drop another, and one that is better only somewhere is not enough."""
    assert () == _found([[(3, 3), (3, 3)], [(3, 3), (3, 3)]])
    assert () == _found([[(3, 3), (1, 1)], [(1, 1), (3, 3)]])


def test_an_option_may_be_dominated_in_some_states_only() -> None:
    """Counted are the states in which an option is dominated and those in which it is offered; the role without aims is left out."""
    act = solved(crossing())
    found = {(one.scene, one.role, one.option): one for one in dominated(act, profile(act.reached, {}), aims(act.reached))}

    assert Dominated("ford", "south", "rope", 2, 3) == found["ford", "south", "rope"]
    assert not found["ford", "south", "rope"].everywhere


def test_without_aims_nothing_is_dominated() -> None:
    """Where no role has an aim, no option is better than another."""
    act = solved(crossing())

    assert () == dominated(act, profile(act.reached, {}), ())
