"""How many words on screen carry each side's claims, over many plays at random: measured, not guessed.

Counted for the role whose screen it is: quoted words by the speaker's side; an account of a conflict by the sides that its passages
speak for; a role's own texts – its briefing, its options, what it chose – where the role is a side itself, by its id. What an outlet says
itself, the narrator and notes from outside carry nobody's claim.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sim.engine.cues import cued
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import draw, pick
from sim.engine.rules import joint, offered, outcome, start, step
from sim.errors import Problem
from sim.evidence.account import side_of, words
from sim.model.events import Injected
from sim.model.ids import ActId, OptionId, RoleId, SceneId, Seed, SideId
from sim.model.reading import Version
from sim.model.scenario import Balance
from sim.model.scene import Inject
from sim.model.source import OUTLET, Citation, Corpus
from sim.model.state import Step

_TURNS = 200
"""Turns after which a play at random is left."""
_FULL = 100


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one role's screen carried over many plays of one act."""

    act: ActId
    role: RoleId
    plays: int
    words: Mapping[SideId, int]
    """Over all plays, by side; every side of the catalogue is there."""

    def mean(self, side: SideId) -> int:
        """Return how many words a play carries of a side, on average."""
        return self.words[side] // self.plays if self.plays else 0


class _Screen:
    """What each part of a scenario puts on screen, counted once each."""

    def __init__(self, machine: ScenarioMachine, corpus: Corpus) -> None:
        self._machine, self._corpus = machine, corpus
        self._sides = {side.id for side in corpus.catalogue.sides}
        self._conflicts = {conflict.id: conflict for conflict in machine.scenario.conflicts}
        self.scene = cache(self._scene)
        self.option = cache(self._option)
        self.branch = cache(self._branch)
        self.inject = cache(self._inject)

    def _quoted(self, cites: Iterable[Citation]) -> Counter[SideId]:
        found: Counter[SideId] = Counter()
        for cite in cites:
            side = side_of(cite, self._corpus)
            if side != OUTLET:
                found[side] += words(cite.quote)
        return found

    def _own(self, role: RoleId, *texts: str | None) -> Counter[SideId]:
        return Counter({role: sum(words(text) for text in texts if text)}) if role in self._sides else Counter()

    def _version(self, version: Version) -> Counter[SideId]:
        found = self._quoted(version.cites)
        sides = sorted({side_of(cite, self._corpus) for cite in version.cites})
        for side in sides:
            if side != OUTLET:
                found[side] += words(version.says) // len(sides)
        return found

    def _scene(self, name: SceneId, role: RoleId) -> Counter[SideId]:
        plan = self._machine.plans[name]
        scene = plan.scene
        found = self._quoted(scene.cites)
        if scene.exercise and role in plan.readers:
            found += self._quoted(scene.exercise.passages)
        for conflict in scene.conflicts:
            for version in self._conflicts[conflict].versions:
                found += self._version(version)
        for briefing in scene.briefings:
            if briefing.role == role:
                found += self._own(role, briefing.text)
        return found

    def _option(self, scene: SceneId, role: RoleId, name: OptionId, *, whole: bool) -> Counter[SideId]:
        """Count an option as its role is offered it, or (not `whole`) as everybody is told that it was chosen."""
        option = self._machine.plans[scene].options[role][name]
        texts = (option.label, option.text, option.pro, option.contra) if whole else (option.label,)
        return self._quoted(option.cites) + self._own(role, *texts)

    def _branch(self, scene: SceneId, index: int) -> Counter[SideId]:
        return self._quoted(self._machine.plans[scene].scene.branches[index].cites)

    def _inject(self, act: ActId, name: str) -> tuple[tuple[RoleId, ...], Counter[SideId]]:
        inject: Inject = next(entry for entry in self._machine.lookup.act(act).injects if entry.id == name)
        return inject.roles, self._quoted(inject.cites)


