"""`sim analyse` and `sim solve` compute exactly, say what they assume, and can be stopped."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.analysis.solve.reached import Cut
from sim.analysis.solve.sample import Frequency, Sampled
from sim.analysis.solve.sensitivity import Nudge, Tried
from sim.analysis.solve.sweep import Swept
from sim.cli import analysing_told as told
from sim.cli.analysing_page import analysis_page
from sim.library import open_scenario
from tests.cli.running import environment, kept, process, sim

ASSUMED = "chance falls by the author's weights, the facilitator releases nothing, and no deadline runs out."


def test_an_act_is_told_exactly(tmp_path: Path) -> None:
    """Outcomes, scenes and indicators are shown with what the figures assume."""
    said = sim(tmp_path, "analyse", "tutorial")

    assert (0, "") == (said.exit_code, said.stderr)
    assert said.stdout.startswith(
        f"In this model every role chooses by the policy 'uniform', whatever came before;\n{ASSUMED}\n\nact ferry: exact, "
    )
    assert "act ferry: exact, over 42 states and 64 joint steps; 1.8 turns to an end\n" in said.stdout
    assert " 0.1389 ###                      ferry-runs (agreement)\n" in said.stdout


def test_figures_for_programs_are_whole(tmp_path: Path) -> None:
    """JSON has probabilities unrounded, the hash of the rules, the policies and what is assumed."""
    said = json.loads(sim(tmp_path, "analyse", "tutorial", "--json", "--policy", "cautious", "--policy", "eastbank=uniform").stdout)
    act = said["act ferry"]

    assert {"eastbank": "uniform", "westbank": "cautious"} == said["policies"]
    assert ("tutorial", open_scenario("tutorial").rules_hash, False) == (said["scenario"], said["rules_hash"], said["partial"])
    assert 1 == pytest.approx(sum(act["outcomes"].values()))
    assert ASSUMED in said["assumes"]


def test_acts_are_played_in_a_row(tmp_path: Path) -> None:
    """With --campaign, rows of outcomes have the probabilities; all together are certain."""
    said = sim(tmp_path, "analyse", "kosovo", "--campaign", "--policy", "reported")
    found = json.loads(sim(tmp_path, "analyse", "kosovo", "--campaign", "--policy", "reported", "--act", "2022", "--json").stdout)[
        "campaign"
    ]

    assert "acts 2021, 2022, 2023 in a row: exact, over " in said.stdout
    assert ["2022", "2023"] == found["acts"]
    assert 1 == pytest.approx(sum(ending["probability"] for ending in found["endings"]))


def test_without_a_campaign_there_is_no_row(tmp_path: Path) -> None:
    """A scenario without a campaign says that its acts are analysed one at a time."""
    said = sim(tmp_path, "analyse", "tutorial", "--campaign")

    assert (4, True) == (said.exit_code, "has no campaign" in said.stderr)


def test_a_play_is_judged(tmp_path: Path) -> None:
    """The reported play, a kept session and the file it was exported to show where they were decided."""
    sim(tmp_path, "play", "tutorial", "--watch", "--seed", "3")
    session = kept(tmp_path)
    sim(tmp_path, "export", session, "--to", str(tmp_path / "play.jsonl"))
    told_by = {
        play: sim(tmp_path, "analyse", "tutorial", "--play", play).stdout for play in ("reported", session, str(tmp_path / "play.jsonl"))
    }

    assert "turn 2, the-night: eastbank chose keep-rope, not run-alone; ferry-runs (agreement) 0.00 -> 1.00\n" in told_by["reported"]
    assert told_by[session] == told_by[str(tmp_path / "play.jsonl")]
    assert "where the play was decided" in told_by[session]


def test_an_unfinished_play_of_no_turns_was_decided_nowhere(tmp_path: Path) -> None:
    """A play in which nothing was decided has no pivotal choice, and JSON says so with an empty list."""
    sim(tmp_path, "play", "tutorial", "--role", "eastbank", "--bot", "cautious")
    session = kept(tmp_path)
    said = json.loads(sim(tmp_path, "analyse", "tutorial", "--play", session, "--json").stdout)

    assert "no other choice of one role would have changed anything\n" in sim(tmp_path, "analyse", "tutorial", "--play", session).stdout
    assert {"pivots": [], "passed_over": []} == said["act ferry"]["pivots"]


def test_weights_come_from_a_file(tmp_path: Path) -> None:
    """A file of weights decides how a role chooses where it says so."""
    weights = tmp_path / "weights.yaml"
    weights.write_text("the-landing: {eastbank: {promise-nothing: 1}}\n", encoding="utf-8")
    found = json.loads(sim(tmp_path, "analyse", "tutorial", "--policy", f"eastbank={weights}", "--json").stdout)["act ferry"]

    assert 0 == dict(found["indicators"])["word-east"][1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the-landin: {eastbank: {promise-nothing: 1}}", "has no scene 'the-landin'; did you mean 'the-landing'?"),
        ("the-landing: {eastban: {promise-nothing: 1}}", "'eastban' decides nothing in scene the-landing; did you mean 'eastbank'?"),
        ("the-landing: {eastbank: {promise-nothin: 1}}", "offers eastbank no option 'promise-nothin'; did you mean 'promise-nothing'?"),
        ("the-landing: {eastbank: {promise-nothing: -1}}", "is -1, and has to be a number from 0 on"),
        ("the-landing: {eastbank: {promise-nothing: true}}", "is True, and has to be a number from 0 on"),
        ("the-landing: {eastbank: 3}", "an option of eastbank is expected"),
        ("- 3", "a scene is expected"),
        ("a: &b 3", "anchor"),
    ],
)
def test_a_wrong_file_of_weights_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """What a file of weights has wrong is said, with the nearest name where there is one."""
    weights = tmp_path / "weights.yaml"
    weights.write_text(f"{text}\n", encoding="utf-8")
    found = sim(tmp_path, "analyse", "tutorial", "--policy", str(weights))

    assert 1 == found.exit_code
    assert said in found.stderr


def test_the_choices_of_a_class_are_a_policy(tmp_path: Path) -> None:
    """Exported sessions give the frequencies of what people chose; bots do not count."""
    sim(tmp_path, "play", "tutorial", "--role", "eastbank", "--bot", "cautious", "--seed", "1", typed="\n1\n\n1\n" + "1\n" * 12)
    folder = tmp_path / "class"
    folder.mkdir()
    sim(tmp_path, "export", kept(tmp_path), "--to", str(folder / "one.jsonl"))
    by_folder = json.loads(sim(tmp_path, "analyse", "tutorial", "--policy", f"eastbank={folder}", "--json").stdout)
    by_file = json.loads(sim(tmp_path, "analyse", "tutorial", "--policy", f"eastbank={folder / 'one.jsonl'}", "--json").stdout)
    uniform = json.loads(sim(tmp_path, "analyse", "tutorial", "--json").stdout)

    assert by_folder["act ferry"] == by_file["act ferry"]
    assert by_folder["act ferry"] != uniform["act ferry"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--policy", "eastbnk=cautious"], 4, "has no role 'eastbnk'; its roles: eastbank, westbank; did you mean 'eastbank'?"),
        (["--policy", "harbour=cautious"], 4, "has no role 'harbour'; its roles: eastbank, westbank\n"),
        (["--policy", "cautios"], 4, "there is no policy 'cautios'"),
        (["--policy", "."], 4, "there is no exported session (*.jsonl) in ."),
        (["--act", "fery"], 4, "has no act 'fery'"),
        (["--play", "nothing"], 4, "there is no session"),
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, arguments: list[str], status: int, said: str) -> None:
    """An unknown role, policy, act or play is named, with what there is."""
    found = sim(tmp_path, "analyse", "tutorial", *arguments)

    assert (status, True) == (found.exit_code, said in found.stderr)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that nobody can read, whoever runs the tests")
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A file of weights that the system refuses to read is named with the reason."""
    weights = tmp_path / "weights.yaml"
    weights.symlink_to("/proc/self/mem")
    found = sim(tmp_path, "analyse", "tutorial", "--policy", str(weights))

    assert (5, True) == (found.exit_code, "cannot be read" in found.stderr)


