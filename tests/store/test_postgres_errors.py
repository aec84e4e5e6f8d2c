"""What the refusals of a PostgreSQL server mean."""

import psycopg
import pytest

from sim.errors import StorageFailed
from sim.store.postgres_errors import is_broken, place_of, refusal


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://ana:word@db.example:5433/room", "database 'room' on db.example:5433"),
        ("postgresql://ana@db.example", "database 'ana' on db.example"),
        ("host=/run/postgresql dbname=room password=word", "database 'room' on /run/postgresql"),
        ("postgresql:///room", "database 'room' on this computer"),
        ("postgresql://", "the user's own database on this computer"),
    ],
)
def test_a_place_is_named_without_its_password(address: str, place: str) -> None:
    """An address becomes database and host, as people read them."""
    assert place == place_of(address)


@pytest.mark.parametrize("address", ["postgresql://ana:secret-word@[db/room", "secret-word", "postgresql://a?secret-word=1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    """An address that cannot be read is refused, and nothing of it is repeated, because a password may stand in it."""
    with pytest.raises(StorageFailed, match="expected postgresql://USER@HOST:PORT/DATABASE") as refused:
        place_of(address)

    assert ("bad-database-address", False) == (refused.value.code, "secret-word" in str(refused.value))
    assert (None, None) == (refused.value.__cause__, refused.value.__context__)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.DiskFull("no space"), "disk-full"),
        (psycopg.errors.IoError("bad sector"), "disk-error"),
        (psycopg.errors.DataCorrupted("bad page"), "store-damaged"),
        (psycopg.errors.IndexCorrupted("bad page"), "store-damaged"),
        (psycopg.errors.ReadOnlySqlTransaction("standby"), "store-read-only"),
        (psycopg.errors.InsufficientPrivilege("no"), "store-read-only"),
        (psycopg.errors.UndefinedTable("no table"), "not-a-store"),
        (psycopg.errors.LockNotAvailable("waited"), "store-busy"),
        (psycopg.errors.QueryCanceled("waited"), "store-busy"),
        (psycopg.errors.SerializationFailure("again"), "store-busy"),
        (psycopg.errors.DeadlockDetected("again"), "store-busy"),
        (psycopg.OperationalError("connection refused"), "store-unreachable"),
        (psycopg.errors.ProgramLimitExceeded("too much"), "storage-failed"),
    ],
)
def test_every_refusal_has_a_code_and_a_remedy(error: psycopg.Error, code: str) -> None:
    """A refusal says where, why in the server's own words, and what to do."""
    said = refusal("database 'room' on db", error)

    assert code == said.code
    assert str(said).startswith("database 'room' on db: ")
    assert f"({error}); " in str(said)


def test_only_a_lost_connection_leaves_things_open() -> None:
    """An error that the server has answered with is no lost connection."""
    assert [True, False] == [is_broken(psycopg.OperationalError("lost")), is_broken(psycopg.errors.DeadlockDetected("again"))]
