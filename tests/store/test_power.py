"""Files of sessions that are killed or lose their current while they are brought up to date, and the model that says so."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sim.model.events import Entry
from sim.store.migrations import scripts
from sim.store.sqlite import SqliteLog
from tests.store.faulty import Done, Plan, recorded
from tests.store.keeping import append, begun, chosen
from tests.store.power import Platter, cuts, every_kill, files_in, lay, light_folder

_ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="SQLite's way to files is taken as Linux' builds have it")


def migrated(folder: Path, first: int) -> tuple[dict[str, bytes], list[Done], tuple[Entry, ...]]:
    """Return an old file, what another process did to bring it up to date, and the session in it."""
    home = folder / "home"
    path = home / "sessions.db"
    with SqliteLog(path, steps=scripts()[:first]) as log:
        session = chosen(begun(log))
        append(log, session)
    before = files_in(home)
    plan = Plan(record=str(folder / "record"))
    subprocess.run([sys.executable, "-m", "tests.store.faulty", str(path), plan.written()], cwd=_ROOT, check=True)
    return before, [*recorded(folder / "record")], session.log


def version(path: Path) -> int:
    """Return which script was run last on a file that SQLite finds sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        (found,) = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    return int(found)


@pytest.mark.parametrize("first", range(1, len(scripts())))
def test_a_migration_that_is_killed_anywhere_leaves_the_old_or_the_new(tmp_path: Path, first: int) -> None:
    """After every single call that reached the disk, the file is sound, old or new, and opens with its session; so does its copy."""
    before, record, log = migrated(tmp_path, first)
    found = set()
    with light_folder() as folder:
        path = folder / "sessions.db"
        for files in every_kill(before, record):
            lay(folder, files)
            found.add(version(path))
            with SqliteLog(path) as opened:
                assert log == opened.read("table")
            assert first == version(folder / f"sessions.db.v{first}.bak")

    assert {first, len(scripts())} == found


@pytest.mark.parametrize("first", range(1, len(scripts())))
def test_a_migration_survives_a_power_cut(tmp_path: Path, first: int) -> None:
    """Whatever a power cut leaves of a file that is being brought up to date, it is sound and has its session."""
    before, record, log = migrated(tmp_path, first)
    with light_folder() as folder:
        path = folder / "sessions.db"
        for cut in cuts(before, record, 60):
            lay(folder, {name: words for name, words in cut.files.items() if not name.endswith(".bak")})
            assert version(path) in {first, len(scripts())}
            with SqliteLog(path) as opened:
                assert log == opened.read("table")


def test_what_is_synchronised_stays() -> None:
    """The model keeps what was synchronised, and sometimes loses, keeps or tears what was not."""
    platter = Platter({})
    platter.do(Done(1, "write", "a", 0, b"x" * 512))
    platter.do(Done(2, "sync", "a", 0, b""))
    platter.do(Done(3, "write", "a", 0, b"y" * 1024))
    found = {platter.after(random.Random(seed))["a"] for seed in range(100)}
    x, y, nothing = b"x" * 512, b"y" * 512, bytes(512)

    assert {x, y + y, y, x + y} == found - {x + nothing}


def test_a_failed_synchronisation_loses_what_it_was_asked_for() -> None:
    """What was written before a synchronisation failed is lost, though the next one succeeds."""
    platter = Platter({})
    for done in (Done(1, "write", "a", 0, b"x"), Done(2, "unsynced", "a", 0, b""), Done(3, "sync", "a", 0, b"")):
        platter.do(done)

    assert {} == platter.after(random.Random(1))
