"""What `sim config` and `sim completion` print."""

import json

import click
from click.shell_completion import get_completion_class

from sim.cli.app import app
from sim.cli.config import KEYS, Config, Value, read_config
from sim.cli.output import tell, tell_json


def show(*, origin: bool, as_json: bool) -> None:
    """Print the settings, those of tables after the others."""
    config = read_config()
    if as_json:
        settings = {name: {"value": found.value, "origin": found.origin} for name, found in config.settings.items()}
        tell_json({"file": str(config.file), "exists": config.file.exists(), "settings": settings})
        return
    tell(f"# {config.file}{'' if config.file.exists() else ' (not there; these are the defaults)'}")
    table = ""
    for name in _ordered(config):
        here, _, last = name.rpartition(".")
        if here != table:
            tell(f"\n[{here}]")
            table = here
        found = config.settings[name]
        about = f"  # {found.origin}" if origin else f"  # {KEYS[name].about}" if name in KEYS else ""
        tell(f"{last} = {_toml(found.value)}{about}")


def _ordered(config: Config) -> list[str]:
    """Return the names of the settings, each table's together."""
    return sorted(config.settings, key=lambda name: (name.rpartition(".")[0], [*config.settings].index(name)))


def _toml(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def completion(shell: str) -> None:
    """Print the script for a shell."""
    found = get_completion_class(shell)
    if found is None:
        message = f"there is no completion for {shell}"
        raise click.UsageError(message)
    click.echo(found(app, {}, "sim", "_SIM_COMPLETE").source())
