"""What `sim lessons backup` and `sim lessons restore` do."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from sim.classroom.server.tokens import fresh_code
from sim.cli.exits import PROBLEMS
from sim.cli.lessons_kept import archive, file
from sim.cli.output import talk, tell
from sim.errors import Missing, StorageFailed
from sim.store.copying import bring_back, copy_file, is_copy
from sim.store.lessons import Archive
from sim.store.sqlite import SqliteLog


def back_up(database: str | None, target: Path) -> None:
    """Copy what is kept to a file."""
    if database:
        from sim.store.postgres_dump import dump

        dump(database, target)
    else:
        with archive(None):  # an older file is brought up to date first
            copy_file(file(), target)
    tell(str(target))
    talk("sim: it holds everything, with names: keep it as safe as the lessons themselves, and take it away when they are purged")


def restore(database: str | None, source: Path) -> None:
    """Bring back what a copy has and that is not here."""
    if not source.exists():
        message = f"there is no file {source}"
        raise Missing(message, "no-file")
    if is_copy(source):
        _bring_back(database, source)
        return
    if database:
        from sim.store.postgres_dump import is_dump, load

        if is_dump(source):
            load(database, source)
            tell(f"{source}: everything is back")
            return
    hint = "name the file that it wrote" if database else "a copy of a database needs --database"
    message = f"{source}: this is no copy that `sim lessons backup` made of a file; {hint}"
    raise StorageFailed(message, "not-a-store")


def _bring_back(database: str | None, source: Path) -> None:
    with TemporaryDirectory() as folder:  # a copy of an older version is brought up to date, and the file itself stays as it is
        place = Path(folder) / "sessions.db"
        copy_file(source, place)
        with SqliteLog(place) as log, archive(database) as here:
            found = bring_back(Archive(log, log.lessons()), here, fresh_code)
    for name in (*found.lessons, *found.sessions):
        tell(f"{name}  is back")
    for refusal in found.refused:
        talk(f"sim: left out {refusal}")
    lessons, own = len(found.lessons), len(found.sessions)
    back = f"{lessons} lesson{'' if lessons == 1 else 's'} and {own} session{'' if own == 1 else 's'} of your own"
    talk(f"sim: brought back {back}; here already, and left as they are: {found.there}")
    if found.refused:
        raise click.exceptions.Exit(PROBLEMS)
