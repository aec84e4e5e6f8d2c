"""`sim sessions`, `sim replay`, `sim export` and `sim import`."""

from pathlib import Path

import click

from sim.cli.app import Family, examples
from sim.cli.completing import session_names

_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON for programs; what groups of lessons play is in it.")
_LESSONS = click.option("--lessons", is_flag=True, help="List what groups of lessons play instead.")


@click.group(
    "sessions",
    cls=Family,
    invoke_without_command=True,
    epilog=examples("sim sessions", "sim sessions --json", "sim sessions delete what-if"),
)
@_JSON
@_LESSONS
@click.pass_context
def sessions_command(ctx: click.Context, *, as_json: bool, lessons: bool) -> None:
    """List the sessions that are kept, the one used last first; `delete` removes one."""
    from sim.cli.kept import list_sessions

    if ctx.invoked_subcommand is None:
        list_sessions(as_json=as_json, lessons=lessons)


@sessions_command.command("list")
@_JSON
@_LESSONS
def list_command(*, as_json: bool, lessons: bool) -> None:
    """List the sessions that are kept."""
    from sim.cli.kept import list_sessions

    list_sessions(as_json=as_json, lessons=lessons)


@sessions_command.command("delete", epilog=examples("sim sessions delete what-if", "sim sessions delete what-if --yes"))
@click.argument("session", shell_complete=session_names)
@click.option("--yes", is_flag=True, help="Do not ask for the session's name again.")
def delete_command(*, session: str, yes: bool) -> None:
    """Delete a session for good; its name has to be typed again."""
    from sim.cli.kept import delete

    delete(session, sure=yes)


@click.command("replay", epilog=examples("sim replay", "sim replay kosovo-2022-7f3k --format markdown > play.md", "sim replay --step"))
@click.argument("session", required=False, shell_complete=session_names)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True, help="What to write.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--width", type=click.IntRange(0, 1_000), help="Columns at which text wraps; 0: not at all; else as the terminal.")
@click.option("--step", is_flag=True, help="Show the play shortly, moment by moment: Enter goes on, b back, q ends.")
@click.option("--every", type=click.FloatRange(0, 600), metavar="SECONDS", help="Show it moment by moment, and go on by itself.")
def replay_command(*, session: str | None, form: str, width: int | None, step: bool, every: float | None) -> None:
    """Tell a session from its beginning, with every passage; without a name, the one of your own that was used last.

    Before the end it holds what everybody may know, and nothing that is sealed.
    """
    if step or every is not None:
        from sim.cli.stepping import step_through

        step_through(session, width, every)
        return
    from sim.cli.kept import replay

    replay(session, form, width)


@click.command(
    "export",
    epilog=examples(
        "sim export > play.jsonl", "sim export kosovo-2022-7f3k --to play.jsonl", "sim export --no-edition", "sim export tutorial --mermaid"
    ),
)
@click.argument("session", required=False, shell_complete=session_names)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; without it, standard output.")
@click.option("--edition/--no-edition", default=True, help="With the scenario it was played with, so that it can be replayed anywhere.")
@click.option("--efg", "forms", multiple=True, flag_value="efg", help="Write an act of the named scenario: as a game in Gambit's form.")
@click.option("--mermaid", "forms", multiple=True, flag_value="mermaid", help="The same as a Mermaid flowchart, with probabilities.")
@click.option("--dot", "forms", multiple=True, flag_value="dot", help="The same as a Graphviz graph, with probabilities and passages.")
@click.option("--html", "forms", multiple=True, flag_value="html", help="The same as a page: a story map, probabilities, passages.")
@click.option("--act", metavar="ACT", help="Which act of the scenario; the first without it.")
@click.option("--policy", "policies", multiple=True, metavar="[ROLE=]POLICY", help="How roles choose in a diagram, as for `sim analyse`.")
def export_command(  # noqa: PLR0917 -- click hands them over by name
    session: str | None, target: Path | None, edition: bool, forms: tuple[str, ...], act: str | None, policies: tuple[str, ...]
) -> None:
    """Write a session as JSON Lines; without a name, the one of your own that was used last. Sealed reasons are in it.

    With --efg, --mermaid, --dot or --html it writes an act of a scenario instead, and SESSION is the scenario's name or folder.
    """
    if forms:
        from sim.cli.analysing_exported import export_act

        if len({*forms}) > 1:
            message = f"one form at a time: {', '.join(f'--{form}' for form in forms)}"
            raise click.UsageError(message)
        export_act(session, forms[0], act, policies, target)
        return
    from sim.cli.kept import export

    export(session, target, edition=edition)


@click.command("import", epilog=examples("sim import play.jsonl", "sim import - < play.jsonl"))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def import_command(*, file: Path) -> None:
    """Keep a session from a file; prints its name, a fresh one where that is taken."""
    from sim.cli.kept import bring_in

    bring_in(file)
