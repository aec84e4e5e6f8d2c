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
    """A name as long as a name can be is cut for its number, and is still told to be somebody's namesake."""
    long = "a" * NAME_LIMIT
    found = free_name(long, (long,))

    assert (f"{'a' * (NAME_LIMIT - 2)} 2", long) == (found, namesake(found, (long,)))


@pytest.mark.parametrize(
    ("name", "before", "expected"),
    [
        ("Ana 2", ("Ben", "ana"), "ana"),
        ("Ana 2", ("Ben",), ""),
        ("Ana", ("Ana M",), ""),
        ("Ana 1", ("Ana",), ""),
        ("Ana \u0662", ("Ana",), ""),
    ],
)
def test_a_name_with_a_number_tells_whose_it_also_is(name: str, before: tuple[str, ...], expected: str) -> None:
    """A name with a number from 2 on tells from whom it was told apart; a name that only ends so is nobody's."""
    assert expected == namesake(name, before)
