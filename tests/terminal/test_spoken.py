"""What the line mode says of the parts of a moment."""

from collections.abc import Iterable
from pathlib import Path

from sim.model.effects import Kind
from sim.model.guide import ShownRole, ShownTerm
from sim.model.source import Basis
from sim.model.view import ShownChange, ShownExercise, ShownIndicator, ShownInject, ShownNote, ShownReference, View
from sim.report.outline import Element
from sim.report.text import written
from sim.terminal import spoken
from tests.terminal.seated import TUTORIAL, seated

NOTE = ShownNote(
    id="calm",
    date="2022-12",
    text="A thing the documents leave out.",
    caution="Who began it.",
    unwelcome_to=(),
    references=(
        ShownReference(title="A report", publisher="A paper", owner="An owner", address="a.example", date="2022", words=("its words",)),
    ),
)


def lines(elements: Iterable[Element]) -> list[str]:
    """Return what is said, line by line, without empty lines."""
    return [line for line in written(elements) if line]


def indicator(**fields: object) -> ShownIndicator:
    """Return an indicator from 0 to 10 that stands at 4."""
    given = {"id": "x", "name": "Tension", "about": "High is high.", "value": 4, "low": 0, "high": 10, "change": 0, "commitment": None}
    return ShownIndicator.model_validate(given | fields)


def at_start(folder: Path) -> View:
    """Return Eastbank's first view of the tutorial."""
    with seated(folder, "eastbank") as table:
        return table.view("eastbank")


def test_an_indicator_says_value_change_and_bounds() -> None:
    """The change is said in words, with the bounds beside it."""
    assert "- Tension: 4, up 2 (from 0 to 10)" == lines(spoken.indicators([indicator(change=2)]))[1]


def test_a_fact_is_yes_or_no() -> None:
    """An indicator from 0 to 1 is a fact and not a number."""
    said = lines(spoken.indicators([indicator(high=1, value=1, change=1), indicator(high=1, value=0)]))

    assert ["- Tension: yes, which is new", "- Tension: no"] == said[1:]


def test_promises_are_said_together() -> None:
    """All public promises take three lines at most: those that are given, those that were given and broken, and those that never were."""
    names = (("A third word", 0, True), ("Eastbank's word", 1, True), ("Westbank's word", 0, False), ("Another word", 0, False))
    shown = (indicator(high=1, value=value, commitment="A side", name=name, broken=broken) for name, value, broken in names)

    assert [
        "- Promises given: Eastbank's word",
        "- Promises broken or taken back: A third word",
        "- Promises not given: Westbank's word; Another word",
    ] == lines(spoken.indicators(tuple(shown)))[1:]


def test_news_for_some_says_so() -> None:
    """News that not everybody received is marked."""
    shown = ShownInject(id="x", heading="A call", text="The water rises.", private=True, basis=Basis.INVENTED, passages=())

    assert ["News, not received by everybody: A call", "Invented for teaching: no document shows this.", "The water rises."] == lines(
        spoken.news(shown, spoken.Passages()),
    )


def test_what_the_act_before_left_is_said_first(tmp_path: Path) -> None:
    """What was carried over from the act before stands before the scene."""
    view = at_start(tmp_path).model_copy(update={"carried": ("They came to terms.",)})

    assert "From the act before: They came to terms." == lines(spoken.scene(view, spoken.Passages()))[1]


def test_a_claim_to_weigh_is_said_with_its_passages(tmp_path: Path) -> None:
    """An exercise is said with its claim, and each passage with its line."""
    view = at_start(tmp_path)
    exercise = ShownExercise(claim="It was cut.", passages=view.passages, support=None, revised=False, publishers=None, notes=())
    said = lines(spoken.scene(view.model_copy(update={"exercise": exercise}), spoken.Passages()))
    begin = said.index("A claim to weigh before you decide")

    shown = view.passages[0]
    assert ("It was cut.", f"    – {shown.credit}", f"    {shown.bearing('this claim')}") == (
        said[begin + 1],
        said[begin + 3],
        said[begin + 4],
    )


def test_a_note_from_outside_is_marked_and_says_what_it_rests_on(tmp_path: Path) -> None:
    """What the documents leave out stands under `From outside`, with reference and owner."""
    passage = at_start(tmp_path).passages[0].model_copy(update={"notes": (NOTE,)})
    said = lines(spoken.passage(passage, 1, spoken.Passages()))
    begin = said.index("From outside, 2022-12")

    assert [
        "A thing the documents leave out.",
        "What the references do not settle: Who began it.",
        "It rests on texts that are not among the documents (1); n 1 says them.",
    ] == said[begin + 1 : begin + 4]


def test_a_passage_that_is_part_of_a_sentence_says_the_words_cited(tmp_path: Path) -> None:
    """Where a whole sentence is said, the words that are cited are named."""
    view = at_start(tmp_path)
    assert view.decision is not None
    part = view.passages[0].model_copy(update={"quote": "meet on the landing"})

    assert "The words cited: “meet on the landing”" in lines(spoken.passage(part, 1, spoken.Passages()))


