"""`sim print`: a lesson on paper, for a room without phones."""

from pathlib import Path

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names


@click.command(
    "print",
    epilog=examples(
        "sim print kosovo --act 2022",
        "sim print kosovo --act 2022 --course short --to lesson.html",
        "sim host kosovo --act 2022 --table 5          the same lesson, with the cards entered on this computer",
    ),
)
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Which act; the first one if left out.")
@click.option("--course", metavar="COURSE", default="whole", show_default=True, help="Which way into the act.")
@click.option(
    "--to",
    "targets",
    multiple=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it is written, a page (.html) or PDF (.pdf); without it both, as SCENARIO-ACT-COURSE in this folder.",
)
def print_command(*, scenario: str, act: str | None, course: str, targets: tuple[Path, ...]) -> None:
    """Write a lesson for paper: a running order, role sheets, decision cards, slips, and the passages, for A4.

    PDF needs the extra `debrief`; the page of HTML holds the same, and a browser prints it.
    """
    from sim.cli.printed import write_lesson

    write_lesson(scenario, act, course, targets)
