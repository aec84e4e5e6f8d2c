"""Plays are pytest's tests: pytest is run inside the test, in one process and in several."""

import json
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

GOOD = """\
about: A threat, and the rope is gone.
scenario: tutorial
steps:
  - choose: {eastbank: promise-nothing, westbank: threaten-closure}
    draw: $sky
    expect: {outcome: standstill}
with: {sky: [rain, dry]}
"""
BAD = """\
about: It goes otherwise.
scenario: tutorial
steps:
  - choose: {eastbank: promise-nothing, westbank: threaten-closure}
    draw: dry
    expect: {outcome: agreement}
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return an empty project whose pytest has our plugin and no other."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p sim.testing.plugin")
    return pytester


def play(project: pytest.Pytester, name: str, text: str) -> Path:
    """Write a play file into a project."""
    path = project.path / f"{name}.play.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_play_of_a_file_is_a_test(project: pytest.Pytester) -> None:
    """A file with two combinations of parameters gives two tests, named by their values."""
    play(project, "good", GOOD)
    result = project.runpytest_inprocess("-v")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["good.play.yaml::play?rain? PASSED*", "good.play.yaml::play?dry? PASSED*"])


def test_a_failing_play_is_told_without_a_traceback(project: pytest.Pytester) -> None:
    """A failure shows file, line, step, difference and state, and no line of Python."""
    play(project, "bad", BAD)
    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*bad: It goes otherwise.*",
            "bad.play.yaml:6: step 1, expect.outcome",
            "    expected  agreement",
            "    found     standstill",
            "  state     turn 2, ferry-idle: tension 4, word-east 0, word-west 0, river 0 (hidden)",
            "  ended     standstill",
        ]
    )
    result.stdout.no_fnmatch_line("*.py:*")


def test_a_file_that_is_no_play_fails_alone(project: pytest.Pytester) -> None:
    """A malformed file is one failing test with all its problems; the other plays are run."""
    play(project, "broken", "about: x\nstep: []\nseed: -1\n")
    play(project, "good", GOOD)
    result = project.runpytest_inprocess()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        ["broken.play.yaml:2:1: step: unknown field 'step'*", "broken.play.yaml:3:7: seed: the number -1 is given; at least 0*"]
    )


def test_a_play_of_no_scenario_fails(project: pytest.Pytester) -> None:
    """A play whose scenario cannot be opened fails at the line that names it, every time it is asked for."""
    play(project, "lost", GOOD.replace("tutorial", "tutoril"))
    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=2)
    place = "lost.play.yaml:2:1: scenario: "
    why = "there is no scenario and no folder 'tutoril'*did you mean 'tutorial'?"
    result.stdout.fnmatch_lines([f"{place}{why}; name a shipped scenario, or a folder by its path from this file"])


def test_a_play_of_a_folder_without_a_scenario_fails_at_its_line(project: pytest.Pytester) -> None:
    """A play whose scenario has mistakes fails at the line that names it, and the mistakes follow."""
    project.mkdir("elsewhere")
    play(project, "lost", GOOD.replace("tutorial", "elsewhere"))
    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "lost.play.yaml:2:1: scenario: the scenario cannot be played as it is: *elsewhere; mend its files, or name another scenario",
            "elsewhere/scenario.yaml:1:1: there is no scenario.yaml; *",
        ]
    )


def test_a_play_beside_no_scenario_is_told_to_name_one(project: pytest.Pytester) -> None:
    """A play that names no scenario and lies in none is told how to name one."""
    play(project, "lost", GOOD.replace("scenario: tutorial\n", ""))
    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["lost.play.yaml:1:1: scenario: *; mend its files, or name another scenario: `scenario: …`"])


def test_an_expected_failure_is_no_failure(project: pytest.Pytester) -> None:
    """A play with `xfail` may fail; one that does not fails for that."""
    play(project, "known", BAD + "xfail: The rope is to be saved one day.\n")
    play(project, "mended", GOOD + "xfail: Nobody knows why.\n")
    result = project.runpytest_inprocess("-rx")

    result.assert_outcomes(xfailed=1, failed=2)
    result.stdout.fnmatch_lines(["*The rope is to be saved one day.*"])


def test_traces_are_written_on_request_and_compared_afterwards(project: pytest.Pytester) -> None:
    """`--bless` writes golden traces; after the play is changed it fails with two columns."""
    path = play(project, "good", GOOD)
    project.runpytest_inprocess("--bless").assert_outcomes(passed=2)
    trace = path.with_name("good.trace.txt")
    assert ["# rain", "act ferry, course whole"] == trace.read_text().splitlines()[:2]

    trace.write_text(trace.read_text().replace("tension 2 to 4", "tension 2 to 3"))
    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*changes tension 2 to 3* | *changes tension 2 to 4*"])


def test_a_failing_play_is_not_blessed(project: pytest.Pytester) -> None:
    """`--bless` writes no trace of a play that does not go as it says."""
    path = play(project, "bad", BAD)
    project.runpytest_inprocess("--bless").assert_outcomes(failed=1)

    assert not path.with_name("bad.trace.txt").exists()


def test_coverage_is_shown_when_it_is_asked_for(project: pytest.Pytester) -> None:
    """`--scenario-cov` ends the run with a table of what the plays touched, and what they left out."""
    play(project, "good", GOOD)
    result = project.runpytest_inprocess("--scenario-cov=")

    result.stdout.fnmatch_lines(
        ["*scenario coverage*", "tutorial *covered*", "  scenes  * 2 * 4 *50", "  not covered, scenes:", "    acts.ferry.scenes.the-night"]
    )
    assert 0 == result.ret


def test_coverage_of_a_scenario_that_nobody_played_is_nothing(project: pytest.Pytester) -> None:
    """A scenario that is asked for by name is reported though no play touched it."""
    play(project, "bad", BAD)
    result = project.runpytest_inprocess("--scenario-cov=tutorial")

    result.stdout.fnmatch_lines(["tutorial *", "  scenes  * 0 * 4 * 0"])


def test_a_threshold_that_is_not_reached_fails_the_run(project: pytest.Pytester) -> None:
    """Where less is covered than asked for, the run fails though every play passes."""
    play(project, "good", GOOD)
    result = project.runpytest_inprocess("--scenario-cov-fail-under=scenes=100,outcomes=50")

    result.assert_outcomes(passed=2)
    assert pytest.ExitCode.TESTS_FAILED == result.ret
    result.stdout.fnmatch_lines(["tutorial: scenes: 50.0 % covered, 100 % asked for"])


def test_a_threshold_that_is_reached_passes(project: pytest.Pytester) -> None:
    """Where enough is covered the run passes."""
    play(project, "good", GOOD)

    assert 0 == project.runpytest_inprocess("--scenario-cov-fail-under=scenes=50").ret


def test_a_threshold_without_a_play_fails(project: pytest.Pytester) -> None:
    """A threshold cannot be reached by playing nothing."""
    project.makepyfile("def test_nothing(): pass")
    result = project.runpytest_inprocess("--scenario-cov-fail-under=0")

    assert pytest.ExitCode.TESTS_FAILED == result.ret
    result.stdout.fnmatch_lines(["no play of such a scenario was run, so nothing is covered"])


def test_reports_are_written(project: pytest.Pytester) -> None:
    """JSON and HTML reports are written where they are asked for."""
    play(project, "good", GOOD)
    result = project.runpytest_inprocess("--scenario-cov-report=json:out/cov.json", "--scenario-cov-report=html:cov.html")

    rows = json.loads(project.path.joinpath("out", "cov.json").read_text())["scenarios"][0]["rows"]
    assert {"kind": "scenes", "role": None, "covered": 2, "of": 4} == {key: rows[0][key] for key in ("kind", "role", "covered", "of")}
    assert "<h2>tutorial</h2>" in project.path.joinpath("cov.html").read_text()
    result.stdout.fnmatch_lines(["written: out/cov.json", "written: cov.html"])
    result.stdout.no_fnmatch_line("  scenes *")


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--scenario-cov=tutoril", "*there is no scenario and no folder 'tutoril'*"),
        ("--scenario-cov-fail-under=much", "*coverage threshold 'much' is no number from 0 to 100*"),
        ("--scenario-cov-report=xml:x", "*--scenario-cov-report 'xml:x' is none of: term, json:FILE, html:FILE*"),
    ],
)
def test_an_option_that_says_nothing_is_refused(project: pytest.Pytester, option: str, message: str) -> None:
    """An option with a value that means nothing ends pytest before it begins, with what may stand there."""
    result = project.runpytest_inprocess(option)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([message])


def test_several_processes_give_the_same_coverage(project: pytest.Pytester) -> None:
    """Under pytest-xdist the workers' plays are counted together, and thresholds are held against all of them."""
    play(project, "good", GOOD)
    play(project, "other", GOOD.replace("threaten-closure", "promise-open").replace("expect: {outcome: standstill}", "expect: {branch: 2}"))
    arguments = ("--scenario-cov-report=json:cov.json", "--scenario-cov-fail-under=scenes=75")
    reports = []
    for more in ((), ("-p", "xdist", "-n", "2")):
        result = project.runpytest_subprocess(*arguments, *more)
        result.assert_outcomes(passed=4)
        reports.append(project.path.joinpath("cov.json").read_text())

    assert 0 == result.ret
    assert reports[0] == reports[1]


