"""A PostgreSQL server of our own in a temporary folder, which tests may stop and kill."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

_USER = "sim"
_SETTINGS = {
    "listen_addresses": "",  # a socket in the folder, no port that somebody else may have
    "shared_buffers": "16MB",
    "max_connections": "60",
    "max_wal_size": "64MB",
}
_OWNER = "nobody"
"""Under whose name the server runs when root starts it, which PostgreSQL refuses to run as."""


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL of this computer, or None when it has none, or no sockets that are files."""
    if sys.platform == "win32":
        return None
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return debian[-1].parent if debian else None


class Server:
    """A server that is running, until it is stopped or killed."""

    def __init__(self, programs: Path) -> None:
        """Make an empty cluster and start it."""
        self._programs = programs
        self._user = _OWNER if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))  # short, because the path of a socket may have 107 characters
        if self._user:
            shutil.chown(self._folder, self._user)
        self._names = count()
        self._run("initdb", "-D", "data", "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def __enter__(self) -> Self:
        """Use the server in a `with` statement, which stops and removes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop and remove the server."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder)

    @property
    def socket(self) -> Path:
        """The socket on which the server listens."""
        return self._folder / ".s.PGSQL.5432"

    def address(self, database: str, user: str = _USER, folder: Path | None = None) -> str:
        """Return the address of a database, as seen through the socket in a folder."""
        return f"postgresql://{user}@/{database}?host={folder or self._folder}"

    def start(self, **settings: str) -> None:
        """Start the server, and wait until it answers."""
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), "-k", str(self._folder)]
        for name, value in {**_SETTINGS, **settings}.items():
            command += ["-c", f"{name}={value}"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, user=self._user, cwd=self._folder, stdout=log, stderr=log)
        for _ in range(600):
            try:
                self.run("SELECT 1")
            except psycopg.Error:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self._folder / "log").read_text())

    def stop(self, how: int = signal.SIGINT) -> None:
        """Stop the server: SIGQUIT at once, as a crash would, and SIGINT in good order."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def database(self, encoding: str = "UTF8") -> str:
        """Make an empty database, and return its address."""
        name = f"room{next(self._names)}"
        self.run(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
        return self.address(name)

    def drop(self) -> None:
        """End every connection to the server."""
        self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")

    def set(self, address: str, setting: str) -> None:
        """Change a setting of a database, for those who connect from now on."""
        self.run(f"ALTER DATABASE {conninfo_to_dict(address)['dbname']} SET {setting}")

    def run(self, *statements: str, address: str = "") -> list[tuple[object, ...]]:
        """Run statements one by one, as the server's own user, and return what the last one gave."""
        with psycopg.connect(address or self.address("postgres"), autocommit=True) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([self._programs / program, *arguments], cwd=self._folder, user=self._user, check=True, capture_output=True)


@contextmanager
def needed() -> Iterator[Server]:
    """Run a server for a test; where PostgreSQL is not installed, the test is left out, but never in continuous integration."""
    folder = programs()
    if folder is None:
        message = "PostgreSQL's initdb and postgres are not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with Server(folder) as running:
        yield running
