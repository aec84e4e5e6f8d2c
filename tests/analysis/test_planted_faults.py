"""Forty slips, each planted alone into a clean scenario: every one is found at its place, with a play that shows it and can be played."""

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

import pytest

from sim.analysis.lint import Finding, lint
from sim.analysis.survey import survey
from sim.engine.machine import ScenarioMachine
from sim.library import from_data, open_scenario
from sim.model.crossref import problems
from sim.model.scenario import Scenario
from sim.testing.writing import walk_route
from tests import small
from tests.analysis.draft import Data, Draft, Edit, at_least, chose, items, mapping

Make: TypeAlias = Callable[[], Scenario]


def bridge() -> Scenario:
    """Return the stand-off without what lint would have to say about it."""
    draft = Draft(small.stand_off())
    draft.without(draft.data, "indicators", "rumours")
    draft.inject("alarm")["effects"] = []
    draft.without(draft.act, "injects", "envoy")
    draft.inject("letter")["cue"] = ["bridge"]
    draft.inject("summit")["when"] = at_least(tension=6)
    return draft.scenario()


@cache
def ferry() -> Scenario:
    """Return the shipped tutorial."""
    return open_scenario("tutorial").scenario


def found(scenario: Scenario, idle: int = 4) -> tuple[Finding, ...]:
    """Return what lint finds."""
    machine = ScenarioMachine(scenario)
    return lint(machine, survey(machine), idle=idle, played={"settled", "broken", "agreement", "standstill"})


def put(draft: Draft, scene: str, index: int, **fields: Data) -> None:
    """Change fields of a branch."""
    draft.branch(scene, index).update(fields)


def lead(draft: Draft, scene: str, *targets: str) -> None:
    """Let the branches of a scene lead elsewhere, one after another."""
    for index, target in enumerate(targets):
        put(draft, scene, index, to=target)


def indicator(draft: Draft, name: str, high: int = 1, start: int = 0) -> None:
    """Add an indicator."""
    items(draft.data["indicators"]).append({"id": name, "name": name.title(), "about": "High is high.", "high": high, "start": start})


def effect(draft: Draft, place: dict[str, Data], name: str, amount: int) -> None:
    """Add an effect to a part."""
    del draft
    items(place["effects"]).append({"indicator": name, "op": "add", "amount": amount})


def together(*edits: Edit) -> Edit:
    """Return several edits as one."""

    def every(draft: Draft) -> None:
        for edit in edits:
            edit(draft)

    return every


def outcome_class(draft: Draft) -> None:
    """Add a class of outcomes."""
    items(draft.data["outcome_classes"]).append({"id": "war", "name": "War", "about": "They fight."})


def role(draft: Draft) -> None:
    """Add a role that decides nothing."""
    items(draft.data["roles"]).append({"id": "east", "name": "East", "about": "A side.", "adviser": "An adviser"})


def idle_south(draft: Draft) -> None:
    """Let the south decide only once the north has walked a long corridor."""
    scenes = items(draft.act["scenes"])
    for place in range(5):
        told = {**draft.scene("talks"), "id": f"room-{place}"}
        last = {**mapping(items(told["branches"])[-1]), "to": f"room-{place + 1}" if place < 4 else "bridge"}
        scenes.append({**told, "branches": [last], "decision": [draft.entry("talks", "north")]})
    put(draft, "talks", 1, to="room-0")


def one_option(draft: Draft) -> None:
    """Leave the north one option that changes nothing, and lead on from the talks in any case."""
    entry = draft.entry("talks", "north")
    entry["options"] = [{**draft.option("talks", "north", "sign"), "effects": []}]
    draft.scene("talks")["branches"] = [{**draft.branch("talks", 0), "when": None}]


def never() -> Data:
    """Return a condition that contradicts itself."""
    return {"all": [at_least(tension=4), {"at_most": {"tension": 3}}]}


def empty(draft: Draft, scene: str, who: str, name: str) -> None:
    """Take the effects of an option away."""
    draft.option(scene, who, name)["effects"] = []


def same_effects(draft: Draft) -> None:
    """Let two options of the north do the same."""
    draft.option("bridge", "north", "open")["effects"] = draft.option("bridge", "north", "block")["effects"]


