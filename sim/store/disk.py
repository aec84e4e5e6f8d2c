"""Where a file of sessions may lie, and what the disk's refusals mean.

Rule 1: SQLite's write-ahead log needs memory shared between processes, which network file systems do not offer; such a place is refused
before a session is lost there.
"""

import os
import sqlite3
from pathlib import Path

from sim.errors import StorageFailed

_NETWORK = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb2",
        "smb3",
        "smbfs",
    }
)
_MOUNTS = Path("/proc/self/mountinfo")

_MEANINGS = (  # the beginning of SQLite's name for an error, our code, the cause, and what to do
    ("SQLITE_FULL", "disk-full", "the disk is full", "free some space"),
    ("SQLITE_IOERR", "disk-error", "the disk reported an error", "check the disk, and copy the file to another one"),
    ("SQLITE_READONLY", "store-read-only", "the file may only be read", "check who owns it and its folder"),
    ("SQLITE_PERM", "store-read-only", "the file may only be read", "check who owns it and its folder"),
    ("SQLITE_BUSY", "store-busy", "another program is holding the file", "close that program and try again"),
    ("SQLITE_LOCKED", "store-busy", "another program is holding the file", "close that program and try again"),
    (
        "SQLITE_CORRUPT",
        "store-damaged",
        "the file is damaged",
        "copy it away, then take the last good copy; what can be read is still shown",
    ),
    ("SQLITE_NOTADB", "not-a-store", "this is not a file of sessions", "name another file, or move this one away"),
    ("SQLITE_CANTOPEN", "store-unreachable", "the file cannot be opened", "check that its folder is there and may be written"),
)


def refusal(path: Path, error: sqlite3.Error) -> StorageFailed:
    """Return what an error of SQLite means for the person at the keyboard: place, cause, remedy."""
    name: str = getattr(error, "sqlite_errorname", "")
    for beginning, code, cause, remedy in _MEANINGS:
        if name.startswith(beginning):
            return StorageFailed(f"{path}: {cause} ({error}); {remedy}", code)
    return StorageFailed(f"{path}: the database refused ({error}); check the file with `sim doctor`", "storage-failed")


def unreachable(path: Path, error: OSError) -> StorageFailed:
    """Return what an error of the operating system means."""
    cause = error.strerror or str(error)
    return StorageFailed(f"{path}: {cause}; check that the folder is there, may be written, and has room", "store-unreachable")


def prepare(path: Path) -> None:
    """Make an empty file that only its owner may read, in a folder of the same kind; leave what is there, but close the file to others.

    Raises:
        StorageFailed: it cannot be made, or lies on a network file system.

    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_network(path)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise unreachable(path, error) from error


def refuse_network(path: Path, mounts: Path = _MOUNTS) -> None:
    """Refuse a place on a network file system, as far as the operating system tells.

    Args:
        path: the file of sessions; its folder is there.
        mounts: the list of mounts as Linux gives it; on other systems there is none, and only Windows' network names are seen.

    Raises:
        StorageFailed: it is one.

    """
    place = path.parent.resolve()
    kind = "a network name" if place.drive.startswith("\\\\") else file_system(place, mounts)
    if kind in _NETWORK or kind == "a network name":
        message = (
            f"{path}: this place is on a network file system ({kind}), where sessions can be lost; name a file on a disk of this computer"
        )
        raise StorageFailed(message, "network-disk")


def file_system(place: Path, mounts: Path = _MOUNTS) -> str:
    """Return the type of the file system on which a folder lies; empty when unknown."""
    best, kind = -1, ""
    if mounts.exists():
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            before, _, after = line.partition(" - ")
            point = Path(before.split(" ")[4].encode().decode("unicode_escape"))
            if place.is_relative_to(point) and len(point.parts) >= best:
                best, kind = len(point.parts), after.split(" ")[0]
    return kind
