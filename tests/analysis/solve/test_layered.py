"""Where scenes stand when they are drawn."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.solve.layered import Layered, depths, layered

WIDE, GAP, NARROW = 10.0, 2.0, 1.0
LINES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


def drawn(scenes: str, *lines: str) -> Layered:
    """Return the places of scenes of one letter each, between which lines of two letters go."""
    return layered([*scenes], [(line[0], line[1]) for line in lines], lambda _: WIDE, GAP, NARROW)


def test_every_scene_stands_below_all_that_lead_to_it() -> None:
    """A scene that can be come to shortly and at length stands below the long way."""
    assert (("a",), ("b",), ("c",), ("d",)) == drawn("abcd", "ab", "bc", "ac", "cd", "ad").layers


def test_layers_are_known_without_places() -> None:
    """Where a line leads back, or to its own scene, the layers are those of what is drawn."""
    lines = [("a", "b"), ("b", "c"), ("c", "b"), ("c", "c"), ("a", "c")]

    assert {"a": 0, "b": 1, "c": 2} == depths(["a", "b", "c"], lines)


def test_a_line_over_several_layers_passes_beside_their_scenes() -> None:
    """The long line has a place of its own in each layer between, and overlaps no scene there."""
    found = drawn("abc", "ab", "bc", "ac")
    [(layer, at)] = found.bends["a", "c"]

    assert 1 == layer
    assert abs(at - found.middle["b"]) >= (WIDE + NARROW) / 2
    assert () == found.bends["a", "b"]


def test_lines_that_need_not_cross_do_not() -> None:
    """Two scenes that lead to two others stand in their order, whatever the order of the file."""
    found = drawn("abcde", "ab", "ac", "be", "cd")

    assert (found.middle["b"] < found.middle["c"]) == (found.middle["e"] < found.middle["d"])


def test_a_line_back_goes_up() -> None:
    """Where a play can come to a scene again, the scene keeps its place, and the line back goes through the layers upwards."""
    found = drawn("abc", "ab", "bc", "ca", "aa", "cb")

    assert (("a",), ("b",), ("c",)) == found.layers
    assert [1] == [layer for layer, _ in found.bends["c", "a"]]
    assert {("a", "b"), ("b", "c"), ("c", "a"), ("c", "b")} == set(found.bends)


def test_a_scene_that_nothing_leads_to_has_a_place() -> None:
    """Scenes without lines stand beside the beginning, and a single scene is as wide as the map."""
    assert {"a", "b"} == {*drawn("ab").layers[0]}
    assert (WIDE, WIDE / 2) == (drawn("a").width, drawn("a").middle["a"])


@given(LINES)
def test_nothing_overlaps_and_nothing_stands_outside(lines: list[tuple[int, int]]) -> None:
    """Whatever leads where, scenes of a layer stand apart, every bend lies on the map, and a line's bends are one layer apart each."""
    scenes = [str(number) for number in range(8)]
    found = layered(scenes, [(str(begin), str(to)) for begin, to in lines], lambda scene: WIDE + int(scene), GAP, NARROW)
    for layer in found.layers:
        for left, right in pairwise(layer):
            assert found.middle[right] - found.middle[left] >= WIDE + (int(left) + int(right)) / 2 + GAP - 1e-6
    for bends in found.bends.values():
        assert all(NARROW / 2 - 1e-6 <= at <= found.width - NARROW / 2 + 1e-6 for _, at in bends)
        assert all(1 == abs(after - before) for (before, _), (after, _) in pairwise(bends))

    assert sorted(scenes) == sorted(scene for layer in found.layers for scene in layer)
    assert all(0 <= found.middle[scene] <= found.width for scene in scenes)
