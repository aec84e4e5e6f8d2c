"""One session as JSON Lines, out and in: a file that another person, or another program, can read.

The first line says what follows, then, unless it was left out, one line with the edition that was played, then one line for each entry.
Rule 1: reading is strict and says everything that is wrong, with the number of each line; nothing is kept of a file with a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.errors import InvalidLog, SimError
from sim.model.events import Began, Entry, Judged
from sim.model.ids import ScenarioId, SessionId
from sim.model.part import Part, Whole, YesNo
from sim.model.text import Label
from sim.store.kept import Edition
from sim.store.lines import part_of
from sim.store.log import SessionLog, Standing, beginning
from sim.store.naming import fresh_name, is_name

_FORMAT: Literal["standoff-session"] = "standoff-session"

SIZE = 64_000_000
"""Bytes of a file, at most."""
LINE = 100_000
"""Bytes of an entry, at most; the edition may be as long as the file."""
ENTRIES = 100_000
"""Entries of a session, at most."""
_SHOWN = 20
"""Problems that a message lists; it says how many more there are."""


class Header(Part):
    """The first line: what the file is."""

    format: Literal["standoff-session"] = _FORMAT
    version: Literal[1] = 1
    session: SessionId = Field(min_length=1, max_length=64)
    scenario: ScenarioId
    title: Label
    rules_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    whole_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    edition: YesNo
    """Whether the second line holds the edition that was played."""
    entries: Whole = Field(ge=1, le=ENTRIES)
    """How many lines of entries follow; fewer mean that the file was cut off."""


class Copy(Part):
    """The second line: the edition, as the texts it was hashed from."""

    scenario: str
    """The scenario as JSON."""
    corpus: str
    """The documents and their catalogue as JSON."""


@dataclass(frozen=True, slots=True)
class Portable:
    """A session out of a file, read but not yet kept."""

    header: Header
    edition: Edition | None
    """The edition that was played, or None if the file does not carry it."""
    entries: tuple[Entry, ...]
    """All of them, oldest first."""


def write(log: SessionLog, session: SessionId, *, edition: bool = True, judged: bool = True) -> Iterator[str]:
    """Yield the lines of a session's file, each without its line feed.

    Args:
        log: where the session is kept.
        session: which one.
        edition: whether to write the edition too, so that the session can be replayed where the scenario is missing or has changed.
        judged: whether to write how claims were judged; where they are left out, the other entries are numbered without a gap.

    Raises:
        Missing: there is no such session, or its edition is not kept.
        InvalidLog: its log is damaged.

    """
    entries = log.read(session)
    began = beginning(entries)
    if not judged:
        rest = (entry for entry in entries if not isinstance(entry.event, Judged))
        entries = tuple(entry.model_copy(update={"number": number}) for number, entry in enumerate(rest, 1))
    played = log.edition(began.whole_hash)
    header = Header(
        session=session,
        scenario=began.scenario,
        title=played.title,
        rules_hash=began.rules_hash,
        whole_hash=began.whole_hash,
        edition=edition,
        entries=len(entries),
    )
    yield header.model_dump_json()
    if edition:
        yield Copy(scenario=played.scenario, corpus=played.corpus).model_dump_json()
    for entry in entries:
        yield entry.model_dump_json()


def read(data: bytes) -> Portable:
    """Read a session's file.

    Raises:
        InvalidLog: it is no such file, is cut off, is too large, or a line of it is malformed; the message names every such line.

    """
    if len(data) > SIZE:
        message = f"the file has {len(data):,} bytes; a session has at most {SIZE:,}"
        raise InvalidLog(message, "session-too-large")
    lines = data.split(b"\n")
    header = _header(lines[0].removesuffix(b"\r"))
    first = 2 if header.edition else 1
    problems: list[str] = []
    edition = _edition(header, lines[1] if len(lines) > 1 else b"", problems) if header.edition else None
    entries = _entries(lines[first:], first, header, problems)
    if not problems and beginning(entries).whole_hash != header.whole_hash:
        problems.append(f"line {first + 1}: the session was played with another edition than line 1 names")
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise InvalidLog("\n".join((*problems[:_SHOWN], *more)), "invalid-session-file")
    return Portable(header, edition, entries)


def bring_in(log: SessionLog, portable: Portable, machine: ScenarioMachine, edition: Edition) -> SessionId:
    """Keep a session out of a file, under its own name, or under a fresh one where that is taken or is no name.

    Args:
        log: where to keep it.
        portable: the session as it was read.
        machine: the edition, compiled; the whole log is played through it first.
        edition: the edition to keep beside it: the file's own, or, where it carries none, one with the same rules.

    Returns:
        The name under which it is kept.

    Raises:
        InvalidLog: the log does not follow the rules of the edition, or speaks of a role, bot, scene or document that it does not have;
            the message names the first entry that is refused.

    """
    began = beginning(portable.entries)
    taken = {summary.session for summary in log.sessions()}
    name = began.session
    while name in taken or not is_name(name):
        name = fresh_name(began.scenario, began.act)
    parent = began.forked_from if began.forked_from and is_name(began.forked_from) else None
    renamed = began.model_copy(update={"session": name, "whole_hash": edition.whole_hash, "forked_from": parent})
    entries = (portable.entries[0].model_copy(update={"event": renamed}), *portable.entries[1:])
    standing = Standing.of(replayed(machine, entries))
    log.keep(edition)
    log.create(entries, standing)
    return name


def replayed(machine: ScenarioMachine, entries: tuple[Entry, ...]) -> Session:
    """Play a whole log through a machine.

    Raises:
        InvalidLog: an entry is refused; the message says which and why.

    """
    try:
        return Session.open(machine, entries)
    except InvalidLog:
        raise
    except SimError as error:
        message = f"entry 1 does not follow the rules: {error}"
        raise InvalidLog(message, "refused-entry") from error


def _header(line: bytes) -> Header:
    problems: list[str] = []
    header = part_of(Header, line, 1, LINE, problems)
    if header is None:
        message = "\n".join(("this is no session file, or its first line is damaged", *problems))
        raise InvalidLog(message, "not-a-session-file")
    return header


def _edition(header: Header, line: bytes, problems: list[str]) -> Edition | None:
    copy = part_of(Copy, line, 2, SIZE, problems)
    if copy is None:
        return None
    edition = Edition(header.whole_hash, header.rules_hash, header.title, copy.scenario, copy.corpus)
    if not edition.is_whole():
        problems.append("line 2: the copy of the scenario is not the one that line 1 names; its hash differs")
        return None
    return edition


def _entries(lines: list[bytes], before: int, header: Header, problems: list[str]) -> tuple[Entry, ...]:
    """Read the lines of entries; the last item of `lines` is what stands after the last line feed."""
    ended = lines[: -1 if _is_rest(lines, before, header) else len(lines)]
    entries: list[Entry] = []
    for place, line in enumerate(ended[: header.entries], start=1):
        entry = part_of(Entry, line, before + place, LINE, problems)
        if entry is None:
            continue
        if entry.number != place:
            problems.append(f"line {before + place}: entry {entry.number} stands where entry {place} belongs")
        elif place == 1 and not isinstance(entry.event, Began):
            problems.append(f"line {before + 1}: a session log begins with one entry of kind 'began'")
        entries.append(entry)
    if len(ended) < header.entries:
        last = (
            f"entry {len(ended)} of {header.entries}, on line {before + len(ended)}, is the last whole one"
            if ended
            else "no entry is whole"
        )
        problems.append(f"line {before + len(ended) + 1}: the file is cut off here; {last}")
    elif len(ended) > header.entries:
        problems.append(f"line {before + header.entries + 1}: line 1 announces {header.entries} entries, but there are more")
    return tuple(entries)


def _is_rest(lines: list[bytes], before: int, header: Header) -> bool:
    """Tell whether what stands after the last line feed is nothing, or the beginning of an entry; an editor may have removed the feed."""
    return bool(lines) and (len(lines) <= header.entries or not lines[-1]) and part_of(Entry, lines[-1], before, LINE, []) is None
