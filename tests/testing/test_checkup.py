"""A check-up brings what the analysis finds to the lines of the author's files, and counts the author's own plays."""

import shutil
from pathlib import Path

import pytest

from sim.library import data_folder, open_scenario
from sim.testing.checkup import check_up, ends, own_plays, play_files
from tests.testing.at_table import claiming, opened


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """Return a copy of the tutorial's folder."""
    folder = tmp_path / "ferry"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", folder)
    main = folder / "scenario.yaml"
    main.write_text(main.read_text("utf-8").replace("id: tutorial ", "id: ferry "), encoding="utf-8")
    return folder


def test_the_tutorial_is_clean() -> None:
    """The shipped tutorial has no warning."""
    found = check_up(open_scenario("tutorial"))

    assert [] == [str(finding) for finding, _ in found.findings if finding.level == "warning"]
    assert found.clean


def test_a_finding_has_its_line(ferry: Path) -> None:
    """A finding stands at file, line and column of what it is about."""
    act = ferry / "acts" / "ferry.yaml"
    act.write_text(act.read_text("utf-8").replace("        default: pay-half\n", ""), encoding="utf-8")
    line = 1 + next(place for place, text in enumerate(act.read_text("utf-8").splitlines()) if text == "      westbank:" and place > 150)
    found = check_up(open_scenario(str(ferry)))

    assert [f"ferry/acts/ferry.yaml:{line}:7"] == [f"{place.file}:{place.line}:{place.column}" for _, place in found.findings]
    assert not found.clean


def test_a_class_that_no_play_ends_in_is_found(ferry: Path) -> None:
    """Without the plays that end in agreement, the class is reported as without a play; broken plays do not count."""
    for path in play_files(ferry):
        if "agreement" in path.read_text("utf-8"):
            path.unlink()
    ferry.joinpath("plays", "broken.play.yaml").write_text("about: x\nsteps: [{expect: {outcome: agreement}}]\n", encoding="utf-8")
    found = check_up(open_scenario(str(ferry)))

    assert [("class-without-play", "outcome_classes.agreement")] == [(finding.code, finding.path) for finding, _ in found.findings]


def test_own_plays_end_somewhere() -> None:
    """The tutorial's own plays end in both classes of outcomes."""
    assert {"agreement", "standstill"} == ends(own_plays(open_scenario("tutorial")))


def test_a_broken_claim_is_not_clean() -> None:
    """A scenario whose claim is broken is not clean, though lint finds nothing."""
    found = check_up(opened(claiming(always={"at_least": {"tension": 4}})))

    assert (["broken"], False) == ([one.verdict for one in found.proven], found.clean)
    assert {""} == {place.file for _, place in found.findings}
