"""`sim evidence`: what a scenario makes of its documents."""

from pathlib import Path

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names


@click.command("evidence", epilog=examples("sim evidence kosovo", "sim evidence kosovo --html kosovo.html", "sim evidence kosovo --json"))
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
@click.option(
    "--html", "page", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with the documents in full."
)
@click.option("--width", type=click.IntRange(0, 1_000), help="Columns at which text wraps; 0: not at all; else as the terminal.")
def evidence_command(*, scenario: str, as_json: bool, page: Path | None, width: int | None) -> None:
    """Tell what rests on each sentence of the documents, what is not used and why, and whose words are heard how much."""
    from sim.cli.accounting import account_for

    account_for(scenario, page, width, as_json=as_json)
