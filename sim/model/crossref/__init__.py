"""What no single field can know: whether the parts of a scenario fit each other. Every problem is reported, all together.

Rule 1: a scenario without a problem here compiles, and no play of it can fail for want of a scene, an option or a branch.
Rule 2: what is allowed but probably not meant (a scene that nothing leads to) is a finding of the analysis, not a problem.
"""

from itertools import chain, islice

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

MOST = 200
"""Problems that are reported at once."""


def problems(scenario: Scenario) -> tuple[Problem, ...]:
    """Return everything that does not fit between the parts of a scenario; an empty tuple when all is well."""
    scope = Scope.of(scenario)
    found = chain(
        duplicates(scenario),
        frame_problems(scope),
        *(act_problems(scope, act) for act in scenario.acts),
        reading_problems(scope),
        price_problems(scope),
        proof_problems(scope),
    )
    first = tuple(islice(found, MOST))
    more = next(found, None)
    return first if more is None else (*first, Problem("too-many-problems", more.path, "more problems may follow", "mend these first"))
