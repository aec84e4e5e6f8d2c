"""A scenario with everything that a view shows: a talk, secrets, aims, an exercise, a conflict, notes, and an act after the first."""

from dataclasses import replace

from sim.engine.machine import ScenarioMachine
from sim.evidence.check import ground
from sim.model.grounds import Grounds
from sim.model.scenario import Scenario
from sim.model.source import Corpus
from tests import small

LETTER = "The council met on Monday. Anna Hill said that the bridge would be closed. Nobody was hurt. These are words of a letter."
PAPER = "The council met again. The bridge stayed open for a week."


def cite(quote: str, basis: str = "reported", source: str = "letter", speaker: str = "outlet") -> dict[str, object]:
    """Return a citation."""
    return {"source": source, "quote": quote, "basis": basis, "speaker": speaker}


MET = cite("The council met on Monday")
CLOSED = cite("the bridge would be closed", speaker="hill")
OPEN = cite("The bridge stayed open for a week", basis="inferred", source="paper")
NOBODY = cite("Nobody was hurt", basis="invented")
WARNED = cite("the bridge would be closed", basis="counterfactual")


def council() -> Scenario:
    """Return the scenario."""
    scenes: dict[str, object] = {
        "meeting": small.scene(
            {
                "north": {
                    "question": "What do you pledge?",
                    "reported": "pledge",
                    "options": {
                        "pledge": small.option(
                            "concession", label="Pledge to open it", effects={"pledge-north": "= 1", "debt": 1}, cites=[CLOSED]
                        ),
                        "close": small.option(
                            "force", label="Close the bridge", effects={"pledge-north": "= 0", "tension": 2}, cites=[MET, WARNED]
                        ),
                    },
                },
                "south": {"options": {"listen": small.option("wait", label="Listen"), "leave": small.option("threat", label="Leave")}},
            },
            [
                small.branch("bridge", when={"chose": {"north": "close"}}, narration="The bridge is closed.", cites=[WARNED]),
                small.branch("bridge", when={"at_least": {"pledge-north": 1}}, narration="A pledge was given.", cites=[OPEN]),
                small.branch("apart", narration="They parted."),
            ],
            talk={"prompt": "Talk it over.", "seconds": 120},
            briefings={"north": "You are tired."},
            conflicts=["how-long"],
            cites=[MET, OPEN],
            deadline=60,
            date_known="inferred",
            exercise={"claim": "The letter says that the bridge was closed.", "passages": [CLOSED, OPEN], "roles": ["north"]},
        ),
        "bridge": small.scene(
            {
                "north": {"options": {"hold": small.option("wait"), "break": small.option("force", effects={"pledge-north": -1})}},
                "chance": {"options": {"rain": small.option(None, label="It rains", weight=1), "sun": small.option(None, weight=1)}},
            },
            [small.branch("agreed", when={"chose": {"chance": "rain"}}), small.branch("apart")],
            cites=[NOBODY],
            date_known="stated",
            exercise={"claim": "The bridge stayed open.", "passages": [OPEN, MET]},
        ),
        "agreed": small.outcome("settled"),
        "apart": small.outcome("broken"),
    }
    injects: dict[str, object] = {
        "whisper": small.inject(heading="A whisper", roles=["south"], cites=[NOBODY], effects={"debt": 1}),
        "rumour": small.inject(heading="A rumour", when={"chose": {"south": "leave"}}, cites=[MET]),
        "alarm": small.inject(heading="An alarm", to="bridge", cites=[MET]),
        "secret-alarm": small.inject(heading="A secret alarm", roles=["north"], to="bridge", cites=[MET]),
    }
    made = small.scenario(
        scenes,
        injects=injects,
        indicators={
            "tension": small.indicator(name="Tension"),
            "debt": small.indicator(name="Debt", hidden=True),
            "pledge-north": small.indicator(1, name="The north's pledge", commitment="north"),
        },
    ).model_dump(by_alias=True)
    after = small.scenario(
        {"later": small.scene({"south": {"options": {"go": small.option()}}}, [small.branch("over")]), "over": small.outcome()}
    ).acts[0]
    return Scenario.model_validate({**made, **_around(made, after.model_dump(by_alias=True))})


