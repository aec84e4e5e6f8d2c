"""`sim host`."""

from pathlib import Path

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names
from sim.cli.hosting_table import USUAL_TABLES, refuse_at_tables, tables


@click.command(
    epilog=examples(
        "sim host kosovo --act 2022 --course short",
        "sim host kosovo --port 80 --address http://room12.local",
        "sim host kosovo --database postgresql://sim@db/lessons --bind 0.0.0.0",
        "sim host kosovo --rehearse 12                 walk through a lesson alone",
        "sim host kosovo --act 2022 --table 5          five groups with printed cards round this computer, without phones",
        "sim host kosovo --proxy --address https://class.example.org --facilitator Ana --facilitator Ben",
        "sim host --lesson kosovo-2022-7f3k            go on with a lesson after the computer was off",
    )
)
@click.argument("scenario", required=False, shell_complete=scenario_names)
@click.option("--act", metavar="ACT", help="Play this act; without it, the first.")
@click.option("--course", metavar="COURSE", help="Enter the act this way: `whole`, or one its author offers.")
@click.option("--seat-latecomers", is_flag=True, help="Whoever joins once a group plays has a place at once; else you let them in.")
@click.option("--campaign", is_flag=True, help="Let groups go on to the acts that follow.")
@click.option("--agree", type=click.Choice(["speaker", "majority"]), default="majority", help="How several people of one role decide.")
@click.option("--bot", metavar="BOT", default="reported", help="Who decides for a role that nobody has.")
@click.option("--no-reasons", is_flag=True, help="A choice asks for no reason and no expectation.")
@click.option("--arm", "arms", multiple=True, metavar="NAME[:SETTING,…]", help="For research: draw groups among these arms; once for each.")
@click.option("--rehearse", type=click.IntRange(1, 200), metavar="PEOPLE", help="Invent so many people who join and vote.")
@click.option(
    "--table",
    is_flag=False,
    flag_value=USUAL_TABLES,
    callback=tables,
    metavar="[GROUPS]",
    help="So many groups play with the cards that sim print writes; nobody joins.",
)
@click.option("--lesson", metavar="LESSON", help="Go on with a lesson that is kept, served as it was; its addresses stay.")
@click.option("--bind", metavar="ADDRESS", help="Listen on this address of the computer; on all, or with --table on none but its own.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Listen on this port; 8000, or with --lesson the one it had.")
@click.option("--address", metavar="URL", help="What people type, where it is not this computer's own address.")
@click.option("--proxy/--no-proxy", default=None, help="A proxy that speaks TLS stands before it; the console then answers from anywhere.")
@click.option("--facilitator", "facilitators", multiple=True, metavar="NAME", help="Let NAME lead too, with a password; needs --proxy.")
@click.option("--passwords", metavar="FILE", type=click.Path(path_type=Path), help="Their passwords, one line each: NAME: password.")
@click.option("--keep", type=click.IntRange(0, 36_500), metavar="DAYS", help="Delete lessons so long after their end; 180; 0: never.")
@click.option(
    "--notice", metavar="FILE", type=click.Path(path_type=Path), help="Show who joins this text of what is kept of them, not ours."
)
@click.option("--metrics-token", metavar="FILE", type=click.Path(path_type=Path), help="Whoever has the word in it may read /metrics.")
@click.option("--database", metavar="URL", help="Keep the lesson on this PostgreSQL server, which several servers may share.")
def host_command(
    *,
    scenario: str | None,
    act: str | None,
    course: str | None,
    seat_latecomers: bool,
    campaign: bool,
    agree: str,
    bot: str,
    no_reasons: bool,
    arms: tuple[str, ...],
    rehearse: int | None,
    table: int,
    lesson: str | None,
    bind: str | None,
    port: int | None,
    address: str | None,
    proxy: bool | None,
    database: str | None,
    metrics_token: Path | None,
    facilitators: tuple[str, ...],
    passwords: Path | None,
    keep: int | None,
    notice: Path | None,
) -> None:
    """Hold a lesson: a class plays on phones in the same network, and you lead it from this computer's browser.

    Prints the address and the code to join with, a QR code, and the address of your console. Everything is kept as it happens; Ctrl-C stops
    the server, and `sim host --lesson LESSON` goes on, with the port, the addresses and the proxy that it had unless you give others.
    """
    from sim.cli.hosted import Lesson, Reach, host
    from sim.store.retention import DAYS

    if table:
        refuse_at_tables({"--rehearse": rehearse, "--seat-latecomers": seat_latecomers, "--notice": notice})
    host(
        Lesson(
            scenario,
            act,
            course,
            campaign=campaign,
            agree=agree,
            bot=bot,
            reasons=not no_reasons,
            arms=arms,
            going_on=lesson,
            table=table,
            seats_latecomers=seat_latecomers,
        ),
        Reach(
            bind,
            port,
            address,
            proxy=proxy,
            database=database,
            token=metrics_token,
            facilitators=facilitators,
            passwords=passwords,
            keep=DAYS if keep is None else keep,
            notice=notice,
        ),
        rehearse,
    )
