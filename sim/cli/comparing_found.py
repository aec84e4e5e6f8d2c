"""What `sim compare` does: a task for each scenario, act and policy, handed to whoever computes, and a table of what came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from sim.analysis.solve.compare import Answer, Task, compare
from sim.analysis.solve.policies import POLICIES
from sim.analysis.solve.reached import Cut
from sim.cli.analysing_given import choosings
from sim.cli.analysing_told import cut, cut_json
from sim.cli.executing import executor
from sim.cli.exits import INTERRUPTED
from sim.cli.output import Json, talk, tell, tell_json
from sim.cli.progress import Line, stoppable
from sim.errors import Missing
from sim.library import OpenScenario, open_scenario
from sim.model.ids import ActId, OutcomeClassId

ASSUMED = (
    "In this model every role chooses by the policy of its row, whatever came before; "
    "chance falls by the author's weights, the facilitator releases nothing, and no deadline runs out."
)
_FIGURE = 6
"""Columns of a probability."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    scenarios: tuple[str, ...]
    act: ActId | None
    policies: tuple[str, ...]
    executor: str
    as_json: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table to be."""

    opened: OpenScenario
    policy: str
    task: Task


def compare_all(wanted: Wanted) -> None:
    """Compute all rows and print them."""
    opened = [open_scenario(name) for name in dict.fromkeys(wanted.scenarios)]
    rows = [row for one in opened for row in _rows(one, wanted)]
    if not rows:
        message = f"none of the scenarios has an act {wanted.act!r}"
        raise Missing(message, "unknown-act")
    with executor(wanted.executor, len(rows)) as does, stoppable() as stopped:
        line = Line(stopped)
        found = compare((row.task for row in rows), does, line.rows)
        line.wipe()
    done = [*zip(rows, found, strict=False)]
    if wanted.as_json:
        listed: list[Json] = [_as_json(row, answer) for row, answer in done]
        tell_json({"assumes": ASSUMED, "partial": len(done) < len(rows), "wanted": len(rows), "rows": listed})
    else:
        for text in (ASSUMED, *_lines(done)):
            tell(text)
    if stopped:
        talk(f"sim: stopped; {len(done)} of {len(rows)} rows were computed (partial)")
        raise click.exceptions.Exit(INTERRUPTED)


def _rows(opened: OpenScenario, wanted: Wanted) -> Iterator[Row]:
    text = opened.scenario.model_dump_json(by_alias=True)
    for act in opened.scenario.acts:
        if wanted.act in {None, act.id}:
            for policy in wanted.policies or POLICIES:
                chosen = {role: choosing for role, (_, choosing) in choosings(opened, policy.split(",")).items()}
                yield Row(opened, policy, Task(text, act.id, chosen))


def _lines(done: list[tuple[Row, Answer | Cut]]) -> Iterator[str]:
    """Give a table for each act: a line for each policy, a column for each class of outcomes."""
    width = max((len(row.policy) for row, _ in done), default=0)
    before: tuple[OpenScenario, ActId] | None = None
    for row, answer in done:
        if before is None or (before[0], before[1]) != (row.opened, row.task.act):
            yield ""
            yield f"{row.opened.scenario.id}, act {row.task.act}{_size(answer)}"
            if isinstance(answer, Answer):
                yield f"  {'':<{width}} {'  '.join(f'{name:>{_FIGURE}}' for name, _ in answer.classes)}  turns"
        before = row.opened, row.task.act
        if isinstance(answer, Cut):
            yield f"  {cut(row.policy, answer)}"
        else:
            yield f"  {row.policy:<{width}} {'  '.join(_figures(answer))}"


def _size(answer: Answer | Cut) -> str:
    return "" if isinstance(answer, Cut) else f": exact, over {answer.states:,} states and {answer.steps:,} joint steps"


def _figures(answer: Answer) -> Iterator[str]:
    """Give the figures of a line, each under the name of its column."""
    for name, share in answer.classes:
        yield f"{share:>{max(len(name), _FIGURE)}.4f}"
    yield f"{answer.turns:>5.1f}"
    if answer.never_ends > 0:
        yield f"never ends {answer.never_ends:.4f}"


def _as_json(row: Row, answer: Answer | Cut) -> Mapping[str, Json]:
    head: Mapping[str, Json] = {
        "scenario": row.opened.scenario.id,
        "rules_hash": row.opened.rules_hash,
        "act": row.task.act,
        "policy": row.policy,
    }
    if isinstance(answer, Cut):
        return {**head, **cut_json(answer)}
    classes: dict[OutcomeClassId, Json] = dict(answer.classes)
    return {
        **head,
        "exact": True,
        "states": answer.states,
        "steps": answer.steps,
        "turns": answer.turns,
        "outcomes": dict(answer.outcomes),
        "classes": classes,
        "never_ends": answer.never_ends,
        "aims": [{"role": role, "aim": aim, "met": share} for role, aim, share in answer.aims],
    }
