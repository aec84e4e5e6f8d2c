"""`sim sources`: list, show and search the documents that a scenario rests on."""

import click

from sim.cli.app import Family, examples
from sim.cli.completing import scenario_names, source_names

_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
_SCENARIO = click.option(
    "--scenario", metavar="SCENARIO", default="kosovo", show_default=True, shell_complete=scenario_names, help="Whose documents."
)


@click.group(
    "sources",
    cls=Family,
    epilog=examples("sim sources list", "sim sources show 004_de1fb0123ee635d7", "sim sources search 'license plates'"),
)
def sources_command() -> None:
    """List, show and search the documents: who published them, what is known of them, whose voice is missing."""


@sources_command.command("list", epilog=examples("sim sources list", "sim sources list --scenario tutorial --json"))
@_SCENARIO
@_JSON
def list_command(*, scenario: str, as_json: bool) -> None:
    """List the documents with outlet, owner, date and the line of caution."""
    from sim.cli.documents import list_sources

    list_sources(scenario, as_json=as_json)


@sources_command.command("show", epilog=examples("sim sources show 004_de1fb0123ee635d7 | less"))
@click.argument("source", shell_complete=source_names)
@_SCENARIO
@_JSON
def show_command(*, source: str, scenario: str, as_json: bool) -> None:
    """Print a whole document with its sentences numbered, under what the catalogue says of it."""
    from sim.cli.documents import show_source

    show_source(scenario, source, as_json=as_json)


@sources_command.command("search", epilog=examples("sim sources search barricades", "sim sources search 'huge explosion' --json"))
@click.argument("words", nargs=-1, required=True)
@_SCENARIO
@_JSON
def search_command(*, words: tuple[str, ...], scenario: str, as_json: bool) -> None:
    """Find words in the documents; if no sentence holds them, the nearest ones."""
    from sim.cli.documents import search_sources

    search_sources(scenario, " ".join(words), as_json=as_json)


@sources_command.command(
    "add", epilog=examples("sim sources add letter.txt --scenario lake-dispute", "sim sources add report.txt --outlet post --id report-1")
)
@click.argument("file")
@click.option("--scenario", metavar="SCENARIO", default=".", help="Folder of the scenario; without it, this folder.")
@click.option("--id", "source", metavar="ID", help="Id of the document; without it, the name of the file.")
@click.option("--title", metavar="TEXT", help="Its title; without it, its first line.")
@click.option("--outlet", metavar="ID", help="Who published it; needed where the catalogue has several outlets.")
@click.option("--date", metavar="TEXT", help="Its date, as exactly as it is known.")
def add_command(*, file: str, scenario: str, source: str | None, title: str | None, outlet: str | None, date: str | None) -> None:
    """Put a text file among a scenario's documents, byte for byte, and enter it in the catalogue with its hash."""
    from sim.cli.citing import Added, add_source

    add_source(scenario, Added(file, source, title, outlet, date))
