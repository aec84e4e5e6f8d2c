"""Numbers of the kept debriefs that `test_figures` leaves: told again from the bare entries of a log, or by playing everything."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

import pytest

from sim.analysis.solve.sensitivity import nudged
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import CAUTIOUS, HARD_LINE
from sim.engine.rules import joint, offered, outcome, start, step
from sim.evidence.check import ground
from sim.model.effects import Kind
from sim.model.events import Chose, Drew, Entry, Expired, Injected, Proceeded, Rewound
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId
from sim.model.scene import Option
from sim.model.state import State
from sim.report.hour.data import as_csv
from sim.report.hour.debriefed import Debrief
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.xapi import xapi
from tests import small
from tests.analysis.solve.enumerated import by_hand
from tests.analysis.solve.test_mattered import fragile, played
from tests.harness import Table, pick
from tests.report.hour.plays import MACHINE, broken_word, kept_word, side_by_side

ENDED = {"Play 1": kept_word(), "Play 2": broken_word()}
Told = dict[int, tuple[SceneId, dict[RoleId, OptionId], dict[str, tuple[int, int]]]]
"""By number of a turn: where it was played, what was chosen, and each indicator before and after."""
Chooses = Callable[[SceneId, RoleId, Sequence[Option]], Sequence[Option]]
"""Gives the options between which a role chooses, each as likely as another."""


def told(entries: Sequence[Entry], starts: Sequence[State]) -> Told:
    """Tell the turns of a log by making its steps; `starts`: of each act in which it is played."""
    acts = iter(starts)
    state = next(acts)
    began = {1: state}
    turn, found = 1, Told()
    for entry in entries[1:]:
        event = entry.event
        if isinstance(event, Rewound):
            state = began[event.to]
            found = {number: one for number, one in found.items() if number < event.to}
        elif isinstance(event, Proceeded):
            state = next(acts)
        elif isinstance(event, Chose | Drew | Expired | Injected):
            made = step(MACHINE, state, event)
            if made.taken is not None:
                pairs = zip(MACHINE.names, made.before.opened, made.after.indicators, strict=True)
                found[turn] = made.before.scene, dict(made.picks), {name: (before, after) for name, before, after in pairs}
            state = made.after
            if not made.turned:
                continue
        else:
            continue
        turn = max(began) + 1
        began[turn] = state
    return found


def again(at: Table) -> Told:
    """Tell the turns of a play at a table."""
    session = at.session
    first = {}
    for turn in session.turns:
        first.setdefault(MACHINE.lookup.act_of[turn.state.scene].id, turn.state)
    return told(session.log, [*first.values()])


@pytest.fixture(scope="module")
def made() -> Debrief:
    """Return the debrief of several plays."""
    return side_by_side()


@pytest.mark.parametrize("name", ENDED)
def test_turns_choices_and_changes_are_those_of_the_steps(made: Debrief, name: str) -> None:
    """Each turn told has the number, the scene, the choices and the changes that making the steps of the log gives; so has CSV."""
    expected = again(ENDED[name])
    review = next(play.review for play in made.plays if play.label == name)
    rows = [row for row in csv.DictReader(io.StringIO(as_csv(made).removeprefix("\ufeff"))) if row["play"] == name]

    assert [(number, scene, picks) for number, (scene, picks, _) in expected.items()] == [
        (turn.number, turn.scene, {entry.role: entry.chosen.id for entry in turn.decisions if entry.chosen}) for turn in review.turns
    ]
    for turn in review.turns:
        moved = {key: pair for key, pair in expected[turn.number][2].items() if pair[0] != pair[1]}
        assert {(change.before, change.after) for change in turn.changes} <= {*moved.values()}
    assert {(number, role, option) for number, (_, picks, _) in expected.items() for role, option in picks.items()} == {
        (int(row["turn"]), row["role"], row["option"]) for row in rows
    }


def test_options_are_counted_once_for_each_play(made: Debrief) -> None:
    """How many plays took an option is what counting the choices of their logs gives, the first at each scene."""
    counts: Counter[tuple[SceneId, RoleId, str]] = Counter()
    for at in ENDED.values():
        first: dict[tuple[SceneId, RoleId], OptionId] = {}
        for scene, picks, _ in again(at).values():
            for role, option in picks.items():
                first.setdefault((scene, role), option)
        counts.update((*key, MACHINE.plans[key[0]].options[key[1]][option].label) for key, option in first.items() if key[1] != CHANCE)
    (act,) = made.compared
    shown: Counter[tuple[SceneId, RoleId, str]] = Counter()
    for choice in act.choices:
        for one in choice.options:
            shown[choice.scene, choice.role, one.label] += one.plays

    assert {key: count for key, count in counts.items() if key in shown} == shown
    assert {scene for scene, _, _ in shown} == {scene for scene, _, _ in counts if MACHINE.lookup.act_of[scene].id == act.act}


def by_kind(order: Sequence[Kind]) -> Chooses:
    """Return the policy that keeps to the first kind of an order that is open."""

    def chooses(_scene: SceneId, _role: RoleId, options: Sequence[Option]) -> Sequence[Option]:
        first = min(order.index(option.kind) for option in options if option.kind)
        return [option for option in options if option.kind and order.index(option.kind) == first]

    return chooses


def as_reported(scene: SceneId, role: RoleId, options: Sequence[Option]) -> Sequence[Option]:
    """Keep to what is reported, else to the default."""
    plan = MACHINE.plans[scene]
    wanted = [option for option in options if option.id == plan.reported.get(role)]
    return wanted or [option for option in options if option.id == plan.defaults[role]]


def ends_under(state: State, chooses: Chooses) -> dict[SceneId, float]:
    """Return how probable each end is under a policy, by playing everything."""
    if outcome(MACHINE, state) is not None:
        return {state.scene: 1.0}
    roles = MACHINE.plans[state.scene].roles
    menus = [
        [(one, (one.weight or 0) / sum(other.weight or 0 for other in options)) for one in options]
        if role == CHANCE
        else [(one, 1 / len(kept)) for one in kept]
        for role in roles
        for options in [offered(MACHINE, state, role)]
        for kept in [options if role == CHANCE else chooses(state.scene, role, options)]
    ]
    shares: dict[SceneId, float] = {}
    for picks in product(*menus):
        share = 1.0
        for _, part in picks:
            share *= part
        after = joint(MACHINE, state, {role: one.id for role, (one, _) in zip(roles, picks, strict=True)}).after
        for scene, part in ends_under(after, chooses).items():
            shares[scene] = shares.get(scene, 0.0) + share * part
    return shares


POLICIES: dict[str, Chooses] = {
    "uniform": lambda _scene, _role, options: options,
    "reported": as_reported,
    "cautious": by_kind(CAUTIOUS),
    "hard-line": by_kind(HARD_LINE),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_probabilities_are_those_of_playing_everything(made: Debrief, policy: str) -> None:
    """Under each policy that stands beside the plays each outcome is as probable as playing everything makes it."""
    (act,) = made.compared
    expected = ends_under(start(MACHINE, act.act), POLICIES[policy])
    headings: dict[str, float] = {}
    for scene, share in expected.items():
        heading = MACHINE.plans[scene].scene.heading
        headings[heading] = headings.get(heading, 0.0) + share
    shown: dict[str, float] = {}
    for end in act.ends:
        shown[end.outcome] = shown.get(end.outcome, 0.0) + end.shares[act.policies.index(policy)]

    assert (*POLICIES,) == act.policies
    assert headings == pytest.approx({heading: share for heading, share in shown.items() if share})


def test_statements_bear_the_time_of_the_log(made: Debrief) -> None:
    """Each statement has the time of the entry with which its choice was made."""
    times = {
        (name, entry.turn, entry.event.role): entry.time
        for name, at in ENDED.items()
        for entry in at.session.kept
        if isinstance(entry.event, Chose) and entry.seat == entry.event.role
    }
    tag = "tag:standoff.invalid,2026:"
    found = {}
    for one in json.loads(xapi(made)):
        more, label = one["context"]["extensions"], one["actor"]["name"].partition(",")[0]
        found[label, more[f"{tag}turn"], more[f"{tag}role"]] = one["timestamp"]

    assert times == {key: time for key, time in found.items() if key[0] in ENDED}


def test_numbers_that_break_a_claim_are_counted() -> None:
    """So many changed numbers are said to name another decision as do when everything is played again under each of them."""
    scenario = fragile()
    machine, _ = played(scenario, {"north": "open"}, {"north": "walk"})
    breaks = 0
    for _, _, other in nudged(scenario, machine.lookup.act("one")):
        edition = ScenarioMachine(other)
        first = joint(edition, start(edition, "one"), {"north": "open"})
        shifts = {turn: shift for turn, _, shift in by_hand(edition, [first, joint(edition, first.after, {"north": "walk"})])}
        breaks += shifts[1] < max(shifts.values()) - 1e-9
    at = Table(machine).play(pick("north", "open"), "north").play(pick("north", "walk"), "north")
    given = Given(at.session, ground(scenario, small.corpus())[0], ours=True, label="Play 1")
    (act,) = debrief([given], wish=Wish(check=True)).plays[0].mattered

    assert [breaks] == [role.breaks for role in act.roles]
    assert 0 < breaks