def test_plays_are_drawn_where_that_is_asked_for(tmp_path: Path) -> None:
    """Drawn plays are shown as such, with intervals; the same seed draws the same."""
    first = sim(tmp_path, "analyse", "tutorial", "--sample", "500", "--seed", "4")
    found = json.loads(sim(tmp_path, "analyse", "tutorial", "--sample", "500", "--seed", "4", "--json").stdout)["act ferry"]

    assert "\nact ferry: 500 plays drawn at random, " in first.stdout
    assert "(drawn at random, as asked); intervals hold with 99.9 % confidence" in first.stdout
    assert (False, 500) == (found["exact"], found["plays"])
    assert found["outcomes"]["ferry-runs"]["interval"][0] < 0.1389 < found["outcomes"]["ferry-runs"]["interval"][1]


def test_plays_that_were_given_up_are_counted() -> None:
    """Where drawn plays were given up, a line says how many."""
    drawn = Sampled(4, 4_000, {}, Frequency(1, 4))
    lines = [*told.sampled(open_scenario("tutorial"), "ferry", Cut("more than 3 states", 4, 9), drawn)]

    assert "act ferry: 4 plays drawn at random, 4,000 turns (more than 3 states); intervals hold with 99.9 % confidence" == lines[0]
    assert lines[1].endswith("given up without an end")


