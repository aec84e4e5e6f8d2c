"""`sim sessions`, `sim replay`, `sim export` and `sim import`."""

import json
import os
import sys
from pathlib import Path

import pytest

from sim.report.review import Review
from tests.cli.running import sim

PLAY = ("play", "tutorial", "--course", "whole", "--bot", "reported", "--role", "eastbank", "--seed", "3")


@pytest.fixture(autouse=True)
def _played(tmp_path: Path) -> None:
    """Keep one play that has ended and one that has not."""
    sim(tmp_path, *PLAY, "--name", "ended", typed="\n1 because calm\n1\n")
    sim(tmp_path, *PLAY, "--name", "open", typed="\n1 because secret\n")


def test_sessions_are_listed_last_used_first(tmp_path: Path) -> None:
    """Each session has a line with its name, its scenario, its people and where it stands."""
    lines = sim(tmp_path, "sessions").stdout.splitlines()

    assert [("open", "turn 2"), ("ended", "ended: agreement")] == [(line.split()[0], line.rpartition("  ")[2]) for line in lines]


def test_an_empty_list_says_how_to_begin(tmp_path: Path) -> None:
    """Where no session is kept, nothing is printed and the way to begin is said."""
    (tmp_path / "new").mkdir()
    told = sim(tmp_path / "new", "sessions", "list")

    assert ("", "sim: no session of your own is kept yet; `sim play` begins one\n") == (told.stdout, told.stderr)


def test_sessions_are_listed_for_programs(tmp_path: Path) -> None:
    """`--json` lists the same, under a version."""
    told = json.loads(sim(tmp_path, "sessions", "--json").stdout)

    assert (1, [("open", None), ("ended", "agreement")]) == (
        told["schema_version"],
        [(session["session"], session["outcome"]) for session in told["sessions"]],
    )


def test_a_replay_tells_the_last_session(tmp_path: Path) -> None:
    """Without a name the session used last is told, and its sealed reason is not."""
    told = sim(tmp_path, "replay").stdout

    assert (True, False) == ("Session open" in told, "secret" in told)


def test_a_replay_of_an_ended_session_opens_reasons(tmp_path: Path) -> None:
    """After the end the reasons are told."""
    assert "Reason given: calm" in sim(tmp_path, "replay", "ended").stdout


@pytest.mark.parametrize(("form", "first"), [("text", "The ferry – The rope"), ("markdown", "# The ferry – The rope"), ("json", "{")])
def test_a_replay_has_three_formats(tmp_path: Path, form: str, first: str) -> None:
    """Text, Markdown and JSON are written to standard output."""
    assert first == sim(tmp_path, "replay", "ended", "--format", form).stdout.splitlines()[0]


def test_a_replay_for_programs_is_a_review(tmp_path: Path) -> None:
    """The JSON of a replay reads back as the review it was written from."""
    told = json.loads(sim(tmp_path, "replay", "ended", "--json").stdout)

    assert ("ended", True) == ((review := Review.model_validate(told["review"])).session, review.ended)


def test_a_replay_wraps_where_asked(tmp_path: Path) -> None:
    """`--width` breaks the lines of text."""
    assert 60 >= max(len(line) for line in sim(tmp_path, "replay", "ended", "--width", "60").stdout.splitlines())


def test_deleting_asks_for_the_name_again(tmp_path: Path) -> None:
    """Where nobody can type the name, nothing is deleted without --yes."""
    told = sim(tmp_path, "sessions", "delete", "ended")

    assert (2, True, True) == (told.exit_code, "say --yes" in told.stderr, "ended" in sim(tmp_path, "sessions").stdout)


def test_a_deleted_session_is_gone(tmp_path: Path) -> None:
    """After deleting, the session is not listed any more."""
    sim(tmp_path, "sessions", "delete", "ended", "--yes")

    assert ["open"] == [line.split()[0] for line in sim(tmp_path, "sessions").stdout.splitlines()]


