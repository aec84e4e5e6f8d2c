"""`sim print`: a lesson on paper, for a room without phones."""

from pathlib import Path

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names


@click.command("print", epilog=examples("sim print kosovo --act 2022", "sim print kosovo --act 2022 --course short --to lesson.html"))
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Which act; the first one if left out.")
@click.option("--course", metavar="COURSE", default="whole", show_default=True, help="Which way into the act.")
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it is written; SCENARIO-ACT-COURSE.html in this folder if left out.",
)
def print_command(*, scenario: str, act: str | None, course: str, target: Path | None) -> None:
    """Write a lesson for paper: a running order, role sheets, decision cards, slips, and the passages, as a page for A4."""
    from sim.cli.output import talk
    from sim.library import open_scenario
    from sim.report.paper.booklet import booklet
    from sim.store.anew import write_page_anew

    opened = open_scenario(scenario)
    lookup = opened.machine.lookup
    found = lookup.act(act or opened.scenario.acts[0].id)
    way = lookup.course(found.id, course)
    file = target or Path(f"{opened.scenario.id}-{found.id}-{way.id}.html")
    write_page_anew(file, booklet(opened.machine, opened.grounds, found, way))
    talk(f"sim: wrote {file}; open it in a browser and print it on A4")
