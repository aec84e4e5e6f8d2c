"""Whether a slip in a shipped scenario would be noticed: one small change at a time, against its own plays and checks."""

from dataclasses import dataclass, field

from sim.analysis.survey import survey
from sim.library import open_scenario, shipped
from sim.testing.mutation import drawn, guards, is_equivalent, judged

_SHARE = 0.9
"""How many of the mutants have to be noticed."""


@dataclass
class Report:
    """How many slips were made, and which nobody noticed."""

    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """By scenario: noticed, made, and left out because no play at all could tell them from the scenario."""
    unnoticed: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[str]:
        """The slips that nobody noticed, where they are too many."""
        return self.unnoticed if any(noticed < _SHARE * made for noticed, made, _ in self.counts.values()) else []

    def __str__(self) -> str:
        """Return the one line for the record."""
        parts = (
            f"{name}: {noticed} of {made} noticed ({100 * noticed / made:.1f} %; {equal} more play exactly alike)"
            for name, (noticed, made, equal) in self.counts.items()
        )
        return f"mutants: {'; '.join(parts)}"


def mutate(count: int, seed: int) -> Report:
    """Make so many mutants of each shipped scenario, as far as it has so many."""
    report = Report()
    for name in shipped():
        scenario = open_scenario(name)
        plays, surveys = guards(scenario), survey(scenario.machine)
        noticed = made = equal = 0
        for mutant in drawn(scenario, seed):
            verdict = judged(scenario, mutant, plays)
            if verdict.killed_by:
                noticed += 1
            elif is_equivalent(scenario, mutant, surveys):
                equal += 1
                continue
            else:
                report.unnoticed.append(f"{mutant.path}: {mutant.what}")
            made += 1
            if made == count:
                break
        report.counts[name] = noticed, made, equal
    return report
