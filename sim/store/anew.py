"""Writing a file that is not there yet: what somebody asked for goes to the place named, and nothing that stands there is lost."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import StorageFailed


def write_anew(target: Path, lines: Iterable[str]) -> None:
    """Write lines to a new file, in UTF-8, each ended by a line feed.

    Raises:
        StorageFailed: the file is there already (`file-exists`), or cannot be written (`file-not-written`); a part may then be there.

    """
    write_anew_bytes(target, (f"{line}\n".encode() for line in lines))


def write_page_anew(target: Path, page: str) -> None:
    """Write a page letter for letter, because its policy names the hash of its style; it raises the same as `write_anew`."""
    write_anew_bytes(target, [page.encode()])


def write_anew_bytes(target: Path, parts: Iterable[bytes]) -> None:
    """Write bytes to a new file; it raises the same as `write_anew`."""
    with making(target), target.open("xb") as file:
        file.writelines(parts)


@contextmanager
def making(target: Path) -> Iterator[None]:
    """Make a file that must not be there yet; raises the same as `write_anew`."""
    try:
        yield
    except FileExistsError as error:
        message = f"{target} exists already; name another file or take it away"
        raise StorageFailed(message, "file-exists") from error
    except OSError as error:
        missing = isinstance(error, FileNotFoundError) and not target.parent.is_dir()
        why = f"there is no folder {target.parent}; make it first, or name another place" if missing else error.strerror
        message = f"{target} cannot be written: {why}"
        raise StorageFailed(message, "file-not-written") from error
