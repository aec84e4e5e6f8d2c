"""Leading a lesson by lines."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.terminal.console.lines import run_lines
from tests.terminal.console.held import Here, playing


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Here]:
    """Give the console of a play."""
    with playing(tmp_path) as made:
        yield made


def led(console: Here, *lines: str) -> list[str]:
    """Return what is said when these lines are typed."""
    sink = io.StringIO()
    run_lines(console, io.StringIO("".join(f"{line}\n" for line in lines)), sink)
    return sink.getvalue().splitlines()


def test_a_line_is_obeyed(console: Here) -> None:
    """An order is given with its form and acknowledged, and a refusal is said with its reason, after which the next line is read."""
    said = led(console, "pause", "pause", "resume")

    assert ["Done.", "Not done: the lesson is paused already", "Done."] == said[-3:]
    assert ["pause", "pause", "resume"] == [name for name, _ in console.given]


def test_what_is_sealed_is_shown_once(console: Here) -> None:
    """Looking shows what is sealed in the answer, and on no page."""
    said = led(console, "look g1", "groups")

    assert 1 == sum("North: Open the bridge." in line for line in said)


def test_pages_are_shown_on_request(console: Here) -> None:
    """The pages and the help are a word away; an empty line shows the groups."""
    said = led(console, "who", "said", "help fork", "")

    assert [1, 1, 1, 2] == [
        sum(line.startswith(begin) for line in said) for begin in ("s1 Ana:", "12:", "fork GROUP TURN all|half WHY", "g1 · turn 1")
    ]


def test_quit_leaves_what_follows(console: Here) -> None:
    """After `quit` nothing more is read, and the lesson goes on."""
    led(console, "quit", "end now")

    assert not console.room.live.now.lesson.ended


def test_a_list_is_read_from_a_file(console: Here, tmp_path: Path) -> None:
    """Places come from a file, and one that is not there is named."""
    file = tmp_path / "places.csv"
    file.write_text("name,group,role\nCem,g1,south\n", "utf-8")
    said = led(console, f"list {file}", f"list {tmp_path / 'nothing.csv'}")

    assert "Done." in said
    assert "nothing.csv:Nosuchfile" in "".join("".join(said).split())  # wrapped wherever the folder's name ends
    assert ("s3",) == console.room.live.now.lesson.team("g1", "south")


def test_a_server_that_is_away_is_told(console: Here) -> None:
    """While the server does not answer a line is not done, and the next is tried."""
    sink, source = io.StringIO(), iter(["note Lively.\n", "groups\n", ""])

    class Typed:
        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            console.is_away = True
            return next(source)

    run_lines(console, Typed(), sink)

    assert 2 == sink.getvalue().count("Not done: 127.0.0.1:8000 does not answer")