def weigh(machine: ScenarioMachine, corpus: Corpus, plays: int, act: ActId) -> tuple[Weighed, ...]:
    """Play an act at random and return what each role's screen carried.

    Args:
        machine: the compiled scenario.
        corpus: its documents, which know whose words are quoted.
        plays: how many; the seeds are the numbers from 0.
        act: which.

    """
    screen = _Screen(machine, corpus)
    roles = [role.id for role in machine.scenario.roles]
    totals: dict[RoleId, Counter[SideId]] = {role: Counter() for role in roles}
    for seed in range(plays):
        for role, found in _play(machine, screen, act, seed):
            totals[role] += found
    sides = [side.id for side in corpus.catalogue.sides]
    return tuple(Weighed(act, role, plays, {side: totals[role][side] for side in sides}) for role in roles)


def _play(machine: ScenarioMachine, screen: _Screen, act: ActId, seed: Seed) -> Iterator[tuple[RoleId, Counter[SideId]]]:
    """Give what each role's screen carries, page by page, from the beginning of an act to its end."""
    roles = [role.id for role in machine.scenario.roles]
    bots = dict.fromkeys(roles, "random")
    state = start(machine, act)
    for turn in range(_TURNS):
        while news := cued(machine, state):  # as on the screen of somebody who plays alone
            told = step(machine, state, Injected(inject=news[0].id))
            yield from _resolved(screen, act, roles, told)
            state = told.after
        for role in roles:
            yield role, screen.scene(state.scene, role)
            for option in offered(machine, state, role):
                yield role, screen.option(state.scene, role, option.id, whole=True)
        if outcome(machine, state) is not None:
            return
        deciding = machine.plans[state.scene].roles
        made = joint(machine, state, {role: pick(machine, state, role, bots, draw(seed, turn, state.scene, role)) for role in deciding})
        yield from _resolved(screen, act, roles, made)
        state = made.after


def _resolved(screen: _Screen, act: ActId, roles: Iterable[RoleId], made: Step) -> Iterator[tuple[RoleId, Counter[SideId]]]:
    for reader in roles:
        for role, option in made.picks:
            yield reader, screen.option(made.before.scene, role, option, whole=False)
        if made.taken:
            yield reader, screen.branch(made.taken.scene, made.taken.index)
        for name in made.injects:
            receivers, found = screen.inject(act, name)
            if not receivers or reader in receivers:
                yield reader, found


def heard(weighed: Iterable[Weighed]) -> Counter[SideId]:
    """Return how many words carry each side's claims on the screens of all roles together, each role played equally often."""
    found: Counter[SideId] = Counter()
    for one in weighed:
        found.update(one.words)
    return found


def unbalanced(machine: ScenarioMachine, weighed: Iterable[Weighed]) -> Iterator[Problem]:
    """Find sides that should be heard alike and are not, or that should be heard less and are not.

    Judged act by act, because a lesson may play one alone: over the screens of all roles together, and on the screen of each role that is
    not excepted with a reason; and an exception that no act needs is found.
    """
    wanted = machine.scenario.balance
    if wanted is None:
        return
    needless = {excepted.role for excepted in wanted.uneven}
    excepted = frozenset(needless)
    acts: dict[ActId, list[Weighed]] = {}
    for one in weighed:
        acts.setdefault(one.act, []).append(one)
    for act, parts in acts.items():
        yield from _unbalanced(wanted, f"in act {act}", heard(parts))
        for one in parts:
            found = tuple(_unbalanced(wanted, f"in act {act}, as {one.role},", one.words))
            if found:
                needless.discard(one.role)
            if one.role not in excepted:
                yield from found
    for role in sorted(needless):
        what = f"as {role} the sides are heard as they should be in every act"
        yield Problem("unbalanced", f"balance.uneven.{role}", what, "leave the exception out")


def _unbalanced(wanted: Balance, where: str, found: Mapping[SideId, int]) -> Iterator[Problem]:
    alike = {side: found[side] for side in wanted.between}
    most, least = max(alike.values()), min(alike.values())
    counts = ", ".join(f"{side} {count:,}" for side, count in alike.items())
    if _FULL * (most - least) > wanted.within * most:
        what = f"{where} the words that carry these sides' claims differ by {_FULL * (most - least) / most:.0f} %: {counts}"
        yield Problem("unbalanced", "balance.between", what, f"at most {wanted.within} %")
    for side in wanted.fewer:
        if found[side] >= least and found[side]:
            what = f"{where} {side} is heard with {found[side]:,} words, and not with fewer than each of these: {counts}"
            yield Problem("unbalanced", "balance.fewer", what, "fewer words")