def test_several_processes_bless_one_file(project: pytest.Pytester) -> None:
    """Under pytest-xdist the traces of one file, written by several workers, are all there."""
    path = play(project, "good", GOOD)
    project.runpytest_subprocess("--bless", "-p", "xdist", "-n", "2").assert_outcomes(passed=2)

    assert ["# rain", "# dry"] == [line for line in path.with_name("good.trace.txt").read_text().splitlines() if line.startswith("#")]


def test_the_plugin_costs_nothing_where_there_is_no_play(project: pytest.Pytester) -> None:
    """In a project without plays the plugin imports neither the engine nor the model."""
    project.makepyfile(
        """
        import sys

        def test_light():
            assert not {"sim.engine", "sim.model", "sim.library", "pydantic", "yaml"} & set(sys.modules)
        """
    )

    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_play_can_be_played_from_python(project: pytest.Pytester) -> None:
    """The fixture `play` plays a file, or one combination of its parameters, and gives the table."""
    play(project, "good", GOOD)
    project.makepyfile(
        """
        def test_it(play):
            assert play("good.play.yaml", "rain").outcome == "standstill"
        """
    )

    project.runpytest_inprocess("-k", "test_it").assert_outcomes(passed=1)


def test_a_play_that_cannot_be_found_from_python_is_told_so(project: pytest.Pytester) -> None:
    """The fixture `play` names the plays that a file has, and tells everything that is wrong with a file."""
    play(project, "good", GOOD)
    play(project, "broken", "step: []\n")
    project.makepyfile(
        """
        import pytest
        from sim.errors import Invalid, Missing

        def test_other(play):
            with pytest.raises(Missing, match="good.play.yaml has no play 'snow'; its plays: rain, dry"):
                play("good.play.yaml", "snow")

        def test_broken(play):
            with pytest.raises(Invalid, match="did you mean 'steps'"):
                play("broken.play.yaml")
        """
    )

    project.runpytest_inprocess("-k", "test_other or test_broken").assert_outcomes(passed=2)


