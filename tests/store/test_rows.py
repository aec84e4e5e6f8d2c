"""How the rows of a database of sessions are read, and what is said of what is not there."""

import pytest

from sim.errors import InvalidLog
from sim.store.rows import PLAYED, entry_of, taken_name, unknown_edition, unknown_session
from tests.store.keeping import fresh

ENTRY = fresh().log[0]


def test_an_entry_comes_back_as_it_was() -> None:
    """An entry written as JSON is read back equal."""
    assert ENTRY == entry_of("table", 1, 1, ENTRY.model_dump_json())


@pytest.mark.parametrize(
    ("number", "body", "cause"),
    [(1, "{", "Invalid JSON"), (1, "{}", "number: Field required"), (2, ENTRY.model_dump_json(), "it is numbered 1")],
)
def test_a_damaged_entry_is_refused(number: int, body: str, cause: str) -> None:
    """An entry that is no JSON, lacks a field or stands in a row of another number is refused with the cause."""
    with pytest.raises(InvalidLog, match=r"the 0 before it are good") as refused:
        entry_of("table", 1, number, body)

    assert ("damaged-entry", True) == (refused.value.code, cause in str(refused.value))


def test_players_come_back_as_they_were() -> None:
    """Who plays which role is written as JSON and read back equal."""
    played = fresh().began.played

    assert played == PLAYED.validate_json(PLAYED.dump_json(played))


def test_the_nearest_name_is_suggested() -> None:
    """A name that is not there is refused with the nearest one, or with where to find them all."""
    said = [str(unknown_session("tabel", known)) for known in (["table", "chair"], [])]

    assert [
        "there is no session 'tabel'; did you mean 'table'?",
        "there is no session 'tabel'; `sim sessions` lists those there are",
    ] == said


def test_refusals_have_codes() -> None:
    """What a program tells refusals by stays as documented."""
    assert ("session-exists", "unknown-edition") == (taken_name("table").code, unknown_edition("0" * 64).code)
