"""The command at a real terminal: questions are asked there, and only there."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment, sim

pexpect = pytest.importorskip("pexpect", reason="there are no POSIX terminals here")


def at_terminal(folder: Path, *arguments: str, **more: str) -> "pexpect.spawn[str]":
    """Start the command at a terminal of its own."""
    variables = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment(folder), **more}
    root = str(Path(__file__).parents[2])
    return pexpect.spawn(sys.executable, ["-m", "sim", *arguments], env=variables, cwd=root, encoding="utf-8", timeout=30)


def test_what_is_open_is_asked(tmp_path: Path) -> None:
    """At a terminal a play asks for course, role and bots, and begins with what was answered."""
    shell = at_terminal(tmp_path, "play", "tutorial", "--plain", "--name", "asked")
    for question, answer in (("Which course", "short"), ("Which role", "2"), ("Which bot", "")):
        shell.expect(question)
        shell.sendline(answer)
    shell.expect("Press Enter to go on")
    shell.sendline("q")
    shell.expect(pexpect.EOF)
    shell.close()

    assert (0, True) == (shell.exitstatus, "westbank  turn 1" in sim(tmp_path, "sessions").stdout)


def test_nothing_is_asked_where_input_is_unwanted(tmp_path: Path) -> None:
    """With --no-input the defaults are taken and said, at a terminal too."""
    shell = at_terminal(tmp_path, "play", "tutorial", "--plain", "--no-input")
    shell.expect(r"sim: role eastbank \(others: westbank\)")
    shell.expect("Press Enter to go on")
    shell.sendline("q")
    shell.expect(pexpect.EOF)
    shell.close()

    assert 0 == shell.exitstatus


@pytest.mark.parametrize("key", ["c", "d"])
def test_a_question_can_be_left(tmp_path: Path, key: str) -> None:
    """Ctrl-C and Ctrl-D at a question end the command, and nothing was begun."""
    shell = at_terminal(tmp_path, "play", "tutorial")
    shell.expect("1 to 2")
    shell.sendcontrol(key)
    shell.expect(pexpect.EOF)
    shell.close()

    assert (130, "") == (shell.exitstatus, sim(tmp_path, "sessions").stdout)


def test_a_terminal_that_cannot_move_its_cursor_gets_plain_lines(tmp_path: Path) -> None:
    """TERM=dumb is played in lines without being asked for."""
    shell = at_terminal(tmp_path, "play", "tutorial", "--no-input", TERM="dumb")
    shell.expect("Press Enter to go on")
    shell.sendline("q")
    shell.expect(pexpect.EOF)
    shell.close()

    assert "\x1b" not in shell.before


def test_ctrl_d_leaves_a_play_that_can_go_on(tmp_path: Path) -> None:
    """The end of the input at a terminal keeps the play, like the end of a pipe."""
    shell = at_terminal(tmp_path, "play", "tutorial", "--plain", "--no-input", "--name", "left")
    shell.expect("Press Enter to go on")
    shell.sendeof()
    shell.expect("go on with: sim resume left")
    shell.expect(pexpect.EOF)
    shell.close()

    assert 3 == shell.exitstatus


@pytest.mark.parametrize(("typed", "status", "left"), [("mine", 0, ""), ("other", 2, "mine")])
def test_deleting_wants_the_name_typed_again(tmp_path: Path, typed: str, status: int, left: str) -> None:
    """A session is deleted only if its name is typed."""
    sim(tmp_path, "play", "tutorial", "--watch", "--course", "short", "--bot", "random", "--name", "mine", typed="\n")
    shell = at_terminal(tmp_path, "sessions", "delete", "mine")
    shell.expect("Type its name to delete it")
    shell.sendline(typed)
    shell.expect(pexpect.EOF)
    shell.close()

    assert (status, left) == (shell.exitstatus, " ".join(sim(tmp_path, "sessions").stdout.split()[:1]))


@pytest.mark.parametrize(("pager", "begins"), [("sed s/^/leafed:/", "leafed:"), ("cat", "")])
def test_a_long_account_is_leafed_through(tmp_path: Path, pager: str, begins: str) -> None:
    """At a terminal the account of the documents goes through the program that the person has chosen for reading."""
    shell = at_terminal(tmp_path, "evidence", "tutorial", PAGER=pager)
    shell.expect(pexpect.EOF)
    shell.close()
    told = shell.before.replace("\r\n", "\n").splitlines()

    assert 0 == shell.exitstatus
    assert [f"{begins}{line}" for line in sim(tmp_path, "evidence", "tutorial", "--width", "80").stdout.splitlines()] == told


@pytest.mark.parametrize(("form", "until"), [((), pexpect.EOF), (("--step",), r"\[1 of"), (("--every", "0"), pexpect.EOF)])
def test_a_replay_wraps_at_the_width_of_its_terminal(tmp_path: Path, form: tuple[str, ...], until: str | type[pexpect.EOF]) -> None:
    """At a terminal no word of a replay is broken at the edge; in a pipe a paragraph stays one line."""
    sim(tmp_path, "play", "tutorial", "--watch", "--course", "whole", "--bot", "reported", "--seed", "1", "--name", "mine", typed="\n")
    shell = at_terminal(tmp_path, "replay", "mine", *form, COLUMNS="50")
    shell.expect(until)
    shell.close()
    told = sim(tmp_path, "replay", "mine", *form).stdout

    assert (True, True) == (max(map(len, shell.before.splitlines())) <= 50, max(map(len, told.splitlines())) > 80)
