"""What a shell completes for an argument or option.

Rule 1: completing never fails and never asks; where something cannot be read, nothing is offered.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.errors import SimError

if TYPE_CHECKING:
    from sim.library import OpenScenario


def scenario_names(ctx: click.Context, param: object, incomplete: str) -> list[str]:  # noqa: ARG001 -- click's signature
    """Offer the scenarios that came with the program, and folders that hold one."""
    from sim.library import shipped

    start = Path(incomplete)
    beside = start if incomplete.endswith("/") else start.parent
    try:
        folders = [str(folder) for folder in beside.iterdir() if (folder / "scenario.yaml").is_file()]
    except OSError:
        folders = []
    return _begin_with(incomplete, [*shipped(), *folders])


def session_names(ctx: click.Context, param: object, incomplete: str) -> list[str]:  # noqa: ARG001 -- click's signature
    """Offer the sessions that are kept, the one used last first."""
    from sim.cli.config import read_config
    from sim.cli.keeping import open_log

    try:
        with open_log(read_config()) as log:
            return _begin_with(incomplete, [summary.session for summary in log.sessions()])
    except (SimError, click.ClickException):
        return []


def role_names(ctx: click.Context, param: object, incomplete: str) -> list[str]:  # noqa: ARG001 -- click's signature
    """Offer the roles of the scenario that is named before."""
    opened = _opened(ctx)
    return _begin_with(incomplete, [role.id for role in opened.scenario.roles] if opened else [])


def bot_names(ctx: click.Context, param: object, incomplete: str) -> list[str]:  # noqa: ARG001 -- click's signature
    """Offer the bots."""
    from sim.engine.foresight import FORESIGHT
    from sim.engine.policy import BOTS

    return _begin_with(incomplete, [*BOTS, FORESIGHT])


def theme_names(ctx: click.Context, param: object, incomplete: str) -> list[str]:  # noqa: ARG001 -- click's signature
    """Offer the themes."""
    from sim.terminal.settings import THEMES

    return _begin_with(incomplete, [*THEMES])


def source_names(ctx: click.Context, param: object, incomplete: str) -> list[str]:  # noqa: ARG001 -- click's signature
    """Offer the documents of the scenario that is named before."""
    opened = _opened(ctx)
    return _begin_with(incomplete, [*opened.corpus.sources] if opened else [])


def _opened(ctx: click.Context) -> "OpenScenario | None":
    """Open the scenario that is named before; while an option waits for its value, click keeps arguments aside."""
    from sim.library import open_scenario, shipped

    named: list[str] = [ctx.params.get("scenario") or "", *ctx.args, *shipped()]
    try:
        return open_scenario(next(name for name in named if name))
    except (SimError, StopIteration):
        return None


def _begin_with(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
