"""What whoever is about to join reads of what is kept of them, in the languages of the room.

A notice is a text: a line such as `[sq]` begins a language, its first paragraph is the heading, and empty lines divide paragraphs.
Rule 1: it stands on the page before anything is sent; the words are data, and whoever leads the lesson may bring their own.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sim.errors import Invalid
from sim.model.joining import Notice
from sim.model.text import forbidden_character

LARGEST = 12_000
"""Characters of a notice, at most."""
_LANGUAGE = re.compile(r"\[([^\[\]\n]*)\][ \t]*")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@cache
def usual() -> tuple[Notice, ...]:
    """Return the notice that is shown where whoever leads brings none."""
    return read_notice(files("sim.classroom.web").joinpath("notice.txt").read_text("utf-8"))


def read_notice(text: str) -> tuple[Notice, ...]:
    """Read a notice; what stands before the first line of a language is English.

    Raises:
        Invalid: it is too long, says something twice in one language, or has something that cannot be shown; the message names the line.

    """
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(whole) > LARGEST:
        raise _bad(f"it has {len(whole)} characters; {LARGEST} are allowed")
    lines = whole.split("\n")
    for number, line in enumerate(lines, 1):
        found = forbidden_character(line)
        if found:
            raise _bad(f"line {number}: {found[1]} hides or moves text; take it out")
    starts = [place for place, line in enumerate(lines) if _LANGUAGE.fullmatch(line)]
    before = lines[: starts[0]] if starts else lines
    first = (_notice("en", before, 1),) if "".join(before).strip() or not starts else ()
    rest = (_notice(_code(lines[here], here + 1), lines[here + 1 : after], here + 1) for here, after in pairwise((*starts, len(lines))))
    return _each_once((*first, *rest), [1] * len(first) + [place + 1 for place in starts])


def _each_once(notices: tuple[Notice, ...], numbers: list[int]) -> tuple[Notice, ...]:
    """Return notices whose languages are all different; `numbers` are the lines where each begins."""
    begun: dict[str, int] = {}
    for notice, number in zip(notices, numbers, strict=True):
        before = begun.setdefault(notice.lang.casefold(), number)
        if before != number:
            raise _bad(f"line {number}: the notice in {notice.lang} began on line {before} already; write each language once")
    return notices


def _code(line: str, number: int) -> str:
    code = line.strip()[1:-1]
    if not _CODE.fullmatch(code):
        raise _bad(f"line {number}: {code[:20]!r} is no language; write one such as [en], [sr-Latn] or [sq]")
    return code


def _notice(lang: str, lines: list[str], number: int) -> Notice:
    parts = [part.strip() for part in re.split(r"\n[ \t]*\n", "\n".join(lines)) if part.strip()]
    if len(parts) <= 1:
        raise _bad(
            f"line {number}: the notice in {lang} has no {'text' if parts else 'words'}; write a heading, an empty line, and the text"
        )
    return Notice(lang=lang, heading=" ".join(parts[0].split()), text="\n\n".join(parts[1:]))


def _bad(message: str) -> Invalid:
    return Invalid(message, "not-a-notice")
