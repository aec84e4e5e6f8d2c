"""`sim console`."""

import click

from sim.cli.app import examples
from sim.cli.completing import theme_names


@click.command(
    epilog=examples(
        "sim console kosovo-2022-7f3k                  on the computer that hosts it",
        "sim console http://127.0.0.1:8000/console/kosovo-2022-7f3k/ --key",
        "sim console https://class.example.org/console/kosovo-2022-7f3k/ --name Ana",
        "echo pause | sim console kosovo-2022-7f3k",
    )
)
@click.argument("lesson")
@click.option("--key", is_flag=True, help="Ask for the facilitator's key, where this computer has not kept it.")
@click.option("--name", metavar="NAME", help="Come in as this further facilitator; the password is asked for.")
@click.option("--plain", is_flag=True, default=None, help="Plain lines; always so in a pipe.")
@click.option("--theme", metavar="THEME", shell_complete=theme_names, help="Colours of the full screen.")
def console_command(*, lesson: str, key: bool, name: str | None, theme: str | None, plain: bool | None) -> None:
    """Lead a lesson from this terminal: the same orders as in the browser, typed.

    LESSON is the name of a lesson that this computer hosts, or the address of a console as `sim host` printed it. `help` lists the
    commands, Tab completes them, and what the server refuses is shown with its reason.
    """
    from sim.cli.consoled import lead

    lead(lesson, name, theme, asks=key, plain=plain)