def test_an_unknown_session_names_the_nearest(tmp_path: Path) -> None:
    """A mistyped name is refused with the nearest one."""
    told = sim(tmp_path, "replay", "endet")

    assert (4, True) == (told.exit_code, "did you mean 'ended'?" in told.stderr)


def test_an_export_comes_back_under_a_fresh_name(tmp_path: Path) -> None:
    """A session that is written out and kept again is the same play under another name."""
    file = tmp_path / "play.jsonl"
    sim(tmp_path, "export", "ended", "--to", str(file))
    name = sim(tmp_path, "import", str(file)).stdout.strip()
    first, again = (json.loads(sim(tmp_path, "replay", which, "--json").stdout)["review"] for which in ("ended", name))

    assert first == {**again, "session": "ended"}


def test_an_export_through_a_pipe_is_the_same_file(tmp_path: Path) -> None:
    """Standard output carries the same lines as a file, and `-` reads them."""
    lines = sim(tmp_path, "export", "ended").stdout

    assert 0 == sim(tmp_path, "import", "-", typed=lines).exit_code


def test_an_export_does_not_overwrite(tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    file = tmp_path / "play.jsonl"
    file.write_text("mine")
    told = sim(tmp_path, "export", "--to", str(file))

    assert (5, "mine") == (told.exit_code, file.read_text())


def test_an_export_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """What cannot be written is refused with the reason."""
    told = sim(tmp_path, "export", "--to", str(tmp_path / "no" / "play.jsonl"))

    assert (5, True) == (told.exit_code, "cannot be written: there is no folder" in told.stderr)


def test_a_file_without_the_scenario_is_read_with_the_one_at_hand(tmp_path: Path) -> None:
    """An export without its edition is kept where the scenario here has the same rules."""
    lines = sim(tmp_path, "export", "ended", "--no-edition").stdout

    assert 0 == sim(tmp_path, "import", "-", typed=lines).exit_code


def test_a_file_of_other_rules_is_refused(tmp_path: Path) -> None:
    """An export without its edition is refused where the scenario here has other rules."""
    header, *entries = sim(tmp_path, "export", "ended", "--no-edition").stdout.splitlines()
    other = {**json.loads(header), "scenario": "elsewhere"}
    told = sim(tmp_path, "import", "-", typed="\n".join((json.dumps(other), *entries, "")))

    assert (1, True) == (told.exit_code, "the file does not carry scenario 'elsewhere'" in told.stderr)


@pytest.mark.parametrize(("name", "status"), [("nowhere.jsonl", 4), (".", 5)])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, status: int) -> None:
    """A missing file and a folder are refused, each with its status."""
    assert status == sim(tmp_path, "import", str(tmp_path / name)).exit_code


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipe")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe on disk that nobody writes to is refused at once; `-` reads from one."""
    os.mkfifo(tmp_path / "pipe")
    told = sim(tmp_path, "import", str(tmp_path / "pipe"))

    assert (5, True) == (told.exit_code, "is no ordinary file" in told.stderr)


def test_what_is_no_session_file_is_refused(tmp_path: Path) -> None:
    """Anything else is refused as malformed, never with a traceback."""
    told = sim(tmp_path, "import", "-", typed="hello\n")

    assert (1, True) == (told.exit_code, "this is no session file" in told.stderr)


def test_a_damaged_file_of_sessions_is_said(tmp_path: Path) -> None:
    """A file that is no database is refused with status 5."""
    (tmp_path / "bad" / "data").mkdir(parents=True)
    (tmp_path / "bad" / "data" / "sessions.db").write_bytes(b"no database" * 500)

    assert 5 == sim(tmp_path / "bad", "sessions").exit_code


def test_one_form_of_an_act_at_a_time(tmp_path: Path) -> None:
    """Two forms at once are refused with both; the same one said twice is one."""
    both = sim(tmp_path, "export", "tutorial", "--dot", "--html")

    assert 2 == both.exit_code
    assert "one form at a time: --dot, --html" in both.stderr
    assert 0 == sim(tmp_path, "export", "tutorial", "--dot", "--dot").exit_code
