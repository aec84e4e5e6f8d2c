"""Joining a class from a terminal, for real: a server in its own process, terminals and pipes, from the notice to the end."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.classroom.hosted import Host, free_port, hosted
from tests.classroom.live import Live, live
from tests.classroom.taught import CODE, NAME
from tests.cli.running import sim
from tests.terminal.real import Terminal, terminal

SIZE = (90, 40)
TUTORIAL = ("tutorial", "--course", "whole")


def home_of(folder: Path, name: str) -> Path:
    """Return a home folder for somebody."""
    made = folder / name
    made.mkdir()
    return made


def to_the_lobby(student: Terminal) -> None:
    """Read the notice and the brief."""
    student.until_it_says("Press Enter when you have read this.")
    student.press("Enter", "Enter")
    student.until_it_says("You are in")


def decide(student: Terminal) -> None:
    """Seal the first option of the next decision, reading whatever comes before it."""
    while "jump to an option" not in student.until(lambda said: "jump to an option" in said or "Press Enter" in said, "a page"):
        student.press("Enter")
    student.press("1", "Enter")


def plain(host: Host, lines: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Join through a pipe, with these lines, and return what came of it."""
    command = [sys.executable, "-m", "sim", "join", host.address, host.code, *arguments]
    return subprocess.run(
        command, input=lines, env=host.environment, cwd=host.home, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def piped(host: Host) -> Iterator[subprocess.Popen[str]]:
    """Join as Ana through a pipe that stays open; leaving waits for the end."""
    command = [sys.executable, "-m", "sim", "join", host.address, host.code, "--name", "Ana", "--plain"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=host.environment, cwd=host.home, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True
    ) as student:
        yield student


def say(student: subprocess.Popen[str], lines: str) -> None:
    """Type lines into a pipe."""
    assert student.stdin is not None
    student.stdin.write(lines)
    student.stdin.flush()


def test_who_joins_is_asked_until_it_is_clear_who_and_that_they_mean_it(tmp_path: Path) -> None:
    """A name of spaces is asked for again; where the notice is in no language that was wanted, nothing is sent before Enter."""
    with live(tmp_path) as room:
        with terminal(home_of(tmp_path, "ana"), SIZE, "join", room.base, CODE, "--language", "zz") as ana:
            ana.until_it_says("Your name, as the class knows you:")
            ana.press("   \r")
            ana.until_it_says("the name is empty; give the one by which the class knows you")
            nobody = joined(room)
            ana.press("Ana  B\r")
            ana.until_it_says("Press Enter when you have read this.")
        with terminal(home_of(tmp_path, "ben"), SIZE, "join", room.base, CODE, "--language", "zz", "--name", "Ben") as ben:
            ben.until_it_says("this is not there in 'zz'; it is there in: English (--language en), srpski (--language sr-Latn)")
            ben.until_it_says("Press Enter to join all the same; Ctrl-C leaves.")
            one = joined(room)
            ben.press("Enter")
            ben.until_it_says("Press Enter when you have read this.")

        assert ([], ["Ana B"], ["Ana B", "Ben"]) == (nobody, one, joined(room))


def joined(room: Live) -> list[str]:
    """Return who has a seat."""
    shown = json.loads(room.wire.ask(f"/c/{NAME}/console.json").body)
    return [line["name"] for line in shown["roster"]]


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_an_empty_name_is_refused_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    """Nobody answers at the address, and that is not even noticed."""
    said = sim(tmp_path, "join", f"127.0.0.1:{free_port()}", CODE, "--name", name)

    assert 2 == said.exit_code
    assert "--name: the name is empty; give the one by which the class knows you" in " ".join(said.stderr.split())


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/console/kosovo-2022-7f3k/#key", "127.0.0.1:8000/c/kosovo-2022-7f3k/"])
def test_the_address_of_a_console_says_what_to_type(tmp_path: Path, address: str) -> None:
    """Whoever has copied the wrong line of `sim host` hears how one leads from a terminal, and how one joins."""
    said = " ".join(sim(tmp_path, "join", address, "--name", "Ana").stderr.split())

    assert "whoever leads types: sim console, and the same address; whoever joins types: sim join http://127.0.0.1:8000 CODE" in said
    assert "#key" not in said


@pytest.mark.slow
def test_a_class_is_played_to_its_end_in_two_terminals(tmp_path: Path) -> None:
    """Two students come in, wait, decide, wait for each other, read how it ended, and after the end of the lesson what all thought."""
    with hosted(home_of(tmp_path, "host"), *TUTORIAL) as host:
        join = ("join", host.address, host.code, "--name")
        with terminal(home_of(tmp_path, "ana"), SIZE, *join, "Ana") as ana, terminal(home_of(tmp_path, "ben"), SIZE, *join, "Ben") as ben:
            to_the_lobby(ana)
            to_the_lobby(ben)
            assert "You are in, Ana. The facilitator deals the roles" in ana.words
            host.begin("Ana g1 eastbank", "Ben g1 westbank")
            ana.until_it_says("jump to an option")
            assert "Eastbank · turn 1" in ana.words
            decide(ana)
            waiting = "The others have not all decided. This goes on by itself."
            ana.until(lambda said: waiting in said and "Saved." in said, "the choice being kept")  # the page does not wait for the answer
            assert 200 == host.order("pause")
            ben.until_it_says("The facilitator has paused the lesson.")
            ben.press("1", "Enter")
            ben.until_it_says("the facilitator has paused the lesson")
            ben.press("Esc")
            assert 200 == host.order("resume")
            ben.until(lambda said: "has paused" not in said, "the lesson going on")
            ben.press("Enter")  # what was looked at is still looked at
            ana.until_it_says("What happened")
            decide(ana)
            decide(ben)
            ana.until_it_says("Press Enter to go on.")
            ana.press("Enter")
            ana.until_it_says("opens when the facilitator ends the lesson")
            assert 200 == host.order("end")
            ana.until_it_says("You have left your role: Eastbank")
            ana.press("q")
            ana.process.wait()

            assert 0 == ana.process.exitstatus


@pytest.mark.slow
def test_a_killed_server_is_told_and_waited_for(tmp_path: Path) -> None:
    """While the server is away keys work and the choice is said not to be saved; when it comes back the choice is kept, once."""
    with hosted(home_of(tmp_path, "host"), *TUTORIAL) as host:
        with terminal(home_of(tmp_path, "ana"), SIZE, "join", host.address, host.code, "--name", "Ana") as ana:
            to_the_lobby(ana)
            host.begin("Ana g1 eastbank")
            ana.until_it_says("jump to an option")
            host.kill()
            ana.until_it_says("No connection. What was saved stays saved")
            ana.press("i")
            ana.until_it_says("What the board means")
            ana.press("Esc", "1", "Enter")
            ana.until_it_says("Not saved yet: no connection.")
            host.start()
            ana.until_it_says("What happened")
            ana.press("q")
            ana.press("Enter")
            ana.process.wait()
        shown = host.console()
        groups = shown["groups"]
        assert isinstance(groups, list)

        assert [2] == [group["turn"] for group in groups]


@pytest.mark.slow
def test_a_lesson_is_played_through_a_pipe(tmp_path: Path) -> None:
    """Plain lines wait where the screen waits, and end with the lesson."""
    with hosted(home_of(tmp_path, "host"), *TUTORIAL) as host:
        with piped(host) as student:
            say(student, "\n1\n1\n")
            host.begin("Ana g1 eastbank")
            host.until(lambda: _outcome(host), "the end of the play")
            assert 200 == host.order("tell", words="Well \x1b[31mdone\u202e.")
            assert 200 == host.order("end")
            said, _ = student.communicate(timeout=30)

        assert 0 == student.returncode
        assert re.search(r"Sealed and kept\..*Sealed and kept\..*You no longer speak for", said, re.DOTALL), said
        assert "Facilitator to everybody: Well [31mdone." in said
        assert all(line.isprintable() for line in said.splitlines())
        assert re.search(rf"{re.escape(host.address)}/s/{host.lesson}/debrief#\w{{10}}\n", said)


@pytest.mark.slow
def test_who_is_released_is_told_what_that_means(tmp_path: Path) -> None:
    """A student whose seat is released in the middle of a play reads that, and how to join anew, and what they did is not called undone."""
    with hosted(home_of(tmp_path, "host"), *TUTORIAL) as host, piped(host) as student:
        say(student, "\n")
        host.begin("Ana g1 eastbank")
        assert 200 == host.order("release", seat="s1")
        say(student, "1\n")
        said, _ = student.communicate(timeout=30)

    assert 1 == said.count(f"To join anew: sim join {host.address} {host.code}"), said
    assert "this browser" not in said


def test_what_cannot_be_joined_says_why(tmp_path: Path) -> None:
    """A wrong code, a wrong address, a wrong code of a seat, and a missing name are told with a remedy."""
    with hosted(home_of(tmp_path, "host"), *TUTORIAL) as host:
        resumed = plain(host, "", "--resume", "BCDFGHJKMN")
        nameless = plain(host, "")
        right, host.code = host.code, "XXXXXX"
        wrong = plain(host, "", "--name", "Ana")
        host.code = right
    away = plain(host, "", "--name", "Ana")

    assert (4, True) == (wrong.returncode, "(error unknown-code)" in wrong.stderr)
    assert (4, True) == (resumed.returncode, "no seat of this lesson has this code" in resumed.stderr)
    assert (2, True) == (nameless.returncode, "--name" in nameless.stderr)
    assert (5, True) == (away.returncode, "does not answer" in away.stderr)


def test_a_seat_is_come_back_to(tmp_path: Path) -> None:
    """The line that is said on leaving brings back the same seat, also while it waits for its role."""
    with hosted(home_of(tmp_path, "host"), *TUTORIAL) as host:
        with terminal(home_of(tmp_path, "ana"), SIZE, "join", host.address, host.code, "--name", "Ana") as ana:
            to_the_lobby(ana)
            ana.press("Ctrl-C")
            said = ana.until_it_says("come back with:")
        command = said.partition("come back with: sim ")[2].split()
        with terminal(home_of(tmp_path, "phone"), SIZE, *command) as phone:
            to_the_lobby(phone)

            assert "You are in, Ana." in phone.words
            assert ["Ana"] == host.roster()


def _outcome(host: Host) -> bool:
    time.sleep(0.1)
    groups = host.console()["groups"]
    assert isinstance(groups, list)
    return all(group["over"] for group in groups)
