"""`sim play`, `sim resume` and `sim fork`."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import click

from sim.cli.app import examples
from sim.cli.completing import bot_names, role_names, scenario_names, session_names, theme_names

_ALLOCATIONS = 50_000
"""Objects that are made before Python looks for rubbish among them."""


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Look for rubbish seldom: nearly all that a start makes stays, and looking through it takes a tenth of the start."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@click.command(
    epilog=examples(
        "sim play                                  ask for everything that is open",
        "sim play kosovo --role belgrade",
        "sim play kosovo --role belgrade --role pristina    two people at one keyboard",
        "sim play kosovo --role eu --bot hard-line --bot kfor=cautious --seed 7",
        "sim play kosovo --campaign                all acts in a row",
        "sim play path/to/folder --plain           a scenario from elsewhere, in plain lines",
        "printf '\\n1\\n2\\n' | sim play tutorial --role eastbank",
    )
)
@click.argument("scenario", required=False, shell_complete=scenario_names)
@click.option(
    "--role", "roles", multiple=True, metavar="ROLE", shell_complete=role_names, help="Play this role; several times for several people."
)
@click.option("--watch", is_flag=True, help="Play no role: bots decide for all of them.")
@click.option("--act", metavar="ACT", help="Play this act.")
@click.option("--campaign", is_flag=True, help="Play the scenario's acts in a row, with what happened carried over.")
@click.option("--course", metavar="COURSE", help="Enter the act this way: `whole`, or one its author offers.")
@click.option("--bot", "bots", multiple=True, metavar="[ROLE=]BOT", shell_complete=bot_names, help="Who decides for other roles.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), help="From which all draws follow; the same seed draws the same.")
@click.option("--language", metavar="LANGUAGE", help="Show the scenario's texts in this language, if it is translated into it.")
@click.option("--name", metavar="NAME", help="Keep the session under this name.")
@click.option("--plain", is_flag=True, default=None, help="Plain lines; always so in a pipe.")
@click.option("--theme", metavar="THEME", shell_complete=theme_names, help="Colours of the full screen.")
@click.option("--no-input", is_flag=True, help="Ask nothing before the play; take defaults and say them.")
def play_command(
    *,
    scenario: str | None,
    roles: tuple[str, ...],
    watch: bool,
    act: str | None,
    campaign: bool,
    course: str | None,
    bots: tuple[str, ...],
    seed: int | None,
    language: str | None,
    name: str | None,
    plain: bool | None,
    theme: str | None,
    no_input: bool,
) -> None:
    """Play a scenario: one that came with the program, by its name, or a folder, by its path.

    Each choice is on disk before you see what comes of it; `sim resume` goes on after a closed window or a lost connection. The source
    notice comes first; in a pipe, one line goes on from it, and each further line is a choice or a command (`?` lists them).
    """
    with _seldom_tidied():
        from sim.cli.casting import Wanted
        from sim.cli.sitting import begin

        begin(Wanted(scenario, act, course, roles, bots, seed, watch, campaign, language), name, theme, plain=plain, no_input=no_input)


@click.command(epilog=examples("sim resume", "sim resume kosovo-2022-7f3k --plain"))
@click.argument("session", required=False, shell_complete=session_names)
@click.option("--plain", is_flag=True, default=None, help="Plain lines; always so in a pipe.")
@click.option("--theme", metavar="THEME", shell_complete=theme_names, help="Colours of the full screen.")
def resume_command(*, session: str | None, plain: bool | None, theme: str | None) -> None:
    """Go on with a session; without its name, with the one played last that has not ended."""
    with _seldom_tidied():
        from sim.cli.sitting import go_on

        go_on(session, theme, plain=plain)


@click.command(epilog=examples("sim fork", "sim fork kosovo-2022-7f3k --turn 4 --name what-if && sim resume what-if"))
@click.argument("session", required=False, shell_complete=session_names)
@click.option("--turn", type=click.IntRange(1), help="Copy the play up to the start of this turn; without it, all of it.")
@click.option("--name", metavar="NAME", help="Keep the copy under this name.")
def fork_command(*, session: str | None, turn: int | None, name: str | None) -> None:
    """Copy a session to try another way; the first stays as it is. Prints the copy's name."""
    from sim.cli.sitting import fork

    fork(session, turn, name)
