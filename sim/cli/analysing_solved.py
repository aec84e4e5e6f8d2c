"""What `sim solve` does: what each role can make of an act by its declared aims, and how it ends when all pursue them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from sim.analysis.explore import Limits
from sim.analysis.solve.dominated import Dominated, dominated
from sim.analysis.solve.logit import Equilibrium, logit
from sim.analysis.solve.order import layers
from sim.analysis.solve.outlook import outlook
from sim.analysis.solve.policies import Policy, profile
from sim.analysis.solve.prospects import Assured, Prospect, prospects
from sim.analysis.solve.reached import LIMITS, Cut
from sim.analysis.solve.values import Solved, solvable
from sim.analysis.solve.weighed import Weighed, weigh
from sim.analysis.solve.worth import aims, payoff
from sim.cli import analysing_told as told
from sim.cli.analysing_given import policies
from sim.cli.analysing_reached import acts, assumptions, compiled, visited
from sim.cli.analysing_weighed import weighed, weighed_json
from sim.cli.exits import INTERRUPTED
from sim.cli.output import Json, talk, tell, tell_json
from sim.cli.progress import Line, stoppable
from sim.library import OpenScenario, open_scenario
from sim.model.ids import ActId, RoleId

VALUES = "Aims are teaching values that the author declared, not claims about anybody; values sum the weights of those that are met."
"""Said with every answer that reads aims."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    act: str | None
    policies: tuple[str, ...]
    strength: float | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An act that was solved."""

    solved: Solved
    prospects: tuple[Prospect, ...]
    dominated: tuple[Dominated, ...]
    equilibrium: Equilibrium | None


@dataclass(frozen=True, slots=True)
class Large:
    """An act that was weighed scene by scene, and why."""

    why: Cut
    weighed: Weighed


def solve(scenario: str, wanted: Wanted) -> None:
    """Solve a scenario and print what was found."""
    opened = open_scenario(scenario)
    by = policies(opened, wanted.policies)
    answers: dict[ActId, Found | Large | Cut] = {}
    with stoppable() as stopped:
        for act in acts(opened, wanted.act):
            if not stopped:
                answers[act] = solved(opened, act, wanted, {role: policy for role, (_, policy) in by.items()}, stopped)
    if wanted.as_json:
        found = {f"act {act}": _as_json(answer) for act, answer in answers.items()}
        assumed = f"{' '.join(assumptions(by))} {VALUES}"
        tell_json({"scenario": opened.scenario.id, "rules_hash": opened.rules_hash, "assumes": assumed, "partial": bool(stopped), **found})
    else:
        for act, answer in answers.items():
            for line in _told(opened, act, answer, wanted.strength):
                tell(line)
        for line in (*assumptions(by), VALUES):
            tell(line)
    if stopped:
        talk("sim: stopped; what is shown is what was known so far (partial)")
        raise click.exceptions.Exit(INTERRUPTED)


def solved(  # noqa: PLR0917 -- what is solved, for whom, and how far
    opened: OpenScenario, act: ActId, wanted: Wanted, chosen: Mapping[RoleId, Policy], stopped: list[int], limits: Limits = LIMITS
) -> Found | Large | Cut:
    """Solve one act: state by state, or, where there are too many to keep, scene by scene."""
    kernel = compiled(opened, act)
    reached = visited(kernel, stopped, limits)
    if isinstance(reached, Cut):
        if stopped:
            return reached
        line = Line(stopped)
        large = weigh(kernel, chosen, notice=line.states)
        line.wipe()
        return large if isinstance(large, Cut) else Large(reached, large)
    found = solvable(reached, layers(reached))
    shares = profile(reached, chosen)
    met = aims(reached)
    worth = {role.id: payoff(met, role.id, reached.size) for role in opened.scenario.roles}
    even = None if wanted.strength is None else logit(found, worth, wanted.strength)
    return Found(found, prospects(found, shares), dominated(found, shares, met), even)


def _told(opened: OpenScenario, act: ActId, answer: Found | Large | Cut, strength: float | None) -> Iterator[str]:
    if isinstance(answer, Cut):
        yield told.cut(f"act {act}", answer)
    elif isinstance(answer, Large):
        yield from weighed(act, answer.why, answer.weighed)
    else:
        yield from _lines(opened, answer, strength)


def _lines(opened: OpenScenario, found: Found, strength: float | None) -> Iterator[str]:
    reached = found.solved.reached
    yield f"act {reached.kernel.act}: exact, over {reached.size:,} states and {reached.steps:,} joint steps"
    yield "  value of the aims met: at most, expected under the policies, by the best answer to them, sure whatever others do"
    for one in found.prospects:
        yield f"    {one.role:<12} {one.most:6} {one.expected:8.4f} {one.best:8.4f} {one.sure:8.4f}"
    yield "  what a role can see to alone, whatever the others do (probability; the rest is chance, or the others' to decide)"
    for one in found.prospects:
        for thing in (*one.aims, *one.classes):
            yield from _assured(one.role, thing)
    never = [one for one in found.dominated if one.everywhere]
    yield (
        "  options that never serve a role's aims better than another, wherever they are offered"
        if never
        else "  every option serves somewhere"
    )
    for option in never:
        yield f"    {option.scene}: {option.role} {option.option}"
    if found.equilibrium is not None:
        yield from _even(opened, found, found.equilibrium, strength)


def _assured(role: RoleId, thing: Assured) -> Iterator[str]:
    if thing.bring_about > 0:
        yield f"  {told.bar(thing.bring_about)} {role} can bring about {thing.what}"
    if thing.keep_off > 0:
        yield f"  {told.bar(thing.keep_off)} {role} can keep off {thing.what}"


def _even(opened: OpenScenario, found: Found, even: Equilibrium, strength: float | None) -> Iterator[str]:
    reached = found.solved.reached
    exact = f"equations hold to {even.residual:.0e}" + (f"; branch lost in {even.lost:,} states" if even.lost else "")
    yield f"  logit equilibrium of strength {strength:g}: every role prefers what promises more, and knows that others do ({exact})"
    first = even.value[int(reached.starts[0])]
    for role, value in zip(opened.scenario.roles, first.tolist(), strict=True):
        yield f"    {role.id:<12} {value:8.4f}"
    for scene, share in outlook(reached, even.profile).outcomes:
        yield f"  {told.bar(share)} {scene}"


def _as_json(found: Found | Large | Cut) -> Mapping[str, Json]:
    if isinstance(found, Cut):
        return told.cut_json(found)
    if isinstance(found, Large):
        return weighed_json(found.why, found.weighed)
    reached = found.solved.reached
    return {
        "exact": True,
        "states": reached.size,
        "steps": reached.steps,
        "roles": {one.role: _prospect(one) for one in found.prospects},
        "dominated": [
            {"scene": one.scene, "role": one.role, "option": one.option, "states": one.states, "offered": one.offered}
            for one in found.dominated
        ],
        "equilibrium": None if found.equilibrium is None else _equilibrium(found, found.equilibrium),
    }


def _prospect(one: Prospect) -> Mapping[str, Json]:
    def things(found: tuple[Assured, ...]) -> Mapping[str, Json]:
        return {thing.what: {"bring_about": thing.bring_about, "keep_off": thing.keep_off} for thing in found}

    figures: dict[str, Json] = {"most": one.most, "expected": one.expected, "best": one.best, "sure": one.sure}
    return {**figures, "aims": things(one.aims), "classes": things(one.classes)}


def _equilibrium(found: Found, even: Equilibrium) -> Mapping[str, Json]:
    reached = found.solved.reached
    names = [role.id for role in reached.kernel.machine.scenario.roles]
    values = even.value[int(reached.starts[0])].tolist()
    return {
        "residual": even.residual,
        "lost": even.lost,
        "values": dict(zip(names, values, strict=True)),
        "outcomes": dict(outlook(reached, even.profile).outcomes),
    }