def test_a_passage_over_several_sentences_says_which(tmp_path: Path) -> None:
    """The place of a passage is one sentence or a range of them."""
    passage = at_start(tmp_path).passages[0].model_copy(update={"first": 3, "last": 4, "before": (), "after": ()})

    assert "sentences 3 to 4 of" in lines(spoken.passage(passage, 1, spoken.Passages()))[0]


def test_the_opening_says_what_a_role_is_after(tmp_path: Path) -> None:
    """A person hears the aims of the own role, as the author's, and whom it answers to."""
    with seated(tmp_path, "eastbank") as table:
        guide = table.guide()
    role = ShownRole(id="eastbank", name="Eastbank", about="A side.", adviser="A clerk", audience="Its voters.", aims=("Calm",))
    said = lines(spoken.opening(guide.model_copy(update={"roles": (role,)}), ("eastbank",)))
    begin = said.index("Your role: Eastbank")

    assert ["You answer to: Its voters.", "What this role is after, as the scenario's author set it for teaching:", "- Calm"] == said[
        begin + 2 : begin + 5
    ]


def test_a_name_in_dispute_says_what_each_side_says(tmp_path: Path) -> None:
    """The glossary has the neutral word, why, and each role's own."""
    with seated(tmp_path, "eastbank") as table:
        guide = table.guide()
    term = ShownTerm(neutral="the landing", reason="Both use it", usage=(("Eastbank", "the ferry's landing"),))
    said = lines(spoken.glossary(guide.model_copy(update={"terms": (term,)}), "landing", spoken.Passages()))

    assert "- A name in dispute: the landing. Both use it. Eastbank says the ferry's landing." in said


def test_a_scenario_without_a_glossary_says_so(tmp_path: Path) -> None:
    """`g` answers where there is nothing to explain."""
    with seated(tmp_path, "eastbank") as table:
        guide = table.guide().model_copy(update={"glossary": (), "terms": ()})

    assert ["There is no glossary."] == lines(spoken.glossary(guide, "", spoken.Passages()))


def test_the_glossary_says_the_words_of_the_page_first(tmp_path: Path) -> None:
    """`g` alone says what occurs in what was said, `g all` every word."""
    with seated(tmp_path, "eastbank") as table:
        guide = table.guide()
    cites = spoken.Passages()
    cites.text = f"They met on the {guide.glossary[0].term}."
    names = [f"- {', '.join((gloss.term, *gloss.also))}" for gloss in guide.glossary]

    def heard(word: str) -> list[str]:
        said = lines(spoken.glossary(guide, word, cites))
        return [name for name in names if any(line.startswith(f"{name}:") for line in said)]

    assert (names[:1], names) == (heard(""), heard("all"))


def test_a_default_and_what_has_happened_before_are_said(tmp_path: Path) -> None:
    """Where nobody decided in time that is said, and where a course begins later, what has happened already."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-nothing", 1)
        turn = table.view(None).turns[0]
        choices = (turn.choices[0].model_copy(update={"defaulted": True}), *turn.choices[1:])
        told = lines(spoken.happened(turn.model_copy(update={"choices": choices}), spoken.Passages()))
        given = (ShownChange(name="The rope", before=0, after=1, sort="fact"),)
        opening = lines(spoken.opening(table.guide().model_copy(update={"course": "short", "given": given}), ("eastbank",)))

    assert 1 == "\n".join(told).count("Nobody had decided when the turn ended, so the default was taken.")
    assert "When it begins, this has happened already: The rope: yes, before that no." in "\n".join(opening)


def test_the_log_says_choices_and_changes(tmp_path: Path) -> None:
    """Each turn so far is one line with what was chosen and what changed."""
    with seated(tmp_path, "eastbank", bot="reported") as table:
        table.choose("eastbank", "promise-notice", 1)
        said = lines(spoken.log(table.view("eastbank")))[1]

    assert said.startswith("- Turn 1, Two mayors on the landing. Eastbank: Promise to hang no rope unannounced; Westbank: Threaten")


def test_a_passage_that_was_said_keeps_its_number(tmp_path: Path) -> None:
    """The same passage has one number on a page, however often it is said."""
    view, cites = at_start(tmp_path), spoken.Passages()

    assert [1, 2, 1] == [quotation.number for quotation in cites.quote((*view.passages, view.passages[0]), "this")]


def test_kinds_are_said_as_words() -> None:
    """Every kind of act has a word that can be read aloud."""
    assert all(kind.value.isalpha() for kind in Kind)


def test_the_adviser_is_named(tmp_path: Path) -> None:
    """Reasons for and against an option are said in the adviser's name."""
    view = at_start(tmp_path)
    assert view.decision is not None
    said = lines(spoken.question(view.decision, "Eastbank", TUTORIAL.scenario.roles[0].adviser, spoken.Passages()))

    assert (2, 2) == (
        sum(line.startswith("    Your clerk says for it: ") for line in said),
        sum(line.startswith("    Your clerk says against it: ") for line in said),
    )
