"""Where people and other names may stand."""

import pytest

from sim.evidence.people import people
from sim.model.source import Catalogue, Corpus
from tests.engine import council
from tests.evidence.planted import BRIDGE, LISTEN, MEETING, PLEDGE, B, Found, M, found, reported, told, within

PERSON = "person-in-invented-text"
WILL_COME = "Then Anna Hill will come."


def catalogue(*names: str, person: bool | None = None, listed: tuple[str, ...] = ()) -> Catalogue:
    """Return the council's catalogue with other names for its speakers."""
    written = council.corpus().catalogue.model_dump()
    speakers = [
        {"id": f"speaker-{at}", "name": name, "office": "mayor", "side": "north", "person": person} for at, name in enumerate(names)
    ]
    return Catalogue.model_validate(written | {"speakers": [*written["speakers"], *speakers], "people": listed})


def corpus(*names: str, person: bool | None = None, listed: tuple[str, ...] = ()) -> Corpus:
    """Return the council's documents with such a catalogue."""
    return council.corpus().model_copy(update={"catalogue": catalogue(*names, person=person, listed=listed)})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Emmanuel Macron and Olaf Scholz", {"Emmanuel", "Macron", "Olaf", "Scholz"}),
        ("Aleksandar Vučić", {"Aleksandar", "Vucic"}),
        ("Alexander Botsan-Kharchenko", {"Alexander", "Botsan-Kharchenko"}),
        ("The old hill", set()),
        ("The Dam Office", set()),
        ("A River Board", set()),
        ("Embassy in the north", set()),
        ("Belgrade", set()),
    ],
)
def test_who_is_a_person_is_read_off_the_name(name: str, words: set[str]) -> None:
    """Two to four capitalised words without an article are somebody's name, and `and` stands between two people."""
    assert words | {"Anna", "Hill"} == people(catalogue(name))


def test_the_catalogue_may_say_who_is_a_person() -> None:
    """`person` decides where the form of a name deceives, and `people` adds those who are not quoted."""
    assert {"Anna", "Hill"} == people(catalogue("Foreign Ministry", person=False))
    assert {"Anna", "Hill", "Ada"} == people(catalogue("Ada", person=True))
    assert {"Anna", "Hill", "Tomo", "Nikolic"} == people(catalogue(listed=("Tomo Nikolić",)))


@pytest.mark.parametrize(
    ("steps", "field", "expected"),
    [
        (BRIDGE, "situation", [(PERSON, f"{B}.situation")]),
        (BRIDGE, "heading", [(PERSON, f"{B}.heading")]),
        (PLEDGE, "text", [(PERSON, f"{M}.decision.north.options.pledge.text")]),
        (PLEDGE, "label", [(PERSON, f"{M}.decision.north.options.pledge.label")]),
        (PLEDGE, "contra", [(PERSON, f"{M}.decision.north.options.pledge.contra")]),
        ((*MEETING, "briefings", 0), "text", [(PERSON, f"{M}.briefings[0].text")]),
        ((*MEETING, "decision", 0), "question", [(PERSON, f"{M}.decision.north.question")]),
        ((*BRIDGE, "decision", 1, "options", 0), "label", [(PERSON, f"{B}.decision.chance.options.rain.label")]),
        ((*MEETING, "branches", 0), "narration", [(PERSON, f"{M}.branches[0].narration")]),
        (("acts", 0, "injects", 0), "text", [(PERSON, "acts.one.injects.whisper.text")]),
        (("acts", 0, "scenes", 2, "outcome"), "epilogue", [(PERSON, "acts.one.scenes.agreed.outcome.epilogue")]),
        (("roles", 0), "about", [(PERSON, "roles.north.about")]),
        (("indicators", 0), "about", [(PERSON, "indicators.tension.about")]),
        (MEETING, "situation", []),
        (("notes", 0), "caution", []),
    ],
)
def test_living_people_are_named_where_something_is_reported(steps: tuple[str | int, ...], field: str, expected: Found) -> None:
    """Nobody is named in what is made up or rests on nothing, nor in a role's text; an attributed report and a note may."""
    assert expected == told(WILL_COME, *steps, field=field)


