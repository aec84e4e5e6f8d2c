"""What `sim debrief` is given: sessions that are kept, files they were exported to, or folders of such files; told apart, and labelled."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.cli.kept import at_hand, kept, session_bytes
from sim.engine.session import Session
from sim.errors import InvalidLog, InvalidScenario, Missing
from sim.library import Opened, open_scenario, reopen, shipped
from sim.store import portable

_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """One play, where it was found, and the edition it was played with."""

    name: str
    """The session's name, or what the file is called without its ending."""
    session: Session
    opened: Opened
    ours: bool


def found(wanted: Sequence[str]) -> tuple[Found, ...]:
    """Return the plays that are named, each once, in an order that tells nothing of who played: by when they began.

    Raises:
        Missing: there is no such session, or no exported session in a folder.
        InvalidLog: a file is damaged, or the plays are of different rules.

    """
    plays = [play for name in wanted or [""] for play in _named(name)]
    different = {_trace(play): play for play in plays}
    first = plays[0].session.began
    for play in plays:
        if play.session.began.rules_hash != first.rules_hash:
            message = f"{play.name} was played by other rules than {plays[0].name}; only plays of one scenario stand side by side"
            raise InvalidLog(message, "other-rules")
    return tuple(different[key] for key in sorted(different))


def _trace(play: Found) -> tuple[str, str]:
    """Return when a play began, and what tells it from others that began at the same time."""
    log = play.session.log
    return log[0].time, hashlib.sha256("\n".join(entry.model_dump_json() for entry in log).encode()).hexdigest()


def _named(name: str) -> Iterator[Found]:
    place = Path(name)
    if name and place.is_dir():
        yield from _folder(place)
    elif place.suffix == _SUFFIX:
        yield _file(place, {})
    else:
        yield _kept(name or None)


def exported(folder: Path) -> tuple[Found, ...]:
    """Return the exported sessions of a folder, in the order of their names.

    Raises:
        Missing: there is none.
        InvalidLog: a file is damaged.

    """
    return tuple(_folder(folder))


def _folder(folder: Path) -> Iterator[Found]:
    files = sorted(folder.glob(f"*{_SUFFIX}"))
    if not files:
        message = f"there is no exported session (*{_SUFFIX}) in {folder}; `sim export --to {folder}/FILE{_SUFFIX}` writes one"
        raise Missing(message, "no-file")
    editions: dict[str, tuple[Opened, bool]] = {}
    for file in files:
        yield _file(file, editions)


def _kept(name: str | None) -> Found:
    session, opened, ours = kept(name)
    return Found(session.began.session, session, opened, ours)


def _file(file: Path, editions: dict[str, tuple[Opened, bool]]) -> Found:
    """Read a file; editions that were opened before are not opened again."""
    data = session_bytes(file)
    try:
        read = portable.read(data)
        if read.header.whole_hash not in editions:
            editions[read.header.whole_hash] = _edition(read)
        opened, ours = editions[read.header.whole_hash]
        session = portable.replayed(opened.machine, read.entries)
    except InvalidLog as error:
        message = f"{file}: {error}"
        raise InvalidLog(message, error.code) from error
    return Found(file.stem, session, opened, ours)


def _edition(read: portable.Portable) -> tuple[Opened, bool]:
    header = read.header
    if header.scenario in shipped():
        try:
            ours = open_scenario(header.scenario)
        except InvalidScenario:
            ours = None
        if ours is not None and ours.whole_hash == header.whole_hash:
            return ours, True
    edition = read.edition or at_hand(header)
    return reopen(edition.scenario, edition.corpus), False
