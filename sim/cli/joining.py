"""`sim join`."""

import click

from sim.cli.app import examples
from sim.cli.completing import theme_names


@click.command(
    epilog=examples(
        "sim join http://192.168.1.20:8000 K7R2HX",
        "sim join 192.168.1.20:8000 K7R2HX --name Ana --plain --language sq",
        "sim join http://192.168.1.20:8000 K7R2HX --resume BCDFG23456    come back to a seat",
    )
)
@click.argument("address")
@click.argument("code", required=False, default="")
@click.option("--name", metavar="NAME", help="What the class calls you; asked for if it is left out.")
@click.option("--resume", metavar="CODE", help="Come back to the seat that has this code, on this computer or another.")
@click.option("--language", metavar="LANGUAGE", default="", help="Read what is kept of you in this language, such as sq; else in English.")
@click.option("--plain", is_flag=True, default=None, help="Plain lines; always so in a pipe.")
@click.option("--theme", metavar="THEME", shell_complete=theme_names, help="Colours of the full screen.")
def join_command(
    *, address: str, code: str, name: str | None, resume: str | None, language: str, plain: bool | None, theme: str | None
) -> None:
    """Join a lesson from this terminal: the address and the code are on the facilitator's screen.

    What you decide is sent to the facilitator's computer and is kept there. Where the connection breaks, it is sent again by itself, and
    nothing is said to be saved that is not.
    """
    from sim.cli.joined import join

    join(address, code, name, resume, theme, language=language, plain=plain)
