"""Of every field of a scenario: whether it is a rule, which changes the rules hash, or a text, which does not."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest

from sim.model.condition import Bound, Condition, Pick
from sim.model.effects import Effect, StartValue
from sim.model.hashes import rules_hash, whole_hash
from sim.model.part import Part
from sim.model.scenario import Act, Campaign, Carry, Course, Indicator, Role, Scenario
from sim.model.scene import Branch, Exercise, Inject, Option, Outcome, RoleDecision, Scene
from tests import small

FIELDS: Mapping[type[Part], tuple[str, str]] = {
    Scenario: (
        "id roles indicators acts campaign",
        (
            "schema_version title author about notice documents outcome_classes terms glossary conflicts corroborations notes gaps "
            "background set_aside loaded residents names prices balance proofs"
        ),
    ),
    Role: ("id", "name about adviser audience aims"),
    Indicator: ("id low high start hidden", "name about commitment"),
    Act: ("id start courses scenes injects", "title about account"),
    Course: ("id scene start", "about"),
    Scene: (
        "id exercise deadline decision branches outcome",
        "heading date date_known situation briefings cites conflicts talk",
    ),
    RoleDecision: ("role reported default options", "question"),
    Option: ("id kind weight when effects", "label text pro contra cites"),
    Branch: ("when to effects", "narration cites"),
    Exercise: ("roles", "claim passages"),
    Outcome: ("outcome_class", "epilogue compared"),
    Inject: ("id roles scenes when cue effects to", "heading text cites"),
    Campaign: ("acts carry", ""),
    Carry: ("into outcomes when effects", "text"),
    Effect: ("indicator op amount", ""),
    StartValue: ("indicator value", ""),
    Condition: ("chose at_least at_most all any negated", ""),
    Pick: ("role option", ""),
    Bound: ("indicator value", ""),
}
"""By kind of part, its rules and its texts. A kind that stands in a text alone, such as a price, is text with all its fields."""
RULES = [(kind, field) for kind, (rules, _) in FIELDS.items() for field in rules.split()]
TEXTS = [(kind, field) for kind, (_, texts) in FIELDS.items() for field in texts.split()]

WHEN = {
    "at_least": {"tension": 1},
    "at_most": {"tension": 9},
    "all": [{"at_least": {"tension": 2}}],
    "any": [{"at_most": {"tension": 8}}],
    "not": {"at_least": {"tension": 10}},
}
PASSAGES = [{"source": "letter", "quote": "words of a letter", "basis": "invented"}] * 2


def named(field: tuple[type[Part], str]) -> str:
    """Return a field as `Scene.deadline`."""
    return f"{field[0].__name__}.{field[1]}"


def sample() -> Scenario:
    """Return a scenario in which every rule is given."""
    start = {"tension": 1}
    decision = {
        "north": {
            "reported": "a",
            "default": "b",
            "options": {"a": small.option(when=WHEN, effects={"tension": 1}), "b": small.option("wait", effects={"tension": "= 2"})},
        },
        "chance": {"options": {"rain": small.option(None, weight=1), "sun": small.option(None, weight=2)}},
    }
    here = small.scene(
        decision,
        [small.branch("end", when={"chose": {"north": "a"}}, effects={"tension": 1}), small.branch("end")],
        deadline=60,
        exercise={"claim": "It rained.", "passages": PASSAGES, "roles": ["north"]},
    )
    made = small.scenario(
        {"here": here, "end": small.outcome()},
        injects={"news": small.inject(roles=["north"], scenes=["here"], when=WHEN, cue=["here"], effects={"tension": 1}, to="end")},
        start=start,
        courses={"whole": {"scene": "here", "about": "All of it.", "start": start}},
    )
    carry = {"into": "two", "outcomes": ["settled"], "when": WHEN, "effects": {"tension": 1}, "text": "It went on."}
    campaign = {"acts": ["one", "two"], "carry": [carry]}
    return Scenario.model_validate({**made.model_dump(by_alias=True), "campaign": campaign})


SAMPLE = sample()


def edits(part: Part, whole: Callable[[object], Scenario]) -> Iterator[tuple[type[Part], str, Scenario]]:
    """Give the sample with one field changed, for each field of a part and of every part inside it that is no text."""
    rules = FIELDS[type(part)][0].split()
    for name in type(part).model_fields:
        value: object = getattr(part, name)
        put = partial(replaced, part, name, whole)
        if name not in rules:
            yield type(part), name, put("changed")
        elif value not in (None, ()):
            yield type(part), name, put(changed(value))
        if name in rules and isinstance(value, Part):
            yield from edits(value, put)
        if name in rules and isinstance(value, tuple):
            for place, inner in enumerate(value):
                if isinstance(inner, Part):
                    yield from edits(inner, partial(placed, value, place, put))


def replaced(part: Part, name: str, whole: Callable[[object], Scenario], value: object) -> Scenario:
    """Return the sample with one field of a part replaced."""
    return whole(part.model_copy(update={name: value}))


def placed(values: tuple[object, ...], place: int, put: Callable[[object], Scenario], inner: object) -> Scenario:
    """Return the sample with one of several parts replaced."""
    return put((*values[:place], inner, *values[place + 1 :]))


def changed(value: object) -> object:
    """Return another value of the same kind; a part that may be absent is taken away."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}-changed"
    return value[:-1] if isinstance(value, tuple) else None


EDITS = tuple(edits(SAMPLE, lambda whole: whole if isinstance(whole, Scenario) else SAMPLE))


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
def test_every_field_is_a_rule_or_a_text(kind: type[Part]) -> None:
    """A field that is added to the model is decided on here."""
    rules, texts = FIELDS[kind]

    assert sorted(kind.model_fields) == sorted((*rules.split(), *texts.split()))


@pytest.mark.parametrize(("kind", "field"), RULES, ids=map(named, RULES))
def test_a_rule_changes_the_rules_hash(kind: type[Part], field: str) -> None:
    """Wherever a rule stands, a play by another one is a play by other rules."""
    made = [rules_hash(edit) for found, name, edit in EDITS if (found, name) == (kind, field)]

    assert (True, False) == (bool(made), rules_hash(SAMPLE) in made)


@pytest.mark.parametrize(("kind", "field"), TEXTS, ids=map(named, TEXTS))
def test_a_text_leaves_the_rules_hash_as_it_was(kind: type[Part], field: str) -> None:
    """A word that is mended leaves every session that was played good."""
    made = [rules_hash(edit) for found, name, edit in EDITS if (found, name) == (kind, field)]

    assert {rules_hash(SAMPLE)} == set(made)


def test_a_scenario_without_a_cue_keeps_its_hash() -> None:
    """A session that was played before there were cues stays good: this is the hash that its scenario had then."""
    assert "097b9aec443decd094ae408cafe8450c4e19437037f2933e89bbdc2742c8b564" == rules_hash(small.stand_off())


def test_the_whole_hash_knows_every_word() -> None:
    """A scenario or a document with another word is another edition."""
    corpus = small.corpus()
    other = corpus.model_copy(update={"documents": tuple(page.model_copy(update={"text": f"{page.text} "}) for page in corpus.documents)})
    retitled = SAMPLE.model_copy(update={"title": "Another title"})

    assert 3 == len({whole_hash(SAMPLE, corpus), whole_hash(retitled, corpus), whole_hash(SAMPLE, other)})