BRIDGE: dict[str, tuple[Edit, str, str]] = {
    "cut edge to an outcome": (lambda d: lead(d, "talks", "clash"), "unreachable-scene", "acts.one.scenes.treaty"),
    "cut edges to a scene": (
        together(lambda d: put(d, "bridge", 1, to="night"), lambda d: d.without(d.act, "injects", "summit")),
        "unreachable-scene",
        "acts.one.scenes.talks",
    ),
    "cut edges to the other outcome": (
        together(lambda d: put(d, "bridge", 0, to="night"), lambda d: put(d, "night", 0, to="bridge")),
        "unreachable-scene",
        "acts.one.scenes.clash",
    ),
    "impossible condition on an indicator": (
        lambda d: put(d, "night", 0, when={"all": [at_least(tension=9), {"at_most": {"tension": 2}}]}),
        "impossible-branch",
        "acts.one.scenes.night.branches[0]",
    ),
    "impossible condition on choices": (
        lambda d: put(d, "bridge", 0, when={"all": [chose(north="attack"), chose(north="open")]}),
        "impossible-branch",
        "acts.one.scenes.bridge.branches[0]",
    ),
    "condition that an option rules out": (
        lambda d: put(d, "bridge", 0, when={"all": [chose(north="attack"), {"at_most": {"tension": 4}}]}),
        "impossible-branch",
        "acts.one.scenes.bridge.branches[0]",
    ),
    "branch behind one that is always taken": (
        lambda d: put(d, "bridge", 0, when=at_least(tension=0)),
        "shadowed-branch",
        "acts.one.scenes.bridge.branches[1]",
    ),
    "last branch that is never taken": (
        lambda d: put(d, "talks", 0, when={"any": [chose(north="sign"), chose(north="leave")]}),
        "shadowed-branch",
        "acts.one.scenes.talks.branches[1]",
    ),
    "branch with the condition of the one before": (
        lambda d: put(d, "bridge", 1, when=chose(north="attack")),
        "shadowed-branch",
        "acts.one.scenes.bridge.branches[1]",
    ),
    "branch narrower than the one before": (
        lambda d: put(d, "bridge", 1, when=chose(north="attack", south="wait")),
        "shadowed-branch",
        "acts.one.scenes.bridge.branches[1]",
    ),
    "option that opens too high": (
        lambda d: d.option("bridge", "north", "attack").update(when=at_least(trust=1, tension=10)),
        "option-never-offered",
        "acts.one.scenes.bridge.decision.north.options.attack",
    ),
    "option with a contradiction": (
        lambda d: d.option("bridge", "north", "attack").update(when=never()),
        "option-never-offered",
        "acts.one.scenes.bridge.decision.north.options.attack",
    ),
    "option that is always open": (
        lambda d: d.option("bridge", "north", "attack").update(when=at_least(tension=0)),
        "condition-always-true",
        "acts.one.scenes.bridge.decision.north.options.attack.when",
    ),
    "indicator that nothing changes": (lambda d: indicator(d, "fog"), "indicator-never-changed", "indicators.fog"),
    "indicator that nobody reads": (
        together(lambda d: indicator(d, "fog"), lambda d: effect(d, d.option("bridge", "south", "march"), "fog", 1)),
        "indicator-never-read",
        "indicators.fog",
    ),
    "indicator that starts at its bound": (
        together(
            lambda d: indicator(d, "fog", start=1),
            lambda d: effect(d, d.option("bridge", "south", "march"), "fog", 1),
            lambda d: d.inject("alarm").update(when=at_least(tension=8, fog=1)),
        ),
        "indicator-stuck",
        "indicators.fog",
    ),
    "indicator that ends at its bound": (
        together(
            lambda d: indicator(d, "fog", high=2, start=1),
            lambda d: effect(d, d.option("talks", "north", "sign"), "fog", 2),
            lambda d: effect(d, d.branch("bridge", 0), "fog", 2),
            lambda d: effect(d, d.branch("night", 0), "fog", 2),
            lambda d: d.inject("alarm").update(when=at_least(tension=8, fog=1)),
        ),
        "indicator-stuck",
        "indicators.fog",
    ),
    "scene that leads only to itself": (
        lambda d: lead(d, "talks", "talks", "talks"),
        "no-way-out",
        "acts.one.scenes.talks",
    ),
    "circle without an end": (
        together(lambda d: lead(d, "night", "night", "night"), lambda d: d.without(d.act, "injects", "summit")),
        "no-way-out",
        "acts.one.scenes.night",
    ),
    "class without an outcome": (outcome_class, "class-without-outcome", "outcome_classes.war"),
    "class without a play": (
        together(outcome_class, lambda d: mapping(d.scene("clash")["outcome"]).update({"class": "war"})),
        "class-without-play",
        "outcome_classes.war",
    ),
    "role that never decides": (role, "role-idle", "roles.east"),
    "role that waits too long": (idle_south, "role-idle", "roles.south"),
    "two options that do nothing": (
        lambda d: empty(d, "bridge", "south", "march"),
        "option-without-consequence",
        "acts.one.scenes.bridge.decision.south.options.march",
    ),
    "two options that do the same": (
        same_effects,
        "option-without-consequence",
        "acts.one.scenes.bridge.decision.north.options.block",
    ),
    "one option that changes nothing": (one_option, "option-without-consequence", "acts.one.scenes.talks.decision.north"),
    "deadline without a default": (
        lambda d: d.scene("bridge").update(deadline=60),
        "deadline-without-default",
        "acts.one.scenes.bridge.decision.south",
    ),
    "news that never comes": (
        lambda d: d.inject("alarm").update(when=at_least(tension=8, trust=2)),
        "inject-never-comes",
        "acts.one.injects.alarm",
    ),
    "news for another scene": (
        lambda d: d.inject("summit").update(when=chose(south="call")),
        "inject-never-comes",
        "acts.one.injects.summit",
    ),
    "news that nobody but a facilitator brings": (
        lambda d: d.inject("letter").update(cue=[]),
        "inject-waits",
        "acts.one.injects.letter",
    ),
    "branches that overlap": (
        together(lambda d: put(d, "bridge", 0, when=chose(north="block")), lambda d: put(d, "bridge", 1, when=chose(south="march"))),
        "overlapping-branches",
        "acts.one.scenes.bridge.branches",
    ),
    "joint choices that nobody speaks of": (
        lambda d: put(d, "bridge", 1, when=chose(north="open")),
        "unnamed-joint-choices",
        "acts.one.scenes.bridge.branches",
    ),
}
"""What is planted into the stand-off, the code of what is found, and where."""

