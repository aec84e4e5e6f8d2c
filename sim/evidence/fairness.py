"""Whether a scenario's own words keep its author's promises of fairness: what `sim check --strict` adds to "does it load".

Rule 1: what is forbidden is data of the scenario and its catalogue (loaded words, terms, people, prices, residents); how it is looked for
stands in the module of each check, and here only which checks there are.
Rule 2: a finding names the place and the words; whether the words are fair all the same is for its author to say, by rewording them.
"""

from sim.errors import Problem
from sim.evidence.naming import disputed_names, loaded_words
from sim.evidence.outside import lonely_notes
from sim.evidence.people import people_in_invented_parts, unsupported_names
from sim.evidence.prices import prices
from sim.evidence.reported import invented_quotations, unsupported_figures
from sim.evidence.residents import commands
from sim.evidence.texts import own_texts
from sim.model.grounds import Grounds
from sim.model.scenario import Scenario


def fairness(scenario: Scenario, grounds: Grounds) -> tuple[Problem, ...]:
    """Return every finding of these checks, in their order."""
    texts = tuple(own_texts(scenario))
    return (
        *loaded_words(scenario, texts),
        *disputed_names(scenario, texts),
        *unsupported_figures(scenario, texts, grounds),
        *invented_quotations(scenario, texts, grounds),
        *unsupported_names(scenario, texts, grounds),
        *people_in_invented_parts(scenario, texts, grounds),
        *commands(scenario, texts),
        *prices(scenario),
        *lonely_notes(scenario.notes),
    )
