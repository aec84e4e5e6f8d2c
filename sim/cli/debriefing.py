"""`sim debrief`: everything for the hour after a play."""

from pathlib import Path

import click

from sim.cli.app import examples
from sim.cli.completing import session_names


@click.command(
    "debrief",
    epilog=examples(
        "sim debrief",
        "sim debrief kosovo-2022-7f3k --to debrief.html --to debrief.pdf",
        "sim debrief class/ --to after/ --key after/who.csv",
        "sim debrief class/ --earlier last-year/ --check",
    ),
)
@click.argument("sessions", nargs=-1, shell_complete=session_names)
@click.option(
    "--to",
    "targets",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write; what it ends in says in which form: .html, .pdf, .md, .txt, .csv, .json, .xapi.json; a folder gets them all. "
    "Without it, debrief.html.",
)
@click.option("--names", is_flag=True, help="Call plays by their sessions or files, and leave what was written as it is; else pseudonyms.")
@click.option("--hide", "hidden", multiple=True, metavar="NAME", help="A name that may stand in what was written; it becomes “…”.")
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write which play is which to a file of its own."
)
@click.option(
    "--check/--no-check",
    default=None,
    help="Try every number of the author's, one at a time, before a decision is said to have mattered the most. Without either it is done "
    "where that takes ten seconds or so, as for every act that comes with the program.",
)
@click.option(
    "--earlier", type=click.Path(path_type=Path), metavar="FOLDER", help="Exported sessions of earlier classes, to be counted beside."
)
def debrief_command(  # noqa: PLR0917 -- click hands them over by name
    sessions: tuple[str, ...],
    targets: tuple[Path, ...],
    names: bool,
    hidden: tuple[str, ...],
    key: Path | None,
    check: bool | None,
    earlier: Path | None,
) -> None:
    """Write the debrief of a session, or of several side by side: names, exported files, or a folder of them; without one, the last used.

    It leaves the role, asks for feelings, tells what happened and why, what the model and the documents leave out, and what to check.
    """
    from sim.cli.debriefed import Wanted, write_debrief

    write_debrief(sessions, Wanted(targets, names, hidden, key, check, earlier))
