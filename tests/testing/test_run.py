"""A play is played by the rules; where it does not go as it says, the failure tells file, line, step, state and the difference."""

import sys
from pathlib import Path

import pytest

from sim.model.scenario import Scenario
from sim.store.portable import SIZE, Header
from sim.testing.failure import InvalidPlay, PlayFailed
from sim.testing.table import Table
from tests.testing.at_table import claiming, opened, played, two_acts

WHOLE = """\
about: From the bridge by night to a treaty.
steps:
  - choose: {north: block, south: wait}
    expect: {scene: night, branch: 2, indicators: {tension: 5}, injects: []}
  - draw: quiet
    choose: {south: guard}
    expect: {scene: bridge, indicators: {tension: 6}, offered: {north: [open, block, attack], south: [wait, march], east: []}}
  - choose: {north: open}
    expect: {waits_for: [south]}
  - choose: {south: wait}
    expect: {scene: talks, branch: 1, indicators: {tension: {at_most: 3}, trust: {at_least: 1}}}
  - choose: {north: sign}
    expect: {outcome: settled, scene: treaty, waits_for: []}
throughout: {visits: [night, talks], avoids: [clash], never_above: {tension: 6}, never_below: {tension: 3}}
"""


def failed(folder: Path, text: str, scenario: Scenario | None = None) -> str:
    """Return how a play fails."""
    with pytest.raises(PlayFailed) as failure:
        played(folder, text, scenario)
    return str(failure.value)


def test_a_play_that_goes_as_it_says_reaches_its_end(tmp_path: Path) -> None:
    """A play whose every expectation holds ends where its last step leads."""
    text = WHOLE.replace(", east: []", "")

    assert "treaty" == played(tmp_path, text).scene


def test_a_play_may_not_ask_of_a_role_that_is_not_there(tmp_path: Path) -> None:
    """What does not fit the scenario is told before anything is played, with its place."""
    with pytest.raises(InvalidPlay) as failure:
        played(tmp_path, WHOLE)

    assert "test.play.yaml:7:117: steps[1].expect.offered.east: no role 'east'; there are: north, south" == str(failure.value)


def test_a_failure_tells_everything_that_an_author_needs(tmp_path: Path) -> None:
    """A failure names file, line and step, what was expected and found, the state, who has sealed, and what is open to whom."""
    text = "about: x\nsteps:\n  - choose: {north: block}\n    expect:\n      indicators: {tension: 4, trust: 0}\n"

    assert [
        "test.play.yaml:5: step 1, expect.indicators.tension",
        "    expected  4",
        "    found     3",
        "  state     turn 1, bridge: tension 3, trust 0, rumours 0 (hidden)",
        "  sealed    north: block",
        "  open to   south: wait, march",
    ] == failed(tmp_path, text).splitlines()


EXPECTATIONS = {
    "scene": ("scene: talks", "expect.scene", "talks", "night", ""),
    "outcome": ("outcome: broken", "expect.outcome", "broken", "none; the play goes on", ""),
    "bounds": (
        "indicators: {tension: {at_least: 6, at_most: 9}}",
        "expect.indicators.tension",
        "at least 6 and at most 9",
        "5",
        "",
    ),
    "branch": ("branch: 0", "expect.branch", "branches[0]", "branches[2] of bridge", ""),
    "news": ("injects: [letter]", "expect.injects", "letter", "none", "missing: letter"),
    "menu": ("offered: {south: [guard, call]}", "expect.offered.south", "guard, call", "call, guard", "the order differs"),
    "longer menu": ("offered: {south: [call]}", "expect.offered.south", "call", "call, guard", "not expected: guard"),
    "waiting": (
        "waits_for: [north]",
        "expect.waits_for",
        "north",
        "south, chance",
        "missing: north; not expected: south, chance",
    ),
    "seen": ("sees: {south: [What it iz.]}", "expect.sees.south", "'What it iz.'", "not in the view", "nearest: 'What it is.'"),
    "nothing like it": ("sees: {south: [Quite otherwise]}", "expect.sees.south", "'Quite otherwise'", "not in the view", ""),
    "not seen": (
        "does_not_see: {public: [it stands]}",
        "expect.does_not_see.public",
        "'it stands' nowhere",
        "in the view",
        "…How it stands.…",
    ),
}
"""What the step that leads to the night expects, and how that fails: path, expected, found, hint."""