@pytest.mark.parametrize(
    "text",
    [
        "Hill will come.",
        "Go to Anna’s house.",
        "Macron and Scholz write.",
        "Ask Nikolic.",
        "Ask Vučić.",
        "Ask President Obama.",
        "Write to Edi Rama.",
    ],
)
def test_nobody_is_named_by_any_part_of_a_name(text: str) -> None:
    """A surname, a first name, a name with or without accents, one of two speakers, one who is not quoted, and a stranger's are found."""
    documents = corpus("Emmanuel Macron and Olaf Scholz", "Aleksandar Vucic", listed=("Tomislav Nikolic",))
    planted = found(lambda it: within(it, *LISTEN).update(text=text), documents)

    assert {(PERSON, f"{M}.decision.south.options.listen.text")} == set(planted)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor will come to the hill.",
        "Call the Dam Office.",
        "Go to Paris.",
        "“Anna Hill” is a name.",
        "Ask the President of the North.",
    ],
)
def test_an_office_or_a_place_is_nobody(text: str) -> None:
    """Who speaks of the mayor, of an office, of a place or of quoted words names nobody."""
    assert [] == found(lambda it: within(it, *LISTEN).update(text=text), corpus("The Dam Office", "Foreign Ministry", person=False))


def test_a_name_that_the_scenario_explains_is_no_strangers() -> None:
    """Two unknown names in a row are no person's where the scenario lists them, or a document has them."""
    assert [] == found(lambda it: (it.update(names=["Port Royal"]), within(it, *LISTEN).update(text="Sail to Port Royal.")))
    assert [(PERSON, f"{M}.decision.south.options.listen.text")] == told("Sail to Port Royal.", *LISTEN)


@pytest.mark.parametrize(
    ("situation", "passage"),
    [
        ("Then Anna Hill spoke.", "She spoke again."),
        ("Hill spoke.", "She spoke again."),
        ("Then the men of Ashby spoke.", "They spoke again."),
        ("Then Edi Rama spoke.", "They spoke again."),
        ("Then the Serbian men spoke.", "They spoke again."),
        ("Then “Rama” spoke.", "They spoke again as Rama."),
    ],
)
def test_a_report_has_the_names_of_its_passages(situation: str, passage: str) -> None:
    """A person, a place or a body that no cited passage names is found in a report; what the passage names may be told."""
    names = {("unsupported-name", f"{M}.situation")} if "as Rama" not in passage else set()

    assert names == set(reported(situation, passage))


@pytest.mark.parametrize(
    ("situation", "passage"),
    [
        ("Then the Serbs spoke.", "The men from Serbia spoke."),
        ("Then North-Ashby spoke.", "The men of North Ashby spoke."),
        ("At the talks, in The Post, the North spoke.", "They spoke."),
        ("Then she spoke. Nobody else did: Few were there.", "She spoke."),
        ("On a Monday in June they spoke.", "On a Monday in June they spoke."),
        ("Then the council’s North spoke, and I wrote.", "They spoke."),
    ],
)
def test_other_forms_and_the_scenarios_own_names_may_be_told(situation: str, passage: str) -> None:
    """Another form of a name, a role, an outlet, a day, and a word that begins a sentence are no strangers."""
    assert [] == reported(situation, passage)


def test_a_speaker_is_named_by_whom_the_passage_is_said() -> None:
    """The words of a speaker may be told under the speaker's name and office, though the passage has neither."""

    def edit(speaker: str) -> Found:
        cited = council.cite("the bridge would be closed", speaker=speaker)
        return found(lambda it: within(it, *MEETING).update(situation="It would be closed, said Hill.", cites=[cited]))

    assert [] == edit("hill")
    assert [] == edit("outlet")  # the sentence that holds the words names her


def test_names_that_may_be_used_anywhere_are_listed() -> None:
    """A name under `names` may stand in a report whose passage says it otherwise; a person's may not."""
    assert [] == reported("Then Berlin spoke.", "The Germans spoke.", names=["Berlin"])
    assert [("unsupported-name", f"{M}.situation")] == reported("Then Anna spoke.", "The mayor spoke.", names=["Berlin"])
