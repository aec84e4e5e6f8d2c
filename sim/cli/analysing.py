"""`sim analyse` and `sim solve`: what could happen in a scenario, exactly."""

from pathlib import Path

import click

from sim.cli.app import examples
from sim.cli.comparing import EXECUTORS
from sim.cli.completing import scenario_names

_ANALYSE = examples(
    "sim analyse tutorial",
    "sim analyse kosovo --act 2022 --policy reported",
    "sim analyse kosovo --act 2022 --policy cautious --policy belgrade=hard-line",
    "sim analyse kosovo --act 2022 --play reported",
    "sim analyse kosovo --campaign --policy class/ --json",
)
_SOLVE = examples("sim solve tutorial", "sim solve kosovo --act 2022 --policy cautious", "sim solve kosovo --act 2022 --strength 2")
_POLICY = click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="[ROLE=]POLICY",
    help="How a role chooses, or all: uniform (as without it), reported, cautious, hard-line, a file of weights, or exported sessions.",
)
_ACT = click.option("--act", metavar="ACT", help="Only this act.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")


@click.command("analyse", epilog=_ANALYSE)
@click.argument("scenario", shell_complete=scenario_names)
@_ACT
@_POLICY
@click.option("--campaign", is_flag=True, help="Play the acts in a row, each from what the one before leaves.")
@click.option("--play", metavar="SESSION", help="Say where a play was decided: a session, its exported file, or `reported`.")
@click.option("--sensitivity", is_flag=True, help="Change each of the author's numbers a little, one at a time; takes minutes, once.")
@click.option("--executor", default="processes", show_default=True, metavar="EXECUTOR", help=EXECUTORS)
@click.option("--sample", type=click.IntRange(1), metavar="PLAYS", help="Draw so many plays at random instead of computing exactly.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="From which drawn plays follow.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a page with bars and curves too.")
@_JSON
def analyse_command(  # noqa: PLR0917 -- click hands them over by name
    scenario: str,
    act: str | None,
    policies: tuple[str, ...],
    campaign: bool,
    play: str | None,
    sensitivity: bool,
    executor: str,
    sample: int | None,
    seed: int,
    html: Path | None,
    as_json: bool,
) -> None:
    """Compute exactly how plays go when everybody's policy is given: outcomes, scenes, indicators, aims; nothing is sampled.

    An act with more states than can be visited is sampled instead, with intervals, and the reason is said. Ctrl-C stops and says so.
    """
    from sim.cli.analysing_found import Wanted, analyse

    analyse(scenario, Wanted(act, policies, campaign, play, sensitivity, executor, sample, seed, html, as_json))


@click.command("solve", epilog=_SOLVE)
@click.argument("scenario", shell_complete=scenario_names)
@_ACT
@_POLICY
@click.option(
    "--strength", type=click.FloatRange(0), help="Find the logit equilibrium of this strength: 0 is chance, 5 nearly the best answer."
)
@_JSON
def solve_command(*, scenario: str, act: str | None, policies: tuple[str, ...], strength: float | None, as_json: bool) -> None:
    """Compute what each role can expect, could get, and can bring about or keep off alone, and which options never serve its aims.

    Aims are teaching values that the author declared, not claims about anybody.
    """
    from sim.cli.analysing_solved import Wanted, solve

    solve(scenario, Wanted(act, policies, strength, as_json))