@pytest.mark.parametrize("row", EXPECTATIONS.values(), ids=[*EXPECTATIONS])
def test_each_expectation_fails_with_the_shortest_difference(tmp_path: Path, row: tuple[str, str, str, str, str]) -> None:
    """An expectation that does not hold is told with what was expected, what was found and how they differ."""
    wanted, path, expected, found, hint = row
    text = f"about: x\nsteps:\n  - choose: {{north: block, south: wait}}\n    expect: {{{wanted}}}\n"
    lines = failed(tmp_path, text).splitlines()

    assert f"test.play.yaml:4: step 1, {path}" == lines[0]
    assert [f"    expected  {expected}", f"    found     {found}"] == lines[1:3]
    assert ([f"    {hint}"] if hint else []) == [line for line in lines[3:] if not line.startswith(("  state", "  open", "  ended"))]


def test_an_unfinished_turn_takes_no_branch(tmp_path: Path) -> None:
    """Asked for a branch while a choice is missing, a step says that the turn is not over."""
    text = "about: x\nsteps:\n  - choose: {north: block}\n    expect: {branch: 2}\n"

    assert "    found     none; the turn is not over" in failed(tmp_path, text).splitlines()


def test_every_difference_of_a_step_is_told(tmp_path: Path) -> None:
    """Where several expectations of one step fail, all of them are told, and the state once."""
    text = "about: x\nsteps:\n  - choose: {north: block, south: wait}\n    expect: {scene: talks, indicators: {tension: 0}}\n"
    said = failed(tmp_path, text)

    assert (2, 1) == (said.count("expected"), said.count("state "))


def test_a_step_that_the_rules_refuse_fails(tmp_path: Path) -> None:
    """A choice that is not open fails the play with the refusal's code and the options that are."""
    said = failed(tmp_path, "about: x\nsteps:\n  - choose: {north: attack}\n")

    assert "    found     refused: option 'attack' is not open to north in this turn (option-not-offered)" in said.splitlines()
    assert "  open to   north: open, block" in said.splitlines()


def test_a_refusal_that_comes_lets_the_play_go_on(tmp_path: Path) -> None:
    """What must be refused and is, with its code, changes nothing."""
    text = "about: x\nsteps:\n  - refused: {choose: {north: attack}, code: option-not-offered}\n    expect: {waits_for: [north, south]}\n"

    assert 1 == len(played(tmp_path, text).moments)


def test_a_refusal_with_another_code_fails(tmp_path: Path) -> None:
    """What is refused for another reason than the play says fails, with both codes and the rules' own words."""
    said = failed(tmp_path, "about: x\nsteps:\n  - refused: {choose: {north: attack}, code: play-over}\n").splitlines()

    assert ["    expected  play-over", "    found     option-not-offered"] == said[1:3]
    assert "    the rules say: option 'attack' is not open to north in this turn" == said[3]


def test_what_is_admitted_though_it_must_be_refused_fails(tmp_path: Path) -> None:
    """What the rules admit cannot pass as refused."""
    said = failed(tmp_path, "about: x\nsteps:\n  - refused: {release: letter, code: play-over}\n").splitlines()

    assert [
        "    expected  to be refused (play-over)",
        "    found     admitted",
        "    the rules allow it here: write it as a step of its own, or correct what must be refused",
    ] == said[1:4]


def test_a_seed_draws_by_itself(tmp_path: Path) -> None:
    """In a play with a seed chance is drawn on entering the turn."""
    text = "about: x\nseed: 5\nsteps:\n  - choose: {north: block, south: wait}\n    expect: {waits_for: [south]}\n"

    assert ("south",) == played(tmp_path, text).waits_for


def test_without_a_seed_chance_waits_for_its_draw(tmp_path: Path) -> None:
    """In a play without a seed a turn with chance waits until the play says what it falls on, bots or not."""
    text = "about: x\nbots: {south: cautious}\nsteps:\n  - choose: {north: block}\n    expect: {scene: night, waits_for: [chance]}\n"

    assert ("chance",) == played(tmp_path, text).waits_for


