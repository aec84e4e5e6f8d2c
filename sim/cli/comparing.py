"""`sim compare`: acts of scenarios under several policies, side by side."""

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names

EXECUTORS = "Who does the work: here, processes, processes:NUMBER, or a Dask cluster, dask://HOST:PORT."
"""Said of the option wherever there is one."""


@click.command(
    "compare",
    epilog=examples(
        "sim compare kosovo",
        "sim compare kosovo --act 2022 --policy reported --policy reported,belgrade=hard-line",
        "sim compare kosovo tutorial my-scenario --policy cautious --policy class/ --json",
        "sim compare kosovo --executor dask://192.168.0.12:8786",
    ),
)
@click.argument("scenarios", nargs=-1, required=True, shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Only this act, of scenarios that have it.")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="POLICY,…",
    help="One row: a policy for all, or several with commas, as in `reported,eu=cautious`; without it, each policy by name.",
)
@click.option(
    "--executor",
    default="processes",
    show_default=True,
    metavar="EXECUTOR",
    help=EXECUTORS,
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
def compare_command(*, scenarios: tuple[str, ...], act: str | None, policies: tuple[str, ...], executor: str, as_json: bool) -> None:
    """Compute acts of scenarios under several policies and show how they end, a row for each; nothing is sampled.

    The rows are the same whoever computes them. Ctrl-C shows the rows that are done and says so.
    """
    from sim.cli.comparing_found import Wanted, compare_all

    compare_all(Wanted(scenarios, act, policies, executor, as_json))
