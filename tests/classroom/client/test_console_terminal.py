"""Leading a class from a terminal, for real: a server in its own process, a terminal of its own, a pipe."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.hosted import Host, hosted
from tests.terminal.real import terminal

TUTORIAL = ("tutorial", "--course", "whole")

pytestmark = pytest.mark.slow


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """Host the tutorial."""
    with hosted(tmp_path, *TUTORIAL, "--rehearse", "4") as made:
        made.until(lambda: len(made.roster()) == 4, "everybody")
        yield made


def plain(host: Host, lines: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Lead the lesson through a pipe."""
    command = [sys.executable, "-m", "sim", "console", *arguments]
    return subprocess.run(
        command, input=lines, env=host.environment, cwd=host.home, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_a_class_is_led_from_a_terminal(host: Host, size: tuple[int, int]) -> None:
    """On the computer that hosts it a lesson is dealt, started, paused and ended by typed commands, and refusals are shown."""
    with terminal(host.home, size, "console", host.lesson) as leading:
        leading.until_it_says("No group plays yet: deal, then start.")
        for keys, said in (
            ("deal 1\r", "Done."),
            ("start\r", "g1 · turn 1"),
            ("paus\t", "> pause"),
            ("\r", "PAUSED"),
            ("pause\r", "Not done: the lesson is paused already"),
            ("resume\r", "playing"),
            ("news all The bridge is shut.\r", "Done."),
            ("said\r", "The bridge is shut."),
            ("who\r", "s1 Student 1:"),
            ("end now\r", "over ·"),
        ):
            leading.process.send(keys)
            leading.until_it_says(said)
        leading.process.send("quit\r")
        leading.process.wait()

        assert 0 == leading.process.exitstatus


def test_a_server_that_is_away_is_waited_for(host: Host) -> None:
    """While the server is down the screen says so, an order is not said to be done, and it goes on by itself when the server is back."""
    with terminal(host.home, (80, 24), "console", host.lesson) as leading:
        leading.until_it_says("No group plays yet")
        host.kill()
        leading.until_it_says("does not answer")
        host.start()
        leading.until(lambda said: "does not answer" not in said, "the server")
        leading.process.send("deal 1\r")
        leading.until_it_says("Done.")


def test_lines_lead_a_class_too(host: Host) -> None:
    """In a pipe each line is obeyed or refused, whoever names the lesson by its name, or by the address that was printed."""
    by_name = plain(host, "deal 2\ndeal\nstart\nforcex g1\n", host.lesson)
    by_address = plain(host, "pause\n", f"{host.address}/console/{host.lesson}/#{host.key}")

    assert (0, 0) == (by_name.returncode, by_address.returncode)
    assert 3 == by_name.stdout.count("Done.")
    assert "did you mean 'force'?" in by_name.stdout
    assert "Done." in by_address.stdout


def test_nobody_comes_in_without_the_key(host: Host) -> None:
    """A wrong key, an unknown lesson and the address of something else are refused, and nothing is asked where nobody can type."""
    found = [
        plain(host, "", where, *more)
        for where, *more in (
            (f"{host.address}/console/{host.lesson}/#wrong",),
            ("nothing",),
            (f"{host.address}/screen/{host.code}/",),
            (host.lesson, "--key"),
            (host.lesson, "--theme", "loud"),
        )
    ]

    assert [6, 4, 1, 2, 2] == [one.returncode for one in found], [one.stderr for one in found]
    assert "this is a wrong key; the right one follows the #" in found[0].stderr
    assert "hosted no lesson 'nothing'" in found[1].stderr
    assert "no address of a console" in found[2].stderr
