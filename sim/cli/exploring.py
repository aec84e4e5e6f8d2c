"""What `sim explore` prints: how far every act was explored, what can never happen, and what became of every claim."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from sim.analysis.explore import Leg, Limits
from sim.analysis.prove import Proven, Watcher, prove
from sim.analysis.survey import Onward, Route, Survey, survey
from sim.cli.exits import INTERRUPTED, PROBLEMS
from sim.cli.output import Json, talk, tell, tell_json
from sim.cli.progress import Bar, stoppable
from sim.engine.course import reported_course
from sim.library import Opened, open_scenario
from sim.testing.cover import about, covering
from sim.testing.mutation import guarding, guards
from sim.testing.writing import play_text, save


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


def _lines(opened: Opened, surveys: tuple[Survey, ...], proven: tuple[Proven, ...], *, injects: bool) -> Iterator[str]:
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
            yield from (f"    {line}" for line in play_text(opened, one.route, f"breaks {one.proof.id}").splitlines())


_VERDICTS = {"holds": "holds    ", "broken": "BROKEN   ", "undecided": "UNDECIDED"}


def _turns(route: Route) -> str:
    count = len(route.legs)
    return "1 turn" if count == 1 else f"{count} turns"


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


def routes(found: Survey) -> Iterator[tuple[str, str, Route]]:
    """Give the shortest play to each part of an act: a name for its file, what it shows, the play."""
    for scene, state in found.scenes.items():
        kind = "outcome" if scene in found.outcomes else "scene"
        yield f"{kind}-{scene}", f"The shortest play to {kind} {scene}.", found.route(state)
    for (scene, index), (state, leg) in found.branches.items():
        yield f"branch-{scene}-{index}", f"The shortest play that takes branches[{index}] of {scene}.", found.route(state, leg)
    for (scene, role, option), (state, leg) in found.options.items():
        yield f"option-{scene}-{role}-{option}", f"The shortest play in which {role} chooses {option} in {scene}.", found.route(state, leg)
    for inject, (state, leg) in found.injects.items():
        yield f"inject-{inject}", f"The shortest play in which {inject} comes.", found.route(state, leg)


def _save(opened: Opened, surveys: tuple[Survey, ...], proven: tuple[Proven, ...], wanted: Wanted) -> None:
    """Save plays as far as that was asked for, and say where."""
    every = (
        (wanted.save, _shortest(surveys, proven)),
        (wanted.cover, _covering(opened, surveys)),
        (wanted.guard, _guarding(opened, surveys)),
    )
    for place, texts in every:
        if place is not None:
            folder = Path(place)
            count = len([save(folder, name, play_text(opened, route, said, beside=folder)) for name, said, route in texts])
            talk(f"sim: {count} plays saved in {place}; `sim test {place}` runs them")


def _shortest(surveys: tuple[Survey, ...], proven: tuple[Proven, ...]) -> Iterator[tuple[str, str, Route]]:
    """Give the shortest play to each part, and those that decide claims."""
    for found in surveys:
        for name, said, route in routes(found):
            yield f"{found.act}-{name}", said, route
    for one in proven:
        if one.route is not None:
            yield f"proof-{one.proof.id}", f"{'Breaks' if one.verdict == 'broken' else 'Shows'} {one.proof.id}.", one.route


def _covering(opened: Opened, surveys: tuple[Survey, ...]) -> Iterator[tuple[str, str, Route]]:
    """Give the reported course of each act, and a small set of plays that together touch every part."""
    for found in surveys:
        legs = tuple(Leg(step.before.scene, step.picks) for step in reported_course(opened.machine, found.act))
        yield f"{found.act}-reported", f"The reported course of act {found.act}.", Route(found.act, "whole", legs)
    seen: Counter[str] = Counter()
    for route, fresh in covering(opened, surveys):
        name, said = about(opened, route, fresh)
        seen[name] += 1
        yield f"{name}-{seen[name]}", said, route


def _guarding(opened: Opened, surveys: tuple[Survey, ...]) -> Iterator[tuple[str, str, Route]]:
    """Give plays that notice slips which the scenario's own plays do not."""
    seen: Counter[str] = Counter()
    for route, mutant in guarding(opened, surveys, guards(opened)):
        name = f"{mutant.act}-{mutant.scene or 'news'}"
        seen[name] += 1
        yield f"{name}-{seen[name]}", f"It notices a slip at {mutant.path} ({mutant.what}).", route


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
        "shortest": {name: route_json(route) for name, _, route in routes(found)},
    }


def _proof_json(one: Proven) -> Mapping[str, Json]:
    return {"text": one.proof.text, "verdict": one.verdict, "why": one.why, "play": route_json(one.route)}