FERRY: dict[str, tuple[Edit, str, str]] = {
    "cut edges to the better end": (
        lambda d: lead(d, "the-night", "ferry-idle", "ferry-idle"),
        "unreachable-scene",
        "acts.ferry.scenes.ferry-runs",
    ),
    "river that never rises so high": (
        lambda d: d.inject("river-is-rising").update(when=at_least(river=2, tension=4)),
        "inject-never-comes",
        "acts.ferry.injects.river-is-rising",
    ),
    "anger that never comes": (
        lambda d: d.inject("rope-in-the-river").update(when={"all": [at_least(tension=3), {"at_most": {"tension": 2}}]}),
        "inject-never-comes",
        "acts.ferry.injects.rope-in-the-river",
    ),
    "crossing that is never open": (
        lambda d: d.option("the-night", "eastbank", "run-alone").update(when=at_least(tension=4)),
        "option-never-offered",
        "acts.ferry.scenes.the-night.decision.eastbank.options.run-alone",
    ),
    "threat without consequence": (
        together(
            lambda d: empty(d, "the-landing", "westbank", "threaten-closure"),
            lambda d: put(d, "the-landing", 1, when=at_least(tension=3)),
        ),
        "option-without-consequence",
        "acts.ferry.scenes.the-landing.decision.westbank.options.threaten-closure",
    ),
    "option that never serves": (
        lambda d: items(d.data["roles"])[1].update(aims=[{"id": "school", "text": "School.", "outcomes": ["agreement"]}]),
        "option-never-serves",
        "acts.ferry.scenes.the-landing.decision.westbank.options.threaten-closure",
    ),
    "night without a default": (
        lambda d: d.entry("the-night", "westbank").update(default=None),
        "deadline-without-default",
        "acts.ferry.scenes.the-night.decision.westbank",
    ),
    "anger before everything": (
        lambda d: put(d, "the-landing", 0, when=at_least(tension=0)),
        "shadowed-branch",
        "acts.ferry.scenes.the-landing.branches[1]",
    ),
    "river that nobody reads": (
        together(
            lambda d: put(d, "the-night", 0, when=chose(eastbank="lend-rope", westbank="pay-half")),
            lambda d: put(d, "the-night", 2, when=at_least(tension=2)),
            lambda d: d.inject("river-is-rising").update(when=at_least(tension=1)),
        ),
        "indicator-never-read",
        "indicators.river",
    ),
    "river higher than its bound": (
        lambda d: put(d, "the-night", 2, when={"all": [at_least(river=2), {"at_most": {"river": 1}}]}),
        "impossible-branch",
        "acts.ferry.scenes.the-night.branches[2]",
    ),
}
"""What is planted into the tutorial, the code of what is found, and where."""

FAULTS = [
    *(pytest.param(bridge, *row, id=name) for name, row in BRIDGE.items()),
    *(pytest.param(ferry, *row, id=name) for name, row in FERRY.items()),
]


@pytest.mark.parametrize("scenario", [bridge, ferry])
def test_a_clean_scenario_gives_no_finding(scenario: Make) -> None:
    """Before anything is planted lint has nothing to say."""
    assert () == found(scenario())


def test_there_are_forty_faults() -> None:
    """Forty faults or more are planted."""
    assert len(FAULTS) >= 40


@pytest.mark.parametrize(("scenario", "edit", "code", "path"), FAULTS)
def test_a_planted_fault_is_found_and_shown(scenario: Make, edit: Edit, code: str, path: str) -> None:
    """The planted fault is found under its code and at its place, and the play that shows it can be played to its last turn."""
    draft = Draft(scenario())
    edit(draft)
    changed = draft.scenario()
    assert () == problems(changed)
    finding = next((finding for finding in found(changed) if (finding.code, finding.path) == (code, path)), None)

    assert finding is not None, [str(one) for one in found(changed)]
    assert finding.route is not None
    corpus = small.corpus() if scenario is bridge else open_scenario("tutorial").corpus
    assert len(finding.route.legs) == walk_route(from_data(changed, corpus), finding.route).session.depth
