"""`sim check`, `sim cite`, `sim translate`, `sim new` and `sim schema`: for those who write scenarios."""

import click

from sim.cli.app import examples
from sim.cli.completing import scenario_names


@click.command(
    "check",
    epilog=examples("sim check kosovo", "sim check path/to/folder", "sim check path/to/folder --watch", "sim check kosovo --strict"),
)
@click.argument("scenario", shell_complete=scenario_names)
@click.option("--notes", is_flag=True, help="Show notes too: what is worth knowing, and often meant.")
@click.option("--strict", is_flag=True, help="Look over fairness too: words, names, figures, prices, notes, what is not used, and balance.")
@click.option("--plays", type=click.IntRange(1), help="With --strict: plays at random over which balance is measured; 1,000 without it.")
@click.option("--watch", "watched", is_flag=True, help="Check again whenever a file of the folder is saved, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")
def check_command(*, scenario: str, notes: bool, strict: bool, plays: int | None, watched: bool, as_json: bool) -> None:
    """Read a scenario folder and list everything that is wrong with it, each with file, line and column.

    A scenario without problems is measured: scenes, outcomes, citations, and how many states a play of each act can reach. Then it is
    looked over for what is allowed and probably not meant, and what it claims of every play is proven. The status is 1 when there are
    problems or warnings, or a claim that does not hold.
    """
    from sim.cli.checking import check
    from sim.cli.strict import PLAYS, Strict

    if plays and not strict:
        message = "--plays measures balance, which only --strict looks at"
        raise click.UsageError(message)

    def once() -> None:
        check(scenario, as_json=as_json, notes=notes, strict=Strict(plays or PLAYS) if strict else None)

    if watched:
        from sim.cli.watching import watch
        from sim.library import find

        watch(find(scenario), once)
    else:
        once()


@click.command("cite", epilog=examples("sim cite --scenario lake-dispute 'the rope was found cut'", "sim cite plates | pbcopy"))
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--scenario", metavar="SCENARIO", default=".", shell_complete=scenario_names, help="Whose documents; without it, this folder's."
)
def cite_command(*, words: tuple[str, ...], scenario: str) -> None:
    """Find words in a scenario's documents and print the citation, ready to paste.

    Where no document holds the words letter by letter, the nearest that one does hold are printed. Who speaks, and on what basis, is for
    the author to say.
    """
    from sim.cli.citing import cite

    cite(" ".join(words), scenario)


@click.command("translate", epilog=examples("sim translate lake-dispute de --name Deutsch --author 'A. Person'", "sim check lake-dispute"))
@click.argument("scenario", shell_complete=scenario_names)
@click.argument("language")
@click.option("--name", metavar="TEXT", help="The language by its own name, such as Deutsch.")
@click.option("--author", metavar="TEXT", help="Who translates.")
def translate_command(*, scenario: str, language: str, name: str | None, author: str | None) -> None:
    """Write `translations/LANGUAGE.yaml` in a scenario's folder: every text of it, to be translated one by one.

    Where there is such a file already, it is brought up to date: new texts are added, what is gone is removed, and what has changed is to
    be looked over. `sim check` tells how far each translation is. Quotations stay in the language of their documents.
    """
    from sim.cli.translating import translate

    translate(scenario, language, name, author)


@click.command("new", epilog=examples("sim new lake-dispute", "sim check lake-dispute && sim play lake-dispute"))
@click.argument("name")
def new_command(*, name: str) -> None:
    """Make a folder NAME with a small scenario that plays at once, its own invented document, and JSON Schemas for your editor."""
    from sim.cli.starting import make_folder

    make_folder(name)


@click.command("schema", epilog=examples("sim schema", "sim schema act > act.schema.json", "sim schema --list"))
@click.argument("part", default="scenario")
@click.option("--list", "listed", is_flag=True, help="List the parts that have a schema.")
def schema_command(*, part: str, listed: bool) -> None:
    """Print the JSON Schema of a scenario's files: `scenario`, `act`, `catalogue`, `play`, or another file of the folder."""
    from sim.cli.starting import print_schema

    print_schema(part, listed=listed)
