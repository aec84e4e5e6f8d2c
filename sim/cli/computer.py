"""`sim config`, `sim doctor` and `sim completion`: the program on this computer."""

import click

from sim.cli.app import Family, examples

_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")


@click.group("config", cls=Family, epilog=examples("sim config show", "sim config show --origin", "SIM_CONFIG=other.toml sim config show"))
def config_command() -> None:
    """Show the configuration.

    It is one TOML file. SIM_CONFIG names another file, SIM_DATA another folder for sessions, and NO_COLOR takes all colour away.
    """


@config_command.command("show", epilog=examples("sim config show --origin", "sim config show --json"))
@click.option("--origin", is_flag=True, help="Say where each setting comes from.")
@_JSON
def show_command(*, origin: bool, as_json: bool) -> None:
    """Print every setting as a TOML line."""
    from sim.cli.configured import show

    show(origin=origin, as_json=as_json)


@click.command("doctor", epilog=examples("sim doctor", "sim doctor --json"))
@_JSON
def doctor_command(*, as_json: bool) -> None:
    """Look at Python, SQLite, the data folder, the terminal and the configuration; the status is 1 when something is wrong."""
    from sim.cli.doctor import examine

    examine(as_json=as_json)


@click.command(
    "completion",
    epilog=examples(
        "sim completion bash >> ~/.bashrc",
        "sim completion zsh > ~/.zfunc/_sim",
        "sim completion fish > ~/.config/fish/completions/sim.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(*, shell: str) -> None:
    """Print a script that completes commands, sessions, scenarios and roles in your shell."""
    from sim.cli.configured import completion

    completion(shell)
