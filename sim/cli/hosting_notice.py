"""`sim host --notice FILE`: the facilitator's own words of what is kept of those who join."""

from collections.abc import Sequence
from pathlib import Path

from sim.classroom.web.notices import LARGEST, read_notice
from sim.cli.languages import spoken
from sim.errors import Invalid, StorageFailed
from sim.model.joining import Notice
from sim.model.nearest import listed

_BYTES = 4
"""Of one character in UTF-8, at most."""


def read_notice_file(file: Path) -> tuple[Notice, ...]:
    """Read a notice from a file.

    Raises:
        StorageFailed: the file cannot be read.
        Invalid: it holds no notice; the message names the file and the line.

    """
    try:
        with file.open("rb") as source:
            held = source.read(_BYTES * LARGEST + _BYTES)
    except OSError as error:
        message = f"{file}: {error.strerror}; name a file of text with a heading, an empty line, and what is kept"
        raise StorageFailed(message, "unreadable") from error
    if len(held) > _BYTES * LARGEST:
        message = f"{file}: this is too long; a notice has at most {LARGEST} characters"
        raise Invalid(message, "not-a-notice")
    try:
        return read_notice(held.decode("utf-8"))
    except UnicodeDecodeError as error:
        message = f"{file}: this is not UTF-8 text; save it as UTF-8"
        raise Invalid(message, "not-a-notice") from error
    except Invalid as error:
        message = f"{file}: {error}"
        raise Invalid(message, error.code) from error


def shown_alone(notice: Sequence[Notice]) -> str:
    """Return, of a notice that is not in English, in what it is shown to everybody; empty where there is none, or it is in English too."""
    languages = [said.lang for said in notice]
    if not languages or any(lang.casefold().partition("-")[0] == "en" for lang in languages):
        return ""
    return f"your notice is not in English; whoever joins reads it in {listed([spoken(lang) for lang in languages])} alone"
