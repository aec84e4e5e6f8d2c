"""What each role can make of an act."""

from sim.analysis.solve.policies import profile
from sim.analysis.solve.prospects import Assured, prospects
from tests.analysis.solve.games import crossing, game, solved


def test_a_table_gives_each_role_its_figures() -> None:
    """In the prisoners' dilemma, against even odds: what is expected, what betraying gets, what is sure."""
    act = solved(game([[(6, 6), (0, 9)], [(9, 0), (2, 2)]]))
    north, south = prospects(act, profile(act.reached, {}))

    assert (10, 4.25, 5.5, 2.0) == (north.most, north.expected, north.best, north.sure)
    assert (north.expected, north.best, north.sure) == (south.expected, south.best, south.sure)
    assert Assured("worth-1", 1.0, 0.0) == north.aims[0]
    assert Assured("worth-6", 0.0, 0.0) == north.aims[5]
    assert (Assured("settled", 1.0, 0.0),) == north.classes


def test_what_one_role_can_see_to_alone() -> None:
    """North can be sure to arrive only as far as it stays on the bank's safe side of chance; south cannot keep it off alone."""
    act = solved(crossing())
    north, south = prospects(act, profile(act.reached, {}))
    by_class = {one.what: one for one in north.classes}

    assert (0.75, 0.25) == (by_class["settled"].bring_about, by_class["broken"].bring_about)
    assert (0.75, 0.25) == (by_class["broken"].keep_off, by_class["settled"].keep_off)
    assert ("south", 2) == (south.role, south.most)