@pytest.mark.parametrize(("share", "shown"), [(0, " 0.0000"), (1e-7, "<0.0001"), (0.5, " 0.5000 ############"), (1, " 1.0000 " + "#" * 24)])
def test_a_probability_has_a_bar(share: float, shown: str) -> None:
    """A probability is a number with a bar; what is possible is never shown as nothing."""
    assert shown == told.bar(share).rstrip()


def test_roles_have_their_prospects(tmp_path: Path) -> None:
    """`sim solve` says what roles expect, get at best and are sure of, what they can see to alone, and which options never serve."""
    said = sim(tmp_path, "solve", "kosovo", "--act", "2023", "--strength", "0.5")
    found = json.loads(sim(tmp_path, "solve", "kosovo", "--act", "2023", "--json", "--policy", "cautious").stdout)["act 2023"]

    assert 0 == said.exit_code
    assert "pristina can keep off voters-2023\n" in said.stdout
    assert "    april-vote: eu observe\n" in said.stdout
    assert "logit equilibrium of strength 0.5: every role prefers what promises more" in said.stdout
    assert "Aims are teaching values that the author declared" in said.stdout
    assert all(role["sure"] <= role["expected"] <= role["best"] <= role["most"] for role in found["roles"].values())
    assert None is found["equilibrium"]


def test_an_equilibrium_is_written_for_programs(tmp_path: Path) -> None:
    """JSON has the equilibrium's values, its outcomes and what is left of its equations; without aims every option serves."""
    found = json.loads(sim(tmp_path, "solve", "tutorial", "--strength", "2", "--json").stdout)["act ferry"]

    assert (0, 0, {"eastbank": 0, "westbank": 0}) == (
        found["equilibrium"]["residual"],
        found["equilibrium"]["lost"],
        found["equilibrium"]["values"],
    )
    assert 1 == pytest.approx(sum(found["equilibrium"]["outcomes"].values()))
    assert "every option serves somewhere\n" in sim(tmp_path, "solve", "tutorial").stdout


def test_the_author_s_numbers_are_changed_one_at_a_time(tmp_path: Path) -> None:
    """With --sensitivity, the numbers that move the most probability are shown; JSON has every one that was tried."""
    said = sim(tmp_path, "analyse", "tutorial", "--sensitivity")
    found = json.loads(sim(tmp_path, "analyse", "tutorial", "--sensitivity", "--json").stdout)["act ferry"]["sensitivity"]

    assert "how much probability of outcomes one changed number moves: " in said.stdout
    assert found["wanted"] == len(found["nudges"]) > 10
    assert f"{found['nudges'][0]['path']} {found['nudges'][0]['change']}\n" in said.stdout


def test_a_page_is_written(tmp_path: Path) -> None:
    """With --html, a page of its own shows outcomes, indicators and branches with their passages; it is not overwritten."""
    target = tmp_path / "ferry.html"
    first, again = (sim(tmp_path, "analyse", "tutorial", "--html", str(target)) for _ in range(2))
    text = target.read_text("utf-8")

    assert (0, 5) == (first.exit_code, again.exit_code)
    assert text.startswith("<!doctype html>\n")
    assert text.endswith("</main>\n</body>\n</html>\n")
    assert '<td class=n data-head="probability">0.1389</td>' in text
    assert ("<script" in text, "http" in text.replace("http-equiv", "")) == (False, False)
    assert '<details class="way-out"><summary>' in text


def test_a_page_tells_aims_and_escapes_texts(tmp_path: Path) -> None:
    """Aims of roles stand on the page by their texts, drawn plays as they are printed; signs of HTML in a text stay text."""
    target = tmp_path / "act.html"
    sim(tmp_path, "analyse", "kosovo", "--act", "2023", "--html", str(target))
    drawn = analysis_page(open_scenario("tutorial"), [("act ferry", ["5 plays <drawn>"], None)], "Assumed & said.")

    assert "Aims that are met (teaching values of the author)" in target.read_text("utf-8")
    assert "<pre>\n5 plays &lt;drawn&gt;\n</pre>" in drawn
    assert "Assumed &amp; said." in drawn


def test_numbers_that_were_not_reached_are_said() -> None:
    """Stopped early, the trying of numbers says how many there were."""
    tried = Tried((Nudge("acts.ferry.x", "+1", 0.5), Nudge("acts.ferry.y", "-1", 0.0)), 40)

    assert "2 of 40 (partial) tried, 1 move any" in next(told.sensitivity(tried))


