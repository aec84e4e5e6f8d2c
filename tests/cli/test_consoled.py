"""`sim console`, where the console cannot be entered."""

from pathlib import Path

import pytest

from sim.cli.console_kept import Way, keep_way
from tests.classroom.faults.killing import free_port
from tests.cli.running import sim


@pytest.mark.parametrize(
    ("key", "more", "code", "said"),
    [
        (
            "abc",
            (),
            5,
            "nobody serves lesson 'small-one-test' at 127.0.0.1:{port} now; start it again with: sim host --lesson small-one-test",
        ),
        ("abc", ("--key",), 2, "give the address of the console with the key after #"),
    ],
)
def test_a_console_that_cannot_be_entered_says_how_it_can(tmp_path: Path, key: str, more: tuple[str, ...], code: int, said: str) -> None:
    """Where nobody serves a lesson of this computer, the command that does is named; where a key cannot be asked for, how it is given."""
    port = free_port()
    keep_way(tmp_path / "data", Way(f"http://127.0.0.1:{port}", "small-one-test", key))
    told = sim(tmp_path, "console", "small-one-test", *more, typed="pause\n")

    assert (code, True) == (told.exit_code, said.format(port=port) in " ".join(told.stderr.split()))


def test_an_address_where_nobody_answers_says_how_it_would_be_served(tmp_path: Path) -> None:
    """Who types the address of a console that is not served is told with what command it is, and nothing of the students' screen."""
    told = sim(tmp_path, "console", f"http://127.0.0.1:{free_port()}/console/small-one-test/#abc")

    assert 5 == told.exit_code
    assert (
        "look at the address that sim host printed, or, on that computer, start it again with: sim host --lesson small-one-test"
        in " ".join(told.stderr.split())
    )
