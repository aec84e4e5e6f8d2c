"""How a place in a scenario is written."""

from sim.model.paths import field_names, slots, walk
from sim.model.scenario import Prices, Scenario
from sim.model.scene import Option, Outcome, Scene
from sim.model.source import Catalogue, Citation
from tests import small


def test_every_citation_has_a_path_that_an_author_can_follow() -> None:
    """Parts that are written as mappings go by their key, parts of a list by their number."""
    paths = [path for path, part in walk(small.stand_off()) if isinstance(part, Citation)]

    assert any(path.endswith(".branches[0].cites[0]") for path in paths)
    assert all(path.startswith("acts.one.") for path in paths)


def test_the_whole_comes_first() -> None:
    """A walk begins with the part itself, at the empty path."""
    scenario = small.stand_off()

    assert ("", scenario) == next(walk(scenario))


def test_a_part_alone_in_a_field_goes_by_the_field() -> None:
    """A field that holds one part needs neither key nor number."""
    ending = next(scene for scene in small.stand_off().acts[0].scenes if scene.outcome)

    assert ["", "cites[0]", "outcome"] == [path for path, _ in walk(ending)]


def test_slots_know_how_parts_are_written() -> None:
    """The key of a mapping is known, and that a list has none."""
    found = {slot.written: (slot.key, slot.model) for slot in slots(Scene)}

    assert "role" == found["decision"][0]
    assert found["cites"] == (None, Citation)
    assert found["outcome"] == (None, Outcome)


def test_names_of_fields_are_those_of_the_file() -> None:
    """Fields whose name is a word of Python have the name that authors write; ids that authors choose are no fields."""
    assert {"class", "not", "schema", "at_least", "pro", "sha256"} <= field_names(Scenario, Catalogue)
    assert not {"outcome_class", "negated", "schema_version", "tension", "depth"} & field_names(Scenario, Catalogue)


def test_parts_without_a_key_are_found_in_pairs_too() -> None:
    """Effects and prices hold parts as well, though authors write them as pairs."""
    assert {"kinds", "exceptions"} == {slot.written for slot in slots(Prices)}
    assert "effects" in {slot.written for slot in slots(Option)}
    assert "acts" in {slot.written for slot in slots(Scenario)}