def test_bots_decide_by_themselves(tmp_path: Path) -> None:
    """A role with a bot has decided as soon as its turn begins."""
    table = played(tmp_path, "about: x\nseed: 1\nbots: {south: hard-line}\nsteps:\n  - choose: {north: block}\n")

    assert (("north", "block"), ("south", "march")) == table.session.steps[1].picks


def test_a_rewind_goes_back_by_turns(tmp_path: Path) -> None:
    """`rewind: 1` gives the turn before anew, with a number of its own."""
    table = played(tmp_path, "about: x\nsteps:\n  - choose: {north: block, south: wait}\n  - rewind: 1\n    expect: {scene: bridge}\n")

    assert (3, 0) == (table.session.turn, table.session.depth)


def test_a_rewind_beyond_the_beginning_is_refused(tmp_path: Path) -> None:
    """A play cannot go back further than to its first turn."""
    assert "(unknown-turn)" in failed(tmp_path, "about: x\nsteps:\n  - rewind: 1\n")


def test_time_that_runs_out_takes_defaults(tmp_path: Path) -> None:
    """`expire: true` fills what is missing with defaults."""
    table = played(tmp_path, "about: x\nsteps:\n  - choose: {south: march}\n  - expire: true\n")

    assert (("north", "open"), ("south", "march")) == table.session.steps[-1].picks


def test_time_cannot_run_out_before_chance_is_drawn(tmp_path: Path) -> None:
    """A play whose time runs out while chance waits is told to draw first, and what chance can fall on."""
    said = failed(tmp_path, "about: x\nsteps:\n  - choose: {north: block, south: wait}\n  - expire: true\n").splitlines()

    assert [
        "test.play.yaml:4: step 2, expire",
        "    expected  to be admitted",
        "    found     refused: chance has not been drawn yet (chance-not-drawn)",
        "    add a step `draw:` for chance before it (quiet or shots), or give the play a `seed`",
    ] == said[:4]


def test_news_that_is_released_comes_at_once(tmp_path: Path) -> None:
    """`release` brings the facilitator's inject with its effects."""
    text = "about: x\nsteps:\n  - release: letter\n    expect: {injects: [letter], indicators: {tension: 2}}\n"

    assert ("letter",) == played(tmp_path, text).injects


@pytest.mark.parametrize(
    ("wanted", "expected", "found"),
    [
        ("visits: [talks]", "talks", "only bridge, night"),
        ("avoids: [night]", "never night", "the play came to it"),
        ("never_above: {tension: 4}", "never above 4", "5"),
        ("never_below: {tension: 4}", "never below 4", "3"),
    ],
)
def test_what_must_be_throughout_is_asked_at_the_end(tmp_path: Path, wanted: str, expected: str, found: str) -> None:
    """What must be so over a whole play fails with the line that says it, and no step."""
    text = f"about: x\nsteps:\n  - choose: {{north: block, south: wait}}\nthroughout: {{{wanted}}}\n"
    lines = failed(tmp_path, text).splitlines()

    assert lines[0].startswith(f"test.play.yaml:4: throughout.{wanted.partition(':')[0]}")
    assert [f"    expected  {expected}", f"    found     {found}"] == lines[1:3]


def test_a_play_that_breaks_what_the_scenario_claims_fails(tmp_path: Path) -> None:
    """A play in which a claim does not hold after a turn fails at that step, whatever it expects."""
    text = "about: x\nsteps:\n  - choose: {north: block, south: march}\n"
    said = failed(tmp_path, text, claiming(never={"at_least": {"tension": 8}})).splitlines()

    assert "test.play.yaml:3: step 1, play" == said[0]
    assert "    expected  never: The bridge stays calm. (proofs.calm)" == said[1]


def test_a_claim_is_tried_at_the_beginning(tmp_path: Path) -> None:
    """A claim that the start already breaks fails a play before its first step."""
    text = "about: x\nsteps:\n  - expect: {scene: bridge}\n"

    assert "always: The bridge stays calm." in failed(tmp_path, text, claiming(always={"at_most": {"tension": 2}}))


