"""Plays in a real terminal, with real keys, and screens that are compared with those that are kept."""

import os
import signal
from pathlib import Path

import pytest

from tests.terminal.real import Terminal, compare, terminal

SIZES = [(80, 24), (60, 20)]
TUTORIAL = ("play", "tutorial", "--course", "whole", "--seed", "7", "--bot", "cautious", "--name", "demo")
KOSOVO = (
    "play",
    "kosovo",
    "--role",
    "belgrade",
    "--act",
    "2022",
    "--course",
    "whole",
    "--seed",
    "7",
    "--bot",
    "reported",
    "--name",
    "demo",
)


NOTICE = "Press Enter when you have read this."
CHOOSING = "to jump to an option"
_SIGNS = ("Press Enter", CHOOSING, "A sealed", "You have left your role")
"""Words that say what can be done now."""


def _to_the_end(running: Terminal) -> int:
    """Always take the first option; return how many were sealed."""
    sealed = 0
    while True:
        said = running.until(lambda text: any(sign in text for sign in _SIGNS), "anything to do")
        if "You have left your role" in said:
            return sealed
        if CHOOSING in said:
            running.press("1")
        else:
            sealed += "A sealed choice" in said
            running.press("Enter")


@pytest.mark.parametrize("size", SIZES)
def test_the_tutorial_is_played_and_looks_as_it_is_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    """From the notice to the outcome, every kind of page is as it was last looked at."""
    with terminal(tmp_path, size, *TUTORIAL, "--role", "eastbank") as running:
        compare("tutorial-01-notice", running, NOTICE)
        running.press("Enter")
        compare("tutorial-02-opening", running, "Press Enter to begin.")
        running.press("Enter")
        compare("tutorial-03-scene", running, CHOOSING)
        for number, (key, name) in enumerate({"s": "passages", "c": "conflicts", "g": "glossary", "m": "map", "?": "help"}.items(), 4):
            running.press(key)
            compare(f"tutorial-{number:02}-{name}", running, f"The rope · {name.capitalize()} ")
            if key == "s":
                running.press("2")
                compare("tutorial-09-passage", running, "The rope · Passage ")
                running.press("Esc")
            running.press("Esc")
        running.press(":", "u", "n")
        compare("tutorial-10-palette", running, "> un")
        running.press("Esc", "1")
        compare("tutorial-11-option", running, "Enter seals 1")
        running.press("r", "because", "Enter")
        compare("tutorial-12-expectation", running, "The rope · Expectation ")
        running.press("2", "Enter")
        compare("tutorial-13-happened", running, "Press Enter to go on.")
        running.press("Enter", "2", "Enter", "Enter")
        compare("tutorial-14-end", running, "You have left your role: Eastbank.")
        running.press("q")
        running.process.wait()

        assert 0 == running.process.exitstatus


@pytest.mark.parametrize("size", SIZES)
def test_two_people_hand_the_keyboard_over(tmp_path: Path, size: tuple[int, int]) -> None:
    """Between their turns stands a page with names alone."""
    with terminal(tmp_path, size, *TUTORIAL, "--role", "eastbank", "--role", "westbank") as running:
        running.until_it_says(NOTICE)
        running.press("Enter", "Enter")
        compare("hot-seat-01-first", running, "Press Enter when only Eastbank looks.")
        running.press("Enter", "2", "Enter")
        compare("hot-seat-02-second", running, "Press Enter when only Westbank looks.")


@pytest.mark.parametrize("size", SIZES)
def test_the_crisis_of_2022_is_played_to_an_outcome(tmp_path: Path, size: tuple[int, int]) -> None:
    """Belgrade's play on the real documents, with nothing but keys."""
    with terminal(tmp_path, size, *KOSOVO) as running:
        compare("kosovo-01-notice", running, NOTICE)
        while CHOOSING not in running.until(lambda said: CHOOSING in said or "Press Enter" in said, "a page"):
            running.press("Enter")
        compare("kosovo-02-scene", running, CHOOSING)
        running.press("2")
        compare("kosovo-03-option", running, "Enter seals 2")

        assert _to_the_end(running) >= 3
        compare("kosovo-04-end", running, "You have left your role: Belgrade.")


def test_a_closed_terminal_loses_nothing(tmp_path: Path) -> None:
    """After the window is closed, `sim resume` goes on where the last page stood."""
    with terminal(tmp_path, (80, 24), *TUTORIAL, "--role", "eastbank") as running:
        running.until_it_says(NOTICE)
        running.press("Enter", "Enter", "2", "Enter")
        running.until_it_says("What happened")
        running.hang_up()
    with terminal(tmp_path, (80, 24), "resume", "demo") as running:
        running.until_it_says("You go on with session demo.")
        running.press("PgDn")

        assert running.until_it_says("Eastbank: Promise nothing yet")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_request_to_stop_leaves_the_terminal_in_order(tmp_path: Path, number: int, status: int) -> None:
    """The other screen is left, the cursor comes back, and the way to go on is told."""
    with terminal(tmp_path, (80, 24), *TUTORIAL, "--role", "eastbank") as running:
        running.until_it_says(NOTICE)
        os.kill(running.process.pid, number)
        rest = running.process.read().decode()
        running.process.wait()

        assert status == running.process.exitstatus
        assert "\x1b[?1049l" in rest
        assert "\x1b[?25h" in rest
        assert "sim resume demo" in rest


def test_ctrl_c_leaves_and_says_how_to_go_on(tmp_path: Path) -> None:
    """No question, no traceback."""
    with terminal(tmp_path, (80, 24), *TUTORIAL, "--role", "eastbank") as running:
        running.until_it_says(NOTICE)
        running.process.send("\x03")
        rest = running.process.read().decode()

        assert "sim resume demo" in rest
        assert "Traceback" not in rest


def test_a_window_can_change_its_size(tmp_path: Path) -> None:
    """Two columns become one, a sentence stands in for both, and everything comes back."""
    with terminal(tmp_path, (120, 40), *TUTORIAL, "--role", "eastbank") as running:
        running.until_it_says(NOTICE)
        running.press("Enter", "Enter")
        wide = running.until_it_says("What do you promise?")
        running.resize(50, 15)
        running.until_it_says("This window has 50 columns and 15 rows.")
        running.resize(80, 24)
        narrow = running.until_it_says("Two mayors on the landing")
        running.resize(120, 40)
        running.until(lambda said: said == wide, "the page as it was")

        assert ("│ ── The board" in wide, "The board" in narrow) == (True, False)
