"""What the entries of a log from elsewhere speak of, and the edition it was played with does not have.

Rule 1: what the rules refuse is none of this; they never look at bots, nor at passages that were opened, judged or marked. Bots and the
account of a play do, and would stumble over a name that nobody has.
"""

from sim.engine.machine import ScenarioMachine
from sim.engine.policy import BOTS
from sim.model.events import PERSON, Entry, Handed, Judged, Marked, Opened
from sim.model.source import Corpus
from sim.store.kept import Edition
from sim.store.log import beginning


def strangers(machine: ScenarioMachine, edition: Edition, entries: tuple[Entry, ...]) -> list[str]:
    """Return one sentence for each name that is not in the edition, in the order of the entries; empty when there is none."""
    roles = [role.id for role in machine.scenario.roles]
    sources = Corpus.model_validate_json(edition.corpus).sources
    problems: list[str] = []
    played = beginning(entries).played
    if [entry.role for entry in played] != roles:
        problems.append(f"entry 1: played: names {', '.join(entry.role for entry in played) or 'no role'}; expected {', '.join(roles)}")
    deciders = (PERSON, *BOTS)
    problems += [
        f"entry 1: played: {entry.role} by {entry.by!r}; one of {', '.join(deciders)}" for entry in played if entry.by not in deciders
    ]
    for entry in entries:
        event = entry.event
        if isinstance(event, Opened | Judged | Marked | Handed) and event.role not in roles:
            problems.append(f"entry {entry.number}: no role {event.role!r}; there are {', '.join(roles)}")
        if isinstance(event, Opened | Marked) and event.source not in sources:
            problems.append(f"entry {entry.number}: no document {event.source!r}; there are {', '.join(sources)}")
        if isinstance(event, Handed) and event.by not in deciders:
            problems.append(f"entry {entry.number}: {event.role} handed to {event.by!r}; one of {', '.join(deciders)}")
        if isinstance(event, Judged) and event.scene not in machine.plans:
            problems.append(f"entry {entry.number}: no scene {event.scene!r}")
    return problems