def test_what_was_given_up_is_said() -> None:
    """A search that was stopped, or met a limit, says how far it came and that nothing was computed."""
    found = Cut("stopped", 1_200, 34_000)

    assert "act 2022: stopped after 1,200 states and 34,000 joint steps; nothing was computed from them" == told.cut("act 2022", found)
    assert {"exact": False, "limit": "stopped", "states": 1_200, "steps": 34_000} == told.cut_json(found)


def test_what_was_swept_is_said() -> None:
    """An act that was swept shows its outcomes, how much was swept and in how much memory."""
    found = Swept((("ferry-runs", 0.25), ("ferry-idle", 0.75)), 5_000_000, 70_000_000, 2**21, dense=True)
    lines = [*told.swept(open_scenario("tutorial"), "ferry", found)]
    size = "5,000,000 states (arrays of all there can be), 70,000,000 joint steps, 2 MiB"

    assert f"act ferry: exact, swept scene by scene: {size}; only outcomes are known" == lines[0]
    assert "(sorted, only those that are met)" in next(told.swept(open_scenario("tutorial"), "ferry", replace(found, dense=False)))
    assert lines[1].endswith("ferry-runs (agreement)")
    assert {"ferry-runs": 0.25, "ferry-idle": 0.75} == told.swept_json(found)["outcomes"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches another process only on POSIX")
def test_ctrl_c_gives_what_is_known(tmp_path: Path) -> None:
    """Stopped while it draws plays, the command shows those it has drawn, says that this is partial, and ends as interrupted."""
    started = process(tmp_path, "analyse", "tutorial", "--sample", "1000000000")
    with pytest.raises(subprocess.TimeoutExpired):
        started.communicate(timeout=4)
    started.send_signal(signal.SIGINT)
    said, error = started.communicate(timeout=60)

    assert (130, True) == (started.returncode, "plays drawn at random" in said)
    assert "sim: stopped; what is shown is what was known so far (partial)\n" in error


@pytest.mark.parametrize("arguments", [["--version"], ["play", "tutorial", "--watch", "--seed", "1"]], ids=" ".join)
def test_what_computes_nothing_does_not_load_the_arrays(tmp_path: Path, arguments: list[str]) -> None:
    """Neither the version nor a play imports NumPy."""
    started = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sim", *arguments],
        capture_output=True,
        text=True,
        check=False,  # without anybody to press a key a play ends with its input
        env={**environment(tmp_path), "PYTHONUTF8": "1", "PATH": ""},
        cwd=Path(__file__).parents[2],
    )

    assert "sim.cli.app" in started.stderr
    assert "numpy" not in started.stderr


def test_an_act_is_written_as_a_game(tmp_path: Path) -> None:
    """The act of the tutorial has 54 histories, each an end of its game file."""
    said = sim(tmp_path, "export", "tutorial", "--efg")

    assert (0, 54) == (said.exit_code, sum(line.startswith("t ") for line in said.stdout.splitlines()))
    assert said.stdout.startswith('EFG 2 R "tutorial, act ferry" { "eastbank" "westbank" }\n')


def test_an_act_with_too_many_histories_is_not_written(tmp_path: Path) -> None:
    """An act of the shipped scenario has more histories than a game file can hold; nothing is written."""
    target = tmp_path / "game.efg"
    said = sim(tmp_path, "export", "kosovo", "--efg", "--act", "2023", "--to", str(target))

    assert (7, True, False) == (said.exit_code, "(error too-many-histories)" in said.stderr, target.exists())


def test_an_act_is_drawn(tmp_path: Path) -> None:
    """Diagrams go to standard output or into a file that is not there yet, under the policies that are given."""
    target = tmp_path / "ferry.dot"
    chart = sim(tmp_path, "export", "tutorial", "--mermaid", "--act", "ferry")
    written = [sim(tmp_path, "export", "tutorial", "--dot", "--policy", "cautious", "--to", str(target)) for _ in range(2)]

    assert chart.stdout.startswith("flowchart TD\n")
    assert [0, 5] == [said.exit_code for said in written]
    assert (True, True) == ("sim: wrote" in written[0].stderr, "exists already" in written[1].stderr)
    assert target.read_text("utf-8").startswith('digraph "ferry" {\n')


def test_a_diagram_needs_a_scenario_and_a_place(tmp_path: Path) -> None:
    """Without the name of a scenario, or with a folder that is not there, nothing is written."""
    unnamed = sim(tmp_path, "export", "--dot")
    nowhere = sim(tmp_path, "export", "tutorial", "--dot", "--to", str(tmp_path / "no" / "ferry.dot"))

    assert (2, True) == (unnamed.exit_code, "name the scenario" in unnamed.stderr)
    assert (5, True) == (nowhere.exit_code, "cannot be written" in nowhere.stderr)
