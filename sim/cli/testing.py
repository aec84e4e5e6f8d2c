"""`sim test`, `sim explore` and `sim fuzz`: scenarios tested like code."""

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names

_TEST = examples("sim test tutorial", "sim test path/to/folder --cov", "sim test path/to/folder --bless", "sim test my.play.yaml")
_EXPLORE = examples(
    "sim explore tutorial", "sim explore tutorial --injects", "sim explore path/to/folder --save found/", "sim explore kosovo --json"
)
_FUZZ = examples("sim fuzz tutorial", "sim fuzz path/to/folder --plays 5000 --seed 7", "sim fuzz tutorial --policy hard-line --save found/")


@click.command("test", epilog=_TEST)
@click.argument("path", default=".", shell_complete=scenario_names)
@click.option("--bless", is_flag=True, help="Rewrite the golden traces of the plays that go as they say.")
@click.option("--cov", is_flag=True, help="Report what the plays cover.")
@click.option("--fail-under", metavar="PERCENT", help="Fail below this coverage: 90, or scenes=100,joint=40.")
@click.option("--report", "reports", multiple=True, metavar="FORM", help="Coverage as term, json:FILE or html:FILE; repeatable.")
def test_command(*, path: str, bless: bool, cov: bool, fail_under: str | None, reports: tuple[str, ...]) -> None:
    """Run the plays (*.play.yaml) of a scenario, a folder or a file. PATH is a folder, a file, or the name of a shipped scenario.

    The status is 1 when a play does not go as its file says, or as its golden trace has it.
    """
    from sim.cli.trying import try_plays

    try_plays(path, bless=bless, cov=cov, fail_under=fail_under, reports=reports)


@click.command("explore", epilog=_EXPLORE)
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Only this act, and what a campaign plays before it.")
@click.option("--injects/--no-injects", default=False, help="Let the facilitator release any inject at any time.")
@click.option("--states", type=click.IntRange(1), default=30_000, show_default=True, help="Stop after so many states of an act.")
@click.option("--steps", type=click.IntRange(1), default=1_000_000, show_default=True, help="Stop after so many joint steps of an act.")
@click.option("--save", metavar="FOLDER", help="Save the shortest play to each scene, branch, option, inject and outcome.")
@click.option("--cover", metavar="FOLDER", help="Save the reported course and a small set of plays that touch every part.")
@click.option("--guard", metavar="FOLDER", help="Save plays that notice slips of the author which the scenario's own plays do not; slow.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
def explore_command(  # noqa: PLR0917 -- click hands them over by name
    scenario: str,
    act: str | None,
    injects: bool,
    states: int,
    steps: int,
    save: str | None,
    cover: str | None,
    guard: str | None,
    as_json: bool,
) -> None:
    """Visit every state that a play can reach, by all joint choices and chance, and prove what the scenario claims of every play.

    It says what can never happen, and whether it was exhaustive or which limit cut it short. Ctrl-C stops it and shows what was found
    so far. The status is 1 when a claim is broken or could not be decided.
    """
    from sim.cli.exploring import Wanted, explore

    explore(scenario, Wanted(act, injects, states, steps, save, cover, guard, as_json))


@click.command("fuzz", epilog=_FUZZ)
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Only this act; else every act in turn.")
@click.option("--plays", type=click.IntRange(1), default=1_000, show_default=True, help="How many plays.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="From which the plays follow.")
@click.option("--policy", default="mixed", show_default=True, metavar="BOT", help="Bot that decides for every role, or mixed.")
@click.option("--turns", type=click.IntRange(1), default=200, show_default=True, help="A play of so many turns without an end is a fault.")
@click.option("--save", metavar="FOLDER", help="Save each failing play, made as short as it can be; else it goes to the scenario's plays.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
def fuzz_command(  # noqa: PLR0917 -- click hands them over by name
    scenario: str, act: str | None, plays: int, seed: int, policy: str, turns: int, save: str | None, as_json: bool
) -> None:
    """Play at random, by seed and policy, and look for plays that fail: refused, without an end, breaking a claim, or not to be shown.

    A failing play is made as short as it can be and saved as a play file. The status is 1 when there is one.
    """
    from sim.cli.fuzzing import Wanted, fuzz

    fuzz(scenario, Wanted(act, plays, seed, policy, turns, save, as_json))
