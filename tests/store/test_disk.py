"""Where a file of sessions may lie, and what the disk's refusals mean."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.store.disk import file_system, refusal, refuse_network
from sim.store.sqlite import SqliteLog


def test_a_folder_cannot_be_a_store(tmp_path: Path) -> None:
    """A path at which a file cannot be made is refused with the reason."""
    (tmp_path / "file").touch()
    for wrong in (tmp_path, tmp_path / "file" / "sessions.db"):
        with pytest.raises(StorageFailed) as refused:
            SqliteLog(wrong)

        assert "store-unreachable" == refused.value.code


def test_an_error_without_a_meaning_of_its_own_keeps_its_words() -> None:
    """What SQLite says is passed on where the table of meanings has nothing better."""
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(sqlite3.Error) as raised:
        connection.execute("SELECT * FROM absent")
    refused = refusal(Path("sessions.db"), raised.value)

    assert ("storage-failed", "sessions.db: the database refused (no such table: absent); check the file with `sim doctor`") == (
        refused.code,
        str(refused),
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("40 29 0:42 / {place} rw,relatime shared:1 - nfs4 server:/home rw", "nfs4"),
        ("40 29 0:42 / {place} rw,relatime - fuse.sshfs me@host: rw", "fuse.sshfs"),
        ("40 29 0:42 / {place} rw,relatime - cifs //server/share rw", "cifs"),
    ],
)
def test_a_network_file_system_is_refused(tmp_path: Path, line: str, kind: str) -> None:
    """A folder mounted over the network is refused, because its write-ahead log could be lost."""
    home = tmp_path / "my home"
    home.mkdir()
    mounts = tmp_path / "mounts"
    place = str(home.resolve()).replace(" ", "\\040")
    mounts.write_text(f"20 1 254:0 / / rw - ext4 /dev/vda rw\n{line.format(place=place)}\n", encoding="utf-8")
    with pytest.raises(StorageFailed) as refused:
        refuse_network(home / "sessions.db", mounts)

    assert "network-disk" == refused.value.code
    assert f"on a network file system ({kind})" in str(refused.value)


def test_the_nearest_mount_tells_the_file_system(tmp_path: Path) -> None:
    """The type of a folder's file system is that of the nearest mount above it; without a list of mounts it is unknown."""
    mounts = tmp_path / "mounts"
    mounts.write_text("20 1 254:0 / / rw - ext4 /dev/vda rw\n40 29 0:42 / /elsewhere rw - nfs server:/ rw\n", encoding="utf-8")

    assert ["ext4", "nfs", ""] == [
        file_system(tmp_path, mounts),
        file_system(Path("/elsewhere/home"), mounts),
        file_system(tmp_path, tmp_path / "none"),
    ]
