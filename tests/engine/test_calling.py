"""What people are called in a lesson."""

import pytest

from sim.engine.calling import free_name, namesake
from sim.model.text import NAME_LIMIT


@pytest.mark.parametrize(
    ("given", "taken", "expected"),
    [
        ("Ana", (), "Ana"),
        ("Ana", ("Ben",), "Ana"),
        ("Ana", ("Ana",), "Ana 2"),
        ("ANA", ("Ana",), "ANA 2"),
        ("Ana", ("Ana", "ana 2"), "Ana 3"),
        ("Ana M", ("anam",), "Ana M 2"),
        ("Ana 2", ("Ana", "Ana 2"), "Ana 2 2"),
        ("Straße", ("STRASSE",), "Straße 2"),
    ],
)
def test_nobody_gets_a_name_that_somebody_has(given: str, taken: tuple[str, ...], expected: str) -> None:
    """Who gives a name that somebody has, in whatever letters and with whatever spaces, gets it with the next free number."""
    assert expected == free_name(given, taken)


def test_a_long_name_keeps_room_for_its_number() -> None:
    """A name as long as a name can be is cut for its number."""
    long = "a" * NAME_LIMIT

    assert f"{'a' * (NAME_LIMIT - 2)} 2" == free_name(long, (long,))


@pytest.mark.parametrize(
    ("given", "before", "expected"),
    [("ana", ("Ben", "Ana"), "Ana"), ("A na", ("Ana", "Ana 2"), "Ana"), ("Ana", ("Ben", "Ana M"), ""), ("", ("", "Ana"), "")],
)
def test_a_name_is_somebodys_already(given: str, before: tuple[str, ...], expected: str) -> None:
    """Who has a name already is told by the name that they have; of a name that was kept as it was given nobody has it."""
    assert expected == namesake(given, before)