@pytest.mark.parametrize("nothing", ["", "steps: []\n", "seed: 1\nthroughout: {}\n"])
def test_a_play_that_tries_nothing_is_refused(tmp_path: Path, nothing: str) -> None:
    """A play without a step, a log or anything that must be so throughout would pass whatever the scenario does."""
    with pytest.raises(InvalidPlay) as failure:
        played(tmp_path, f"about: x\n{nothing}")

    assert "steps: the play tries nothing; steps, a log, or what must be so throughout" in str(failure.value)
    assert ["empty-play"] == [problem.code for problem in failure.value.problems]


def test_a_claim_that_holds_does_not_disturb(tmp_path: Path) -> None:
    """A claim about what was chosen fails only plays in which it was."""
    scenario = claiming(never={"chose": {"south": "march"}})

    assert "night" == played(tmp_path, "about: x\nsteps:\n  - choose: {north: block, south: wait}\n", scenario).scene


def test_a_play_goes_on_to_the_next_act(tmp_path: Path) -> None:
    """In a campaign `proceed` begins the next act with what the first one left."""
    text = (
        "about: x\ncampaign: true\nsteps:\n  - choose: {north: open, south: wait}\n  - refused: {proceed: two, code: act-not-over}\n"
        "  - choose: {north: sign}\n  - proceed: two\n    expect: {scene: later, indicators: {tension: 1}}\n"
    )

    assert "later" == played(tmp_path, text, two_acts()).scene


def saved(folder: Path, lines: list[str]) -> None:
    """Write a session file."""
    folder.joinpath("saved.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_play_can_begin_with_a_saved_session(tmp_path: Path, session_lines: list[str]) -> None:
    """A play with `log` goes on where the saved session stands, by the scenario as it is now."""
    saved(tmp_path, session_lines)
    table = played(tmp_path, "about: x\nlog: saved.jsonl\nsteps:\n  - expect: {scene: night}\n")

    assert "night" == table.scene


def test_a_saved_session_that_no_longer_follows_the_rules_fails(tmp_path: Path, session_lines: list[str]) -> None:
    """A saved session that the scenario now refuses fails with the number of the entry."""
    saved(tmp_path, [line.replace('"block"', '"attack"') for line in session_lines])
    said = failed(tmp_path, "about: x\nlog: saved.jsonl\n")

    assert "test.play.yaml:2: log" == said.splitlines()[0]
    assert "entry 2 of the log no longer follows the rules: option 'attack' is not open" in said


def test_a_saved_session_that_is_not_there_fails(tmp_path: Path) -> None:
    """A missing session file is told with its name and why."""
    said = failed(tmp_path, "about: x\nlog: saved.jsonl\n").splitlines()

    assert [
        "test.play.yaml:2: log",
        "    expected  a saved session at saved.jsonl",
        f"    found     there is no file {tmp_path / 'saved.jsonl'} (no-file)",
        "    name a file of `sim export` by its path from this play file",
    ] == said


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_device_is_no_saved_session(tmp_path: Path) -> None:
    """A file without an end is refused before it is read."""
    said = failed(tmp_path, "about: x\nlog: /dev/zero\n")

    assert "/dev/zero is no ordinary file; name a file on disk, not a folder, a device or a pipe (file-not-read)" in said


def test_a_saved_session_without_end_is_refused(tmp_path: Path) -> None:
    """A file larger than any session is refused at the line that names it, and no more of it is read."""
    with tmp_path.joinpath("saved.jsonl").open("wb") as file:
        file.truncate(SIZE + 10)
    said = failed(tmp_path, "about: x\nlog: saved.jsonl\n").splitlines()

    assert [
        "test.play.yaml:2: log",
        f"    found     the file has {SIZE + 1:,} bytes; a session has at most {SIZE:,} (session-too-large)",
    ] == [
        said[0],
        said[2],
    ]


@pytest.fixture
def session_lines() -> list[str]:
    """Return a session of one turn as it is exported, without its edition."""
    scenario = opened()
    log = Table(scenario).choose(north="block", south="wait").session.log
    header = Header(
        session="play",
        scenario="small",
        title="A small scenario",
        rules_hash=scenario.rules_hash,
        whole_hash=scenario.whole_hash,
        edition=False,
        entries=len(log),
    )
    return [header.model_dump_json(), *(entry.model_dump_json() for entry in log)]
