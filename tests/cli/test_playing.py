"""`sim play`, `sim resume` and `sim fork`."""

import shutil
from pathlib import Path

import pytest

from sim.library import data_folder
from tests.cli.running import kept, sim

PLAY = ("play", "tutorial", "--course", "whole", "--bot", "reported")


def test_choices_through_a_pipe_reach_an_outcome(tmp_path: Path) -> None:
    """Numbers on standard input play to the end, with status 0 and nothing on standard error but defaults."""
    told = sim(tmp_path, *PLAY, "--role", "eastbank", typed="\n1\n1\n")

    assert (0, True, "") == (told.exit_code, "Outcome: " in told.stdout, told.stderr)


@pytest.mark.parametrize("role", ["belgrade", "pristina", "eu", "kfor"])
def test_the_shipped_crisis_is_played_to_an_outcome_through_a_pipe(tmp_path: Path, role: str) -> None:
    """Each role of the crisis of 2022 is played to an outcome by lines of input, the notice first."""
    told = sim(tmp_path, "play", "kosovo", "--role", role, "--plain", "--act", "2022", "--seed", "7", typed="\n" + "2\n" * 20)

    assert (0, True, True) == (told.exit_code, "Everything here rests on five texts." in told.stdout[:200], "Outcome: " in told.stdout)


def test_the_end_of_the_input_says_how_to_go_on(tmp_path: Path) -> None:
    """Input that ends before the play does leaves it kept, says how to resume, and has a status of its own."""
    told = sim(tmp_path, *PLAY, "--role", "eastbank", "--name", "half", typed="\n1\n")

    assert (3, "sim: everything up to here is kept; go on with: sim resume half\n") == (told.exit_code, told.stderr)


def test_a_play_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """`sim resume` without a name goes on with the last play that has not ended."""
    sim(tmp_path, *PLAY, "--role", "eastbank", typed="\n1\n")
    told = sim(tmp_path, "resume", typed="1\n")

    assert (0, True) == (told.exit_code, "Outcome: " in told.stdout)


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    """Where every session has ended, `sim resume` says how to begin one."""
    sim(tmp_path, *PLAY, "--watch", typed="\n")
    told = sim(tmp_path, "resume")

    assert (4, True) == (told.exit_code, "there is no unfinished session; `sim play` begins one" in told.stderr)


def test_an_ended_play_can_be_opened_by_its_name(tmp_path: Path) -> None:
    """A session that has ended is told to its end, and its last choice can be taken back."""
    sim(tmp_path, *PLAY, "--role", "eastbank", "--name", "done", typed="\n1\n1\n")
    told = sim(tmp_path, "resume", "done", typed="u\n2\n")

    assert (0, True) == (told.exit_code, "Taken back." in told.stdout)


def test_defaults_are_said_where_nobody_can_be_asked(tmp_path: Path) -> None:
    """In a pipe, what the command line leaves open is taken by default and said on standard error."""
    told = sim(tmp_path, "play", "tutorial", typed="\n")

    assert ["sim: course whole (others: short)", "sim: role eastbank (others: westbank)"] == told.stderr.splitlines()[:2]


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    """Two plays with one seed and the same choices come to the same moment."""
    first, second = (
        sim(tmp_path, *PLAY, "--role", "eastbank", "--bot", "random", "--seed", "5", "--name", name, typed="\n1\n1\n").stdout
        for name in ("play-a", "play-b")
    )

    assert first.replace("play-a", "play-b") == second


def test_a_bot_can_be_named_for_one_role(tmp_path: Path) -> None:
    """`ROLE=BOT` goes before a bot for all."""
    sim(tmp_path, "play", "tutorial", "--watch", "--course", "whole", "--bot", "hard-line", "--bot", "eastbank=cautious", typed="\n")
    told = sim(tmp_path, "replay").stdout

    assert (True, True) == ("- Eastbank: the bot “cautious”" in told, "- Westbank: the bot “hard-line”" in told)