def test_a_table_can_be_played_at_from_python(project: pytest.Pytester) -> None:
    """The fixture `table` begins a play of a scenario by name, and what is played at it is covered."""
    project.makepyfile(
        """
        def test_it(table):
            ferry = table("tutorial", course="short")
            ferry.choose(eastbank="lend-rope", westbank="pay-half")
            assert ferry.outcome == "agreement"
        """
    )
    result = project.runpytest_inprocess("--scenario-cov=")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["  scenes  * 2 * 4 *"])


def test_a_table_finds_a_scenario_beside_the_test(project: pytest.Pytester) -> None:
    """The fixture `table` takes a relative folder as seen from the test."""
    folder = os.path.relpath(ROOT / "scenarios" / "tutorial", project.path)
    project.makepyfile(f"def test_it(table):\n    assert table({folder!r}).scene == 'the-landing'\n")

    project.runpytest_inprocess().assert_outcomes(passed=1)


def test_the_plugin_is_installed_with_the_package() -> None:
    """The package names the plugin as pytest looks for it."""
    text = ROOT.joinpath("pyproject.toml").read_text("utf-8")

    assert '[project.entry-points.pytest11]\n"sim.testing.plugin" = "sim.testing.plugin"' in text
    assert sys.version_info >= (3, 11)
