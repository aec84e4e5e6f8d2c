"""From the bytes of a file to its text: UTF-8 without a mark in front, and no character that hides, moves or controls anything.

Rule 1: sizes are looked at before contents.
"""

from sim.errors import Problem
from sim.model.text import forbidden_character

MAX_BYTES = 5_000_000
"""Bytes of one file of YAML."""
MOST = 50
"""Problems of the text itself that are reported for one file; after so many a reader has enough to do."""
_TAB = "U+0009"
_MARKS = {b"\xef\xbb\xbf": "a byte order mark", b"\xff\xfe": "a mark of UTF-16 or UTF-32", b"\xfe\xff": "a mark of UTF-16"}


def decoded(content: bytes, file: str, limit: int = MAX_BYTES) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file with LF at the ends of its lines, or None and what is wrong with it.

    Args:
        content: the bytes of the file.
        file: its name as the author knows it.
        limit: bytes that it may have.

    """
    if len(content) > limit:
        return None, (Problem("file-too-big", "", f"the file has more than {limit:,} bytes", "split it", "", file, 1, 1),)
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return None, (Problem("encoding", "", f"the file begins with {name}", "save it as UTF-8 without a mark", "", file, 1, 1),)
    try:
        text = content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = position(content[: error.start].decode())
        return None, (
            Problem("encoding", "", f"byte 0x{content[error.start]:02X} is not UTF-8", "save the file as UTF-8", "", file, line, column),
        )
    problems = _hidden(text, file)
    return (None, problems) if problems else (text, ())


def _hidden(text: str, file: str) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    offset = 0
    while len(problems) < MOST and (found := forbidden_character(text[offset:])):
        offset += found[0] + 1
        line, column = position(text[: offset - 1])
        problems.append(Problem(*hidden(found[1]), "", file, line, column))
    return tuple(problems)


def hidden(name: str) -> tuple[str, str, str, str]:
    """Return code, path, cause and remedy for a character that no text may hold, by its name such as `U+202E`."""
    if name == _TAB:
        return "tab", "", "here is a tab", "use spaces"
    return "forbidden-character", "", f"character {name} hides or moves text, or controls the screen", "remove it"


def position(before: str) -> tuple[int, int]:
    """Return line and column, both from 1, of the character after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
