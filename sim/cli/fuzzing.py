"""What `sim fuzz` does: random plays, each judged; a failing one made short and saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from sim.analysis.fuzz import MIXED, Plan, random_route
from sim.analysis.shrink import shrink
from sim.analysis.survey import Route
from sim.cli.exits import INTERRUPTED, PROBLEMS
from sim.cli.exploring import route_json
from sim.cli.output import Json, talk, tell, tell_json
from sim.cli.progress import Line, stoppable
from sim.engine.policy import BOTS
from sim.errors import Missing
from sim.library import OpenScenario, open_scenario
from sim.model.nearest import nearest
from sim.testing.judge import NO_END, judge_of
from sim.testing.script import PLAYS
from sim.testing.writing import play_text, save

_TOLD_EVERY = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    act: str | None
    plays: int
    seed: int
    policy: str
    turns: int
    save: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A failing play."""

    seed: int
    said: str
    """What is wrong with it."""
    route: Route
    """The shortest found that fails in the same way."""
    file: str


def fuzz(scenario: str, wanted: Wanted) -> None:
    """Play at random and print what failed; the status says whether anything did."""
    opened = open_scenario(scenario)
    _check_policy(wanted.policy)
    acts = [wanted.act] if wanted.act is not None else [act.id for act in opened.scenario.acts]
    courses = [(act, course.id) for act in acts for course in opened.machine.lookup.act(act).courses]
    failures: dict[str, Failure] = {}
    judge = judge_of(opened, wanted.turns)
    made = 0
    with stoppable() as stopped:
        line = Line(stopped)
        while made < wanted.plays and not stopped:
            seed = wanted.seed + made
            act, course = courses[made % len(courses)]
            campaign = opened.scenario.campaign is not None and made // len(courses) % 2 == 1
            route = random_route(opened.machine, Plan(act, course, campaign, wanted.policy, wanted.turns), seed)
            made += 1
            said = judge(route)
            kind = said.partition(":")[0]
            if said and kind not in failures:
                shortest = route if kind == NO_END else shrink(opened.machine, route, judge)
                failures[kind] = _saved(opened, wanted.save, Failure(seed, judge(shortest), shortest, ""))
            if made % _TOLD_EVERY == 0:
                line.plays(made, wanted.plays)
    line.wipe()
    _report(opened, wanted, made, failures)
    if stopped:
        raise click.exceptions.Exit(INTERRUPTED)
    if failures:
        raise click.exceptions.Exit(PROBLEMS)


def _check_policy(policy: str) -> None:
    names = (*BOTS, MIXED)
    if policy not in names:
        guess = nearest(policy, names)
        hint = f"; did you mean {guess!r}?" if guess else ""
        message = f"there is no policy {policy!r}; there are: {', '.join(names)}{hint}"
        raise Missing(message, "unknown-bot")


def _saved(opened: OpenScenario, place: str | None, failure: Failure) -> Failure:
    """Save a failing play, and return it with the name of its file."""
    own = opened.folder / PLAYS if opened.folder is not None else Path(PLAYS)
    folder = Path(place) if place is not None else own
    kind = failure.said.partition(":")[0]
    about = f"Found by `sim fuzz` from seed {failure.seed}. {failure.said}"
    text = play_text(opened, failure.route, about, beside=folder, last="waits_for: []" if kind == NO_END else "")
    return replace(failure, file=str(save(folder, f"fuzz-{kind}", text)))


def _report(opened: OpenScenario, wanted: Wanted, made: int, failures: Mapping[str, Failure]) -> None:
    if wanted.as_json:
        found: dict[str, Json] = {
            kind: {"seed": failure.seed, "what": failure.said, "file": failure.file, "play": route_json(failure.route)}
            for kind, failure in failures.items()
        }
        tell_json({"scenario": opened.scenario.id, "plays": made, "seed": wanted.seed, "failures": found})
        return
    for failure in failures.values():
        tell(f"seed {failure.seed}: {failure.said}")
        turns = len(failure.route.legs)
        tell(f"  a play of {turns} {'turn' if turns == 1 else 'turns'} shows it: {failure.file}")
    count = "no failures" if not failures else "1 failure" if len(failures) == 1 else f"{len(failures)} failures"
    tell(f"{opened.scenario.id}: {made:,} plays from seed {wanted.seed} by {wanted.policy}, {count}")
    if failures:
        talk("sim: `sim test` on a saved play fails until its cause is mended")
