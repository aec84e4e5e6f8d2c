"""The story map of `sim export --html` and `sim analyse --html`: drawn, placed, and readable without a script."""

import json
import re
from pathlib import Path

import pytest

from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import profile
from sim.cli.analysing_map import StoryMap
from sim.library import from_data, open_scenario
from tests import small
from tests.analysis.held import reached
from tests.cli.running import sim


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of the tutorial's act."""
    folder = tmp_path_factory.mktemp("map")
    said = sim(folder, "export", "tutorial", "--html", "--policy", "cautious", "--to", str(folder / "act.html"))
    assert (0, "") == (said.exit_code, said.stdout)
    return (folder / "act.html").read_text("utf-8")


def test_every_scene_and_every_way_out_is_drawn(page: str) -> None:
    """The map has a box for each scene, a way out and a line for each pair of scenes that a branch joins, and a rule that places each."""
    act = open_scenario("tutorial").machine.lookup.act("ferry")
    pairs = {(scene.id, branch.to) for scene in act.scenes for branch in scene.branches}

    assert len(act.scenes) == len(re.findall(r'<div class="box', page)) == len(re.findall(r"^#m0-\d+ \{ left: ", page, re.MULTILINE))
    assert len(pairs) == len(re.findall(r"<path ", page)) == len(re.findall(r'<span class="way', page))


def test_a_way_out_tells_its_passages(page: str) -> None:
    """What a way out shows when it is reached names what happens, the words, who says them, and what they bear on."""
    tip = re.search(r'<span class="way" tabindex="0" role="button" aria-label="33 % to: (.*?)</span></span>', page, re.DOTALL)

    assert tip is not None
    assert "The rope was hung before midnight, and the river left it alone." in tip[1]
    assert "<q>" in tip[1]
    assert "The River Letter (invented)" in tip[1]
    assert "For what happens: " in tip[1]


def test_a_page_runs_nothing_and_has_no_style_of_its_own(page: str) -> None:
    """The page has a policy, no script, and no style outside of its head, so that the policy's hash covers all of it."""
    assert "default-src 'none'; style-src 'sha256-" in page
    assert [] == re.findall(r"<script|javascript:| on\w+=| style=|<link|<img|http://|https://", page)


def test_the_page_of_an_analysis_has_the_same_map(tmp_path: Path, page: str) -> None:
    """`sim analyse --html` draws the same map under the same policy."""
    sim(tmp_path, "analyse", "tutorial", "--policy", "cautious", "--html", str(tmp_path / "act.html"))

    assert page == (tmp_path / "act.html").read_text("utf-8")


def test_without_a_file_the_page_goes_to_standard_output(tmp_path: Path, page: str) -> None:
    """The page can be piped on, letter for letter."""
    assert page == sim(tmp_path, "export", "tutorial", "--html", "--policy", "cautious").stdout


def test_signs_of_html_in_a_scenario_stay_text() -> None:
    """Whatever an author writes is shown as it is, in boxes, ways out and what they tell."""
    scene = small.scene({"north": {"options": {"a": small.option()}}}, [{**small.branch("end"), "narration": "<b>&</b>"}])
    scenario = small.scenario({"here": {**scene, "heading": "<i>Here</i>"}, "end": small.outcome()})
    opened = from_data(scenario, small.corpus())
    act = reached(opened.machine)
    drawn = "\n".join(StoryMap(opened, outlook(act, profile(act, {})), "m0").lines())

    assert "&lt;i&gt;Here&lt;/i&gt;" in drawn
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in drawn
    assert "100 %" in drawn


def test_what_no_play_comes_to_is_drawn_faintly(tmp_path: Path) -> None:
    """Under a policy that leaves scenes out, these and the ways to them are marked, and what seldom happens is no zero."""
    said = sim(tmp_path, "export", "kosovo", "--html", "--act", "2023", "--policy", "reported").stdout

    assert 'class="box end never"' in said
    assert 'class="way never"' in said
    assert '<path class="never"' not in said
    assert re.search(r'<path d="[^"]+" stroke-width="1.0" class="never"/>', said)


def test_what_was_tried_is_kept(tmp_path: Path) -> None:
    """The second time the numbers are not tried again; for other policies, or from a damaged file, they are."""
    tried = ("analyse", "tutorial", "--sensitivity", "--executor", "here", "--json")
    first = json.loads(sim(tmp_path, *tried).stdout)["act ferry"]["sensitivity"]
    [file] = (tmp_path / "data" / "computed").iterdir()
    before = file.stat().st_mtime_ns
    again = json.loads(sim(tmp_path, *tried).stdout)["act ferry"]["sensitivity"]
    unchanged = file.stat().st_mtime_ns == before
    sim(tmp_path, *tried, "--policy", "cautious")
    file.write_bytes(file.read_bytes()[:-9])
    mended = json.loads(sim(tmp_path, *tried).stdout)["act ferry"]["sensitivity"]

    assert (first, True, first) == (again, unchanged, mended)
    assert first["wanted"] == len(first["nudges"])
    assert 2 == len([*(tmp_path / "data" / "computed").iterdir()])
