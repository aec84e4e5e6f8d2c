"""Writing a file that is not there yet: what somebody asked for goes to the place named, and nothing that stands there is lost."""

from collections.abc import Iterable
from pathlib import Path

from sim.errors import StorageFailed


def write_anew(target: Path, lines: Iterable[str]) -> None:
    """Write lines to a new file, in UTF-8, each ended by a line feed.

    Raises:
        StorageFailed: the file is there already (`file-exists`), or cannot be written (`file-not-written`); a part may then be there.

    """
    write_anew_bytes(target, (f"{line}\n".encode() for line in lines))


def write_anew_bytes(target: Path, parts: Iterable[bytes]) -> None:
    """Write bytes to a new file; it raises the same as `write_anew`."""
    try:
        with target.open("xb") as file:
            file.writelines(parts)
    except FileExistsError as error:
        message = f"{target} exists already; name another file or take it away"
        raise StorageFailed(message, "file-exists") from error
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}"
        raise StorageFailed(message, "file-not-written") from error
