"""What `sim check --strict` looks at beyond whether a scenario can be played: whether it keeps its author's promises of fairness."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sim.analysis.survey import Survey
from sim.analysis.viable import Sequels, viability
from sim.cli.output import Json, tell
from sim.errors import Problem
from sim.evidence.account import account, unaccounted
from sim.evidence.balance import Weighed, heard, unbalanced, weigh
from sim.evidence.fairness import fairness
from sim.evidence.outside import unsourced
from sim.library import OpenScenario
from sim.model.effects import Briefing
from sim.store.places import located
from sim.store.scenarios import examine, in_order

PLAYS = 1_000
"""Plays at random, for each act, over which balance is measured unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Fair:
    """What was found."""

    problems: tuple[Problem, ...]
    """By their places in the files."""
    weighed: tuple[Weighed, ...]
    uneven: tuple[Briefing, ...] = ()
    """Roles whose own screen is not judged, each with the reason."""

    def tell(self) -> None:
        """Print the measures, then the findings."""
        for one in self.weighed:
            counts = ", ".join(f"{side} {one.mean(side):,}" for side in one.words)
            tell(f"  words on screen, act {one.act}, as {one.role}: {counts} (mean of {one.plays:,} plays)")
        counts = ", ".join(f"{side} {count:,}" for side, count in heard(self.weighed).items())
        tell(f"  words on screen, all roles together: {counts}")
        for excepted in self.uneven:
            tell(f"  the screen of {excepted.role} is not judged by itself: {excepted.text}")
        for problem in self.problems:
            tell(f"fairness: {problem} ({problem.code})")
        count = len(self.problems)
        tell(f"  fairness: {'no findings' if not count else '1 finding' if count == 1 else f'{count:,} findings'}")

    def as_json(self) -> Json:
        """Return the measures for programs."""
        rows: list[Mapping[str, Json]] = [
            {"act": one.act, "role": one.role, "plays": one.plays, "words": {**one.words}} for one in self.weighed
        ]
        return rows


@dataclass(frozen=True, slots=True)
class Strict:
    """A strict look at a scenario."""

    plays: int
    sequels: Sequels = field(default_factory=Sequels)
    """Filled while the scenario is surveyed."""

    def look(self, opened: OpenScenario, surveys: Iterable[Survey]) -> Fair:
        """Return everything that a strict look finds."""
        weighed = tuple(one for act in opened.scenario.acts for one in weigh(opened.machine, opened.corpus, self.plays, act.id))
        found = (
            *fairness(opened.scenario, opened.grounds),
            *viability(opened.machine, surveys, self.sequels),
            *unbalanced(opened.machine, weighed),
        )
        said = unsourced(opened.corpus.catalogue)
        lost = unaccounted(account(opened.scenario, opened.corpus))
        balance = opened.scenario.balance
        return Fair((*_placed(opened, found), *said, *lost), weighed, balance.uneven if balance else ())


def _placed(opened: OpenScenario, found: Iterable[Problem]) -> tuple[Problem, ...]:
    if opened.folder is None:
        return tuple(found)
    place = examine(opened.folder).place
    return in_order(located(problem, place) for problem in found)
