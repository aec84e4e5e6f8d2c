"""What `sim analyse` does: one act after the other, or all in a row, computed exactly or, where that cannot be, drawn at random."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from sim.analysis.solve.campaign import InARow, in_a_row
from sim.analysis.solve.order import layers
from sim.analysis.solve.outlook import Outlook, outlook
from sim.analysis.solve.pivotal import Judged, judged
from sim.analysis.solve.policies import Choosing, Policy, policy_of, profile
from sim.analysis.solve.reached import Cut, Reached
from sim.analysis.solve.sample import Sampled, sample
from sim.analysis.solve.sensitivity import Tried
from sim.analysis.solve.sweep import Swept, sweep
from sim.analysis.solve.values import solvable
from sim.cli import analysing_told as told
from sim.cli.analysing_exported import write_page
from sim.cli.analysing_given import choosings, play
from sim.cli.analysing_nudged import nudges
from sim.cli.analysing_page import analysis_page
from sim.cli.analysing_reached import acts, assumptions, compiled, visited
from sim.cli.exits import INTERRUPTED
from sim.cli.output import Json, talk, tell, tell_json
from sim.cli.progress import Line, stoppable
from sim.errors import Missing
from sim.library import OpenScenario, open_scenario
from sim.model.ids import ActId, RoleId

PLAYS = 200_000
"""Drawn where an act cannot be computed exactly and nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    act: str | None
    policies: tuple[str, ...]
    campaign: bool
    play: str | None
    sensitivity: bool
    executor: str
    sample: int | None
    seed: int
    html: Path | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, as lines and for programs."""

    lines: tuple[str, ...]
    data: Mapping[str, Json]
    figures: Outlook | None = None
    """Of an act that was computed state by state."""


def analyse(scenario: str, wanted: Wanted) -> None:
    """Analyse a scenario and print what was found."""
    opened = open_scenario(scenario)
    given = choosings(opened, wanted.policies)
    by = {role: (name, policy_of(choosing)) for role, (name, choosing) in given.items()}
    with stoppable() as stopped:
        answers = dict(_answers(opened, wanted, {role: choosing for role, (_, choosing) in given.items()}, stopped))
    if wanted.html is not None:
        shown = [(name, answer.lines, answer.figures) for name, answer in answers.items()]
        write_page(analysis_page(opened, shown, " ".join(assumptions(by))), wanted.html)
    if wanted.as_json:
        tell_json(
            {
                "scenario": opened.scenario.id,
                "rules_hash": opened.rules_hash,
                "policies": {role: name for role, (name, _) in by.items()},
                "assumes": " ".join(assumptions(by)),
                "partial": bool(stopped),
                **{name: answer.data for name, answer in answers.items()},
            }
        )
    else:
        for line in (*assumptions(by), "", *(line for answer in answers.values() for line in answer.lines)):
            tell(line)
    if stopped:
        talk("sim: stopped; what is shown is what was known so far (partial)")
        raise click.exceptions.Exit(INTERRUPTED)


def _answers(opened: OpenScenario, wanted: Wanted, choosing: Mapping[RoleId, Choosing], stopped: list[int]) -> Iterator[tuple[str, Answer]]:
    if wanted.campaign:
        yield "campaign", _campaign(opened, wanted.act, _policies(choosing), stopped)
        return
    for act in acts(opened, wanted.act):
        if not stopped:
            yield f"act {act}", _act(opened, act, wanted, choosing, stopped)


def _policies(choosing: Mapping[RoleId, Choosing]) -> Mapping[RoleId, Policy]:
    return {role: policy_of(how) for role, how in choosing.items()}


def _campaign(opened: OpenScenario, act: ActId | None, chosen: Mapping[RoleId, Policy], stopped: list[int]) -> Answer:
    campaign = opened.scenario.campaign
    if campaign is None:
        message = f"scenario {opened.scenario.id} has no campaign; its acts are analysed one at a time"
        raise Missing(message, "no-campaign")
    line = Line(stopped)
    found = in_a_row(opened.machine, act or campaign.acts[0], chosen, line.act)
    line.wipe()
    if isinstance(found, InARow):
        return Answer(tuple(told.in_a_row(found)), told.in_a_row_json(found))
    return _given_up("campaign", found)


def _given_up(what: str, found: Cut) -> Answer:
    return Answer((told.cut(what, found),), told.cut_json(found))


def _act(opened: OpenScenario, act: ActId, wanted: Wanted, choosing: Mapping[RoleId, Choosing], stopped: list[int]) -> Answer:
    chosen = _policies(choosing)
    kernel = compiled(opened, act)
    reached: Reached | Cut = Cut("drawn at random, as asked", 0, 0) if wanted.sample else visited(kernel, stopped)
    if isinstance(reached, Reached):
        shares = profile(reached, chosen)
        found = outlook(reached, shares)
        pivots = judged(solvable(reached, layers(reached)), shares, play(opened, wanted.play, act)) if wanted.play else None
        tried = nudges(opened, act, choosing, wanted.executor, stopped) if wanted.sensitivity else None
        return _exact(opened, found, pivots, tried)
    if stopped:
        return _given_up(f"act {act}", reached)
    if not wanted.sample:
        line = Line(stopped)
        swept = sweep(kernel, chosen, notice=line.states)
        line.wipe()
        if isinstance(swept, Swept):
            return Answer(tuple(told.swept(opened, act, swept)), told.swept_json(swept))
        if stopped:
            return _given_up(f"act {act}", swept)
        reached = Cut(f"{reached.limit}, and {swept.limit}", reached.states, reached.steps)
    line, plays = Line(stopped), wanted.sample or PLAYS
    drawn = sample(kernel, chosen, plays, wanted.seed, partial(_plays, line, plays))
    line.wipe()
    return _drawn(opened, act, reached, drawn)


def _plays(line: Line, wanted: int, made: int) -> bool:
    return line.plays(made, wanted)


def _exact(opened: OpenScenario, found: Outlook, pivots: Judged | None, tried: Tried | Cut | None) -> Answer:
    lines = [*told.outlook(opened, found)]
    data = {**told.outlook_json(found)}
    if pivots is not None:
        lines += told.pivots(opened, pivots)
        data["pivots"] = told.pivots_json(pivots)
    if isinstance(tried, Tried):
        lines += told.sensitivity(tried)
        data["sensitivity"] = told.sensitivity_json(tried)
    elif tried is not None:
        lines.append(told.cut("  sensitivity", tried))
        data["sensitivity"] = told.cut_json(tried)
    return Answer(tuple(lines), data, found)


def _drawn(opened: OpenScenario, act: ActId, why: Cut, drawn: Sampled) -> Answer:
    return Answer(tuple(told.sampled(opened, act, why, drawn)), told.sampled_json(why, drawn))
