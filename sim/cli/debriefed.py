"""What `sim debrief` does: collects the plays, computes the debrief, and writes each form to its file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from sim.cli.debriefing_given import Found, classes_before, exported, found
from sim.cli.output import talk
from sim.cli.progress import stoppable
from sim.engine.session import Session
from sim.errors import InvalidLog, Missing, StorageFailed
from sim.report.hour.compared import FEWEST
from sim.report.hour.debriefed import Debrief
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.forms import FORMS, PDF
from sim.report.hour.lesson import NOTES, notes_file
from sim.report.spreadsheet import table
from sim.store.anew import write_anew_bytes

_GONE = "…"
"""What stands in the place of a name that is hidden."""
_SAID = 50
"""Numbers after which it is said again how far trying them has come."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    targets: tuple[Path, ...]
    names: bool
    hidden: tuple[str, ...]
    key: Path | None
    check: bool | None
    earlier: Path | None


def write_debrief(sessions: Sequence[str], wanted: Wanted) -> None:
    """Write the debrief of sessions to files that are not there yet."""
    targets = [place for target in wanted.targets or (Path("debrief.html"),) for place in _places(target)]
    _must_be_new((*targets, *([wanted.key] if wanted.key else [])))
    plays = found(sessions)
    noted = tuple(dict.fromkeys(note for play in plays for note in play.notes))
    apart = [target / NOTES for target in wanted.targets if noted and target.is_dir()]
    _must_be_new(apart)
    others = exported(wanted.earlier) if wanted.earlier else ()
    for other in others:
        if other.session.began.rules_hash != plays[0].session.began.rules_hash:
            message = f"{other.name} was played by other rules than {plays[0].name}; only plays of one scenario are counted together"
            raise InvalidLog(message, "other-rules")
    if 0 < len(others) < FEWEST:
        count = "there is 1 earlier play" if len(others) == 1 else f"there are {len(others)} earlier plays"
        talk(f"sim: {count}; fewer than {FEWEST} are not told of, because from them it could be read who chose what")
    labels = _labels(plays, named=wanted.names)
    made = _made(plays, labels, [other.session for other in others] if wanted.earlier else classes_before(plays), wanted)
    for target in targets:
        _write(target, made, alone=len(targets) == 1 or target in wanted.targets)
    for target in apart:
        write_anew_bytes(target, [notes_file(noted, _names(plays, wanted))])
        talk(f"sim: wrote {target}, your own notes; take it out before you hand on the rest")
    if wanted.key:
        write_anew_bytes(wanted.key, [_key(plays, labels).encode()])
        talk(f"sim: wrote {wanted.key}; keep it apart from the rest")


def _must_be_new(targets: Iterable[Path]) -> None:
    for target in targets:
        if target.exists():
            message = f"{target} exists already; name another file with --to, or take it away"
            raise StorageFailed(message, "file-exists")


def _names(plays: Iterable[Found], wanted: Wanted) -> dict[str, str]:
    """Return the names that are not to stand in what was written, each with what takes its place."""
    known = {} if wanted.names else {name: other for play in plays for name, other in play.people.items()}
    return {**known, **dict.fromkeys(wanted.hidden, _GONE)}


def _made(plays: Sequence[Found], labels: Sequence[str], earlier: Sequence[Session], wanted: Wanted) -> Debrief:
    given = [
        Given(
            *(play.session, play.opened.grounds, play.ours, label, play.closed, play.remarks),
            names={**({} if wanted.names else {play.name: label}), **_names([play], wanted)},
            teams=play.teams,
            judged=not play.of_class,
        )
        for play, label in zip(plays, labels, strict=True)
    ]
    with stoppable() as stopped:

        def notice(done: int, whole: int) -> bool:
            if done % _SAID == 0:
                talk(f"sim: tried {done} of {whole} numbers of the author's; Ctrl-C leaves it unchecked")
            return bool(stopped)

        return debrief(given, earlier, Wish(named=wanted.names, check=wanted.check, notice=notice))


def _labels(plays: Sequence[Found], *, named: bool) -> tuple[str, ...]:
    if not named:
        return tuple(play.label or f"Play {number}" for number, play in enumerate(plays, 1))
    names = [play.name for play in plays]
    return tuple(name if names.count(name) == 1 else f"{name} ({place})" for place, name in enumerate(names, 1))


def _places(target: Path) -> Iterator[Path]:
    """Yield the files to write for one target."""
    ending = next((ending for ending in FORMS if target.name.endswith(ending)), None)
    if ending is not None:
        yield target
    elif target.suffix:
        known = ", ".join(FORMS)
        message = f"nothing is written to a file that ends in {target.suffix!r}; there are: {known}, or a folder for all of them"
        raise click.UsageError(message)
    else:
        try:
            target.mkdir(exist_ok=True)
        except OSError as error:
            message = f"{target} cannot be made: {error.strerror}"
            raise StorageFailed(message, "folder-not-made") from error
        yield from (target / f"debrief{ending}" for ending in FORMS)


def _write(target: Path, made: Debrief, *, alone: bool) -> None:
    """Write one form; paper that nobody asked for by name is left out where it cannot be made."""
    ending, form = next((ending, form) for ending, form in FORMS.items() if target.name.endswith(ending))
    try:
        data = form(made)
    except Missing as error:
        if alone or ending != PDF:
            raise
        talk(f"sim: left out {target}: {error}")
        return
    write_anew_bytes(target, [data])
    talk(f"sim: wrote {target}")


def _key(plays: Sequence[Found], labels: Sequence[str]) -> str:
    """Return which play is which, for whoever has to know it."""
    rows = ((label, play.name, play.session.began.session, play.session.log[0].time) for play, label in zip(plays, labels, strict=True))
    return table(("play", "found as", "session", "began"), rows)
