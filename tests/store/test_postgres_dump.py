"""Copies of a PostgreSQL database, and putting them back."""

from pathlib import Path

import pytest

from sim.errors import Illegal, Missing, StorageFailed
from sim.store.postgres import PostgresLog
from sim.store.postgres_dump import dump, is_dump, load
from tests.store.keeping import begun
from tests.store.serving import Server

pytestmark = pytest.mark.system


def test_a_copy_is_put_into_an_empty_database(server: Server, address: str, tmp_path: Path) -> None:
    """A copy made while the database is open holds its sessions, is its owner's alone, and makes another database the same."""
    with PostgresLog(address) as log:
        session = begun(log)
        dump(address, tmp_path / "copy")
    other = server.database()
    load(other, tmp_path / "copy")

    assert (True, 0o600) == (is_dump(tmp_path / "copy"), (tmp_path / "copy").stat().st_mode & 0o777)
    with PostgresLog(other) as log:
        assert session.log == log.read("table")


def test_a_copy_replaces_no_sessions(address: str, tmp_path: Path) -> None:
    """A database that keeps sessions takes no copy, and a file that is there is not overwritten."""
    with PostgresLog(address):
        dump(address, tmp_path / "copy")
        with pytest.raises(Illegal, match="keeps sessions already"):
            load(address, tmp_path / "copy")
        with pytest.raises(StorageFailed, match="exists already"):
            dump(address, tmp_path / "copy")


def test_what_the_server_refuses_is_said(server: Server, address: str, tmp_path: Path) -> None:
    """No half copy is left of a database that is not there, and a file that is no copy changes nothing."""
    with pytest.raises(StorageFailed) as refused:
        dump(server.address("nowhere"), tmp_path / "copy")
    (tmp_path / "noise").write_bytes(b"PGDMP and then noise")
    with pytest.raises(StorageFailed, match="pg_restore refused"):
        load(address, tmp_path / "noise")
    with pytest.raises(StorageFailed):
        load(server.address("nowhere"), tmp_path / "noise")

    assert ("copy-failed", False) == (refused.value.code, (tmp_path / "copy").exists())


def test_a_folder_that_is_not_there_takes_no_copy(address: str, tmp_path: Path) -> None:
    """A place that cannot be written is named."""
    with pytest.raises(StorageFailed) as refused:
        dump(address, tmp_path / "nowhere" / "copy")

    assert "file-not-written" == refused.value.code


def test_the_programs_of_postgresql_have_to_be_there(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `pg_dump` it is said what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing) as refused:
        dump(address, tmp_path / "copy")

    assert "no-program" == refused.value.code
