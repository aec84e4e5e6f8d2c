"""What the rules add to the state machine under them: `engine.step` against a bare `transitions` trigger.

The peer is the smallest thing the library can do for us: one trigger with one condition and one callback that changes the state.
"""

from transitions import Machine

from benchmarks.pairs import Row, measure
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, start, step
from sim.model.events import Chose
from sim.model.scenario import Scenario

PEER = "bare transitions trigger"
LIMITS = {"a sealed choice": 1.5, "a resolving choice, four branches": 4.0}


def _scenario() -> Scenario:
    """Return two roles with two options each, and a scene with four branches of which the last is taken."""
    cites = ({"source": "000_a", "quote": "words of a document", "basis": "reported"},)
    ends = {"heading": "End", "date": "2022", "situation": "End.", "cites": cites}

    def option(**effects: int) -> dict[str, object]:
        return {"label": "Do", "text": "Do.", "kind": "wait", "pro": "Yes.", "contra": "No.", "effects": effects, "cites": cites}

    def branch(to: str, when: dict[str, object] | None = None, **effects: int) -> dict[str, object]:
        return {"to": to, "narration": "So.", "cites": cites, "effects": effects} | ({"when": when} if when else {})

    scene = {
        **ends,
        "decision": {role: {"options": {"yes": option(tension=1), "no": option(talks=-1)}} for role in ("one", "two")},
        "branches": (
            branch("end", {"chose": {"one": "no"}}),
            branch("end", {"at_least": {"tension": 9}}),
            branch("end", {"at_most": {"talks": 1}}),
            branch("scene", tension=-1),
        ),
    }
    role = {"name": "Role", "about": "A role.", "adviser": "Adviser"}
    indicator = {"name": "Indicator", "about": "An indicator.", "high": 10, "start": 5}
    outcome = {**ends, "outcome": {"class": "over", "epilogue": "Over.", "compared": "Not at all."}}
    act = {
        "title": "Act",
        "about": "An act.",
        "account": "Nobody's.",
        "courses": {"whole": {"scene": "scene", "about": "All."}},
        "scenes": {"scene": scene, "end": outcome},
    }
    head = {"schema": 1, "id": "bench", "title": "Bench", "author": "Nobody", "about": "A bench.", "notice": "Invented."}
    return Scenario.model_validate(
        head
        | {
            "roles": {"one": role, "two": role},
            "indicators": {"tension": indicator, "talks": indicator},
            "outcome_classes": {"over": {"name": "Over", "about": "Over."}},
            "acts": {"act": act},
        },
    )


class _Bare:
    """The peer's model."""

    scene = "a"


def run(calls: int = 3_000, rounds: int = 15) -> tuple[Row, ...]:
    """Measure a sealed choice, a resolving choice and a whole turn at once against the peer."""
    bare = Machine(model=None, states=["a", "b"], initial="a", auto_transitions=False, send_event=True, model_attribute="scene")
    for source, dest in (("a", "b"), ("b", "a")):
        bare.add_transition("go", source, dest, conditions=lambda _: True, after=lambda _: None)
    model, go = _Bare(), bare.events["go"]

    machine = ScenarioMachine(_scenario())
    fresh = start(machine, "act")
    first, second = Chose(role="one", option="yes"), Chose(role="two", option="yes")
    waiting = step(machine, fresh, first).after
    both = {"one": "yes", "two": "yes"}
    things = {
        PEER: lambda: go.trigger(model),
        "a sealed choice": lambda: step(machine, fresh, first),
        "a resolving choice, four branches": lambda: step(machine, waiting, second),
        "a whole turn at once": lambda: joint(machine, fresh, both),
    }
    return measure(PEER, things, calls=calls, rounds=rounds, limits=LIMITS)
