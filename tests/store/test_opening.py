"""Opening a log of sessions by its path or its address."""

import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.store.opening import open_log
from sim.store.postgres import PostgresLog
from sim.store.sqlite import SqliteLog
from tests.store.keeping import begun

ROOT = Path(__file__).parent.parent.parent

WITHOUT = """
import sys
sys.modules["psycopg"] = None  # as if it were not installed
from sim.errors import StorageFailed
from sim.store.opening import open_log
try:
    open_log("postgresql:///room")
except StorageFailed as error:
    print(error.code, error)
"""


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_opens_a_file(tmp_path: Path, kind: type[str] | type[Path]) -> None:
    """What is no address of a server is the path of a file."""
    with open_log(kind(tmp_path / "sessions.db")) as log:
        begun(log)

        assert (SqliteLog, True) == (type(log), (tmp_path / "sessions.db").is_file())


@pytest.mark.system
def test_an_address_opens_a_database(address: str) -> None:
    """An address that begins with postgresql:// leads to a server."""
    with open_log(address) as log:
        assert PostgresLog is type(log)


def test_a_bad_address_is_refused() -> None:
    """An address of PostgreSQL that cannot be read is not taken for a path."""
    with pytest.raises(StorageFailed, match="this is no address of a PostgreSQL database"):
        open_log("postgresql://[host/room")


def test_without_the_driver_the_message_says_how_to_get_it() -> None:
    """Where psycopg is not installed, only an address is refused, and the message says what to install."""
    said = subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert said.startswith("no-driver sessions on PostgreSQL need the package psycopg")
    assert said.endswith("install it in the folder of the program's files, with: pip install '.[postgres]'\n")


def test_a_file_is_opened_without_the_driver(tmp_path: Path) -> None:
    """Opening a file loads nothing of PostgreSQL, which would cost every start some time."""
    program = (
        f"import sys; from sim.store.opening import open_log; open_log({str(tmp_path / 's.db')!r}).close(); print('psycopg' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert "False\n" == said
