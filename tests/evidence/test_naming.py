"""Words that judge while they name, and names in dispute."""

import pytest

from sim.evidence.naming import names
from tests.evidence.planted import BRIDGE, LISTEN, MEETING, PLEDGE, B, Data, Found, M, found, told, within

PROVINCE = {
    "id": "land",
    "neutral": "the land",
    "reason": "Short.",
    "usage": {"north": "Land and Lea, our own land"},
    "also": {"north": "Lea, the shire"},
}


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("The regime met.", 1),
        ("The REGIME, it met.", 1),
        ("The regimes met.", 1),
        ("They were terrorising the bridge.", 1),
        ("A regime of terrorists met.", 2),
        ("The self styled council met.", 1),
        ("The regime's men met.", 1),
        ("The mayor spoke of a “regime”.", 0),
        ('The mayor spoke of a "regime" and of "terror".', 0),
        ("The regimen was kept.", 0),
        ("The territory was crossed.", 0),
    ],
)
def test_words_that_judge_are_somebodys(situation: str, expected: int) -> None:
    """A loaded word of the narrator is found in any form; one between quotation marks, and another word that begins like it, is not."""
    planted = found(lambda it: (it.update(loaded=["regime", "terror", "self-styled"]), within(it, *MEETING).update(situation=situation)))

    assert [("loaded-word", f"{M}.situation")] * expected == planted


@pytest.mark.parametrize(
    ("steps", "field", "path"),
    [
        (("acts", 0, "injects", 0), "heading", "acts.one.injects.whisper.heading"),
        ((*MEETING, "branches", 0), "narration", f"{M}.branches[0].narration"),
        ((*BRIDGE, "decision", 1, "options", 0), "label", f"{B}.decision.chance.options.rain.label"),
        (("glossary", 0), "text", "glossary.council.text"),
        (("conflicts", 0, "versions", 0), "says", "conflicts.how-long.versions[0].says"),
        (("notes", 0), "caution", "notes.open.caution"),
        (("roles", 0), "audience", "roles.north.audience"),
        (("indicators", 0), "about", "indicators.tension.about"),
        (("corroborations", 0), "what", "corroborations[0].what"),
    ],
)
def test_the_narrator_speaks_in_many_places(steps: tuple[str | int, ...], field: str, path: str) -> None:
    """News, branches, what chance brings, explanations, notes, roles and indicators are told in our own words, and are looked at."""
    planted = found(lambda it: (it.update(loaded=["regime"]), within(it, *steps).update({field: "The regimes met."})))

    assert [("loaded-word", path.rsplit(maxsplit=1)[-1])] == planted


@pytest.mark.parametrize(("steps", "field"), [(PLEDGE, "text"), (PLEDGE, "label"), ((*MEETING, "briefings", 0), "text")])
def test_a_role_may_judge_in_its_own_text(steps: tuple[str | int, ...], field: str) -> None:
    """A loaded word in an option or a briefing is the role's, not the narrator's."""
    assert [] == found(lambda it: (it.update(loaded=["regime"]), within(it, *steps).update({field: "Answer the regime."})))


@pytest.mark.parametrize("text", ["Go to the gate.", "Go to the crossing."])
@pytest.mark.parametrize("steps", [PLEDGE, (*MEETING, "briefings", 0)])
def test_a_side_uses_its_own_name(steps: tuple[str | int, ...], text: str) -> None:
    """In its own option and its own briefing a role says what it says, or the neutral name."""
    assert [] == told(text, *steps)


@pytest.mark.parametrize(
    ("steps", "field", "path"),
    [
        (MEETING, "situation", f"{M}.situation"),
        (MEETING, "heading", f"{M}.heading"),
        (LISTEN, "text", f"{M}.decision.south.options.listen.text"),
        (LISTEN, "label", f"{M}.decision.south.options.listen.label"),
        (LISTEN, "contra", f"{M}.decision.south.options.listen.contra"),
        (("acts", 0, "injects", 0), "heading", "acts.one.injects.whisper.heading"),
        (("notes", 0), "caution", "notes.open.caution"),
        (("glossary", 0), "term", "glossary.council.term"),
        (("acts", 0), "account", "acts.one.account"),
        (("roles", 0), "about", "roles.north.about"),
    ],
)
def test_a_sides_name_belongs_to_that_side(steps: tuple[str | int, ...], field: str, path: str) -> None:
    """Neither the narrator nor the other side uses a name that one side alone uses, in any case or number; quoted, it may stand."""
    for text in ("It is at the gate.", "It is at the Gates.", "The gate’s keeper."):
        assert [("disputed-name", path)] == told(text, *steps, field=field)
    assert [] == told("It is at “the gate”.", *steps, field=field)


def _with_land(situation: str) -> Found:
    def edit(it: Data) -> None:
        terms = it["terms"]
        assert isinstance(terms, tuple)
        it["terms"] = (*terms, PROVINCE)
        within(it, *MEETING).update(situation=situation)

    return found(edit)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("It lies in Land and Lea.", 2),
        ("It lies in Lea.", 1),
        ("It lies in LEA-ON-SEA.", 1),
        ("It lies in our own land.", 1),
        ("It lies in the shire, and in other shires.", 1),
        ("It lies in the land.", 0),
        ("They lease it.", 0),
    ],
)
def test_each_of_several_names_and_each_part_that_is_listed_is_a_sides(situation: str, expected: int) -> None:
    """A usage that lists names is several names; the parts and forms under `also` are the side's own too, with or without an article."""
    assert [("disputed-name", f"{M}.situation")] * expected == _with_land(situation)


def test_a_heading_may_be_what_its_text_explains() -> None:
    """A word of the glossary may be a side's own name where its text speaks of it in quotation marks, and not where it uses it."""

    def explained(text: str) -> Found:
        return found(lambda it: within(it, "glossary", 0).update(term="The gate", also=[], text=text))

    assert [] == explained("“The gate” is what one side calls the crossing.")
    assert [("disputed-name", "glossary.council.term")] == explained("The crossing.")
    assert ["glossary.council.term", "glossary.council.text"] == [path for _, path in explained("The gate is the crossing.")]


def test_who_uses_the_neutral_name_owns_no_name() -> None:
    """Where a side's usage is the neutral name itself, everybody may use it."""
    usage = {"south": "the crossing"}

    assert [] == found(lambda it: (within(it, "terms", 0).update(usage=usage), within(it, *MEETING).update(situation="At the crossing.")))


def test_names_are_listed_as_people_list_them() -> None:
    """Commas, semicolons and `or` stand between names, and an article before one does not count."""
    assert ("border", "frontier", "our line", "Line and Lea") == names("the border, a frontier; our line or Line and Lea")
