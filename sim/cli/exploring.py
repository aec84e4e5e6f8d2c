"""What `sim explore` prints: how far every act was explored, what can never happen, and what became of every claim."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from sim.analysis.explore import Limits
from sim.analysis.prove import Proven, Watcher, prove
from sim.analysis.survey import Onward, Route, Survey, survey
from sim.cli.exits import INTERRUPTED, PROBLEMS
from sim.cli.output import Json, talk, tell, tell_json
from sim.cli.progress import Bar, stoppable
from sim.library import OpenScenario, open_scenario
from sim.testing.found import guards_for, routes, shortest, small_cover
from sim.testing.keeping import keep
from sim.testing.writing import play_text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    act: str | None
    injects: bool
    states: int
    steps: int
    save: str | None
    cover: str | None
    guard: str | None
    as_json: bool


def explore(scenario: str, wanted: Wanted) -> None:
    """Explore a scenario and print what was found; the status says whether every claim holds."""
    opened = open_scenario(scenario)
    if wanted.act is not None:
        opened.machine.lookup.act(wanted.act)
    watcher = Watcher(opened.machine)
    with stoppable() as stopped:
        bar = Bar(stopped)
        surveys = survey(opened.machine, limits=Limits(wanted.states, wanted.steps), injects=wanted.injects, notice=bar, spy=watcher.see)
        bar.wipe()
    shown = tuple(found for found in surveys if wanted.act in {None, found.act})
    proven = tuple(one for one in prove(opened.machine, surveys, watcher) if not one.proof.acts or wanted.act in {None, *one.proof.acts})
    _save(opened, shown, proven, wanted)
    if wanted.as_json:
        tell_json(
            {
                "scenario": opened.scenario.id,
                "injects": wanted.injects,
                "acts": {found.act: _as_json(found) for found in shown},
                "proofs": {one.proof.id: _proof_json(one) for one in proven},
            }
        )
    else:
        for line in _lines(opened, shown, proven, injects=wanted.injects):
            tell(line)
    if stopped:
        raise click.exceptions.Exit(INTERRUPTED)
    if any(one.verdict != "holds" for one in proven):
        raise click.exceptions.Exit(PROBLEMS)


def _lines(opened: OpenScenario, surveys: tuple[Survey, ...], proven: tuple[Proven, ...], *, injects: bool) -> Iterator[str]:
    for found in surveys:
        verdict = f"exhaustive: {len(found.states):,} states, every one visited" if found.exhaustive else found.limit
        with_injects = ", the facilitator's injects among them" if injects else ""
        yield f"{opened.scenario.id}, act {found.act}: {verdict} ({found.steps:,} joint steps{with_injects})"
        for scene, state in found.outcomes.items():
            yield f"  outcome {scene}: {_turns(found.route(state))}"
        missing = never(found)
        heading = "can never happen" if found.exhaustive else "not seen so far"
        for kind, names in missing.items():
            for name in names:
                yield f"  {heading}: {kind} {name}"
        if not any(missing.values()):
            yield "  every scene, branch, option and outcome is played"
    for one in proven:
        yield f"{_VERDICTS[one.verdict]} {one.proof.id}: {one.proof.text} ({one.why})"
        if one.route is not None and one.verdict == "broken":
            yield from (f"    {line}" for line in play_text(opened, one.route, f"breaks {one.proof.id}").splitlines()[1:])


_VERDICTS = {"holds": "holds    ", "broken": "BROKEN   ", "undecided": "UNDECIDED"}


def _turns(route: Route) -> str:
    return _count(len(route.legs), "turn")


def never(found: Survey) -> Mapping[str, list[str]]:
    """Return the parts of an act that no play came to, by kind."""
    act = found.machine.lookup.act(found.act)
    return {
        "scene": [scene.id for scene in act.scenes if scene.id not in found.scenes],
        "branch": [
            f"{scene.id}.branches[{index}]"
            for scene in act.scenes
            for index in range(len(scene.branches))
            if (scene.id, index) not in found.branches
        ],
        "option": [
            f"{scene.id}.{entry.role}.{option.id}"
            for scene in act.scenes
            for entry in scene.decision
            for option in entry.options
            if (scene.id, entry.role, option.id) not in found.options
        ],
        "inject": [inject.id for inject in act.injects if (inject.when or inject.scenes) and inject.id not in found.injects],
    }


def _save(opened: OpenScenario, surveys: tuple[Survey, ...], proven: tuple[Proven, ...], wanted: Wanted) -> None:
    """Save plays as far as that was asked for, and say where."""
    every = (
        (wanted.save, shortest(surveys, proven)),
        (wanted.cover, small_cover(opened, surveys)),
        (wanted.guard, guards_for(opened, surveys)),
    )
    for place, found in every:
        if place is not None:
            if place == wanted.guard:
                talk("sim: looking for slips that no play notices; a large scenario takes minutes")
            plays, files = keep(opened, Path(place), found)
            talk(f"sim: {_count(plays, 'play')} saved in {_count(files, 'file')} in {place}; `sim test {place}` runs them")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def route_json(route: Route | None) -> Json:
    """Return a play as JSON."""
    if route is None:
        return None
    legs: list[Json] = []
    for leg in route.legs:
        if isinstance(leg, Onward):
            legs.append({"proceed": leg.to})
        else:
            legs.append({"scene": leg.scene, "picks": dict(leg.picks), "release": leg.inject})
    return {"act": route.act, "course": route.course, "legs": legs}


def _as_json(found: Survey) -> Mapping[str, Json]:
    return {
        "exhaustive": found.exhaustive,
        "limit": found.limit,
        "states": len(found.states),
        "steps": found.steps,
        "never": {kind: list(names) for kind, names in never(found).items()},
        "shortest": {f"{kind}-{name}": route_json(route) for kind, name, route in routes(found)},
    }


def _proof_json(one: Proven) -> Mapping[str, Json]:
    return {"text": one.proof.text, "verdict": one.verdict, "why": one.why, "play": route_json(one.route)}
