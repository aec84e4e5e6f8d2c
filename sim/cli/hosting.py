"""`sim host`."""

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names


@click.command(
    epilog=examples(
        "sim host kosovo --act 2022 --course short",
        "sim host kosovo --port 80 --address http://room12.local",
        "sim host kosovo --database postgresql://sim@db/lessons --bind 0.0.0.0",
        "sim host kosovo --rehearse 12                 walk through a lesson alone",
        "sim host --lesson kosovo-2022-7f3k            go on with a lesson after the computer was off",
    )
)
@click.argument("scenario", required=False, shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Play this act; without it, the first.")
@click.option("--course", metavar="COURSE", help="Enter the act this way: `whole`, or one its author offers.")
@click.option("--campaign", is_flag=True, help="Let groups go on to the acts that follow.")
@click.option("--agree", type=click.Choice(["speaker", "majority"]), default="majority", help="How several people of one role decide.")
@click.option("--bot", metavar="BOT", default="reported", help="Who decides for a role that nobody has.")
@click.option("--no-reasons", is_flag=True, help="A choice asks for no reason and no expectation.")
@click.option("--rehearse", type=click.IntRange(1, 200), metavar="PEOPLE", help="Invent so many people who join and vote.")
@click.option("--lesson", metavar="LESSON", help="Go on with a lesson that is kept; the address of its console stays.")
@click.option("--bind", metavar="ADDRESS", default="0.0.0.0", help="Listen on this address of the computer.")  # noqa: S104 -- phones have to reach it
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, help="Listen on this port.")
@click.option("--address", metavar="URL", help="What people type, where it is not this computer's own address.")
@click.option("--proxy", is_flag=True, help="A proxy that speaks TLS stands before it; the console then answers from anywhere.")
@click.option("--database", metavar="URL", help="Keep the lesson on this PostgreSQL server, which several servers may share.")
def host_command(
    *,
    scenario: str | None,
    act: str | None,
    course: str | None,
    campaign: bool,
    agree: str,
    bot: str,
    no_reasons: bool,
    rehearse: int | None,
    lesson: str | None,
    bind: str,
    port: int,
    address: str | None,
    proxy: bool,
    database: str | None,
) -> None:
    """Hold a lesson: a class plays on phones in the same network, and you lead it from this computer's browser.

    Prints the address and the code to join with, a QR code, and the address of your console. Everything is kept as it happens; Ctrl-C stops
    the server, and `sim host --lesson LESSON` goes on.
    """
    from sim.cli.hosted import Lesson, Reach, host

    host(
        Lesson(scenario, act, course, campaign=campaign, agree=agree, bot=bot, reasons=not no_reasons, going_on=lesson),
        Reach(bind, port, address, proxy=proxy, database=database),
        rehearse,
    )
