"""What no single field can know: whether the parts of a scenario fit each other. Every problem is reported, all together.

Rule 1: a scenario without a problem here compiles, and no play of it can fail for want of a scene, an option or a branch.
Rule 2: what is allowed but probably not meant (a scene that nothing leads to) is a finding of the analysis, not a problem.
"""

from sim.errors import Problem
from sim.model.crossref.acts import act_problems
from sim.model.crossref.catalogue import catalogue_problems
from sim.model.crossref.frame import frame_problems
from sim.model.crossref.prices import price_problems
from sim.model.crossref.proofs import proof_problems
from sim.model.crossref.reading import reading_problems
from sim.model.crossref.scope import Scope, duplicates
from sim.model.scenario import Scenario

__all__ = ["catalogue_problems", "problems"]


def problems(scenario: Scenario) -> tuple[Problem, ...]:
    """Return everything that does not fit between the parts of a scenario; an empty tuple when all is well."""
    scope = Scope.of(scenario)
    return (
        *duplicates(scenario),
        *frame_problems(scope),
        *(problem for act in scenario.acts for problem in act_problems(scope, act)),
        *reading_problems(scope),
        *price_problems(scope),
        *proof_problems(scope),
    )
