"""What `sim export --efg`, `--mermaid` and `--dot` write: an act of a scenario, for other programs."""

from collections.abc import Iterable
from pathlib import Path

import click

from sim.analysis.solve.diagram import dot, mermaid
from sim.analysis.solve.efg import efg
from sim.analysis.solve.order import layers
from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import profile
from sim.analysis.solve.reached import Cut, Reached
from sim.analysis.solve.values import solvable
from sim.cli import analysing_told as told
from sim.cli.analysing_given import policies
from sim.cli.analysing_page import analysis_page
from sim.cli.analysing_reached import assumptions, compiled, visited
from sim.cli.exits import INTERRUPTED, PROBLEMS
from sim.cli.output import printable, talk
from sim.cli.progress import stoppable
from sim.library import OpenScenario, open_scenario
from sim.model.ids import ActId
from sim.store.anew import write_anew, write_page_anew

GAME, PAGE = "efg", "html"


def export_act(scenario: str | None, form: str, act: ActId | None, given: tuple[str, ...], target: Path | None) -> None:
    """Write an act: a game, or a diagram with probabilities under the policies that are given.

    Args:
        scenario: the name of a shipped scenario, or the path of a folder; None where nothing was named, which is refused.
        form: `efg`, `mermaid`, `dot` or `html`.
        act: which act; None for the first.
        given: policies, as on the command line.
        target: the file to write; None for standard output.

    """
    if scenario is None:
        message = f"name the scenario of which an act is written: sim export SCENARIO --{form}"
        raise click.UsageError(message)
    opened = open_scenario(scenario)
    wanted = opened.scenario.acts[0].id if act is None else opened.machine.lookup.act(act).id
    with stoppable() as stopped:
        reached = visited(compiled(opened, wanted), stopped)
    if isinstance(reached, Cut):
        talk(f"sim: {told.cut(f'act {wanted}', reached)}")
        raise click.exceptions.Exit(INTERRUPTED if stopped else PROBLEMS)
    if form == PAGE:
        write_page(_page(opened, reached, given), target)
    else:
        write(_lines(opened, reached, form, given), target)


def _page(opened: OpenScenario, reached: Reached, given: tuple[str, ...]) -> str:
    by = policies(opened, given)
    found = outlook(reached, profile(reached, {role: policy for role, (_, policy) in by.items()}))
    said = [*told.outlook(opened, found)]
    return analysis_page(opened, [(f"act {found.act}", said, found)], " ".join(assumptions(by)))


def _lines(opened: OpenScenario, reached: Reached, form: str, given: tuple[str, ...]) -> Iterable[str]:
    chosen = {role: policy for role, (_, policy) in policies(opened, given).items()}
    if form == GAME:
        return efg(solvable(reached, layers(reached)))
    found = outlook(reached, profile(reached, chosen))
    return mermaid(opened.machine, found) if form == "mermaid" else dot(opened.machine, found)


def write(lines: Iterable[str], target: Path | None) -> None:
    """Write lines to a file that is not there yet, or to standard output.

    Raises:
        StorageFailed: the file is there, or cannot be written.

    """
    if target is None:
        for line in lines:
            click.echo(printable(line))
        return
    write_anew(target, (printable(line) for line in lines))
    talk(f"sim: wrote {target}")


def write_page(page: str, target: Path | None) -> None:
    """Write a page, letter for letter, to a file that is not there yet, or to standard output.

    Raises:
        StorageFailed: the file is there, or cannot be written.

    """
    if target is None:
        click.echo(page, nl=False)
        return
    write_page_anew(target, page)
    talk(f"sim: wrote {target}")
