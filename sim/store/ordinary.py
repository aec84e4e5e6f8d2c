"""Reading a file that somebody named: an ordinary file, and no more of it than it may hold.

Rule 1: a device never ends and a pipe may never begin; both are refused before a byte is read.
"""

import stat
from pathlib import Path

from sim.errors import Missing, StorageFailed


def ordinary(path: Path, limit: int) -> bytes:
    """Return the bytes of a file, one byte past the limit at most, so that a reader sees that there are too many.

    Raises:
        Missing: there is no such file.
        StorageFailed: it is a folder, a device or a pipe, or cannot be read.

    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            message = f"{path} is no ordinary file; name a file on disk, not a folder, a device or a pipe"
            raise StorageFailed(message, "file-not-read")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        message = f"there is no file {path}"
        raise Missing(message, "no-file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no name of a file"
        message = f"{path} cannot be read: {reason}"
        raise StorageFailed(message, "file-not-read") from error