def _around(made: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """Return what stands around the first act: a second one, aims, notes, words and names."""
    aims = {
        "calm": {"text": "Calm", "when": {"at_most": {"tension": 1}}},
        "deal": {"text": "A deal", "outcomes": ["settled"], "acts": ["one"]},
        "later": {"text": "For later", "acts": ["two"]},
    }
    role = {"about": "A side.", "adviser": "An adviser"}
    reference = {
        "publisher": "A press",
        "owner": "house",
        "address": "A shelf",
        "date": "2021",
        "words": ["It stood open."],
        "supports": [1],
    }
    conflict_sides = [
        {"says": "A week.", "leaves_out": "Why.", "cites": [OPEN]},
        {"says": "Not at all.", "leaves_out": "When.", "cites": [CLOSED]},
    ]
    acts = made["acts"]
    assert isinstance(acts, tuple)
    return {
        "acts": [{**acts[0], "title": "The first act"}, {**after, "id": "two", "title": "The second act"}],
        "campaign": {
            "acts": ["one", "two"],
            "carry": [
                {"into": "two", "outcomes": ["settled"], "effects": {"tension": "= 1"}, "text": "There is an agreement."},
                {"into": "two", "when": {"at_least": {"pledge-north": 1}}, "effects": {"pledge-north": 1}, "text": "A pledge is in force."},
            ],
        },
        "roles": {"north": {**role, "name": "North", "aims": aims, "audience": "Its voters."}, "south": {**role, "name": "South"}},
        "conflicts": {"how-long": {"question": "How long was it open?", "versions": conflict_sides}},
        "corroborations": [
            {
                "what": "A meeting",
                "passages": [
                    {"source": "letter", "quote": "The council met on Monday"},
                    {"source": "paper", "quote": "The council met again"},
                ],
            }
        ],
        "notes": {
            "open": {
                "act": "one",
                "date": "2021",
                "sentences": ["It was open.", "So it was said."],
                "caution": "Nobody counted.",
                "beside": [{"source": "paper", "quote": "The bridge stayed open for a week"}],
                "unwelcome_to": ["the council"],
                "references": [{**reference, "title": "A report"}, {**reference, "title": "Another", "owner": None}],
            }
        },
        "glossary": {"council": {"term": "council", "also": ["councils"], "text": "Those who meet.", "cites": [MET]}},
        "terms": {"crossing": {"neutral": "the crossing", "reason": "Both sides cross it.", "usage": {"north": "the gate"}}},
    }


def corpus() -> Corpus:
    """Return the two documents, of two owners."""
    source = {"date_note": "Invented.", "stance": "Nobody's.", "absent": "Everybody's.", "sha256": "0" * 64}
    return Corpus.model_validate(
        {
            "catalogue": {
                "owners": {"house": {"name": "The House", "about": "An owner."}, "union": {"name": "The Union", "about": "An owner."}},
                "outlets": {
                    "post": {"name": "The Post", "owner": "house", "about": "An outlet."},
                    "times": {"name": "The Times", "owner": "union", "about": "An outlet."},
                },
                "sides": {"north": {"name": "North"}},
                "speakers": {"hill": {"name": "Anna Hill", "office": "mayor of the north", "side": "north"}},
                "sources": {
                    "letter": {
                        **source,
                        "title": "A letter",
                        "outlet": "post",
                        "date": "2020-01",
                        "date_known": "stated",
                        "caution": "One voice.",
                    },
                    "paper": {
                        **source,
                        "title": "A paper",
                        "outlet": "times",
                        "date": "2020",
                        "date_known": "inferred",
                        "caution": "Late.",
                    },
                },
            },
            "documents": [{"source": "letter", "text": LETTER}, {"source": "paper", "text": PAPER}],
        }
    )


def grounds() -> Grounds:
    """Return every citation of the scenario, found in the documents, with the note that stands beside one of them."""
    found, problems = ground(council(), corpus())
    assert problems == ()
    beside = {(quoted.source, quoted.quote): (note.id,) for note in council().notes for quoted in note.beside}
    passages = {key: passage.model_copy(update={"notes": beside.get(key, ())}) for key, passage in found.passages.items()}
    return replace(found, passages=passages)


def machine() -> ScenarioMachine:
    """Return the scenario, compiled."""
    return ScenarioMachine(council())
