"""`sim lessons`: what is done with lessons that are kept."""

from pathlib import Path

import click

from sim.cli.app import Family, examples

_DATABASE = click.option("--database", metavar="URL", help="Where lessons are kept on a PostgreSQL server.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
_YES = click.option("--yes", is_flag=True, help="Do it without asking.")


@click.group(
    "lessons",
    cls=Family,
    invoke_without_command=True,
    epilog=examples("sim lessons", "sim lessons export kosovo-2022-7f3k --to class.csv", "sim lessons backup lessons-2026-11-22.db"),
)
@click.pass_context
def lessons_command(ctx: click.Context) -> None:
    """List the lessons that are kept, export, erase, delete and copy them."""
    from sim.cli.lessons_kept import list_lessons

    if ctx.invoked_subcommand is None:
        list_lessons(None, as_json=False)


@lessons_command.command("list", epilog=examples("sim lessons list --json"))
@_JSON
@_DATABASE
def list_command(*, as_json: bool, database: str | None) -> None:
    """List the lessons that are kept, the newest first."""
    from sim.cli.lessons_kept import list_lessons

    list_lessons(database, as_json=as_json)


@lessons_command.command(
    "export",
    epilog=examples(
        "sim lessons export kosovo-2022-7f3k > class.jsonl",
        "sim lessons export kosovo-2022-7f3k --to class.csv --key who.csv",
        "sim lessons export kosovo-2022-7f3k --research --to study/",
    ),
)
@click.argument("lesson")
@click.option("--to", "target", type=click.Path(path_type=Path), metavar="FILE", help="A file, or a folder; without it, standard output.")
@click.option("--format", "form", type=click.Choice(["csv", "json", "jsonl"]), help="What to write; else what the file ends in, or jsonl.")
@click.option("--names", is_flag=True, help="With the names that people gave; else with pseudonyms of this export alone.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write who is who to a file of its own.")
@click.option("--research", is_flag=True, help="One row for each choice of those who agreed to it, and a codebook; --to names a folder.")
@_DATABASE
def export_command(  # noqa: PLR0917 -- click hands them over by name
    lesson: str, target: Path | None, form: str | None, names: bool, key: Path | None, research: bool, database: str | None
) -> None:
    """Write a lesson with its groups' plays; people get pseudonyms, and nothing that opens a seat is in it."""
    from sim.cli.lessons_exported import export, export_research

    if research:
        if target is None or names:
            message = "--research writes to a folder, which --to names" if target is None else "--research never has names"
            raise click.UsageError(message)
        export_research(database, lesson, target, form or "csv", key)
    else:
        export(database, lesson, target, form, key, named=names)


@lessons_command.command(
    "consent", epilog=examples("sim lessons consent kosovo-2022-7f3k s3 s7", "sim lessons consent LESSON s3 --withdraw")
)
@click.argument("lesson")
@click.argument("seats", nargs=-1, required=True)
@click.option("--withdraw", is_flag=True, help="They agree no longer.")
@_DATABASE
def consent_command(*, lesson: str, seats: tuple[str, ...], withdraw: bool, database: str | None) -> None:
    """Note that seats agreed, on paper or aloud, that their choices are used for research; without it none are."""
    from sim.cli.lessons_kept import consent

    consent(database, lesson, seats, agrees=not withdraw)


@lessons_command.command("erase", epilog=examples("sim lessons erase kosovo-2022-7f3k s3", "sim lessons erase kosovo-2022-7f3k Ana --yes"))
@click.argument("lesson")
@click.argument("seat")
@_YES
@_DATABASE
def erase_command(*, lesson: str, seat: str, yes: bool, database: str | None) -> None:
    """Put a mark in the place of a seat's name and of all it wrote; its votes and the play stay."""
    from sim.cli.lessons_kept import erase

    erase(database, lesson, seat, sure=yes)


@lessons_command.command("delete", epilog=examples("sim lessons delete kosovo-2022-7f3k", "sim lessons delete kosovo-2022-7f3k --yes"))
@click.argument("lesson")
@click.option("--yes", is_flag=True, help="Do not ask for the lesson's name again; only of one that has ended, or a rehearsal.")
@_DATABASE
def delete_command(*, lesson: str, yes: bool, database: str | None) -> None:
    """Delete a lesson for good, with the play of every group; its name has to be typed again."""
    from sim.cli.lessons_kept import delete

    delete(database, lesson, sure=yes)


@lessons_command.command("purge", epilog=examples("sim lessons purge", "sim lessons purge --days 90 --yes"))
@click.option("--days", type=click.IntRange(0, 36_500), help="How long lessons are kept after their end; 180 if left out.")
@_YES
@_DATABASE
def purge_command(*, days: int | None, yes: bool, database: str | None) -> None:
    """Say which lessons have been kept long enough, and with --yes delete them with their plays."""
    from sim.cli.lessons_kept import purge
    from sim.store.retention import DAYS

    purge(database, DAYS if days is None else days, sure=yes)


@lessons_command.command("backup", epilog=examples("sim lessons backup lessons-2026-11-22.db"))
@click.argument("file", type=click.Path(path_type=Path))
@_DATABASE
def backup_command(*, file: Path, database: str | None) -> None:
    """Copy everything that is kept to a file, while lessons are held."""
    from sim.cli.lessons_copied import back_up

    back_up(database, file)


@lessons_command.command("restore", epilog=examples("sim lessons restore lessons-2026-11-22.db"))
@click.argument("file", type=click.Path(path_type=Path))
@_DATABASE
def restore_command(*, file: Path, database: str | None) -> None:
    """Bring back from a copy what is not here; what is here stays as it is."""
    from sim.cli.lessons_copied import restore

    restore(database, file)