def test_two_people_play_at_one_keyboard(tmp_path: Path) -> None:
    """Several roles make a play with hand-overs."""
    told = sim(tmp_path, "play", "tutorial", "--role", "westbank", "--role", "eastbank", "--course", "short", typed="\n\n1\n\n1\n")

    assert (0, 2) == (told.exit_code, told.stdout.count("Hand over to"))


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--role", "kfor"), 4, "there is no role 'kfor'; there are: eastbank, westbank"),
        (("--role", "eastbnk"), 4, "did you mean 'eastbank'?"),
        (("--bot", "careful"), 4, "there is no bot 'careful'; there are: reported, cautious, hard-line, random"),
        (("--bot", "kfor=random"), 4, "there is no role 'kfor'"),
        (("--act", "1999"), 4, "scenario tutorial has no act '1999'; its acts: ferry"),
        (("--course", "long"), 4, "act ferry has no course 'long'; its courses: whole, short"),
        (("--theme", "pink"), 2, "there is no theme 'pink'; there are: dark, light, muted, contrast, mono"),
        (("--name", "../escape"), 2, "a session's name has small letters, digits, - and _"),
        (("--seed", "-1"), 2, "-1 is not in the range"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(tmp_path: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    """A wrong argument is refused with what there is instead, and no session is begun."""
    told = sim(tmp_path, "play", "tutorial", *arguments)

    assert (status, True, "") == (told.exit_code, message in told.stderr, sim(tmp_path, "sessions").stdout)


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    """A second session cannot take the name of the first."""
    sim(tmp_path, *PLAY, "--role", "eastbank", "--name", "mine", typed="\n")
    told = sim(tmp_path, *PLAY, "--role", "eastbank", "--name", "mine", typed="\n")

    assert (6, True) == (told.exit_code, "there is a session 'mine' already" in told.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a scenario's folder that did not come with the program."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(data_folder() / "scenarios" / "tutorial", copy)
    scenario = copy / "scenario.yaml"
    text = (
        scenario.read_text("utf-8")
        .replace("id: tutorial ", "id: elsewhere ")
        .replace("author: Standoff contributors", "author: A stranger")
    )
    scenario.write_text(text, "utf-8")
    return copy


def test_a_folder_from_elsewhere_plays_by_its_path(tmp_path: Path, folder: Path) -> None:
    """Somebody else's scenario plays to its end, and names its author before anything else."""
    told = sim(tmp_path, "play", str(folder), "--role", "eastbank", "--course", "whole", "--bot", "reported", typed="\n1\n1\n")
    words = "by A stranger"

    assert (0, True, True) == (told.exit_code, words in told.stderr, words in told.stdout.partition("Press Enter")[0])


def test_a_play_goes_on_with_the_edition_it_began_with(tmp_path: Path, folder: Path) -> None:
    """A session of a folder that is gone since goes on with the copy that was kept."""
    sim(tmp_path, "play", str(folder), "--role", "eastbank", "--course", "whole", "--bot", "reported", typed="\n1\n")
    shutil.rmtree(folder)
    told = sim(tmp_path, "resume", typed="1\n")

    assert (0, True) == (told.exit_code, "Outcome: " in told.stdout)


def test_a_broken_scenario_is_refused_with_its_problems(tmp_path: Path, folder: Path) -> None:
    """A scenario that does not check is not played; every problem has its place."""
    acts = folder / "acts" / "ferry.yaml"
    acts.write_text(acts.read_text("utf-8").replace("kind: threat", "kind: thret"), "utf-8")
    told = sim(tmp_path, "play", str(folder))

    assert (1, True) == (told.exit_code, "elsewhere/acts/ferry.yaml:" in told.stderr and "did you mean 'threat'?" in told.stderr)


def test_a_fork_prints_the_name_of_the_copy(tmp_path: Path) -> None:
    """Standard output of `sim fork` is the copy's name alone, for scripts."""
    sim(tmp_path, *PLAY, "--role", "eastbank", "--name", "first", typed="\n1\n")
    told = sim(tmp_path, "fork", "--turn", "1", "--name", "second")

    assert ("second\n", "second") == (told.stdout, kept(tmp_path))


def test_a_fork_at_an_unknown_turn_is_refused(tmp_path: Path) -> None:
    """A turn that is not part of the play cannot be copied up to."""
    sim(tmp_path, *PLAY, "--role", "eastbank", typed="\n")
    told = sim(tmp_path, "fork", "--turn", "9")

    assert (6, True) == (told.exit_code, "turn 9 is not part of this play; its turns: 1" in told.stderr)


def test_plain_can_be_the_rule(tmp_path: Path) -> None:
    """The configuration can switch reasons off for every play."""
    (tmp_path / "config.toml").write_text("reasons = false\n")
    told = sim(tmp_path, *PLAY, "--role", "eastbank", typed="\n1 because\n1 because calm\n")

    assert "Reasons are switched off." in told.stdout


def test_a_role_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    """One person plays a role; the second is not dropped without a word."""
    told = sim(tmp_path, "play", "tutorial", "--role", "eastbank", "--role", "eastbank")

    assert (2, True) == (told.exit_code, "role eastbank is named twice" in told.stderr)
