"""A play that was found is written as a play file that reads back to the same play."""

from pathlib import Path

import pytest

from sim.analysis.explore import Leg
from sim.analysis.survey import Onward, Route, survey
from sim.library import OpenScenario, open_scenario
from sim.testing.run import run
from sim.testing.script import read_script, scenario_of
from sim.testing.writing import URN, play_text, save, schema_path, walk_route
from tests.testing.at_table import opened, two_acts, written

FIRST = Leg("bridge", (("north", "open"), ("south", "wait")))
SIGN = Leg("talks", (("north", "sign"),))


def again(folder: Path, scenario: OpenScenario, text: str) -> list[object]:
    """Play what was written and return the events of its log."""
    script = read_script(written(folder, text), "test.play.yaml")
    assert () == script.problems
    return [entry.event for entry in run(script.cases[0], scenario).session.log]


def test_a_route_is_written_turn_by_turn() -> None:
    """A play file has a step for each turn, with the scene that it leads to."""
    route = Route("one", "whole", (Leg("bridge", (), "letter"), FIRST, SIGN))

    assert [
        "# yaml-language-server: $schema=urn:standoff:schema:1:play",
        'about: "To a treaty: quickly."',
        "act: one",
        "steps:",
        "  - release: letter",
        "    expect: {scene: bridge}",
        "  - choose: {north: open, south: wait}",
        "    expect: {scene: talks}",
        "  - choose: {north: sign}",
        "    expect: {scene: treaty}",
    ] == play_text(opened(), route, "To a treaty: quickly.").splitlines()


def test_a_draw_is_told_beside_the_choices() -> None:
    """What chance fell on stands in the step of its turn."""
    route = Route(
        "one", "whole", (Leg("bridge", (("north", "block"), ("south", "wait"))), Leg("night", (("south", "call"), ("chance", "shots"))))
    )

    assert ["  - choose: {south: call}", "    draw: shots"] == play_text(opened(), route, "x").splitlines()[6:8]


def test_a_route_through_a_campaign_proceeds() -> None:
    """A play through two acts says that it is a campaign, and when the next act begins."""
    text = play_text(opened(two_acts()), Route("one", "whole", (FIRST, SIGN, Onward("two"))), "x")

    assert ["campaign: true", "  - proceed: two"] == [line for line in text.splitlines() if line.startswith(("campaign", "  - proceed"))]


def test_an_id_that_looks_like_a_number_is_quoted() -> None:
    """The act `2022` is written as text."""
    scenario = open_scenario("tutorial")
    renamed = Route("ferry", "short", ())

    assert ["act: ferry", "course: short"] == play_text(scenario, renamed, "x").splitlines()[2:4]
    assert 'about: "2022"' == play_text(scenario, renamed, "2022").splitlines()[1]


def test_a_route_of_no_turn_looks_at_the_beginning() -> None:
    """A play of no turn still expects something."""
    assert "  - expect: {scene: bridge}" == play_text(opened(), Route("one", "whole"), "x").splitlines()[-1]


def test_what_must_be_at_the_end_can_be_added() -> None:
    """A last expectation is a step of its own."""
    assert "  - expect: {waits_for: []}" == play_text(opened(), Route("one", "whole"), "x", last="waits_for: []").splitlines()[-1]


@pytest.mark.parametrize("injects", [False, True])
def test_every_way_of_a_survey_reads_back_to_the_same_play(tmp_path: Path, injects: bool) -> None:  # noqa: FBT001 -- a row of the table
    """For each scene and branch, the written play has the same events as the way itself."""
    scenario = opened(two_acts())
    for found in survey(scenario.machine, injects=injects):
        routes = [found.route(state) for state in found.scenes.values()]
        routes += [found.route(state, leg) for state, leg in found.branches.values()]
        for route in routes:
            expected = [entry.event for entry in walk_route(scenario, route).session.log]

            assert expected == again(tmp_path, scenario, play_text(scenario, route, "A way."))


def test_a_play_kept_elsewhere_names_its_scenario(tmp_path: Path) -> None:
    """Beside its scenario a play needs no name for it; elsewhere a shipped scenario is named, and any other given by its folder."""
    scenario = open_scenario("tutorial")
    route = Route("ferry", "whole")
    assert scenario.folder is not None

    assert "scenario:" not in play_text(scenario, route, "x", beside=scenario.folder / "plays")
    assert "scenario: tutorial" == play_text(scenario, route, "x", beside=tmp_path).splitlines()[2]


def test_a_play_is_saved_under_a_safe_name(tmp_path: Path) -> None:
    """A name of a file is made of small letters, digits and hyphens; the folder is made if it is not there."""
    path = save(tmp_path / "found" / "here", "No end: ../x", "about: x\n")

    assert (tmp_path / "found" / "here" / "no-end-x.play.yaml", "about: x\n") == (path, path.read_text())
    assert str(tmp_path / "found") == scenario_of(read_script(path).cases[0])


def test_the_schema_is_named_as_seen_from_the_file(tmp_path: Path) -> None:
    """A folder with schemas, as `sim new` makes it, is found from any depth below; elsewhere the schema is given by its name."""
    (tmp_path / "lake" / "schema").mkdir(parents=True)
    (tmp_path / "lake" / "schema" / "play.schema.json").write_text("{}")

    assert "../../schema/play.schema.json" == schema_path(tmp_path / "lake" / "plays" / "cover")
    assert (URN, URN) == (schema_path(tmp_path / "elsewhere"), schema_path(None))
